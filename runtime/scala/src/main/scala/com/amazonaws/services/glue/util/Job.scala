package com.amazonaws.services.glue.util

import com.amazonaws.services.glue.GlueContext
import dev.mastic.runtime.bookmark.Bookmarks
import org.apache.spark.sql.SparkSession
import org.slf4j.LoggerFactory

/** The job that a script runs as. There is one in a driver, so it is a matter of the class, as on Glue. */
object Job {
  private val log = LoggerFactory.getLogger("com.amazonaws.services.glue.util.Job")

  @volatile private var name: Option[String] = None
  @volatile private var run: Option[String] = None

  def init(jobName: String, session: SparkSession, arguments: java.util.Map[String, String]): Unit = {
    Bookmarks.begin(arguments)
    name = Some(jobName)
    run = argument(arguments, "--JOB_RUN_ID")
    log.info("job {} of application {} starts", jobName: Any, session.sparkContext.applicationId)
  }

  def init(jobName: String, glueContext: GlueContext, arguments: java.util.Map[String, String]): Unit =
    init(jobName, glueContext.sparkSession, arguments)

  /** @param endpoint of Glue; a driver knows its own */
  def init(
      jobName: String,
      glueContext: GlueContext,
      endpoint: String,
      arguments: java.util.Map[String, String]): Unit = init(jobName, glueContext, arguments)

  // getResolvedOptions gives names without dashes in front and with underscores; callers may also give the raw names.
  private def argument(arguments: java.util.Map[String, String], option: String): Option[String] =
    Option(arguments.get(option.substring(2).replace('-', '_'))).orElse(Option(arguments.get(option)))

  def isInitialized(): Boolean = name.isDefined

  def runId(): String = run.orNull

  /**
   * Publishes what a run with bookmarks has written, and moves the bookmark. Many scripts commit a job that they never began: that is
   * told and harms nothing.
   */
  def commit(): Unit = name match {
    case Some(job) =>
      Bookmarks.current.commit()
      log.info("job {} is committed", job)
    case None => log.warn("Job.commit() without Job.init(): there is nothing to commit")
  }

  /** Forgets the job, so that another can begin in this driver. */
  def reset(): Unit = {
    name = None
    run = None
    Bookmarks.reset()
  }
}
