"""The same work by DuckDB, which has no jobs, no catalog and no cluster: how fast these cores could be.

python enem_duckdb.py SOURCE TARGET
"""

import sys
from pathlib import Path

import duckdb

source, target = sys.argv[1:]
with Path(source, "enem-0.csv").open(encoding="iso-8859-1") as file:
    columns = file.readline().strip().split(";")


def type_of(column):
    if column.startswith("NU_NOTA_"):
        return "double"
    if column == "NU_INSCRICAO":
        return "bigint"
    return "varchar" if column.startswith(("NO_", "SG_", "TX_", "TP_SEXO", "Q")) else "integer"


types = ", ".join(f"'{column.lower()}': '{type_of(column)}'" for column in columns)
duckdb.sql("SET memory_limit = '2GB'; SET preserve_insertion_order = false")
duckdb.sql(f"""
    COPY (FROM read_csv('{source}/*.csv', delim=';', header=true, encoding='latin-1', columns={{{types}}}))
    TO '{target}' (FORMAT parquet, PARTITION_BY (nu_ano), OVERWRITE)
""")
