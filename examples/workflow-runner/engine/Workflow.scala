package workflow

import com.amazonaws.services.glue.{DynamicFrame, GlueContext}
import com.amazonaws.services.glue.util.JsonOptions
import com.fasterxml.jackson.databind.{JsonNode, ObjectMapper}

import scala.collection.JavaConverters._

/**
 * What somebody drew in a visual tool: steps, each of which takes what earlier ones made.
 *
 * @param steps in the order in which they run
 */
final class Workflow(name: String, steps: Seq[JsonNode]) {

  def run(glue: GlueContext): Unit = {
    val made = steps.foldLeft(Map.empty[String, DynamicFrame]) { (frames, step) =>
      frames + (text(step, "id") -> run(step, frames, glue))
    }
    println(s"workflow $name: ${made.size} steps done")
  }

  private def run(step: JsonNode, frames: Map[String, DynamicFrame], glue: GlueContext): DynamicFrame = {
    def input: DynamicFrame = {
      val id = text(step, "input")
      frames.getOrElse(id, throw new IllegalArgumentException(s"step ${text(step, "id")}: no step $id before it"))
    }
    text(step, "type") match {
      case "read" => Steps.read(glue, text(step, "path"), text(step, "format"), options(step))
      case "filter" => Steps.filter(glue, input, text(step, "where"))
      case "map" => Steps.map(input, step.path("columns").elements.asScala.map(mapping).toSeq)
      case "write" => Steps.write(glue, input, text(step, "path"), text(step, "format"), options(step))
      case other => throw new IllegalArgumentException(s"step type $other (expected: read, filter, map or write)")
    }
  }

  private def mapping(column: JsonNode): (String, String, String, String) =
    (text(column, "from"), text(column, "type"), text(column, "to"), text(column, "as"))

  private def options(step: JsonNode): JsonOptions =
    if (step.has("options")) JsonOptions(step.path("options").toString) else JsonOptions.empty

  private def text(node: JsonNode, field: String): String =
    Option(node.get(field)).map(_.asText).getOrElse(throw new IllegalArgumentException(s"$field is missing in $node"))
}

object Workflow {
  def parse(document: String): Workflow = {
    val json = new ObjectMapper().readTree(document)
    new Workflow(json.path("name").asText, json.path("steps").elements.asScala.toSeq)
  }
}
