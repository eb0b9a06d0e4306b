import awsglue  # noqa: F401  before Spark starts: it puts Glue's classes on Spark's class path
import pytest
from awsglue.context import GlueContext
from pyspark import SparkConf, SparkContext


@pytest.fixture(scope="session")
def glue_context(tmp_path_factory):
    conf = SparkConf().setMaster("local[1]").set("spark.ui.enabled", "false")
    conf.set("spark.sql.shuffle.partitions", "1").set("spark.sql.session.timeZone", "UTC")
    conf.set("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
    return GlueContext(SparkContext.getOrCreate(conf))
