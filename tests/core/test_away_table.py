"""Days away as a table: what is written is what is read, each wrong row has its number, what stands is kept apart."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tornio.core.away_table import days, from_csv, held, to_csv
from tornio.core.errors import Refused
from tornio.core.table_of_times import Becomes, Row, Stands
from tornio.core.tables import Known, WrongRows
from tornio.core.values import Period

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
RUTH, TOMASZ = Known("r1", "Ruth Adeyemi"), Known("t1", "Tomasz Wójcik")
US = (RUTH, TOMASZ)
HEAD = "Who,First day,Last day\n"


def read(text: str) -> list[Row[str]]:
    return from_csv(text, US, LONDON, TODAY)


def when(first: str, last: str | None) -> Period:
    """From midnight to midnight of days without daylight saving, where London's clocks show UTC."""
    begins = datetime.fromisoformat(f"{first}T00:00+00:00")
    return Period(begins, datetime.fromisoformat(f"{last}T00:00+00:00") if last else None)


def test_the_table_that_we_write_is_the_one_that_we_read() -> None:
    told = [(RUTH, (date(2026, 12, 7), date(2026, 12, 11))), (TOMASZ, (date(2026, 11, 30), None))]
    text = to_csv(told)
    assert text.splitlines() == [
        "Who,First day,Last day,Key",
        "Ruth Adeyemi,2026-12-07,2026-12-11,r1",
        "Tomasz Wójcik,2026-11-30,,t1",
    ]
    assert read(text) == [
        Row(2, "r1", when("2026-12-07", "2026-12-12")),
        Row(3, "t1", when("2026-11-30", None)),
    ]


def test_days_are_read_as_people_write_them_in_summer_time_too() -> None:
    """A day off lasts from midnight to midnight by the clocks there, whatever they do on it."""
    rows = read("who;last day;first day\nruth adeyemi;30/3/2027;28 March 2027\n")
    assert rows == [Row(2, "r1", Period(datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 3, 30, 23, tzinfo=UTC)))]
    assert days(rows[0].during, LONDON) == (date(2027, 3, 28), date(2027, 3, 30))


def test_each_wrong_row_is_told_with_its_number() -> None:
    with pytest.raises(WrongRows) as no:
        read(
            HEAD
            + "Ruth Adeyemi,2026-12-07,2026-12-06\nRuth Adeyemi,,2026-12-06\nNobody,2026-12-07,\n"
            + "Ruth Adeyemi,31 November 2026,\nRuth Adeyemi,soon,\nRuth Adeyemi,2026-12-01,2026-12-02\n"
        )
    assert no.value.rows == [
        (2, "The last day is before the first."),
        (3, "“First day” is empty."),
        (4, "Nobody who works here is called “Nobody”."),
        (5, "There was no 31 November in 2026."),
        (6, "Write the date like 27 March 1985."),
    ]


def test_two_rows_of_one_person_do_not_overlap_and_of_two_people_they_may() -> None:
    rows = "Ruth Adeyemi,2026-12-07,2026-12-11\nTomasz Wójcik,2026-12-07,2026-12-11\n"
    assert len(read(HEAD + rows)) == 2
    assert len(read(HEAD + rows + "Ruth Adeyemi,2026-12-12,\n")) == 3
    with pytest.raises(WrongRows, match=r"^row 4: It overlaps with row 2\.$"):
        read(HEAD + rows + "Ruth Adeyemi,2026-12-11,\n")


@pytest.mark.parametrize(
    ("text", "told"), [("", "no table yet"), (HEAD, "no row with days away"), ("Who,First day\n", "“Last day” is miss")]
)
def test_what_is_no_table_of_days_away_is_refused_as_a_whole(text: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        read(text)


def test_what_a_row_does_is_said_beside_what_stands() -> None:
    """New; another end; as it is; over already; what is not in the table is not asked about."""
    ends = Stands("r1", when("2026-12-07", "2026-12-12"), "A")
    stays = Stands("r1", when("2027-01-04", "2027-01-05"), "B")
    not_named = Stands("t1", when("2026-12-07", None), "C")
    rows = read(
        HEAD
        + "Ruth Adeyemi,2026-12-07,2026-12-18\nRuth Adeyemi,2027-01-04,2027-01-04\n"
        + "Ruth Adeyemi,2027-02-01,\nRuth Adeyemi,2026-10-05,2026-10-09\n"
    )
    found = held(rows, [ends, stays, not_named], NOW, LONDON)
    assert [(each.row, each.becomes, each.stands) for each in found] == [
        (rows[0], Becomes.CHANGES, ends),
        (rows[1], Becomes.STAYS, stays),
        (rows[2], Becomes.NEW, None),
        (rows[3], Becomes.OVER, None),
    ]


def test_a_row_that_overlaps_with_what_stands_is_wrong_and_says_with_what() -> None:
    stand = [Stands("r1", when("2026-12-07", "2026-12-12"), "A"), Stands("t1", when("2026-10-03", None), "B")]
    rows = read(HEAD + "Ruth Adeyemi,2026-12-10,2026-12-18\nTomasz Wójcik,2027-08-02,2027-08-20\n")
    with pytest.raises(WrongRows) as no:
        held(rows, stand, NOW, LONDON)
    assert no.value.rows == [
        (2, "They are away already from 7 December 2026 until 11 December 2026."),
        (3, "They are away already from 3 October 2026, and nobody knows yet until when."),
    ]


def test_one_row_may_make_room_for_another() -> None:
    """What stands ends sooner by one row, and the days that are free so are in another."""
    stand = [Stands("r1", when("2026-12-07", "2026-12-19"), "A")]
    rows = read(HEAD + "Ruth Adeyemi,2026-12-14,2026-12-18\nRuth Adeyemi,2026-12-07,2026-12-11\n")
    assert [each.becomes for each in held(rows, stand, NOW, LONDON)] == [Becomes.NEW, Becomes.CHANGES]


a_day = some.dates(date(2026, 11, 3), date(2027, 12, 31))


@given(some.lists(some.tuples(a_day, some.integers(0, 20)), min_size=1, max_size=20))
def test_every_table_comes_back_as_it_went(starts: list[tuple[date, int]]) -> None:
    """Whatever does not overlap; held against itself it all stays as it is."""
    told: list[tuple[date, date | None]] = []
    for first, length in sorted(starts):
        last = date.fromordinal(first.toordinal() + length)
        if not told or (told[-1][1] is not None and first > told[-1][1]):
            told.append((first, last))
    rows = read(to_csv([(RUTH, each) for each in told]))
    assert [days(each.during, LONDON) for each in rows] == told
    stand = [Stands(each.who, each.during, each.number) for each in rows]
    assert {each.becomes for each in held(rows, stand, NOW, LONDON)} == {Becomes.STAYS}
