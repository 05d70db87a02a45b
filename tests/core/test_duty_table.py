"""R5: turns at the telephone as a table, by the clocks there; one at a time, and what has begun stays."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tornio.core.duty_table import from_csv, held, to_csv
from tornio.core.errors import Refused
from tornio.core.table_of_times import Becomes, Row, Stands
from tornio.core.tables import Known, WrongRows
from tornio.core.values import Period

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
RUTH, SADIA = Known("r1", "Ruth Adeyemi"), Known("s1", "Sadia Khan")
HEAD = "Who,First day,From,Last day,Until\n"


def read(text: str) -> list[Row[str]]:
    return from_csv(text, (RUTH, SADIA), LONDON, TODAY)


def when(start: str, end: str) -> Period:
    """Two moments by the clocks of London, where summer time is over."""
    return Period(*(datetime.fromisoformat(f"{each}+00:00") for each in (start, end)))


def wrong(text: str) -> list[tuple[int, str]]:
    with pytest.raises(WrongRows) as no:
        read(text)
    return no.value.rows


def test_the_table_that_we_write_is_the_one_that_we_read() -> None:
    """Also over the end of summer time: a night of thirteen hours."""
    night = Period(datetime(2026, 10, 24, 19, tzinfo=UTC), datetime(2026, 10, 25, 8, tzinfo=UTC))
    assert night.end is not None
    text = to_csv([(SADIA, night.start, night.end)], LONDON)
    assert text.splitlines() == [
        "Who,First day,From,Last day,Until,Key",
        "Sadia Khan,2026-10-24,20:00,2026-10-25,08:00,s1",
    ]
    assert read(text) == [Row(2, "s1", night)]


@pytest.mark.parametrize(
    ("cells", "during"),
    [
        ("2026-11-06,9,2026-11-06,17", when("2026-11-06T09:00", "2026-11-06T17:00")),
        ("6 November 2026,9.00,,5pm", when("2026-11-06T09:00", "2026-11-06T17:00")),
        ("2026-11-06,17:00,,09:00", when("2026-11-06T17:00", "2026-11-07T09:00")),
        ("2026-11-06,9,,9", when("2026-11-06T09:00", "2026-11-07T09:00")),
        ("2026-11-06,17,,24:00", when("2026-11-06T17:00", "2026-11-07T00:00")),
        ("2026-11-06,17,,0:00", when("2026-11-06T17:00", "2026-11-07T00:00")),
        ("2026-11-06,24:00,,9", when("2026-11-07T00:00", "2026-11-07T09:00")),
        ("2026-11-06,17,2026-11-09,9", when("2026-11-06T17:00", "2026-11-09T09:00")),
    ],
)
def test_a_turn_is_read_as_people_write_it(cells: str, during: Period) -> None:
    """Without a last day it ends on the day on which it begins, or in the night after."""
    assert read(HEAD + f"Ruth Adeyemi,{cells}\n") == [Row(2, "r1", during)]


def test_a_turn_without_a_column_for_the_last_day_is_read_as_well() -> None:
    assert read("Until,From,First day,Who\n9,17,2026-11-06,Ruth Adeyemi") == [
        Row(2, "r1", when("2026-11-06T17:00", "2026-11-07T09:00"))
    ]


def test_each_wrong_row_is_told_with_its_number() -> None:
    """A time that the clocks jump over, or show twice, is one of them."""
    rows = (
        "Rut Adeyemi,2026-11-06,9,,17",
        "Ruth Adeyemi,2026-11-06,9,,",
        "Ruth Adeyemi,2026-11-06,9,2026-11-05,17",
        "Ruth Adeyemi,2026-11-06,25,,17",
        "Ruth Adeyemi,2027-03-28,1:30,,17",
        "Ruth Adeyemi,2027-10-31,1:30,,17",
    )
    found = wrong(HEAD + "\n".join(rows))
    assert found[:4] == [
        (2, "Nobody who works here is called “Rut Adeyemi”."),
        (3, "“Until” is empty."),
        (4, "It ends before it begins."),
        (5, "Write the time like 14:30."),
    ]
    assert [(number, told[:31]) for number, told in found[4:]] == [
        (6, "01:30 does not exist on 28 Marc"),
        (7, "01:30 comes twice on 31 October"),
    ]


def test_one_holds_it_at_a_time_also_in_the_table() -> None:
    """R5: whoever they are."""
    assert wrong(HEAD + "Ruth Adeyemi,2026-11-06,9,,17\nSadia Khan,2026-11-06,16,,20\n") == [
        (3, "It overlaps with row 2.")
    ]
    assert len(read(HEAD + "Ruth Adeyemi,2026-11-06,9,,17\nSadia Khan,2026-11-06,17,,20\n")) == 2


@pytest.mark.parametrize(
    ("text", "told"), [("", "no table yet"), (HEAD, "no row with a turn"), ("Who\n", "is missing")]
)
def test_what_is_no_table_of_turns_is_refused_as_a_whole(text: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        read(text)


def test_what_a_row_does_is_said_beside_the_turns_that_stand() -> None:
    """R5: a row that begins when a turn does takes its place, whoever holds it; the others stay."""
    friday = Stands("r1", when("2026-11-06T09:00", "2026-11-06T17:00"), "A")
    saturday = Stands("s1", when("2026-11-07T09:00", "2026-11-07T17:00"), "B")
    other = Stands("s1", when("2026-11-08T09:00", "2026-11-08T17:00"), "C")
    rows = read(
        HEAD
        + "Sadia Khan,2026-11-06,9,,17\nSadia Khan,2026-11-07,9,,17\n"
        + "Ruth Adeyemi,2026-11-07,17,,24\nRuth Adeyemi,2026-10-09,9,,17\n"
    )
    found = held(rows, [friday, saturday, other], NOW, LONDON)
    assert [(each.becomes, each.stands) for each in found] == [
        (Becomes.CHANGES, friday),
        (Becomes.STAYS, saturday),
        (Becomes.NEW, None),
        (Becomes.OVER, None),
    ]


def test_a_row_that_overlaps_with_a_turn_that_stays_or_changes_one_that_has_begun_is_wrong() -> None:
    """R5: who held the telephone is never written anew."""
    stand = [
        Stands("s1", when("2026-11-02T08:00", "2026-11-02T12:00"), "A"),
        Stands("s1", when("2026-11-06T09:00", "2026-11-06T17:00"), "B"),
    ]
    rows = read(HEAD + "Ruth Adeyemi,2026-11-02,8,,12\nRuth Adeyemi,2026-11-06,16,,20\n")
    with pytest.raises(WrongRows) as no:
        held(rows, stand, NOW, LONDON)
    assert no.value.rows == [
        (2, "It has begun already. Change it where it stands."),
        (3, "Somebody holds it from 09:00 on 6 November to 17:00 on 6 November, and no row begins then."),
    ]
    as_it_is = read(HEAD + "Sadia Khan,2026-11-02,8,,12\n")
    assert [each.becomes for each in held(as_it_is, stand, NOW, LONDON)] == [Becomes.STAYS]
