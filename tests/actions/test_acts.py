"""What was done without a meeting stands first at the next, until it was spoken of (R21)."""

from typing import Any

import pytest

from tests.kitchen import a_meeting, close, refused_by
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import between
from tornio.core.between import ActKind, Telling, power_in_words
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import MeetingStatus, PresentAs
from tornio.people import profiles
from tornio.people.keys import new_key
from tornio.records.models import Network, NetworkMeeting, SafetyAct
from tornio.records.visible import between as visible

WITHOUT_LEON = {
    "Carol": PresentAs.MEMBER,
    "Ruth": PresentAs.PRACTITIONER,
    "Tomasz": PresentAs.PRACTITIONER,
}


def an_act(town: Town, network: Network, **other: Any) -> SafetyAct:
    """Saturday night at the place of safety, written down by Ruth."""
    given: dict[str, Any] = {
        "kind": ActKind.DETENTION,
        "what": "Police took Leon to the place of safety.",
        "by_whom": "PC Laura Finch",
        "power": "Mental Health Act, section 136",
        "why_without": "He was walking in the road in the dark.",
        "key": new_key(),
    } | other
    with town.acting("Ruth") as by:
        return between.act(network=network, by=by, at=MONDAY, happened_at=MONDAY - DAY, **given)


def test_an_act_stands_first_at_the_next_meeting_until_it_was_spoken_of(town: Town, network: Network) -> None:
    """R21: first at the next meeting; put off by "not today" it stands first again; spoken of it does not."""
    act = an_act(town, network)
    meeting = a_meeting(town, network)
    with town.acting("Ruth", at=MONDAY) as by:
        assert visible.acts_standing_first(by, meeting) == [act]
        key = new_key()
        told = [
            between.tell(key=key, act=act, meeting=meeting, told=Telling.NOT_TODAY, by=by, at=MONDAY) for _ in range(2)
        ]
        assert told[0] == told[1]
        assert visible.acts_standing_first(by, meeting) == []
    close(town, meeting, MONDAY + HOUR)
    later = a_meeting(town, network, MONDAY + DAY)
    with town.acting("Ruth", at=MONDAY + DAY) as by:
        assert visible.acts_standing_first(by, later) == [act]
        between.tell(key=new_key(), act=act, meeting=later, told=Telling.SPOKEN_OF, by=by, at=MONDAY + DAY)
        assert visible.acts_standing_first(by, later) == []
    close(town, later, MONDAY + DAY + HOUR)
    last = a_meeting(town, network, MONDAY + 2 * DAY)
    with town.acting("Leon", at=MONDAY + 2 * DAY) as by:
        assert visible.acts_standing_first(by, last) == []


def test_an_act_stands_first_for_its_audience_only(town: Town, network: Network) -> None:
    """R21, R24: Carol is not in its audience, so it does not exist for her."""
    act = an_act(town, network)
    meeting = a_meeting(town, network)
    with town.acting("Carol") as by:
        assert visible.acts_standing_first(by, meeting) == []
    with town.acting("Leon") as by:
        assert visible.acts_standing_first(by, meeting) == [act]


def test_a_meeting_with_leon_closes_only_once_the_act_was_spoken_of(town: Town, network: Network) -> None:
    """R21, around the application: PostgreSQL refuses to close it."""
    act = an_act(town, network)
    meeting = a_meeting(town, network)
    with refused_by("an_act_is_spoken_of_before_a_meeting_closes"):
        close(town, meeting, MONDAY + HOUR)
    with town.acting("Ruth", at=MONDAY) as by:
        between.tell(key=new_key(), act=act, meeting=meeting, told=Telling.SPOKEN_OF, by=by, at=MONDAY)
    close(town, meeting, MONDAY + HOUR)
    with town.acting("Ruth"):
        assert NetworkMeeting.objects.get(pk=meeting.pk).status == MeetingStatus.HELD.value


def test_an_act_is_not_told_while_leon_is_away_nor_in_a_closed_meeting(town: Town, network: Network) -> None:
    """R21: it is told with the person; without them the meeting may close, and it still waits."""
    act = an_act(town, network)
    without = a_meeting(town, network, present=WITHOUT_LEON)
    with town.acting("Ruth") as by, pytest.raises(Refused, match="waits until"):
        between.tell(key=new_key(), act=act, meeting=without, told=Telling.SPOKEN_OF, by=by, at=MONDAY)
    close(town, without, MONDAY + HOUR)
    with town.acting("Ruth") as by, pytest.raises(Refused, match="open meeting"):
        between.tell(key=new_key(), act=act, meeting=without, told=Telling.SPOKEN_OF, by=by, at=MONDAY + HOUR)
    with town.acting("Leon") as by, pytest.raises(NotForYou):
        between.tell(key=new_key(), act=act, meeting=without, told=Telling.SPOKEN_OF, by=by, at=MONDAY)
    act.network_id = new_key()
    with town.acting("Ruth") as by, pytest.raises(NotForYou):
        between.tell(key=new_key(), act=act, meeting=without, told=Telling.SPOKEN_OF, by=by, at=MONDAY)


def test_an_act_says_what_by_whom_under_which_power_and_why(town: Town, network: Network) -> None:
    """R21."""
    for name in ("what", "by_whom", "power", "why_without"):
        with pytest.raises(Refused) as refused:
            an_act(town, network, **{name: " "})
        assert refused.value.field == name
    with pytest.raises(Refused, match="before it began"):
        an_act(town, network, until=MONDAY - 2 * DAY)
    key = new_key()
    assert an_act(town, network, key=key) == an_act(town, network, key=key)


def test_a_decision_by_law_says_what_was_seen_and_who_was_asked(town: Town, network: Network) -> None:
    """R21: the power, the evidence of capacity, who was consulted."""
    with pytest.raises(Refused, match="could not decide"):
        an_act(town, network, kind=ActKind.BY_LAW, consulted="Carol")
    with pytest.raises(Refused, match="who was asked"):
        an_act(town, network, kind=ActKind.BY_LAW, capacity_evidence="He could not be woken.")


def test_the_database_keeps_no_act_without_its_power(town: Town, network: Network) -> None:
    """R21, around the application."""
    with town.acting("Ruth") as by, refused_by("an_act_says_what_by_whom_and_why_without_the_network"):
        SafetyAct.objects.create(
            organisation_id=by.organisation_id, network=network, kind="detention", at=MONDAY, what="Taken.",
            by_whom="Police", power=" ", why_without="Night.", written_by_id=by.person, written_at=MONDAY,
            audience="network",
        )  # fmt: skip


def test_a_power_is_one_that_the_law_names_or_another_in_words() -> None:
    """R21: England's list, and always the open one."""
    england = profiles.jurisdiction("england")
    assert power_in_words("mha-136", "", england) == "Mental Health Act, section 136"
    assert power_in_words("other", "Common law", england) == "Common law"
    with pytest.raises(Refused):
        power_in_words("other", " ", england)
