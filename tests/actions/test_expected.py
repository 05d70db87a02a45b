"""One of us is told when somebody else changes where they are expected, and never why (R12)."""

from datetime import timedelta

import pytest

from tests.actions.test_refusals import standing, take_back
from tests.actions.test_refused_faces import comes_back, refuses
from tests.meetings import network_of, proposed
from tests.people import DAY, HOUR, Town, build_town
from tests.weeks import FRIDAY, NEXT_MONDAY, met
from tornio.actions import bookings, meetings
from tornio.core.meetings import ChosenBy, NotHeldBy
from tornio.core.messages import MessageKind, MessageState
from tornio.core.people import Capacity
from tornio.core.values import Period
from tornio.people.acting import as_clerk
from tornio.records.models import Message, Network, NetworkMeeting
from tornio.records.visible import messages as visible
from tornio.records.visible import post, reach

OURS = (MessageKind.EXPECTED.value, MessageKind.NOT_EXPECTED.value)


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England."""
    return build_town(profile="saltmere")


def told(town: Town, since: int = 0) -> list[tuple[str, str]]:
    """Who of us was told what since Friday, in the order of time, from the `since`-th on."""
    with town.acting("Ruth"), as_clerk():
        found = Message.objects.filter(kind__in=OURS, written_at__gte=FRIDAY).select_related("person")
        return [(each.person.called, each.kind) for each in found.order_by("written_at", "kind", "pk")][since:]


def planned(town: Town, network: Network, *of_us: str) -> NetworkMeeting:
    """Ruth offers Monday at ten on Friday, and who is not of the team stands in."""
    with town.acting("Ruth", at=FRIDAY) as by:
        reasons = {town.practitioners[name].pk: "Tomasz is away." for name in of_us}
        return proposed(town, network, by, NEXT_MONDAY + HOUR, of_us=of_us, at=FRIDAY, reasons=reasons)


def test_tomasz_hears_that_he_is_expected_and_ruth_who_did_it_does_not(town: Town) -> None:
    """Offered, agreed, at another time, and then not held at all: four messages to him, one for each."""
    meeting = planned(town, met(town), "Ruth", "Tomasz")
    assert told(town) == [("Tomasz", "expected")]
    with town.acting("Ruth", at=FRIDAY + HOUR) as by:
        meetings.agree(meeting=meeting, by=by, at=FRIDAY + HOUR)
    later = NEXT_MONDAY + 5 * HOUR
    with town.acting("Ruth", at=FRIDAY + 2 * HOUR) as by:
        meetings.move(meeting=meeting, planned=Period(later, later + HOUR), by=by, at=FRIDAY + 2 * HOUR,
                      time_chosen_by=ChosenBy.PERSON)  # fmt: skip
    with town.acting("Ruth", at=FRIDAY + 3 * HOUR) as by:
        meetings.not_held(meeting=meeting, who=NotHeldBy.NETWORK, why="They are at a wedding.", by=by,
                          at=FRIDAY + 3 * HOUR)  # fmt: skip
    assert told(town) == [("Tomasz", "expected")] * 3 + [("Tomasz", "not_expected")]


def test_who_stands_in_and_for_whom_are_both_told(town: Town) -> None:
    """R12: Farah comes instead of Tomasz; then she says yes for Sadia too, and takes that back."""
    meeting = planned(town, met(town), "Ruth", "Tomasz")
    farah, tomasz, sadia = (town.practitioners[name] for name in ("Farah", "Tomasz", "Sadia"))
    with town.acting("Ruth", at=FRIDAY + HOUR) as by:
        bookings.name_substitute(meeting=meeting, practitioner=farah, stands_in_for=tomasz, reason="He is away.",
                                 by=by, at=FRIDAY + HOUR)  # fmt: skip
    assert told(town, 1) == [("Farah", "expected"), ("Tomasz", "not_expected")]
    with town.acting("Farah", at=FRIDAY + 2 * HOUR) as by:
        reach.forget(by)
        bookings.book(meeting=meeting, practitioner=sadia, reason="She knows him.", by=by, at=FRIDAY + 2 * HOUR)
    with town.acting("Farah", at=FRIDAY + 3 * HOUR) as by:
        bookings.release(meeting=meeting, practitioner=sadia, why="She cannot.", by=by, at=FRIDAY + 3 * HOUR)
    assert told(town, 3) == [("Sadia", "expected"), ("Sadia", "not_expected")]


def test_who_is_refused_is_not_expected_and_is_not_told_why(town: Town) -> None:
    """R12, R24: Farah was to stand in; she reads the hour and nothing else, until she is expected again."""
    network = met(town)
    meeting = planned(town, network, "Ruth", "Farah")
    refuses(town, network, "Farah", at=FRIDAY + HOUR)
    assert told(town) == [("Farah", "expected"), ("Farah", "not_expected")]
    assert standing(town, "Farah", network, FRIDAY + HOUR) == set()
    with town.acting("Farah", at=FRIDAY + HOUR) as by:
        newest = visible.own(by)[0].message
        assert (newest.kind, newest.useful_until) == ("not_expected", meeting.planned.lower)
    take_back(town, network, FRIDAY + 2 * HOUR)
    assert told(town, 2) == []  # her place in a meeting that was only offered was not kept


def test_whose_place_was_kept_hears_when_they_are_wanted_again(town: Town) -> None:
    """R12: two are needed for what is agreed, so Tomasz's place waited, and a meeting brings him back."""
    network = met(town)
    meeting = planned(town, network, "Ruth", "Tomasz")
    with town.acting("Ruth", at=FRIDAY) as by:
        meetings.agree(meeting=meeting, by=by, at=FRIDAY)
    before = len(told(town))
    refuses(town, network, "Tomasz", at=FRIDAY + HOUR)
    refuses(town, network, "Tomasz", at=FRIDAY + 2 * HOUR)  # said twice, and told once
    assert told(town, before) == [("Tomasz", "not_expected")]
    comes_back(town, network, "Tomasz", FRIDAY + 4 * HOUR)
    assert ("Tomasz", "expected") in told(town, before + 1)


def test_nobody_is_told_of_what_has_begun_or_was_called_off(town: Town) -> None:
    """A message about Monday's meeting is needless once it will not be held; and after its hour nobody is told."""
    meeting = planned(town, network_of(town), "Ruth", "Tomasz")
    with town.nobody(at=FRIDAY, capacity=Capacity.JOB) as job, as_clerk():
        waits = list(Message.objects.filter(kind__in=OURS, state=MessageState.WAITING.value))
        assert post.over(job, waits) == set()
    after = NEXT_MONDAY + DAY
    with town.acting("Ruth", at=after) as by:
        meetings.not_held(meeting=meeting, who=NotHeldBy.NETWORK, why="Nobody was at home.", by=by, at=after)
    assert told(town) == [("Tomasz", "expected")]
    with town.nobody(at=after + timedelta(minutes=1), capacity=Capacity.JOB) as job, as_clerk():
        assert post.over(job, waits) == {each.pk for each in waits}
