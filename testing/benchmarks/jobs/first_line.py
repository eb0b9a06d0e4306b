"""Says when its first line ran; then uses Spark, as every job does."""

import time

print(f"FIRST {time.time():.6f}", flush=True)

from pyspark.sql import SparkSession

print(f"ROWS {SparkSession.builder.getOrCreate().range(1000).count()}")
