package dev.mastic.runtime.record

import java.io.{
  ByteArrayInputStream,
  ByteArrayOutputStream,
  DataInputStream,
  DataOutputStream,
  PrintWriter,
  StringWriter
}

import scala.util.control.NonFatal

import com.amazonaws.services.glue.DynamicRecord
import dev.mastic.runtime.frame.{Absence, Call, Frame, FunctionAnswers, Shape, Stage, Type}
import org.apache.spark.rdd.RDD
import org.apache.spark.sql.{Column, Dataset, Row, SparkSession}
import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.functions.struct
import org.apache.spark.sql.types.{BinaryType, StringType}
import org.apache.spark.unsafe.types.UTF8String

/** Functions of a Scala script over the records of a frame. What such a function does nobody can see, so records are made for it. */
object RecordFunctions {

  /** A column: null for a record to keep, empty for one to drop, and else the message of what was thrown and its stack trace. */
  def verdict(frame: Frame, predicate: DynamicRecord => Boolean, errorMessage: String): Column = {
    val judge = new RecordPredicate(predicate, new RecordReader(frame.schema()), errorMessage)
    Call.of(judge, "verdict", StringType, struct(frame.toldColumns(): _*))
  }

  /** The frame of what a function makes of each record. It gets a copy, which it may change. */
  def map(frame: Frame, function: DynamicRecord => DynamicRecord, errorMessage: String, stage: Stage): Frame = {
    val reader = new RecordReader(frame.schema())
    val answers = frame.toldRows().queryExecution.toRdd.mapPartitions(_.map { row =>
      val record = reader.read(row)
      try {
        val made = function(record.clone())
        if (made == null) failure("User-specified function returned null instead of DynamicRecord", record)
        else if (made.isError()) failure(made.getError().msg, made)
        else InternalRow(bytes(made), null, null, null)
      } catch {
        case NonFatal(thrown) => failure(message(thrown, errorMessage), record, UTF8String.fromString(trace(thrown)))
      }
    })
    answered(frame, frame.rows().sparkSession, answers, stage)
  }

  /** The frame of records that a script made itself. */
  def frame(spark: SparkSession, records: RDD[DynamicRecord], stage: Stage): Frame = {
    val none = Frame.of(spark.emptyDataFrame)
    val answers = records.map(record =>
      if (record.isError()) InternalRow(null, UTF8String.fromString(record.getError().msg), null, null)
      else InternalRow(bytes(record), null, null, null))
    answered(none, spark, answers, stage)
  }

  /** The records of a frame, choices as what they hold. */
  def records(frame: Frame): RDD[DynamicRecord] = {
    val reader = new RecordReader(frame.schema())
    frame.toldRows().queryExecution.toRdd.map(reader.read(_))
  }

  private def answered(source: Frame, spark: SparkSession, answers: RDD[InternalRow], stage: Stage): Frame =
    FunctionAnswers.frame(
      source,
      FunctionAnswers.dataset(spark, answers, FunctionAnswers.columns(BinaryType)),
      RecordForm,
      stage)

  private def failure(message: String, record: DynamicRecord, trace: UTF8String = null): InternalRow =
    InternalRow(null, UTF8String.fromString(message), bytes(record), trace)

  private[record] def trace(thrown: Throwable): String = {
    val text = new StringWriter()
    thrown.printStackTrace(new PrintWriter(text))
    text.toString.replace('\u0000', '\u2400')
  }

  private[record] def message(thrown: Throwable, errorMessage: String): String = {
    val said = Option(thrown.getMessage).getOrElse(thrown.getClass.getSimpleName)
    if (errorMessage.isEmpty) said else s"$errorMessage: $said"
  }

  private def bytes(record: DynamicRecord): Array[Byte] = {
    val bytes = new ByteArrayOutputStream()
    record.write(new DataOutputStream(bytes))
    bytes.toByteArray
  }

  /** Records as bytes, which say of each value what it is. */
  private object RecordForm extends FunctionAnswers.Form {

    override def schema(records: Dataset[Row]): Type.Struct = {
      val partial = records.queryExecution.toRdd.mapPartitions { rows =>
        rows.map(row => shape(row.getBinary(0))).reduceOption(_.merge(_)).iterator
      }
      // In the order of partitions, so that fields stand in the order in which they are first seen.
      Absence.numbered(
        partial.collect().reduceOption(_.merge(_)).getOrElse(new Type.Struct(java.util.Map.of[String, Shape]())))
    }

    override def read(schema: Type.Struct, record: Column): Column =
      Call.of(new RecordLayout(schema), "read", Absence.columns(schema), record)

    private def shape(bytes: Array[Byte]): Type.Struct =
      NodeShapes.struct(NodeBytes.readObject(new DataInputStream(new ByteArrayInputStream(bytes))))
  }
}
