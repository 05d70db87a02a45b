"""Tidy tables in one zip: as Parquet, to count from again; as CSV and Parquet with the dictionary, to take along."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute
import pyarrow.csv as pc
import pyarrow.parquet as pq

from tornio.evaluation.errors import Unusable
from tornio.evaluation.tables import TABLES, dictionary

READ_ME = """{service}, as it stood on {as_of}.

One file for each table. dictionary.csv says what a row of each is and what each column means.
They hold facts and numbers, and nobody's words or names. Keys mean nothing outside these files: tables that are taken
another day have others. They are exact, for inside the service: a few rows can still tell of somebody. What leaves the
service is a release, where small counts are held back and the rest is rounded. Answers that only who gave them reads
are not among them; the service's figures count those too.
"""


def to_take_along(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables as people may take them: without the answers that only who gave them reads. Figures count those too.

    Row by row, who, when and at which meeting would tell whose they are.
    """
    answers = tables["answers"]
    return {**tables, "answers": answers.filter(pyarrow.compute.invert(answers["alone"]))}


def packed(tables: Mapping[str, pa.Table], service: str, as_of: str, *, as_csv: bool = False) -> bytes:
    """A zip of all tables as Parquet, or as CSV as well, with the data dictionary and what they are."""
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr(_entry("read-me.txt"), READ_ME.format(service=service, as_of=as_of))
        box.writestr(_entry("dictionary.csv"), _dictionary())
        for name in TABLES:
            box.writestr(_entry(_parquet_of(name)), _parquet(tables[name]))
            if as_csv:
                box.writestr(_entry(f"csv/{name}.csv"), _csv(tables[name]))
    return inside.getvalue()


def _parquet_of(name: str) -> str:
    return f"parquet/{name}.parquet"


def unpacked(found: bytes) -> Mapping[str, pa.Table]:
    """The tables of such a zip. Errors: Unusable where one is missing."""
    with zipfile.ZipFile(io.BytesIO(found)) as box:
        names = set(box.namelist())
        missing = [name for name in TABLES if _parquet_of(name) not in names]
        if missing:
            raise Unusable(f"There is no table called {missing[0]} in what was kept.")
        return {name: pq.read_table(io.BytesIO(box.read(_parquet_of(name)))) for name in TABLES}


def digest(found: bytes) -> str:
    """What a kept zip is known by (SHA-256)."""
    return hashlib.sha256(found).hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    """A file of a day that tells nothing."""
    return zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))


def _parquet(table: pa.Table) -> bytes:
    inside = io.BytesIO()
    pq.write_table(table, inside, compression="zstd")
    return inside.getvalue()


def _csv(table: pa.Table) -> bytes:
    inside = io.BytesIO()
    pc.write_csv(table, inside)
    return inside.getvalue()


def _dictionary() -> str:
    rows = dictionary()
    inside = io.StringIO()
    told = csv.DictWriter(inside, list(rows[0]), lineterminator="\n")
    told.writeheader()
    told.writerows(rows)
    return inside.getvalue()
