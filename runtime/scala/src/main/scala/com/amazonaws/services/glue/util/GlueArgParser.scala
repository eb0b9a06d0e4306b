package com.amazonaws.services.glue.util

import scala.annotation.tailrec

/** The arguments of a job. */
object GlueArgParser {

  private val Directories = Set("TempDir", "RedshiftTempDir")

  private val Known = Set(
    "JOB_ID", "JOB_RUN_ID", "SECURITY_CONFIGURATION", "job-bookmark-option", "job-bookmark-from", "job-bookmark-to",
    "encryption-type", "enable-data-lineage") ++ Directories

  /**
   * The values of arguments.
   *
   * @param options names of arguments that must be there, without dashes in front
   * @return the values of these and of those that Glue knows, a `-` in names as `_`, and under the names as they were asked for
   * @throws IllegalArgumentException an argument is missing or has no value
   */
  def getResolvedOptions(args: Array[String], options: Array[String]): Map[String, String] = {
    val wanted = Known ++ options
    val given = parse(args.toList, wanted, Map.empty)
    val missing = options.filterNot(option => given.contains(option) || Directories.contains(option))
    if (missing.nonEmpty) {
      throw new IllegalArgumentException(
        missing.map("--" + _).mkString("the following arguments are required: ", ", ", ""))
    }
    val directory = given.get("TempDir").orElse(given.get("RedshiftTempDir"))
    val complete = directory.fold(given)(path => Directories.map(_ -> path).toMap ++ given)
    complete ++ complete.map { case (name, value) => name.replace('-', '_') -> value }
  }

  @tailrec
  private def parse(args: List[String], wanted: Set[String], found: Map[String, String]): Map[String, String] =
    args match {
      case Nil => found
      case Option(name, Some(value)) :: rest if wanted(name) => parse(rest, wanted, found + (name -> value))
      case Option(name, None) :: value :: rest if wanted(name) && !value.startsWith("--") =>
        parse(rest, wanted, found + (name -> value))
      case Option(name, None) :: _ if wanted(name) =>
        throw new IllegalArgumentException(s"argument --$name: expected one argument")
      case _ :: rest => parse(rest, wanted, found)
    }

  /** `--name` or `--name=value`. */
  private object Option {
    def unapply(arg: String): scala.Option[(String, scala.Option[String])] =
      if (!arg.startsWith("--")) None
      else
        arg.substring(2).split("=", 2) match {
          case Array(name, value) => Some((name, Some(value)))
          case Array(name) => Some((name, None))
        }
  }
}
