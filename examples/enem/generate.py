"""Writes ENEM-like microdata: Brazil's national school-leaving examination, as INEP publishes it, with invented people.

The column names and codes are those of the published data dictionary; every value is drawn from a seed, so the same
arguments always give the same bytes. The file is what INEP ships: `;` between fields, one header line, ISO-8859-1,
empty fields for what is missing.

    python examples/enem/generate.py --rows 100000 --seed 7 --output enem.csv
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import NormalDist
from typing import BinaryIO

ENCODING = "iso-8859-1"
YEARS = (2019, 2020, 2021, 2022, 2023)
CHUNK_ROWS = 10_000

# How many people were registered, in thousands: years differ in size as they do in the published files.
REGISTERED_THOUSANDS = {2019: 5095, 2020: 5783, 2021: 3390, 2022: 3476, 2023: 3934}

AREAS = ("CN", "CH", "LC", "MT")
QUESTIONS = tuple(f"Q{number:03d}" for number in range(1, 26))
COLUMNS = (
    *("NU_INSCRICAO", "NU_ANO", "TP_FAIXA_ETARIA", "TP_SEXO", "TP_ESTADO_CIVIL", "TP_COR_RACA", "TP_NACIONALIDADE"),
    *("TP_ST_CONCLUSAO", "TP_ANO_CONCLUIU", "TP_ESCOLA", "TP_ENSINO", "IN_TREINEIRO"),
    *("CO_MUNICIPIO_ESC", "NO_MUNICIPIO_ESC", "CO_UF_ESC", "SG_UF_ESC"),
    *("TP_DEPENDENCIA_ADM_ESC", "TP_LOCALIZACAO_ESC", "TP_SIT_FUNC_ESC"),
    *("CO_MUNICIPIO_PROVA", "NO_MUNICIPIO_PROVA", "CO_UF_PROVA", "SG_UF_PROVA"),
    *(f"TP_PRESENCA_{area}" for area in AREAS),
    *(f"CO_PROVA_{area}" for area in AREAS),
    *(f"NU_NOTA_{area}" for area in AREAS),
    *(f"TX_RESPOSTAS_{area}" for area in AREAS),
    "TP_LINGUA",
    *(f"TX_GABARITO_{area}" for area in AREAS),
    "TP_STATUS_REDACAO",
    *(f"NU_NOTA_COMP{number}" for number in range(1, 6)),
    "NU_NOTA_REDACAO",
    *QUESTIONS,
)

# Column types of the raw file for a Data Catalog table: codes and names are text, the rest is numeric.
TEXT_COLUMNS = {"TP_SEXO", "NO_MUNICIPIO_ESC", "SG_UF_ESC", "NO_MUNICIPIO_PROVA", "SG_UF_PROVA", *QUESTIONS}
TEXT_COLUMNS |= {f"TX_{kind}_{area}" for kind in ("RESPOSTAS", "GABARITO") for area in AREAS}
TEXT_COLUMNS -= {"Q005"}  # how many people live at home: a number

# IBGE's code and name of municipalities where the examination is held; the first two digits are the state's code.
MUNICIPALITIES = (
    *((3550308, "São Paulo", "SP", 9), (3304557, "Rio de Janeiro", "RJ", 7), (2927408, "Salvador", "BA", 5)),
    *((2304400, "Fortaleza", "CE", 6), (3106200, "Belo Horizonte", "MG", 5), (1302603, "Manaus", "AM", 4)),
    *((2611606, "Recife", "PE", 4), (5300108, "Brasília", "DF", 4), (1501402, "Belém", "PA", 4)),
    *((4106902, "Curitiba", "PR", 3), (4314902, "Porto Alegre", "RS", 3), (5208707, "Goiânia", "GO", 3)),
    *((2111300, "São Luís", "MA", 3), (2211001, "Teresina", "PI", 2), (2408102, "Natal", "RN", 2)),
    *((2507507, "João Pessoa", "PB", 2), (2704302, "Maceió", "AL", 2), (2800308, "Aracaju", "SE", 2)),
    *((3205309, "Vitória", "ES", 2), (4205407, "Florianópolis", "SC", 1), (5002704, "Campo Grande", "MS", 1)),
    *((5103403, "Cuiabá", "MT", 2), (1100205, "Porto Velho", "RO", 1), (1200401, "Rio Branco", "AC", 1)),
    *((1400100, "Boa Vista", "RR", 1), (1600303, "Macapá", "AP", 1), (1721000, "Palmas", "TO", 1)),
    *((3509502, "Campinas", "SP", 2), (3518800, "Guarulhos", "SP", 2), (3170206, "Uberlândia", "MG", 1)),
    *((2910800, "Feira de Santana", "BA", 1), (3303302, "Niterói", "RJ", 1), (4209102, "Joinville", "SC", 1)),
    *((2607901, "Jaboatão dos Guararapes", "PE", 1), (1500800, "Ananindeua", "PA", 1), (4113700, "Londrina", "PR", 1)),
)

# The codes of the four colours of the booklet (blue, yellow, grey, pink) start here, per year and area.
FIRST_BOOKLET = {
    2019: {"CN": 503, "CH": 507, "LC": 511, "MT": 515},
    2020: {"CN": 597, "CH": 567, "LC": 577, "MT": 587},
    2021: {"CN": 909, "CH": 879, "LC": 889, "MT": 899},
    2022: {"CN": 1085, "CH": 1055, "LC": 1065, "MT": 1075},
    2023: {"CN": 1221, "CH": 1191, "LC": 1201, "MT": 1211},
}
MEAN_AND_SPREAD = {"CN": (490, 78), "CH": (520, 84), "LC": (520, 72), "MT": (530, 118)}
ANSWERS_PER_AREA = 45

Draw = Callable[[random.Random, int], list[str]]


def weighted(weights: dict[str, int]) -> Draw:
    """Draws codes with the given weights, to 1/256: one random byte and one look-up per value."""
    total = sum(weights.values())
    bounds = [round(256 * part / total) for part in itertools.accumulate(weights.values())]
    starts = [0, *bounds[:-1]]
    table = [code for code, start, end in zip(weights, starts, bounds, strict=True) for _ in range(end - start)]
    return lambda rng, rows: list(map(table.__getitem__, rng.randbytes(rows)))


def normal(mean: float, spread: float, low: float, high: float, text: Callable[[float], str]) -> Draw:
    """Draws from a clipped normal distribution: two random bytes look up a quantile that is already text."""
    shape = NormalDist(mean, spread)
    table = [text(min(high, max(low, shape.inv_cdf((step + 0.5) / 65536)))) for step in range(65536)]
    return lambda rng, rows: list(map(table.__getitem__, shorts(rng, rows)))


def shorts(rng: random.Random, rows: int) -> array[int]:
    drawn = array("H", rng.randbytes(2 * rows))
    if sys.byteorder == "big":
        drawn.byteswap()
    return drawn


def letters(alphabet: str, length: int) -> Draw:
    """Draws words over an alphabet, e.g. the 45 answers of one person in one area."""
    table = bytes(ord(alphabet[byte * len(alphabet) // 256]) for byte in range(256))

    def draw(rng: random.Random, rows: int) -> list[str]:
        text = rng.randbytes(rows * length).translate(table).decode("ascii")
        return [text[start : start + length] for start in range(0, rows * length, length)]

    return draw


def one_of(codes: str) -> Draw:
    return weighted(dict.fromkeys(codes, 1))


def scale(codes: str, *weights: int) -> Draw:
    return weighted(dict(zip(codes, weights, strict=True)))


PERSON: dict[str, Draw] = {
    "TP_FAIXA_ETARIA": weighted(
        {str(band): weight for band, weight in enumerate((10, 34, 40, 24, 14, 9, 7, 5, 4, 3, 10, 8, 5, 3, 2, 1, 1), 1)}
    ),
    "TP_SEXO": scale("FM", 60, 40),
    "TP_ESTADO_CIVIL": scale("01234", 8, 84, 5, 2, 1),
    "TP_COR_RACA": scale("012345", 3, 38, 12, 43, 2, 2),
    "TP_NACIONALIDADE": scale("01234", 1, 240, 8, 4, 3),
    "TP_ST_CONCLUSAO": scale("1234", 53, 30, 16, 1),
    "IN_TREINEIRO": scale("01", 84, 16),
}
YEAR_FINISHED = weighted({str(code): weight for code, weight in enumerate((46, 12, 9, 7, 5, 4, 3, 3, 2, 2, 2, 2, 3))})
SCHOOL_KIND = scale("123", 65, 28, 7)
TEACHING = scale("12", 99, 1)
MUNICIPALITY = weighted({str(index): row[3] for index, row in enumerate(MUNICIPALITIES)})
SCHOOL = {
    "TP_DEPENDENCIA_ADM_ESC": scale("1234", 4, 66, 1, 29),
    "TP_LOCALIZACAO_ESC": scale("12", 97, 3),
    "TP_SIT_FUNC_ESC": scale("1234", 96, 1, 1, 2),
}
PRESENCE = scale("012", 27, 72, 1)
BOOKLET = one_of("0123")
ANSWERS = letters("ABCDE" * 12 + ".*", ANSWERS_PER_AREA)
SCORES = {area: normal(*MEAN_AND_SPREAD[area], 300, 990, "{:.1f}".format) for area in AREAS}
LANGUAGE = scale("01", 55, 45)
ESSAY_STATUS = scale("12346789", 238, 3, 4, 4, 2, 2, 2, 1)
ESSAY_PART = normal(118, 36, 0, 200, lambda points: str(int(points / 20) * 20))
QUESTION_CODES = {
    **{f"Q{number:03d}": one_of("AB") for number in range(6, 26)},
    "Q001": scale("ABCDEFGH", 6, 20, 13, 12, 28, 9, 6, 6),
    "Q002": scale("ABCDEFGH", 4, 14, 11, 12, 34, 12, 10, 3),
    "Q003": scale("ABCDEF", 20, 20, 22, 19, 6, 13),
    "Q004": scale("ABCDEF", 17, 40, 9, 18, 5, 11),
    "Q005": weighted({str(people): weight for people, weight in enumerate((2, 10, 24, 34, 18, 7, 3, 1, 1), 1)}),
    "Q006": one_of("ABCDEFGHIJKLMNOPQ"),
    "Q007": scale("ABCD", 90, 5, 2, 3),
    **dict.fromkeys(("Q008", "Q009", "Q010", "Q019", "Q022", "Q024"), scale("ABCDE", 20, 46, 22, 8, 4)),
}


def rows_per_year(rows: int, years: Sequence[int] = YEARS) -> dict[int, int]:
    """How many of the rows belong to each year: in proportion to the registrations, the last year takes the rest."""
    total = sum(REGISTERED_THOUSANDS[year] for year in years)
    share = {year: rows * REGISTERED_THOUSANDS[year] // total for year in years}
    share[years[-1]] += rows - sum(share.values())
    return share


def masked(values: list[str], present: list[bool]) -> list[str]:
    """Empties what is missing, as INEP's files do."""
    return [value if there else "" for value, there in zip(values, present, strict=True)]


def place(rng: random.Random, rows: int, suffix: str, present: list[bool]) -> dict[str, list[str]]:
    towns = [MUNICIPALITIES[int(index)] for index in MUNICIPALITY(rng, rows)]
    return {
        f"CO_MUNICIPIO_{suffix}": masked([str(town[0]) for town in towns], present),
        f"NO_MUNICIPIO_{suffix}": masked([town[1] for town in towns], present),
        f"CO_UF_{suffix}": masked([str(town[0] // 100_000) for town in towns], present),
        f"SG_UF_{suffix}": masked([town[2] for town in towns], present),
    }


def answer_key(year: int, area: str, booklet: int) -> str:
    """The official answers belong to a booklet, not to a person."""
    return "".join(random.Random(f"{year}{area}{booklet}").choices("ABCDE", k=ANSWERS_PER_AREA))


def examination(rng: random.Random, rows: int, year: int, area: str, presence: list[str]) -> dict[str, list[str]]:
    present = [code == "1" for code in presence]
    first = FIRST_BOOKLET[year][area]
    booklets = [first + int(colour) for colour in BOOKLET(rng, rows)]
    keys = {booklet: answer_key(year, area, booklet) for booklet in range(first, first + 4)}
    return {
        f"TP_PRESENCA_{area}": presence,
        f"CO_PROVA_{area}": masked([str(booklet) for booklet in booklets], present),
        f"NU_NOTA_{area}": masked(SCORES[area](rng, rows), present),
        f"TX_RESPOSTAS_{area}": masked(ANSWERS(rng, rows), present),
        f"TX_GABARITO_{area}": masked([keys[booklet] for booklet in booklets], present),
    }


def essay(rng: random.Random, rows: int, presence: list[str]) -> dict[str, list[str]]:
    status = ESSAY_STATUS(rng, rows)
    present = [code == "1" for code in presence]
    parts = [
        [value if code == "1" else "0" for value, code in zip(ESSAY_PART(rng, rows), status, strict=True)]
        for _ in range(5)
    ]
    total = [str(sum(map(int, points))) for points in zip(*parts, strict=True)]
    return {
        "TP_STATUS_REDACAO": masked(status, present),
        **{f"NU_NOTA_COMP{number}": masked(part, present) for number, part in enumerate(parts, 1)},
        "NU_NOTA_REDACAO": masked(total, present),
    }


def chunk(rng: random.Random, year: int, first: int, rows: int) -> dict[str, list[str]]:
    """Draws the next rows of a year, column by column."""
    columns = {name: draw(rng, rows) for name, draw in PERSON.items()}
    columns["NU_INSCRICAO"] = [f"{year % 100:02d}00{number:08d}" for number in range(first, first + rows)]
    columns["NU_ANO"] = [str(year)] * rows
    finished = [status == "1" for status in columns["TP_ST_CONCLUSAO"]]
    years_ago = YEAR_FINISHED(rng, rows)
    columns["TP_ANO_CONCLUIU"] = [ago if done else "0" for ago, done in zip(years_ago, finished, strict=True)]
    at_school = [status == "2" for status in columns["TP_ST_CONCLUSAO"]]
    kind = SCHOOL_KIND(rng, rows)
    columns["TP_ESCOLA"] = [code if there else "1" for code, there in zip(kind, at_school, strict=True)]
    has_school = [code != "1" for code in columns["TP_ESCOLA"]]
    columns["TP_ENSINO"] = masked(TEACHING(rng, rows), at_school)
    columns |= place(rng, rows, "ESC", has_school)
    columns |= {name: masked(draw(rng, rows), has_school) for name, draw in SCHOOL.items()}
    columns |= place(rng, rows, "PROVA", [True] * rows)
    # Languages, humanities and the essay are written on the first Sunday, sciences and mathematics on the second.
    first_sunday, second_sunday = PRESENCE(rng, rows), PRESENCE(rng, rows)
    for area in AREAS:
        columns |= examination(rng, rows, year, area, first_sunday if area in ("CH", "LC") else second_sunday)
    columns["TP_LINGUA"] = LANGUAGE(rng, rows)
    columns |= essay(rng, rows, first_sunday)
    return columns | {name: QUESTION_CODES[name](rng, rows) for name in QUESTIONS}


def lines(rows: int, seed: int, years: Sequence[int] = YEARS) -> Iterator[bytes]:
    """Yields the file in blocks: the header, then thousands of rows at a time, so that a file of any size streams."""
    yield (";".join(COLUMNS) + "\n").encode(ENCODING)
    for year, wanted in rows_per_year(rows, years).items():
        rng = random.Random(f"{seed}/{year}")
        for start in range(0, wanted, CHUNK_ROWS):
            size = min(CHUNK_ROWS, wanted - start)
            columns = chunk(rng, year, start + 1, size)
            table = zip(*(columns[name] for name in COLUMNS), strict=True)
            yield ("\n".join(map(";".join, table)) + "\n").encode(ENCODING)


def write(out: BinaryIO, rows: int, seed: int, years: Sequence[int] = YEARS) -> int:
    """Writes the file and answers its size in bytes."""
    return sum(out.write(block) for block in lines(rows, seed, years))


def table_input(name: str, location: str) -> dict[str, object]:
    """The Data Catalog entry of the raw file, as `aws glue create-table --table-input` takes it."""
    return {
        "Name": name,
        "TableType": "EXTERNAL_TABLE",
        "Parameters": {"classification": "csv", "skip.header.line.count": "1", "delimiter": ";"},
        "StorageDescriptor": {
            "Columns": [{"Name": column.lower(), "Type": column_type(column)} for column in COLUMNS],
            "Location": location,
            "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
            "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            "SerdeInfo": {
                "SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                "Parameters": {"field.delim": ";"},
            },
        },
    }


def column_type(column: str) -> str:
    if column in TEXT_COLUMNS:
        return "string"
    if column == "NU_INSCRICAO":
        return "bigint"
    return "double" if column.startswith("NU_NOTA_") else "int"


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes ENEM-like microdata.")
    parser.add_argument("--rows", type=int, default=100_000, help="rows in all (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same file (default: %(default)s)")
    parser.add_argument(
        "--years", type=int, nargs="+", default=list(YEARS), choices=YEARS, help="years to write (default: all five)"
    )
    parser.add_argument("--output", type=Path, help="file to write (default: standard output)")
    parser.add_argument(
        "--table-input", metavar="S3_PREFIX", help="print the Data Catalog entry of a file under S3_PREFIX instead"
    )
    options = parser.parse_args()
    if options.table_input:
        print(json.dumps(table_input("enem_raw", options.table_input)))
    elif options.output:
        with options.output.open("wb") as file:
            size = write(file, options.rows, options.seed, options.years)
        print(f"{options.output}: {options.rows:,} rows, {size / 1e6:.1f} MB", file=sys.stderr)
    else:
        write(sys.stdout.buffer, options.rows, options.seed, options.years)


if __name__ == "__main__":
    main()
