"""Days away from a table: all of them or none; what stands and is not in it stays; no reason is asked or kept."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import working
from tornio.core.errors import NotForYou
from tornio.core.table_of_times import Becomes, Row
from tornio.core.tables import WrongRows
from tornio.core.values import Period
from tornio.records.models import Away
from tornio.records.visible import working as visible

ZONE = ZoneInfo("Europe/London")
MIDNIGHT = MONDAY - 9 * HOUR


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England."""
    return build_town(profile="saltmere")


def row(town: Town, number: int, who: str, start: datetime, end: datetime | None) -> Row[Any]:
    return Row(number, town.practitioners[who].pk, Period(start, end))


def keep(town: Town, *rows: Row[Any], by: str = "Martin") -> list[Any]:
    with town.acting(by) as reader:
        return working.keep_aways(rows=rows, by=reader, at=MONDAY, zone=ZONE)


def gone(town: Town, who: str, start: datetime, end: datetime | None) -> Away:
    with town.acting(who) as by:
        return working.go_away(practitioner_id=town.practitioners[who].pk, start=start, end=end, by=by, at=MONDAY)


def stand(town: Town) -> list[tuple[str, int, int | None]]:
    """Who is away from which day from now to which, counted from today."""
    with town.acting("Martin"):
        return [
            (
                each.practitioner.person.called,
                (each.during.lower - MIDNIGHT).days,
                (each.during.upper - MIDNIGHT).days if each.during.upper else None,
            )
            for each in visible.aways(town.service.pk, MIDNIGHT - 30 * DAY)
        ]


def test_a_table_adds_changes_ends_and_leaves_the_rest(town: Town) -> None:
    """Ruth's second week begins where her first now ends sooner; Tomasz's own days are not in the table."""
    gone(town, "Ruth", MIDNIGHT + 7 * DAY, MIDNIGHT + 14 * DAY)
    gone(town, "Tomasz", MIDNIGHT + 7 * DAY, None)
    gone(town, "Farah", MIDNIGHT - 3 * DAY, None)
    lines = keep(
        town,
        row(town, 2, "Ruth", MIDNIGHT + 10 * DAY, MIDNIGHT + 12 * DAY),
        row(town, 3, "Ruth", MIDNIGHT + 7 * DAY, MIDNIGHT + 10 * DAY),
        row(town, 4, "Farah", MIDNIGHT - 3 * DAY, MIDNIGHT + 2 * DAY),
        row(town, 5, "Sadia", MIDNIGHT - 9 * DAY, MIDNIGHT - 7 * DAY),
    )
    assert [each.becomes for each in lines] == [Becomes.NEW, Becomes.CHANGES, Becomes.CHANGES, Becomes.OVER]
    assert stand(town) == [("Farah", -3, 2), ("Ruth", 7, 10), ("Ruth", 10, 12), ("Tomasz", 7, None)]


def test_one_goes_on_longer_where_another_ends_sooner(town: Town) -> None:
    """Whatever the order of the rows, nothing overlaps on the way."""
    gone(town, "Ruth", MIDNIGHT, MIDNIGHT + 2 * DAY)
    gone(town, "Ruth", MIDNIGHT + 5 * DAY, None)
    rows = [
        row(town, 2, "Ruth", MIDNIGHT, MIDNIGHT + 5 * DAY),
        row(town, 3, "Ruth", MIDNIGHT + 5 * DAY, MIDNIGHT + 6 * DAY),
        row(town, 4, "Ruth", MIDNIGHT + 6 * DAY, None),
    ]
    keep(town, *rows)
    assert stand(town) == [("Ruth", 0, 5), ("Ruth", 5, 6), ("Ruth", 6, None)]
    assert {each.becomes for each in keep(town, *rows)} == {Becomes.STAYS}
    with pytest.raises(WrongRows, match=r"^row 2: They are away already from 8 November 2026, and nobody knows"):
        keep(town, row(town, 2, "Ruth", MIDNIGHT + 5 * DAY, None))


def test_one_wrong_row_and_nothing_is_kept(town: Town) -> None:
    gone(town, "Ruth", MIDNIGHT + 7 * DAY, MIDNIGHT + 14 * DAY)
    with pytest.raises(WrongRows, match=r"^row 3: They are away already from 9 November 2026 until 15 November 2026"):
        keep(
            town,
            row(town, 2, "Tomasz", MIDNIGHT, MIDNIGHT + DAY),
            row(town, 3, "Ruth", MIDNIGHT + 8 * DAY, MIDNIGHT + 9 * DAY),
        )
    assert stand(town) == [("Ruth", 7, 14)]


def test_ruth_writes_down_her_own_and_nobody_elses(town: Town) -> None:
    mine = row(town, 2, "Ruth", MIDNIGHT, MIDNIGHT + DAY)
    with pytest.raises(NotForYou):
        keep(town, mine, row(town, 3, "Tomasz", MIDNIGHT, MIDNIGHT + DAY), by="Ruth")
    assert stand(town) == []
    keep(town, mine, by="Ruth")
    assert stand(town) == [("Ruth", 0, 1)]
