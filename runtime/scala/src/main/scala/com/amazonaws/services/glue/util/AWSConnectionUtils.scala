package com.amazonaws.services.glue.util

import org.apache.spark.SparkConf

/** Where a job finds Glue. */
object AWSConnectionUtils {

  /** The address of this server's API; empty outside a job. */
  def getGlueEndpoint(): String = setting("spark.hadoop.mastic.endpoint")

  def getRegion(): String = setting("spark.hadoop.fs.s3a.endpoint.region")

  /** There is no proxy. */
  def getGlueProxyUrl(): String = ""

  private def setting(key: String): String = new SparkConf().get(key, "")
}
