"""The team, and the way back after an ending (R12, R13, R22)."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.kitchen import a_decision, a_meeting, refused_by, stop
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import between, episodes
from tornio.core.contacts import ByWay, Channel
from tornio.core.decisions import DecisionKind
from tornio.core.episodes import LeftBy
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import MeetingStatus
from tornio.core.people import Capacity
from tornio.people.keys import new_key
from tornio.records.models import (
    Booking,
    Duty,
    FirstContact,
    Network,
    NetworkMeeting,
    TeamMember,
    Voice,
)
from tornio.records.visible import between as visible
from tornio.records.visible.reach import reach

# The team


def test_farah_joins_by_a_decision_and_leaves_by_another(town: Town, meeting: NetworkMeeting) -> None:
    """R12: the team changes by a decision in a meeting."""
    joins = a_decision(town, meeting, MONDAY, kind=DecisionKind.TEAM, words="Farah comes as well.")
    farah = town.practitioners["Farah"]
    with town.acting("Ruth") as by:
        episodes.join_team(decision=joins, practitioner=farah, by=by, at=MONDAY)
    with town.acting("Farah", at=MONDAY + HOUR) as by:
        assert reach(by).standing(meeting.network_id)
    leaves = a_decision(town, meeting, MONDAY + HOUR, kind=DecisionKind.TEAM, words="Farah stops.")
    with town.acting("Leon") as by:
        episodes.leave_team(decision=leaves, practitioner=farah, by=by, at=MONDAY + HOUR)
        assert visible.left_untold(by, meeting) == []
        with pytest.raises(Refused, match="not of the team"):
            episodes.leave_team(decision=leaves, practitioner=farah, by=by, at=MONDAY + HOUR)


def test_no_other_decision_changes_the_team(town: Town, meeting: NetworkMeeting) -> None:
    """R12."""
    other = a_decision(town, meeting, MONDAY, kind=DecisionKind.GENERAL)
    with town.acting("Ruth") as by, pytest.raises(Refused, match="by a decision"):
        episodes.join_team(decision=other, practitioner=town.practitioners["Farah"], by=by, at=MONDAY)
    with town.acting("Carol") as by, pytest.raises(NotForYou):
        episodes.join_team(decision=other, practitioner=town.practitioners["Farah"], by=by, at=MONDAY)


def test_the_database_lets_nobody_join_later_without_a_decision(town: Town, meeting: NetworkMeeting) -> None:
    """R12, around the application."""
    with town.acting("Ruth") as by, refused_by("after_the_first_meeting_a_team_changes_by_a_decision"):
        TeamMember.objects.create(
            organisation_id=by.organisation_id, network_id=meeting.network_id, meeting=meeting,
            practitioner=town.practitioners["Farah"], during=DateTimeTZRange(MONDAY, None), joined_by="decision",
        )  # fmt: skip


def test_tomasz_long_away_stops_at_once_and_is_told_of_at_the_next_meeting(
    town: Town, network: Network, meeting: NetworkMeeting
) -> None:
    """R12: at once; told when the person is there."""
    with town.acting("Martin") as by:
        member = episodes.stop_in_team(
            network=network, practitioner=town.practitioners["Tomasz"], left_by=LeftBy.LONG_AWAY, by=by, at=MONDAY
        )
    with town.acting("Ruth", at=MONDAY + HOUR) as by:
        assert visible.left_untold(by, meeting) == [member]
        episodes.tell_left(member=member, meeting=meeting, by=by, at=MONDAY + HOUR)
        assert visible.left_untold(by, meeting) == []
        episodes.tell_left(member=member, meeting=meeting, by=by, at=MONDAY + 2 * HOUR)
        member.refresh_from_db()
        assert member.told_at == MONDAY + HOUR
        member.network_id = new_key()
        with pytest.raises(NotForYou):
            episodes.tell_left(member=member, meeting=meeting, by=by, at=MONDAY + HOUR)
    with town.acting("Neil") as by:
        assert visible.left_untold(by, meeting) == []


@pytest.mark.parametrize("left_by", [LeftBy.LONG_AWAY, LeftBy.LEFT_SERVICE])
def test_who_is_away_for_long_reads_no_more_though_a_meeting_ahead_still_waits_for_somebody_else(
    town: Town, network: Network, left_by: LeftBy
) -> None:
    """R12, R24: the agreed meeting keeps its number of us; the record is closed to Tomasz from that moment."""
    a_meeting(town, network, MONDAY + DAY, status=MeetingStatus.AGREED)
    tomasz = town.practitioners["Tomasz"]
    with town.acting("Martin") as by:
        episodes.stop_in_team(network=network, practitioner=tomasz, left_by=left_by, by=by, at=MONDAY + HOUR)
    with town.acting("Tomasz", at=MONDAY + 2 * HOUR) as by:
        assert Booking.objects.filter(practitioner=tomasz, released_at__isnull=True).exists()
        assert not reach(by).standing(network.pk)
        assert not Voice.objects.filter(network=network).exists()


def test_who_may_say_that_somebody_stops(town: Town, network: Network) -> None:
    """R12: staff of the network, or who leads the service; a decision is a decision."""
    tomasz = town.practitioners["Tomasz"]
    with town.acting("Carol") as by, pytest.raises(NotForYou):
        episodes.stop_in_team(network=network, practitioner=tomasz, left_by=LeftBy.LONG_AWAY, by=by, at=MONDAY)
    with town.acting("Ruth") as by, pytest.raises(Refused, match="by a decision"):
        episodes.stop_in_team(network=network, practitioner=tomasz, left_by=LeftBy.DECISION, by=by, at=MONDAY)


# The way back


def test_leons_own_call_opens_it_again_with_the_same_team(town: Town, network: Network) -> None:
    """R13, R22: whoever answers is responsible (R5), the clocks begin (R2), the team is the one he knows."""
    stop(town, network)
    key = new_key()
    with town.acting("Ruth", at=MONDAY + DAY) as by:
        back = [
            episodes.return_by_own_call(key=key, network=network, words="It's me.", by=by, at=MONDAY + DAY)
            for _ in range(2)
        ]
        assert back[0] == back[1]
        assert back[0].returned
        contact = FirstContact.objects.select_related("held_by").get(episode=back[0])
        assert (contact.contacted_at, contact.held_by.by_way) == (MONDAY + DAY, ByWay.ANSWERED.value)
        assert contact.held_by.practitioner_id == town.practitioners["Ruth"].pk
        team = TeamMember.objects.filter(network=network, during__contains=MONDAY + DAY)
        assert {each.practitioner_id for each in team} == {
            town.practitioners["Ruth"].pk, town.practitioners["Tomasz"].pk
        }  # fmt: skip
        with pytest.raises(Refused, match="open already"):
            episodes.return_by_own_call(key=new_key(), network=network, words="Me.", by=by, at=MONDAY + DAY)


@pytest.mark.parametrize(("rota", "way", "who"), [("Sadia", ByWay.ON_DUTY, "Sadia"), ("", ByWay.FALLBACK, "Martin")])
def test_leon_comes_back_from_his_own_page_and_somebody_is_responsible(
    town: Town, network: Network, rota: str, way: ByWay, who: str
) -> None:
    """R5: duty, or the named person; there is never nobody."""
    stop(town, network)
    with town.acting("Ruth") as by:
        if rota:
            Duty.objects.create(
                organisation_id=by.organisation_id, service=town.service, practitioner=town.practitioners["Sadia"],
                during=DateTimeTZRange(MONDAY, MONDAY + DAY),
            )  # fmt: skip
    with town.acting("Leon", at=MONDAY + HOUR) as by:
        episode = episodes.return_by_own_call(
            key=new_key(), network=network, words="Can we meet?", way=Channel.WEB, by=by, at=MONDAY + HOUR
        )
        contact = FirstContact.objects.select_related("held_by").get(episode=episode)
        assert (contact.held_by.by_way, contact.opened_at) == (way.value, None)
        assert contact.held_by.practitioner_id == town.practitioners[who].pk


def test_nobody_else_opens_it_again(town: Town, network: Network) -> None:
    """R22: anyone else's call is a new first contact, and on its account nobody on duty reads."""
    stop(town, network)
    for called in ("Carol", "Farah"):
        with town.acting(called) as by, pytest.raises(NotForYou):
            episodes.return_by_own_call(key=new_key(), network=network, words="For him.", by=by, at=MONDAY)
    with town.acting("Martin", capacity=Capacity.PRACTITIONER) as by:
        assert visible.answering(by, network.pk, town.people["Carol"].pk) is None
        assert visible.answering(by, network.pk, town.people["Leon"].pk) == network


def test_after_an_ending_carols_call_is_a_first_contact(town: Town, network: Network) -> None:
    """R22."""
    stop(town, network)
    with town.acting("Ruth") as by, pytest.raises(Refused, match="first contact"):
        between.call(
            key=new_key(), network=network, caller=town.people["Carol"], words="Help.", told_that_it_is_read=True,
            by=by, at=MONDAY,
        )  # fmt: skip
