"""Glue's functions on columns of DataFrames."""

from __future__ import annotations

from pyspark.sql import functions as F
from pyspark.sql.column import Column

__all__ = ["explodeWithIndex", "namedStruct", "replaceArrayElement"]


def replaceArrayElement(srcCol: Column | str, replaceCol: Column | str, idx: int) -> Column:
    """The array of a column with another value at an index, which counts from 0; unchanged where it is shorter."""
    replacement = F.col(replaceCol) if isinstance(replaceCol, str) else replaceCol
    return F.transform(srcCol, lambda element, at: F.when(at == idx, replacement).otherwise(element))


def namedStruct(*cols: Column | str) -> Column:
    """A struct of fields, each given as a name and a value: ``namedStruct(lit("a"), col("x"), lit("b"), col("y"))``."""
    return F.named_struct(*cols)


def explodeWithIndex(col: Column | str) -> Column:
    """A row for each element of an array, with its index in ``pos`` and the element in ``col``."""
    return F.posexplode(col)
