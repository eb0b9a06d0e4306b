import sys
from decimal import Decimal

import orders_job
import pytest
from awsglue.dynamicframe import DynamicFrame
from pyspark.errors import AnalysisException

COLUMNS = ["id", "customer", "amount", "state"]
ORDERS = [("1", "ann", "10.50", "paid"), ("2", "bob", "7", "open"), ("3", "ann", "2.25", "paid")]


@pytest.fixture
def orders(glue_context):
    rows = glue_context.spark_session.createDataFrame(ORDERS, COLUMNS)
    return DynamicFrame.fromDF(rows, glue_context, "orders")


def test_open_orders_do_not_count(orders):
    assert orders_job.paid(orders).count() == 2


def test_amounts_become_numbers(orders):
    typed = orders_job.typed(orders).toDF()
    assert typed.schema["amount"].dataType.simpleString() == "decimal(10,2)"


def test_totals_per_customer(orders, glue_context):
    totals = orders_job.totals(orders_job.typed(orders), glue_context).toDF()
    assert {row.customer: row.total for row in totals.collect()} == {"ann": Decimal("12.75"), "bob": Decimal("7.00")}


def test_the_whole_job(glue_context, tmp_path, monkeypatch):
    (tmp_path / "orders.csv").write_text("\n".join(",".join(row) for row in [COLUMNS, *ORDERS]) + "\n")
    output = tmp_path / "totals"
    arguments = ["--JOB_NAME", "orders", "--INPUT", str(tmp_path / "orders.csv"), "--OUTPUT", str(output)]
    monkeypatch.setattr(sys, "argv", ["orders_job.py", *arguments])
    orders_job.main()
    assert glue_context.spark_session.read.parquet(str(output)).count() == 1


def test_tables_are_those_of_sparks_own_catalog(glue_context, orders):
    glue_context.spark_session.sql("CREATE DATABASE shop")
    orders.toDF().write.saveAsTable("shop.orders")
    assert glue_context.create_dynamic_frame.from_catalog("shop", "orders").count() == 3
    with pytest.raises(AnalysisException, match="nowhere"):
        glue_context.create_dynamic_frame.from_catalog("shop", "nowhere")
