"""A file is read as people see it, or refused in a sentence that says what to mend, by every command."""

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.evaluation.asking import ON, refused, told, written

COMMANDS = {
    "survival": ("time,event", ON),
    "counts": ("n,t", ("--count", "n", "--exposure", "t")),
    "change": ("before,after", ("--before", "before", "--after", "after")),
    "continuity": ("network,meeting,practitioner", ()),
}


@pytest.mark.parametrize("kind", COMMANDS)
def test_two_columns_of_one_name_are_refused_for_nobody_knows_which_is_meant(kind: str, tmp_path: Path) -> None:
    """Also where one has large letters, and where nobody asks for them; in a Parquet file too."""
    heading, options = COMMANDS[kind]
    first, many = heading.split(",")[0], heading.count(",") + 1
    for twice in (first, first.upper(), f" {first} "):
        text = f"{heading},{twice}\n{'1,' * many}1\n"
        assert (
            refused(kind, written(tmp_path, text), *options) == f"rows.csv: Two columns are called “{twice.strip()}”."
        )
    text = f"{heading},x,X\n{'1,' * many}1,1\n"
    assert refused(kind, written(tmp_path, text), *options) == "rows.csv: Two columns are called “X”."
    names = [*heading.split(","), first]
    pq.write_table(pa.Table.from_arrays([pa.array([1.0, 2.0])] * len(names), names=names), tmp_path / "rows.parquet")
    assert refused(kind, tmp_path / "rows.parquet", *options) == f"rows.parquet: Two columns are called “{first}”."


@pytest.mark.parametrize("kind", COMMANDS)
def test_what_is_not_in_utf_8_says_how_it_can_be(kind: str, tmp_path: Path) -> None:
    """In the heading or far below it, in a column that is read or in one that is not, and as UTF-16."""
    heading, options = COMMANDS[kind]
    row = ",".join("1" * (heading.count(",") + 1))
    sentence = "rows.csv is not in UTF-8. Save it again as “CSV UTF-8”."
    for content in (
        f"{heading},é\n{row},1\n".encode("latin-1"),
        (f"{heading},x\n" + f"{row},1\n" * 300 + f"{row},José\n").encode("latin-1"),
        f"{heading}\n{row}\n".encode("utf-16"),
    ):
        path = tmp_path / "rows.csv"
        path.write_bytes(content)
        assert refused(kind, path, *options) == sentence


def test_a_row_that_is_longer_or_shorter_than_the_heading_is_named_by_its_line(tmp_path: Path) -> None:
    """What stands in it is nobody's message."""
    for row, cells in (("6,0,Ruth", 3), ("6", 1)):
        said = refused("survival", written(tmp_path, f"time,event\n5,1\n{row}\n7,1\n"), *ON)
        assert said == f"Line 3 has {cells} cells where the heading has 2."
    said = refused("survival", written(tmp_path, 'time,event\n5,1\n6,"Ruth\n7,1\n'), *ON)
    assert "Line: 3; Value with unterminated quote found." in said
    assert "Ruth" not in said


def test_files_as_spreadsheets_write_them_are_read_alike(tmp_path: Path) -> None:
    """Semicolons, tabs, a mark at the beginning, empty lines, a nameless first column, lines as Windows ends them."""
    plain = "time,event,where\n5,1,here\n6,0,there\n9,1,here\n"
    expected = told("survival", written(tmp_path, plain), *ON, "--group", "where")
    for other in (
        plain.replace(",", ";"), plain.replace(",", "\t"), "\ufeff" + plain, "\n\n" + plain, plain + "\n",
        plain.replace("\n", "\r\n"), "".join(f"{at},{line}\n" for at, line in zip(" 123", plain.split(), strict=True)),
        plain.replace("where", '"where"').replace(",here\n", ',"here"\n'), plain.replace("time,event", " time , event"),
    ):  # fmt: skip
        assert told("survival", written(tmp_path, other), *ON, "--group", "where") == expected, other
    quoted = plain.replace("where", '"where, and\nwhen"')
    found = told("survival", written(tmp_path, quoted), *ON, "--group", "where, and\nwhen")
    assert found["groups"] == expected["groups"]


def test_a_compressed_csv_is_read_as_it_is(tmp_path: Path) -> None:
    """And one that was cut off says so."""
    text = "time,event\n" + "".join(f"{at},{at % 2}\n" for at in range(1, 90))
    packed = tmp_path / "rows.csv.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    assert told("survival", packed, *ON) == told("survival", written(tmp_path, text), *ON)
    packed.write_bytes(gzip.compress(text.encode())[:-9])
    assert refused("survival", packed, *ON).startswith("rows.csv.gz cannot be read: ")
    packed.write_bytes(text.encode())
    assert refused("survival", packed, *ON).startswith("rows.csv.gz cannot be read: ")


def test_what_is_no_table_is_told_so(tmp_path: Path) -> None:
    assert refused("survival", written(tmp_path, "a" * 1_000_001), *ON) == (
        "rows.csv is no table: its first line has no end."
    )
    for text, sentence in (
        ("\n\n\n", "rows.csv is empty."),
        ("time\0,event\n1,1\n", "rows.csv is no table: its heading is no words."),
    ):
        assert refused("survival", written(tmp_path, text), *ON) == sentence
    (tmp_path / "rows.parquet").write_bytes(b"PAR1" * 9)
    assert refused("survival", tmp_path / "rows.parquet", *ON) == "rows.parquet is no Parquet file."
