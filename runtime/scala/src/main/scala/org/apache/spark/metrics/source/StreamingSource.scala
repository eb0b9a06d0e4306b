package org.apache.spark.metrics.source

import java.util.concurrent.atomic.{AtomicBoolean, AtomicLong}

import com.codahale.metrics.{Gauge, MetricRegistry}
import org.apache.spark.SparkEnv

/** What Spark's metrics tell of the batches of a stream: `streaming.numRecords`, `streaming.batchProcessingTimeInMs`. */
object StreamingSource extends Source {
  override val sourceName: String = "streaming"
  override val metricRegistry: MetricRegistry = new MetricRegistry()

  private val numRecords = gauge("numRecords")
  private val batchProcessingTimeInMs = gauge("batchProcessingTimeInMs")
  private val registered = new AtomicBoolean()

  /** The records of the last batch. */
  def updateNumRecords(count: Long): Unit = update(numRecords, count)

  /** How long the last batch took. */
  def updateBatchProcessingTimeInMs(millis: Long): Unit = update(batchProcessingTimeInMs, millis)

  private def update(value: AtomicLong, now: Long): Unit = {
    value.set(now)
    if (registered.compareAndSet(false, true)) {
      SparkEnv.get.metricsSystem.registerSource(this)
    }
  }

  private def gauge(name: String): AtomicLong = {
    val value = new AtomicLong()
    metricRegistry.register(name, new Gauge[Long] { override def getValue: Long = value.get })
    value
  }
}
