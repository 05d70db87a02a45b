"""The page of a week says what came in between, so that nobody ticks what cannot be any more."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.meetings import agreed
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import text
from tests.weeks import FRIDAY, NEXT_MONDAY, NEXT_WEEK, is_away, met, reckoned, shown, works
from tornio.actions import bookings, duty, meetings, wishes, working
from tornio.core.between import WishKind
from tornio.core.meetings import ChosenBy
from tornio.core.values import Period
from tornio.people.keys import new_key
from tornio.records.models import Away, NetworkMeeting
from tornio.records.visible import reach

TICK = 'type="checkbox"'


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere by the clocks of England, on a Friday morning at nine."""
    with the_clock_says(FRIDAY):
        yield build_town(profile="saltmere", at=MONDAY)


def page(town: Town) -> str:
    """What Martin reads."""
    client: Client = signed_in(town, "Martin")
    return text(client.get(reverse("week"), {"week": NEXT_WEEK.isoformat()}))


@pytest.fixture
def meeting(town: Town) -> NetworkMeeting:
    """Ruth and Tomasz are expected on Monday at ten, Ruth is away, and Sadia would come instead."""
    works(town, "Ruth", "Tomasz", "Sadia")
    network = met(town)
    with town.acting("Ruth", at=FRIDAY) as by:
        meeting = agreed(town, network, by, NEXT_MONDAY + HOUR, at=FRIDAY)
    is_away(town, "Ruth", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    (line,) = shown(town, reckoned(town))
    assert line.practitioners == [town.practitioners["Sadia"].pk]
    assert TICK in page(town)
    return meeting


def test_who_is_away_by_now_is_named_and_nothing_can_be_ticked(town: Town) -> None:
    """R12: Tomasz writes down leave after the week was reckoned."""
    works(town, "Ruth", "Tomasz")
    met(town)
    reckoned(town)
    assert TICK in page(town)
    is_away(town, "Tomasz", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 6 * DAY)
    told = page(town)
    assert "Tomasz is not at work then any more." in told
    assert TICK not in told


def test_who_was_refused_or_holds_the_telephone_by_now_is_said(town: Town) -> None:
    """R5, R12: Ruth is given a turn; then Leon refuses Tomasz, and what is said is not by whom or why."""
    works(town, "Ruth", "Tomasz")
    network = met(town)
    (line,) = shown(town, reckoned(town))
    ruth, tomasz = (town.practitioners[name] for name in ("Ruth", "Tomasz"))
    begins, ends = line.planned.lower, line.planned.upper
    with town.acting("Martin", at=FRIDAY) as by:
        duty.give_turn(practitioner_id=ruth.pk, start=begins - HOUR, end=begins, by=by, at=FRIDAY)
        assert TICK in page(town)
        duty.give_turn(practitioner_id=ruth.pk, start=begins, end=ends, by=by, at=FRIDAY)
    told = page(town)
    assert "Ruth holds the telephone then." in told
    assert TICK not in told
    with town.acting("Leon", at=FRIDAY) as by:
        refuses = WishKind.REFUSE_PRACTITIONER
        wishes.wish(key=new_key(), network=network, kind=refuses, practitioner=tomasz, by=by, at=FRIDAY)
    told = page(town)
    assert "Somebody else is wanted there meanwhile." in told
    assert TICK not in told


@pytest.mark.usefixtures("meeting")
def test_where_ruth_is_back_the_page_says_that_she_can_come(town: Town) -> None:
    """R12."""
    with town.acting("Ruth", at=FRIDAY) as by:
        working.take_back(away_id=Away.objects.get().pk, by=by, at=FRIDAY)
    told = page(town)
    assert "Ruth can come after all." in told
    assert TICK not in told


def test_where_somebody_is_found_or_the_time_is_another_it_is_arranged_already(
    town: Town, meeting: NetworkMeeting
) -> None:
    """R12, R14: first it is moved, then moved back; then Farah is named."""
    with town.acting("Tomasz", at=FRIDAY) as by:
        reach.forget(by)
        for begins, said in ((NEXT_MONDAY + 2 * HOUR, True), (NEXT_MONDAY + HOUR, False)):
            when = Period(begins, begins + 1.5 * HOUR)
            meetings.move(meeting=meeting, planned=when, time_chosen_by=ChosenBy.NETWORK, by=by, at=FRIDAY)
            told = page(town)
            assert ("That is arranged already." in told, TICK in told) == (said, not said)
        bookings.name_substitute(meeting=meeting, practitioner=town.practitioners["Farah"], by=by, at=FRIDAY,
                                 reason="Ruth is ill.", stands_in_for=town.practitioners["Ruth"])  # fmt: skip
    told = page(town)
    assert "That is arranged already." in told
    assert TICK not in told
