"""R5: who holds the telephone, one at a time; a gap falls to the named person."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import duty, working
from tornio.core.asking import Ask
from tornio.core.duty import Turn, rota
from tornio.core.errors import NotForYou, Refused
from tornio.core.messages import MessageKind
from tornio.people.acting import as_clerk
from tornio.records.models import Duty, Message
from tornio.records.visible import duty as visible

NOON = MONDAY + 3 * HOUR
EVENING = MONDAY + 11 * HOUR


def turn(town: Town, who: str, start: datetime, end: datetime, by: str = "Ruth", **more: Any) -> Duty:
    with town.acting(by) as reader:
        practitioner = town.practitioners[who].pk
        return duty.give_turn(practitioner_id=practitioner, start=start, end=end, by=reader, at=MONDAY, **more)


def test_sadia_holds_the_telephone_from_noon_and_not_in_the_evening(town: Town) -> None:
    """R5: the end belongs to whoever comes next."""
    turn(town, "Sadia", NOON, EVENING)
    with town.acting("Ruth"):
        for at, holder in ((MONDAY, None), (NOON, "Sadia"), (EVENING, None)):
            found = visible.on_duty(town.service.pk, at)
            assert found == (town.practitioners[holder].pk if holder else None)


def test_in_a_gap_martin_holds_it_and_nobody_else(town: Town) -> None:
    """R5: Sadia holds it in her turn; in a gap the named person does."""
    turn(town, "Sadia", NOON, EVENING)
    for at, name, holds in ((NOON, "Sadia", True), (NOON, "Ruth", False), (MONDAY, "Sadia", False)):
        with town.acting(name, at=at) as by:
            assert visible.holds_it(by, town.service.pk) is holds
    with town.acting("Martin", at=NOON) as by:
        assert not visible.holds_it(by, town.service.pk)


def test_two_cannot_hold_one_telephone(town: Town) -> None:
    """R5: refused with a sentence, and nothing is kept."""
    turn(town, "Sadia", NOON, EVENING)
    with pytest.raises(Refused, match="Somebody else holds the telephone"):
        turn(town, "Ruth", MONDAY, NOON + HOUR)
    turn(town, "Ruth", MONDAY, NOON)
    with town.acting("Ruth"):
        assert Duty.objects.count() == 2


def test_no_way_round_gives_one_telephone_to_two(town: Town) -> None:
    """R5: PostgreSQL refuses the overlap, and lets nobody take a turn away."""
    turn(town, "Sadia", NOON, EVENING)
    with town.acting("Ruth"), connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match="one_holds_the_telephone_at_a_time"), transaction.atomic():
            cursor.execute(
                "INSERT INTO records_duty (id, organisation_id, service_id, practitioner_id, during) "
                "SELECT gen_random_uuid(), organisation_id, service_id, practitioner_id, during FROM records_duty"
            )
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("DELETE FROM records_duty")


def test_a_turn_sent_twice_is_one(town: Town) -> None:
    key = uuid4()
    assert turn(town, "Sadia", NOON, EVENING, key=key).pk == turn(town, "Sadia", NOON, EVENING, key=key).pk


def test_a_turn_ends_after_it_begins_and_is_given_to_somebody_who_works_here(town: Town) -> None:
    with pytest.raises(Refused, match="has to end after"):
        turn(town, "Sadia", NOON, NOON)
    with town.acting("Ruth") as by, pytest.raises(Refused, match="works here"):
        duty.give_turn(practitioner_id=uuid4(), start=NOON, end=EVENING, by=by, at=MONDAY)


def test_sadia_who_is_away_is_asked_about_before_she_holds_it(town: Town) -> None:
    """R5: nobody rings into an empty house by mistake; where she holds it all the same, that is said by somebody."""
    with town.acting("Sadia") as by:
        key = town.practitioners["Sadia"].pk
        away = working.go_away(practitioner_id=key, start=NOON, end=NOON + HOUR, by=by, at=MONDAY)
    with pytest.raises(Ask, match="Sadia Khan is away then") as asked:
        turn(town, "Sadia", MONDAY, EVENING)
    assert asked.value.field == "practitioner"
    turn(town, "Sadia", NOON + HOUR, EVENING)
    held = turn(town, "Sadia", MONDAY, NOON + HOUR, answer="yes")
    with town.acting("Sadia") as by:
        shown = visible.turns(by, town.service.pk, MONDAY, MONDAY + DAY)
        assert visible.away_then(shown) == {held.pk}
        working.take_back(away_id=away.pk, by=by, at=MONDAY)
        assert visible.away_then(shown) == set()


def test_the_lead_keeps_the_rota_and_edith_and_carol_do_not(town: Town) -> None:
    """Safety: the service lead sees and keeps the rota; an evaluator and a member have no part in it."""
    turn(town, "Sadia", NOON, EVENING, by="Martin")
    for name in ("Edith", "Carol"):
        with town.acting(name) as by:
            with pytest.raises(NotForYou):
                duty.give_turn(
                    practitioner_id=town.practitioners["Ruth"].pk, start=EVENING, end=EVENING + HOUR, by=by, at=MONDAY,
                    service_id=town.service.pk,
                )  # fmt: skip
            with pytest.raises(NotForYou):
                visible.services(by)


def test_another_services_rota_is_not_ruths(town: Town) -> None:
    elsewhere = build_town("northford")
    theirs = turn(elsewhere, "Sadia", NOON, EVENING)
    with town.acting("Ruth") as by:
        with pytest.raises(NotForYou):
            visible.duty(by, theirs.pk)
        with pytest.raises(NotForYou):
            duty.shorten_turn(duty_id=theirs.pk, end=NOON + HOUR, by=by, at=MONDAY)
        with pytest.raises(NotForYou):
            visible.turns(by, elsewhere.service.pk, MONDAY, MONDAY + DAY)


def test_sadia_goes_home_early_and_the_rest_falls_to_martin(town: Town) -> None:
    """R5: what is left is a gap, and a gap falls to the named person."""
    given = turn(town, "Sadia", NOON, EVENING)
    with town.acting("Ruth", at=NOON) as by:
        for wrong in (EVENING, EVENING + HOUR):
            with pytest.raises(Refused, match="no earlier"):
                duty.shorten_turn(duty_id=given.pk, end=wrong, by=by, at=NOON)
        for wrong in (NOON, NOON - HOUR):
            with pytest.raises(Refused, match="still to come"):
                duty.shorten_turn(duty_id=given.pk, end=wrong, by=by, at=NOON)
        duty.shorten_turn(duty_id=given.pk, end=NOON + HOUR, by=by, at=NOON)
        assert visible.duty(by, given.pk).during.upper == NOON + HOUR
        shown = visible.turns(by, town.service.pk, MONDAY, EVENING)
    assert [(each.is_gap, each.start, each.end) for each in shown] == [
        (True, MONDAY, NOON),
        (False, NOON, NOON + HOUR),
        (True, NOON + HOUR, EVENING),
    ]


def test_the_rota_has_no_hole() -> None:
    """R5: turns that overlap the edges are cut, those outside are left out, the end is reached."""
    four = [MONDAY + n * HOUR for n in range(6)]
    turns = [
        (four[3], None, "Ruth"),
        (four[0] - DAY, four[1], "Sadia"),
        (four[0] - 2 * DAY, four[0] - DAY, "Farah"),
    ]
    assert list(rota(turns, four[0], four[5])) == [
        Turn(four[0], four[1], "Sadia"),
        Turn(four[1], four[3]),
        Turn(four[3], four[5], "Ruth"),
    ]
    assert list(rota([], four[0], four[1])) == [Turn(four[0], four[1])]


def test_who_may_hold_it_are_those_who_work_there(town: Town) -> None:
    with town.acting("Martin") as by:
        names = [each.person.called for each in visible.who_may_hold_it(by, town.service.pk)]
    assert names == ["Farah", "Martin", "Ruth", "Sadia", "Tomasz"]


def test_whose_hours_at_the_telephone_change_is_told_and_so_is_to_whom_they_fall(town: Town) -> None:
    """R5: Ruth gives Sadia a turn and ends it sooner; Sadia hears of both, Martin of what falls to him."""
    given = turn(town, "Sadia", NOON, EVENING)
    with town.acting("Ruth", at=NOON) as by:
        duty.shorten_turn(duty_id=given.pk, end=NOON + HOUR, by=by, at=NOON)
    with town.acting("Ruth", at=NOON), as_clerk():
        told = Message.objects.filter(kind=MessageKind.TELEPHONE.value).select_related("person")
        found = sorted((each.written_at, each.person.called) for each in told)
    assert found == [(MONDAY, "Sadia"), (NOON, "Martin"), (NOON, "Sadia")]


def test_who_puts_themself_down_is_told_nothing(town: Town) -> None:
    """They know."""
    turn(town, "Ruth", NOON, EVENING)
    with town.acting("Ruth"), as_clerk():
        assert not Message.objects.exists()
