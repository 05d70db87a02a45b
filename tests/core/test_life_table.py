"""What happened in people's lives, read from a file: whose a row is by number alone, wrong rows told."""

from datetime import date

import pytest

from tornio.core.errors import Refused
from tornio.core.inputs.identifiers import nhs_number
from tornio.core.life import LifeKind, Sort
from tornio.core.life_table import from_csv, numbers
from tornio.core.tables import WrongRows

TODAY = date(2026, 11, 2)
UP_TO = date(2026, 10, 31)
LEON, NOBODY = "9434765919", "9434765870"
FILE = f"""Number,What,Sort,Which,Where,Power,From,Until
943 476 5919,Stay,Detained,,Riverside,"Mental Health Act, section 2",2026-03-01,12 March 2026
{LEON},medication,,Olanzapine,,,March 2026,
{LEON},Occupation,Study,A course in joinery,,,2026,
{LEON},Crisis contact,,,,,4 May 2026,
{LEON},Benefit,,Housing,,,2025-01,2025-06
{LEON},Stay,None,,,,2026-04-01,2026-09-30
"""


def read(text: str) -> dict[int, tuple[str, object]]:
    found = from_csv(text, {LEON: "Leon"}, nhs_number, today=TODAY, up_to=UP_TO)
    return {row: (whose, event) for row, (whose, event) in found.items()}


def test_a_file_tells_what_happened_to_whom() -> None:
    found = from_csv(FILE, {LEON: "Leon"}, nhs_number, today=TODAY, up_to=UP_TO)
    assert {whose for whose, _event in found.values()} == {"Leon"}
    told = [(event.kind, event.sort, event.up_to) for _whose, event in found.values()]
    assert told == [
        (LifeKind.STAY, Sort.DETAINED, UP_TO),
        (LifeKind.MEDICATION, Sort.NOT_SAID, UP_TO),
        (LifeKind.OCCUPATION, Sort.STUDY, UP_TO),
        (LifeKind.CRISIS_CONTACT, Sort.ELSEWHERE, UP_TO),
        (LifeKind.BENEFIT, Sort.BENEFIT, UP_TO),
        (LifeKind.STAY, Sort.NONE, date(2026, 9, 30)),
    ]
    assert numbers(FILE + "none,Stay,,,,,2026,\n", nhs_number) == {LEON}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("943 476 591,Stay,,,Ward,,2026,", "ten digits"),
        (f"{NOBODY},Stay,,,Ward,,2026,", "Nobody whom this service works with"),
        (f"{LEON},Holiday,,,,,2026,", "“What” is one of: Stay, Medication"),
        (f"{LEON},Occupation,,,,,2026,", "“Sort” is one of: Work, Study, None"),
        (f"{LEON},Stay,Work,,Ward,,2026,", "“Sort” is one of: Voluntary"),
        (f"{LEON},Stay,,,Ward,,,", "from when"),
        (f"{LEON},Stay,,,Ward,,soon,", "Write the date"),
        (f"{LEON},Stay,Detained,,Ward,,2026,", "under which power"),
    ],
)
def test_a_wrong_row_is_told_by_its_number_and_nothing_is_read(row: str, why: str) -> None:
    with pytest.raises(WrongRows, match=f"row 8: .*{why}"):
        read(FILE + row + "\n")


def test_a_file_without_rows_is_none() -> None:
    with pytest.raises(Refused, match="no row"):
        read("Number,What,From\n")
