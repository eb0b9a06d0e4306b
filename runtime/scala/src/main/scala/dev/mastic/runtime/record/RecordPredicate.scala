package dev.mastic.runtime.record

import scala.util.control.NonFatal

import com.amazonaws.services.glue.DynamicRecord
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.unsafe.types.UTF8String

/** A predicate of a Scala script on rows; generated code calls it. */
final class RecordPredicate(predicate: DynamicRecord => Boolean, reader: RecordReader, errorMessage: String)
    extends Serializable {

  /** Null to keep the row, empty to drop it, and else the message of what was thrown and, behind U+0000, its stack trace. */
  def verdict(row: InternalRow): UTF8String =
    try {
      if (predicate(reader.read(row))) null else UTF8String.EMPTY_UTF8
    } catch {
      case NonFatal(thrown) => 
        UTF8String.fromString(RecordFunctions.message(thrown, errorMessage) + '\u0000' + RecordFunctions.trace(thrown))
    }
}
