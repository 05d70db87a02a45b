"""Several planners and any order of their deeds: nobody is ever agreed into two meetings at one time (R11, R14)."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.meetings import TUESDAY, network_of, proposed
from tests.people import HOUR, MONDAY, Town, build_town
from tornio.actions import bookings, meetings
from tornio.core.errors import Refused
from tornio.core.meetings import ChosenBy, NotHeldBy
from tornio.core.values import Period
from tornio.people.acting import Reader
from tornio.records.models import Booking, Network, NetworkMeeting
from tornio.records.visible import reach

Deed = tuple[Any, ...]  # its name, and what it is done with
TAKES_TIME = ("agreed", "open")


def at_once(*deeds: Callable[[], None]) -> list[str]:
    """Both deeds begin at the same moment, each in a transaction of its own; what each was told, or "done"."""
    told: list[str] = []
    together = threading.Barrier(len(deeds))

    def run(deed: Callable[[], None]) -> None:
        try:
            together.wait()
            deed()
            told.append("done")
        except Refused as no:
            told.append(no.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return sorted(told)


@pytest.mark.parametrize("attempt", range(3))
def test_two_planners_agree_at_once_and_exactly_one_has_ruth_and_tomasz(fresh_database: str, attempt: int) -> None:
    """R14: two real transactions over the same two of us, booked in opposite order; the other is told."""
    with transaction.atomic():
        town = build_town()
        leons = network_of(town)
        jeans = network_of(town, centre="Jean", members=(), responsible="Farah")
        with town.acting("Ruth") as ruth:
            first = proposed(town, leons, ruth, of_us=("Ruth", "Tomasz"))
        with town.acting("Farah") as farah:
            second = proposed(town, jeans, farah, start=TUESDAY + HOUR, of_us=("Tomasz", "Ruth"))

    def agree(called: str, meeting: NetworkMeeting) -> Callable[[], None]:
        def deed() -> None:
            with town.acting(called) as by:
                meetings.agree(meeting=meeting, by=by, at=MONDAY)

        return deed

    told = at_once(agree("Ruth", first), agree("Farah", second))
    assert len(told) == 2
    assert "done" in told
    assert any("Ruth and Tomasz are busy at that time" in each for each in told)
    with town.acting("Ruth"):
        assert sorted(NetworkMeeting.objects.values_list("status", flat=True)) == ["agreed", "proposed"]


def test_two_who_press_agree_for_the_same_meeting_agree_it_once(fresh_database: str) -> None:
    """R14: and neither is told off."""
    with transaction.atomic():
        town = build_town()
        network = network_of(town)
        with town.acting("Ruth") as ruth:
            meeting = proposed(town, network, ruth)

    def deed() -> None:
        with town.acting("Tomasz") as by:
            meetings.agree(meeting=meeting, by=by, at=MONDAY)

    assert at_once(deed, deed) == ["done", "done"]


# --- any sequence, beside a small oracle ------------------------------------------------------------------------------

US = ("Ruth", "Tomasz", "Farah")
SLOT = timedelta(minutes=30)


@dataclass
class Plan:
    """The oracle's meeting: its slots, who has said yes, and how it stands. Slow, obvious, and in no database."""

    slots: range
    who: set[str]
    status: str = "proposed"

    def clashes(self, others: list["Plan"], who: set[str], slots: range) -> bool:
        """Somebody of these is agreed elsewhere in one of these slots."""
        return any(
            other is not self and other.status == "agreed" and other.who & who and set(other.slots) & set(slots)
            for other in others
        )


slots = st.builds(lambda start, length: range(start, start + length), st.integers(0, 5), st.integers(1, 4))
people = st.sets(st.sampled_from(US), max_size=3)
index = st.integers(0, 3)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("propose"), slots, people),
        st.tuples(st.just("agree"), index),
        st.tuples(st.just("move"), index, slots),
        st.tuples(st.just("release"), index, st.sampled_from(US)),
        st.tuples(st.just("book"), index, st.sampled_from(US)),
        st.tuples(st.just("not_held"), index),
    ),
    min_size=3,
    max_size=14,
)


def allowed(plans: list[Plan], deed: Deed) -> bool:
    """What the oracle says of a deed."""
    name, *rest = deed
    if name == "propose":
        return True
    plan = plans[rest[0]]
    taken = plan.status == "agreed"
    agrees: dict[str, Callable[[], bool]] = {
        "agree": lambda: taken or (len(plan.who) >= 2 and not plan.clashes(plans, plan.who, plan.slots)),
        "move": lambda: not (taken and plan.clashes(plans, plan.who, rest[1])),
        "release": lambda: rest[1] in plan.who and not (taken and len(plan.who) <= 2),
        "book": lambda: rest[1] not in plan.who and not (taken and plan.clashes(plans, {rest[1]}, plan.slots)),
        "not_held": lambda: True,
    }
    return plan.status != "not_held" and bool(agrees[name]())


def remember(plans: list[Plan], deed: Deed) -> None:
    """The oracle's world after a deed."""
    match deed:
        case ("propose", where, who):
            plans.append(Plan(where, set(who)))
        case ("agree", which):
            plans[which].status = "agreed"
        case ("move", which, where):
            plans[which].slots = where
        case ("release", which, who):
            plans[which].who.discard(who)
        case ("book", which, who):
            plans[which].who.add(who)
        case ("not_held", which):
            plans[which].status = "not_held"


def period(where: range) -> Period:
    """These slots of Tuesday."""
    return Period(TUESDAY + where.start * SLOT, TUESDAY + where.stop * SLOT)


def do(town: Town, network: Network, by: Reader, made: list[NetworkMeeting], deed: Deed) -> None:
    """The same deed through the real actions."""
    match deed:
        case ("propose", where, who):
            planned = period(where)
            length = (planned.end or planned.start) - planned.start
            made.append(proposed(town, network, by, start=planned.start, length=length, of_us=sorted(who)))
        case ("agree", which):
            meetings.agree(meeting=made[which], by=by, at=MONDAY)
        case ("move", which, where):
            chosen = ChosenBy.NETWORK
            meetings.move(meeting=made[which], planned=period(where), by=by, at=MONDAY, time_chosen_by=chosen)
        case ("release", which, who):
            bookings.release(meeting=made[which], practitioner=town.practitioners[who], why="Ill.", by=by, at=MONDAY)
        case ("book", which, who):
            bookings.book(meeting=made[which], practitioner=town.practitioners[who], by=by, at=MONDAY)
        case ("not_held", which):
            meetings.not_held(meeting=made[which], who=NotHeldBy.NOBODY, why="Snow.", by=by, at=MONDAY)


def nobody_is_twice() -> None:
    """R14, by comparing every pair."""
    taken = list(Booking.objects.filter(meeting_status__in=TAKES_TIME, released_at__isnull=True))
    for first in taken:
        for second in taken:
            if first.pk != second.pk and first.practitioner_id == second.practitioner_id:
                apart = first.planned.upper <= second.planned.lower or second.planned.upper <= first.planned.lower
                assert apart


@contextmanager
def taken_back() -> Iterator[None]:
    """What happens inside is forgotten."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


@given(deeds)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_proposed_agreed_moved_or_released_the_oracle_says_the_same(town: Town, wanted: list[Deed]) -> None:
    """R11, R14: each deed is refused exactly when the oracle refuses it, and nobody is ever in two places."""
    with town.acting("Ruth") as ruth, taken_back():
        network = network_of(town)
        reach.forget(ruth)
        plans: list[Plan] = []
        made: list[NetworkMeeting] = []
        for deed in wanted:
            if deed[0] != "propose" and deed[1] >= len(plans):
                continue
            if allowed(plans, deed):
                do(town, network, ruth, made, deed)
                remember(plans, deed)
            else:
                with pytest.raises(Refused):
                    do(town, network, ruth, made, deed)
        nobody_is_twice()
        for plan, meeting in zip(plans, made, strict=True):
            meeting.refresh_from_db()
            assert (meeting.status, meeting.planned.lower) == (plan.status, TUESDAY + plan.slots.start * SLOT)
