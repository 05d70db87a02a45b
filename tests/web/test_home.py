"""Home: what comes next for somebody of a network, who of us is new to them, and what is ahead beside an open one."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from tests.entering import Clock, clock, said  # noqa: F401 - a fixture
from tests.meetings import TUESDAY, agreed, held, in_the_room, network_of, opened, proposed
from tests.people import DAY, HOUR, MONDAY, Town
from tests.web.in_the_room import signed_in
from tornio.records.models import Network, NetworkMeeting

NEW = "(new to you)"
LATER = TUESDAY + 7 * DAY


def home(town: Town, who: str) -> str:
    return said(signed_in(town, who).get(reverse("home")))


@pytest.fixture
def network(town: Town, clock: Clock) -> Network:  # noqa: F811
    """Leon and Carol met Ruth and Tomasz on Tuesday; it is Wednesday."""
    network = network_of(town)
    with town.acting("Ruth") as ruth:
        held(town, network, ruth)
    clock.is_at(TUESDAY + DAY)
    return network


def stands_in(town: Town) -> dict[UUID, str]:
    """Why Farah comes, who is not of the team."""
    return {town.practitioners["Farah"].pk: "Tomasz cannot come."}


def next_week(town: Town, network: Network, *of_us: str) -> NetworkMeeting:
    """Agreed for Tuesday in a week."""
    with town.acting("Ruth", at=TUESDAY + DAY) as ruth:
        return agreed(town, network, ruth, LATER, of_us=of_us, reasons=stands_in(town), at=TUESDAY + DAY)


@pytest.mark.parametrize("who", ["Leon", "Carol"])
def test_who_of_us_is_new_to_somebody_is_said_beside_them(town: Town, network: Network, who: str) -> None:
    """R12: Farah comes with Ruth, whom they know; on their home and on the page of the meeting."""
    meeting = next_week(town, network, "Ruth", "Farah")
    arranged = said(signed_in(town, who).get(reverse("arrange", args=[meeting.pk])))
    for page in (home(town, who), arranged):
        assert page.count(NEW) == 1
        assert f"psychiatrist {NEW}" in page
    assert NEW not in said(signed_in(town, "Ruth").get(reverse("arrange", args=[meeting.pk])))


def test_who_is_in_the_room_just_now_is_new_no_more(town: Town, network: Network) -> None:
    """R12: nobody has closed that meeting yet, and Carol sits beside Farah."""
    next_week(town, network, "Ruth", "Farah")
    with town.acting("Ruth", at=TUESDAY + DAY) as ruth:
        also: dict[str, Any] = {"of_us": ("Ruth", "Farah"), "reasons": stands_in(town), "at": TUESDAY + DAY}
        meeting = opened(town, network, ruth, TUESDAY + DAY, **also)
        in_the_room(town, meeting, ruth, ("Carol", "Ruth", "Farah"), TUESDAY + DAY)
    assert NEW not in home(town, "Carol")
    assert NEW in home(town, "Leon")


def test_with_those_whom_they_know_nobody_is_new(town: Town, network: Network) -> None:
    next_week(town, network, "Ruth", "Tomasz")
    assert NEW not in home(town, "Carol")


def test_whom_carol_has_not_met_though_leon_has_is_new_to_her_alone(town: Town, network: Network) -> None:
    """R24: what she reads is of the meetings at which she was."""
    with town.acting("Ruth", at=TUESDAY + DAY) as ruth:
        also: dict[str, Any] = {"of_us": ("Ruth", "Farah"), "reasons": stands_in(town), "at": TUESDAY + DAY}
        held(town, network, ruth, TUESDAY + DAY + HOUR, ("Leon", "Ruth", "Farah"), **also)
    next_week(town, network, "Ruth", "Farah")
    assert NEW in home(town, "Carol")
    assert NEW not in home(town, "Leon")


def test_before_a_first_meeting_that_everybody_is_new_goes_without_saying(town: Town, clock: Clock) -> None:  # noqa: F811
    clock.is_at(MONDAY)
    network = network_of(town)
    with town.acting("Ruth") as ruth:
        agreed(town, network, ruth)
    assert NEW not in home(town, "Leon")


@pytest.mark.parametrize("who", ["Leon", "Carol"])
def test_an_invitation_stands_also_while_another_meeting_is_open(town: Town, clock: Clock, who: str) -> None:  # noqa: F811
    """R10: Tuesday's was never closed; that they are asked for the week after does not wait for it."""
    network = network_of(town)
    with town.acting("Ruth") as ruth:
        opened(town, network, ruth)
    clock.is_at(TUESDAY + DAY)
    assert "And after that" not in home(town, who)
    with town.acting("Ruth", at=TUESDAY + DAY) as ruth:
        meeting = proposed(town, network, ruth, LATER, at=TUESDAY + DAY)
    page = home(town, who)
    assert "We are meeting now" in page
    assert "And after that" in page
    assert "It is proposed. Say whether it suits you." in page
    assert reverse("meeting", args=[meeting.pk]) in signed_in(town, who).get(reverse("home")).content.decode()
