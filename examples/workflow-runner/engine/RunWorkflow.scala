package workflow

import java.nio.charset.StandardCharsets

import com.amazonaws.services.glue.GlueContext
import com.amazonaws.services.glue.util.{GlueArgParser, Job}
import org.apache.hadoop.fs.Path
import org.apache.spark.SparkContext

import scala.collection.JavaConverters._
import scala.io.Source

/** Runs the workflow document at `--WORKFLOW`. */
object RunWorkflow {
  def main(sysArgs: Array[String]): Unit = {
    val glue = new GlueContext(new SparkContext())
    val args = GlueArgParser.getResolvedOptions(sysArgs, Array("JOB_NAME", "WORKFLOW"))
    Job.init(args("JOB_NAME"), glue, args.asJava)
    Workflow.parse(document(glue, args("WORKFLOW"))).run(glue)
    Job.commit()
  }

  private def document(glue: GlueContext, location: String): String = {
    val path = new Path(location)
    val input = path.getFileSystem(glue.sparkContext.hadoopConfiguration).open(path)
    try Source.fromInputStream(input, StandardCharsets.UTF_8.name).mkString
    finally input.close()
  }
}
