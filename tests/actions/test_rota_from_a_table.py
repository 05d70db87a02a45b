"""R5: a turn is handed on or taken back, and a whole rota comes from a table: all of it or nothing, each told once."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import duty, working
from tornio.core.asking import Ask
from tornio.core.errors import NotForYou, Refused
from tornio.core.messages import MessageKind
from tornio.core.table_of_times import Becomes, Row
from tornio.core.tables import WrongRows
from tornio.core.values import Period
from tornio.people.acting import as_clerk
from tornio.records.models import Duty, Message
from tornio.records.visible import duty as visible

NOON = MONDAY + 3 * HOUR
EVENING = MONDAY + 11 * HOUR
ZONE = ZoneInfo("Europe/London")


def turn(town: Town, who: str, start: datetime, end: datetime, by: str = "Ruth") -> Duty:
    with town.acting(by) as reader:
        key = town.practitioners[who].pk
        return duty.give_turn(practitioner_id=key, start=start, end=end, by=reader, at=MONDAY)


def rota(town: Town, *, until: datetime = EVENING + 2 * DAY) -> list[tuple[str, datetime, datetime]]:
    """Who holds it from Monday at nine on, the gaps with nobody's name."""
    with town.acting("Ruth") as by:
        return [
            (each.holder.practitioner.person.called if each.holder else "", each.start, each.end)
            for each in visible.turns(by, town.service.pk, MONDAY, until)
        ]


def told(town: Town) -> list[str]:
    """Whom a message about the telephone went to, each as often as one did."""
    with town.acting("Ruth"), as_clerk():
        found = Message.objects.filter(kind=MessageKind.TELEPHONE.value).select_related("person")
        return sorted(each.person.called for each in found)


def row(town: Town, number: int, who: str, start: datetime, end: datetime) -> Row[Any]:
    return Row(number, town.practitioners[who].pk, Period(start, end))


def keep(town: Town, *rows: Row[Any], by: str = "Ruth", at: datetime = MONDAY, answer: str | None = None) -> list[Any]:
    with town.acting(by, at=at) as reader:
        return duty.keep_rota(rows=rows, service_id=town.service.pk, by=reader, at=at, zone=ZONE, answer=answer)


def test_a_turn_that_was_put_down_by_mistake_is_taken_back_and_falls_to_martin(town: Town) -> None:
    """R5: what is taken back is nobody's turn, and somebody else may be put down for that time."""
    given = turn(town, "Sadia", NOON, EVENING)
    later = MONDAY + HOUR
    with town.acting("Ruth", at=later) as by:
        duty.take_back_turn(duty_id=given.pk, by=by, at=later)
        assert visible.on_duty(town.service.pk, NOON) is None
        with pytest.raises(Refused, match="took this turn back meanwhile"):
            duty.take_back_turn(duty_id=given.pk, by=by, at=later)
    assert rota(town, until=EVENING) == [("", MONDAY, EVENING)]
    assert told(town) == ["Martin", "Sadia", "Sadia"]
    turn(town, "Farah", NOON, EVENING)
    assert rota(town, until=EVENING) == [("", MONDAY, NOON), ("Farah", NOON, EVENING)]


def test_a_turn_that_has_begun_is_not_taken_back(town: Town) -> None:
    """R5: who held the telephone stays written down."""
    given = turn(town, "Sadia", NOON, EVENING)
    for at in (NOON, EVENING + HOUR):
        with town.acting("Ruth", at=at) as by, pytest.raises(Refused, match="has begun already"):
            duty.take_back_turn(duty_id=given.pk, by=by, at=at)


def test_ruth_takes_sadias_turn_over_before_it_begins(town: Town) -> None:
    """R5: from beginning to end; Sadia is told, and Ruth, who did it, knows."""
    given = turn(town, "Sadia", NOON, EVENING, by="Sadia")
    with town.acting("Ruth") as by:
        duty.hand_on(duty_id=given.pk, practitioner_id=town.practitioners["Ruth"].pk, by=by, at=MONDAY)
    assert rota(town, until=EVENING) == [("", MONDAY, NOON), ("Ruth", NOON, EVENING)]
    assert told(town) == ["Sadia"]


def test_sadia_goes_home_and_farah_has_the_rest_of_her_turn(town: Town) -> None:
    """R5: what Sadia held stays hers; nobody has it twice and it is never nobody's."""
    given = turn(town, "Sadia", NOON, EVENING)
    at = NOON + HOUR
    farah = town.practitioners["Farah"].pk
    with town.acting("Sadia", at=at) as by:
        with pytest.raises(Refused, match="hold it already"):
            duty.hand_on(duty_id=given.pk, practitioner_id=town.practitioners["Sadia"].pk, by=by, at=at)
        duty.hand_on(duty_id=given.pk, practitioner_id=farah, by=by, at=at)
    assert rota(town, until=EVENING) == [("", MONDAY, NOON), ("Sadia", NOON, at), ("Farah", at, EVENING)]
    with town.acting("Sadia", at=EVENING) as by, pytest.raises(Refused, match="over already"):
        duty.hand_on(duty_id=given.pk, practitioner_id=farah, by=by, at=EVENING)


def test_whoever_is_away_is_asked_about_before_a_turn_is_handed_to_them_and_nothing_changes(town: Town) -> None:
    given = turn(town, "Sadia", NOON, EVENING)
    farah = town.practitioners["Farah"].pk
    with town.acting("Farah") as by:
        working.go_away(practitioner_id=farah, start=NOON, end=EVENING, by=by, at=MONDAY)
    with town.acting("Ruth") as by, pytest.raises(Ask, match="Farah Siddiqui is away then"):
        duty.hand_on(duty_id=given.pk, practitioner_id=farah, by=by, at=MONDAY)
    assert rota(town, until=EVENING)[1] == ("Sadia", NOON, EVENING)
    with town.acting("Ruth") as by:
        duty.hand_on(duty_id=given.pk, practitioner_id=farah, by=by, at=MONDAY, answer="yes")
    assert rota(town, until=EVENING)[1] == ("Farah", NOON, EVENING)


def test_another_services_turn_is_not_ruths_to_hand_on(town: Town) -> None:
    elsewhere = build_town("northford")
    theirs = turn(elsewhere, "Sadia", NOON, EVENING)
    with town.acting("Ruth") as by:
        with pytest.raises(NotForYou):
            duty.take_back_turn(duty_id=theirs.pk, by=by, at=MONDAY)
        with pytest.raises(NotForYou):
            duty.hand_on(duty_id=theirs.pk, practitioner_id=town.practitioners["Ruth"].pk, by=by, at=MONDAY)
        with pytest.raises(NotForYou):
            duty.keep_rota(rows=[], service_id=elsewhere.service.pk, by=by, at=MONDAY, zone=ZONE)


def test_a_rota_from_a_table_is_new_changes_hands_and_leaves_the_rest(town: Town) -> None:
    """R5: Ruth and Sadia swap by two rows; Sadia's Wednesday is not in the table and stays."""
    turn(town, "Sadia", NOON, EVENING)
    turn(town, "Ruth", NOON + DAY, EVENING + DAY)
    turn(town, "Sadia", NOON + 2 * DAY, EVENING + 2 * DAY)
    before = told(town)
    lines = keep(
        town,
        row(town, 2, "Ruth", NOON, EVENING),
        row(town, 3, "Sadia", NOON + DAY, EVENING + DAY - HOUR),
        row(town, 4, "Farah", EVENING, EVENING + HOUR),
        row(town, 5, "Farah", MONDAY - 2 * HOUR, MONDAY),
        by="Martin",
    )
    assert [each.becomes for each in lines] == [Becomes.CHANGES, Becomes.CHANGES, Becomes.NEW, Becomes.OVER]
    assert [each for each in rota(town) if each[0]] == [
        ("Ruth", NOON, EVENING),
        ("Farah", EVENING, EVENING + HOUR),
        ("Sadia", NOON + DAY, EVENING + DAY - HOUR),
        ("Sadia", NOON + 2 * DAY, EVENING + 2 * DAY),
    ]
    assert sorted([*before, "Farah", "Ruth", "Sadia"]) == told(town), "each is told once"


def test_the_same_table_again_changes_nothing_and_tells_nobody(town: Town) -> None:
    rows = [row(town, 2, "Ruth", NOON, EVENING), row(town, 3, "Sadia", EVENING, EVENING + HOUR)]
    keep(town, *rows, by="Martin")
    before = told(town)
    assert [each.becomes for each in keep(town, *rows, by="Martin")] == [Becomes.STAYS, Becomes.STAYS]
    assert told(town) == before


def test_one_wrong_row_and_nothing_of_the_rota_is_kept(town: Town) -> None:
    """R5: overlapping with a turn that stays, changing one that has begun, or for somebody who left."""
    turn(town, "Sadia", NOON, EVENING)
    good = row(town, 2, "Ruth", NOON + DAY, EVENING + DAY)
    with pytest.raises(WrongRows, match=r"^row 3: Somebody holds it from 12:00 on 2 November"):
        keep(town, good, row(town, 3, "Farah", NOON + HOUR, EVENING))
    with pytest.raises(WrongRows, match=r"^row 3: It has begun already"):
        keep(town, good, row(town, 3, "Farah", NOON, EVENING), at=NOON + HOUR)
    with pytest.raises(Refused, match="works here"):
        keep(town, good, Row(3, build_town("northford").practitioners["Ruth"].pk, Period(EVENING, EVENING + HOUR)))
    assert rota(town)[1:] == [("Sadia", NOON, EVENING), ("", EVENING, EVENING + 2 * DAY)]


def test_whoever_is_away_holds_it_from_a_table_only_when_that_is_said(town: Town) -> None:
    with town.acting("Farah") as by:
        farah = town.practitioners["Farah"].pk
        working.go_away(practitioner_id=farah, start=NOON, end=EVENING, by=by, at=MONDAY)
    with pytest.raises(Ask, match="Farah Siddiqui is away then"):
        keep(town, row(town, 2, "Farah", NOON, EVENING))
    keep(town, row(town, 2, "Farah", NOON, EVENING), answer="yes")
    assert rota(town)[1] == ("Farah", NOON, EVENING)


def test_what_was_taken_back_is_the_databases_too(town: Town) -> None:
    """R5: whoever was put down for an hour and is no more does not hold the telephone in it."""
    given = turn(town, "Sadia", NOON, EVENING)
    with town.acting("Sadia", at=NOON + HOUR) as by:
        assert visible.holds_it(by, town.service.pk)
        assert visible.in_hand(by) is not None
    with town.acting("Ruth") as by:
        duty.take_back_turn(duty_id=given.pk, by=by, at=MONDAY)
    with town.acting("Sadia", at=NOON + HOUR) as by:
        assert not visible.holds_it(by, town.service.pk)
        assert visible.in_hand(by) is None
    with town.acting("Martin", at=NOON + HOUR):
        assert visible.on_duty(town.service.pk, NOON + HOUR) is None
