"""A practitioner at a door: in, twenty minutes more, out and safe, help (R10)."""

import pytest
from django.db import connection

from tests.meetings import TUESDAY, agreed, ruth_with_leon
from tests.people import HOUR, Town
from tornio.actions import visits
from tornio.actions.frame import refusals
from tornio.core.errors import NotForYou, Refused
from tornio.people.keys import new_key
from tornio.records.models import Visit
from tornio.records.visible.day import visits_to_look_at


def test_ruth_goes_in_and_comes_out_and_both_are_kept_once(town: Town) -> None:
    """R10: a home visit has a check-in and an "out and safe"."""
    with ruth_with_leon(town) as (ruth, network):
        meeting, key = agreed(town, network, ruth), new_key()
        visit = visits.check_in(meeting=meeting, due_out_at=TUESDAY + HOUR, by=ruth, at=TUESDAY, key=key)
        again = visits.check_in(meeting=meeting, due_out_at=TUESDAY + HOUR, by=ruth, at=TUESDAY, key=key)
        assert again.pk == visit.pk
        out = visits.out_and_safe(visit=visit, by=ruth, at=TUESDAY + HOUR / 2)
        twice = visits.out_and_safe(visit=visit, by=ruth, at=TUESDAY + HOUR)
        assert out.out_at == twice.out_at == TUESDAY + HOUR / 2


def test_one_door_at_a_time(town: Town) -> None:
    """R10: also refused by the database."""
    with ruth_with_leon(town) as (ruth, network):
        meeting = agreed(town, network, ruth)
        visit = visits.check_in(meeting=meeting, due_out_at=TUESDAY + HOUR, by=ruth, at=TUESDAY)
        with pytest.raises(Refused, match="at another door"):
            visits.check_in(meeting=meeting, due_out_at=TUESDAY + HOUR, by=ruth, at=TUESDAY)
        with pytest.raises(Refused, match="at another door"), refusals(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO records_visit (id, organisation_id, meeting_id, practitioner_id, in_at, due_out_at) "
                "SELECT %s, organisation_id, meeting_id, practitioner_id, in_at, due_out_at FROM records_visit",
                [new_key()],
            )
        visits.out_and_safe(visit=visit, by=ruth, at=TUESDAY + HOUR / 2)
        visits.check_in(meeting=meeting, due_out_at=TUESDAY + HOUR, by=ruth, at=TUESDAY + HOUR / 2)


def test_twenty_minutes_more_count_from_when_one_was_due_or_from_now(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        visit = visits.check_in(meeting=agreed(town, network, ruth), due_out_at=TUESDAY + HOUR, by=ruth, at=TUESDAY)
        longer = visits.more_time(visit=visit, by=ruth, at=TUESDAY + HOUR / 2)
        assert longer.due_out_at == TUESDAY + HOUR + visits.LONGER
        late = visits.more_time(visit=visit, by=ruth, at=TUESDAY + 3 * HOUR)
        assert late.due_out_at == TUESDAY + 3 * HOUR + visits.LONGER


def test_a_visit_due_out_in_the_past_is_refused(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        meeting = agreed(town, network, ruth)
        with pytest.raises(Refused, match="has passed") as refused:
            visits.check_in(meeting=meeting, due_out_at=TUESDAY, by=ruth, at=TUESDAY)
        assert refused.value.field == "due_out_at"


def test_help_and_silence_stand_on_every_colleagues_page_until_ruth_is_out(town: Town) -> None:
    """R10: Sadia, who has nothing to do with Leon, sees the name, the place and the hour."""
    with ruth_with_leon(town) as (ruth, network):
        visit = visits.check_in(meeting=agreed(town, network, ruth), due_out_at=TUESDAY + HOUR, by=ruth, at=TUESDAY)
    with town.acting("Sadia", at=TUESDAY) as sadia:
        assert list(visits_to_look_at(sadia)) == []
    with town.acting("Sadia", at=TUESDAY + 2 * HOUR) as sadia:
        assert [each.pk for each in visits_to_look_at(sadia)] == [visit.pk]
    with town.acting("Ruth", at=TUESDAY) as ruth:
        helped = visits.need_help(visit=visit, by=ruth, at=TUESDAY + HOUR / 4)
        assert visits.need_help(visit=visit, by=ruth, at=TUESDAY + HOUR).help_at == helped.help_at
    with town.acting("Sadia", at=TUESDAY + HOUR / 2) as sadia:
        assert [each.help_at for each in visits_to_look_at(sadia)] == [TUESDAY + HOUR / 4]
    with town.acting("Carol", at=TUESDAY + HOUR / 2) as carol:
        assert list(visits_to_look_at(carol)) == []
    with town.acting("Ruth", at=TUESDAY + HOUR) as ruth:
        visits.out_and_safe(visit=visit, by=ruth, at=TUESDAY + HOUR)
        for press in (visits.more_time, visits.need_help):
            with pytest.raises(Refused, match="out and safe already"):
                press(visit=visit, by=ruth, at=TUESDAY + 2 * HOUR)
    with town.acting("Sadia", at=TUESDAY + 3 * HOUR) as sadia:
        assert list(visits_to_look_at(sadia)) == []


def test_nobody_speaks_for_ruth_at_a_door_and_strangers_check_in_nowhere(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        meeting = agreed(town, network, ruth)
        visit = visits.check_in(meeting=meeting, due_out_at=TUESDAY + HOUR, by=ruth, at=TUESDAY)
    with town.acting("Tomasz", at=TUESDAY) as tomasz, pytest.raises(NotForYou):
        visits.out_and_safe(visit=visit, by=tomasz, at=TUESDAY)
    with town.acting("Sadia", at=TUESDAY) as sadia, pytest.raises(NotForYou):
        visits.check_in(meeting=meeting, due_out_at=TUESDAY + HOUR, by=sadia, at=TUESDAY)
    with town.acting("Ruth"):
        assert Visit.objects.count() == 1
