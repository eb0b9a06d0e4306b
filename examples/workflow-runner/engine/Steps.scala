package workflow

import com.amazonaws.services.glue.{DynamicFrame, GlueContext}
import com.amazonaws.services.glue.util.JsonOptions

/** The steps that workflows are made of. */
object Steps {

  def read(glue: GlueContext, path: String, format: String, options: JsonOptions): DynamicFrame =
    glue.getSourceWithFormat(
      connectionType = "s3",
      options = JsonOptions(Map("paths" -> Seq(path))),
      format = format,
      formatOptions = options).getDynamicFrame()

  /** @param where a condition of Spark SQL */
  def filter(glue: GlueContext, frame: DynamicFrame, where: String): DynamicFrame =
    DynamicFrame(frame.toDF().filter(where), glue)

  def map(frame: DynamicFrame, columns: Seq[(String, String, String, String)]): DynamicFrame =
    frame.applyMapping(mappings = columns, caseSensitive = false)

  /** Writes a frame, and answers it, so that it can be written elsewhere too. */
  def write(glue: GlueContext, frame: DynamicFrame, path: String, format: String, options: JsonOptions): DynamicFrame = {
    glue.getSinkWithFormat(
      connectionType = "s3",
      options = JsonOptions(Map("path" -> path) ++ options.toMap),
      format = format).writeDynamicFrame(frame)
    frame
  }
}
