"""Whom the person refused is not sent to them again: not at once, not in a week, not from a plan made before (R12)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.kitchen import a_decision
from tests.meetings import agreed, in_the_room, opened
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.weeks import FRIDAY, NEXT_MONDAY, NEXT_WEEK, accepted, is_away, met, names, reckoned, shown, works
from tornio.actions import bookings, episodes, holding, presence, teams, wishes
from tornio.actions.diaries import Wish
from tornio.actions.possible import Possible, Why, look
from tornio.core.between import TakenBack, WishKind
from tornio.core.decisions import DecisionKind
from tornio.core.episodes import LeftBy
from tornio.core.errors import Refused
from tornio.core.meetings import PlaceKind
from tornio.people.keys import new_key
from tornio.records.models import Booking, Network, NetworkMeeting, Presence, Substitution
from tornio.records.models import Wish as Wished
from tornio.records.visible import reach
from tornio.records.visible.meetings import arrangement, which_of_us
from tornio.records.visible.those_who import refused
from tornio.records.visible.weeks import week as read_week

WEDNESDAY = MONDAY + 2 * DAY


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England: two of us, a peer practitioner where that can be."""
    return build_town(profile="saltmere")


def refuses(town: Town, network: Network, *called: str, at: datetime = WEDNESDAY, centre: str = "Leon") -> None:
    """The person does not want to meet them any more."""
    for name in called:
        with town.acting(centre, at=at) as by:
            reach.forget(by)
            of_us = town.practitioners[name]
            kind = WishKind.REFUSE_PRACTITIONER
            wishes.wish(key=new_key(), network=network, kind=kind, practitioner=of_us, by=by, at=at)


def comes_back(town: Town, network: Network, name: str, at: datetime, beside: str = "Farah") -> None:
    """A meeting with Ruth and one more of us decides, while Leon is there, that they are of the team."""
    with town.acting("Ruth", at=at) as by:
        meeting = opened(town, network, by, at, of_us=("Ruth", beside), at=at - HOUR,
                         reasons={town.practitioners[beside].pk: "Leon asked for her."})  # fmt: skip
        in_the_room(town, meeting, by, ("Leon", "Ruth", beside), at)
    decision = a_decision(town, meeting, at, kind=DecisionKind.TEAM, words=f"{name} comes again.")
    with town.acting("Ruth", at=at) as by:
        episodes.join_team(decision=decision, practitioner=town.practitioners[name], by=by, at=at)
        holding.close(meeting=meeting, by=by, at=at + HOUR)


def looked(town: Town, network: Network, at: datetime = FRIDAY, hours: float = 1.5) -> Possible:
    """What Ruth finds on Friday at nine."""
    wish = Wish(PlaceKind.HOME, "", timedelta(hours=hours))
    with town.acting("Ruth", at=at) as by:
        return look(network=network, wish=wish, called=None, by=by, at=at)


def who_comes(found: Possible) -> list[set[str]]:
    return [{each.practitioner.person.called for each in way.comes} for way in found.ways]


def why(found: Possible) -> dict[str, Why]:
    return {each.person.called: reason for each, reason in found.others}


def test_whom_leon_refused_is_in_none_of_the_ways_and_the_page_says_so(town: Town) -> None:
    """R12: Ruth and Tomasz met him; he refused Tomasz, and Farah comes, who was never there."""
    works(town, "Ruth", "Tomasz", "Farah")
    network = met(town)
    assert who_comes(looked(town, network))[0] == {"Ruth", "Tomasz"}
    refuses(town, network, "Tomasz")
    found = looked(town, network)
    assert all(who == {"Ruth", "Farah"} for who in who_comes(found))
    assert found.ways
    assert why(found)["Tomasz"] is Why.REFUSED


def test_where_the_whole_team_was_refused_those_who_are_left_come(town: Town) -> None:
    """R12: without a team nobody is dearer than anybody else, and those who met him stand first."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    network = met(town, names=("Tomasz", "Farah"))
    with town.acting("Tomasz", at=WEDNESDAY) as by:
        reasons = {town.practitioners[name].pk: "Both are away." for name in ("Ruth", "Sadia")}
        agreed(town, network, by, NEXT_MONDAY, of_us=("Ruth", "Sadia"), at=WEDNESDAY, reasons=reasons)
    refuses(town, network, "Tomasz", "Farah")
    assert set(map(frozenset, who_comes(looked(town, network)))) == {frozenset({"Ruth", "Sadia"})}


def test_a_meeting_of_another_network_to_which_he_comes_may_still_move(town: Town) -> None:
    """R12, R14: Tomasz and Ruth are Neil's; that moves by as little as it must, and Tomasz stays away from Leon."""
    works(town, "Ruth", "Tomasz", "Farah", days=[5], hours=(9 * 60, 19 * 60))
    leons = met(town)
    refuses(town, leons, "Tomasz")
    neils = met(town, "Neil", hours=3)
    with town.acting("Ruth", at=WEDNESDAY) as by:
        agreed(town, neils, by, FRIDAY + 5 * HOUR, at=WEDNESDAY)
    found = looked(town, leons, hours=5.5)
    assert who_comes(found) == [{"Ruth", "Farah"}]
    assert found.ways[0].moved is not None
    assert found.ways[0].moved.begins == FRIDAY + 5 * HOUR


def test_whom_a_meeting_brought_back_is_welcome_again(town: Town) -> None:
    """R12: refused on Wednesday, of the team again by a decision on Thursday, in every plan since."""
    works(town, "Ruth", "Tomasz", "Farah")
    network = met(town)
    refuses(town, network, "Tomasz")

    def refused() -> frozenset[object]:
        with town.acting("Martin", at=FRIDAY):
            (wants,) = read_week(town.service, NEXT_WEEK, FRIDAY).wants
            return frozenset(wants.refused)

    tomasz = town.practitioners["Tomasz"].pk
    assert refused() == {tomasz}
    assert names(town, shown(town, reckoned(town))[0]) == {"Ruth", "Farah"}
    comes_back(town, network, "Tomasz", WEDNESDAY + DAY)
    assert refused() == frozenset()
    assert names(town, shown(town, reckoned(town))[0]) == {"Ruth", "Tomasz"}
    assert {"Ruth", "Tomasz"} in who_comes(looked(town, network))


def test_a_plan_made_before_a_refusal_sends_nobody_who_was_refused(town: Town) -> None:
    """R12: Leon refuses Tomasz after the week was reckoned; the line is not accepted, and nothing is arranged."""
    works(town, "Ruth", "Tomasz", "Farah")
    network = met(town)
    made = reckoned(town)
    (line,) = shown(town, made)
    refuses(town, network, "Tomasz", at=FRIDAY)
    assert accepted(town, made, [line.pk]) == ["Somebody else is wanted there meanwhile. Ask for another timetable."]
    with town.acting("Martin", at=FRIDAY):
        assert not NetworkMeeting.objects.filter(network=network, status="proposed").exists()
        assert not Substitution.objects.filter(meeting__network=network).exists()


def test_nobody_who_was_refused_stands_in(town: Town) -> None:
    """R12: Sadia of the team would come instead of Ruth, and Leon refuses her before that is accepted."""
    works(town, "Ruth", "Tomasz", "Sadia")
    network = met(town, names=("Ruth", "Tomasz", "Sadia"))
    with town.acting("Ruth", at=WEDNESDAY) as by:
        meeting = agreed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY)
    is_away(town, "Ruth", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    made = reckoned(town)
    (line,) = shown(town, made)
    assert names(town, line) == {"Sadia"}
    refuses(town, network, "Sadia", at=FRIDAY)
    assert accepted(town, made, [line.pk]) == ["Somebody else is wanted there meanwhile. Ask for another timetable."]
    with town.acting("Martin", at=FRIDAY):
        sadia = town.practitioners["Sadia"]
        assert not Booking.objects.filter(meeting=meeting, practitioner=sadia).exists()


def test_whom_he_never_met_he_may_refuse_too_until_he_takes_it_back(town: Town) -> None:
    """R12: Farah lives next door to Leon. She is of no team of his; she is in no way, no week and no meeting of his."""
    works(town, "Ruth", "Tomasz", "Farah")
    network = met(town)
    refuses(town, network, "Farah", "Tomasz")
    assert who_comes(looked(town, network)) == []
    assert why(looked(town, network))["Farah"] is Why.REFUSED
    with town.acting("Martin", at=FRIDAY):
        (wants,) = read_week(town.service, NEXT_WEEK, FRIDAY).wants
    assert wants.refused == {town.practitioners[name].pk for name in ("Farah", "Tomasz")}
    with town.acting("Leon", at=FRIDAY) as by:
        follows = {
            wish.practitioner.person.called: wishes.take_back(wish=wish, by=by, at=FRIDAY)
            for wish in Wished.objects.filter(network=network)
            if wish.practitioner is not None
        }
    assert follows == {"Farah": TakenBack.MAY_COME, "Tomasz": TakenBack.A_MEETING_DECIDES}
    assert {"Ruth", "Farah"} in who_comes(looked(town, network, at=FRIDAY + HOUR))
    assert {"Ruth", "Tomasz"} in who_comes(looked(town, network, at=FRIDAY + HOUR))


def test_nobody_whom_leon_refused_is_proposed_booked_or_named_by_hand(town: Town) -> None:
    """R12: the page says whom he does not want to meet, and nothing is kept."""
    network = met(town)
    with town.acting("Ruth", at=WEDNESDAY) as by:
        meeting = agreed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY)
    refuses(town, network, "Farah", at=FRIDAY)
    farah, ruth = town.practitioners["Farah"], town.practitioners["Ruth"]
    with town.acting("Ruth", at=FRIDAY) as by:
        reach.forget(by)
        with pytest.raises(Refused, match="Leon does not want to meet Farah"):
            agreed(town, network, by, NEXT_MONDAY + DAY, of_us=("Ruth", "Farah"), at=FRIDAY,
                   reasons={farah.pk: "Tomasz is away."})  # fmt: skip
        same: dict[str, Any] = {
            "meeting": meeting,
            "practitioner": farah,
            "reason": "Ruth is away.",
            "by": by,
            "at": FRIDAY,
        }
        with pytest.raises(Refused, match="Leon does not want to meet Farah"):
            bookings.book(**same)
        with pytest.raises(Refused, match="Leon does not want to meet Farah"):
            bookings.name_substitute(**same, stands_in_for=ruth)
        assert not Booking.objects.filter(practitioner=farah).exists()
        assert farah not in [each.practitioner for each in which_of_us(by, network, None)]


def test_who_was_there_all_the_same_was_there(town: Town) -> None:
    """R12, R14: what happened is a fact. Farah opened the door to them on the ward, whatever Leon wished."""
    network = met(town)
    refuses(town, network, "Farah")
    with town.acting("Ruth", at=FRIDAY) as by:
        reach.forget(by)
        meeting = opened(town, network, by, FRIDAY, at=FRIDAY - HOUR)
        in_the_room(town, meeting, by, ("Leon", "Ruth", "Tomasz"), FRIDAY)
        presence.arrive(meeting=meeting, person=town.people["Farah"], by=by, at=FRIDAY, reason="She was on the ward.")
        assert Presence.objects.filter(meeting=meeting, person=town.people["Farah"]).exists()


def test_whom_a_meeting_made_one_of_the_team_is_refused_by_no_older_wish(town: Town) -> None:
    """R12: Leon refused Farah on Wednesday; on Thursday a meeting made her one of the team; on Friday she leaves."""
    works(town, "Ruth", "Tomasz", "Farah")
    network = met(town)
    refuses(town, network, "Farah")
    comes_back(town, network, "Farah", WEDNESDAY + DAY, beside="Tomasz")
    with town.acting("Ruth", at=FRIDAY) as by:
        reach.forget(by)
        teams.stop_in_team(network=network, practitioner=town.practitioners["Farah"],
                           left_by=LeftBy.LONG_AWAY, by=by, at=FRIDAY)  # fmt: skip
        assert refused([network.pk]) == {}


def test_staff_without_this_network_learn_of_no_wish_and_the_rule_holds_all_the_same(town: Town) -> None:
    """R12, R24: Martin, who plans the week, reads no wish of Leon's; Farah is left out of it."""
    network = met(town)
    refuses(town, network, "Farah")
    with town.acting("Martin", at=FRIDAY):
        assert not Wished.objects.filter(network=network).exists()
        assert refused([network.pk]) == {network.pk: frozenset({town.practitioners["Farah"].pk})}


def test_somebody_who_was_to_stand_in_comes_no_more_and_reads_no_more_at_once(town: Town) -> None:
    """R12: Farah stands in on Monday, and Leon refuses her: her place waits for somebody else, or for him."""
    network = met(town)
    with town.acting("Ruth", at=WEDNESDAY) as by:
        reasons = {town.practitioners["Farah"].pk: "Tomasz is away."}
        monday = agreed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY, of_us=("Ruth", "Farah"), reasons=reasons)
    with town.acting("Farah", at=FRIDAY) as by:
        assert reach.reach(by).standing(network.pk)
    refuses(town, network, "Farah", at=FRIDAY)
    with town.acting("Farah", at=FRIDAY) as by:
        reach.forget(by)
        assert not reach.reach(by).standing(network.pk)
    with town.acting("Ruth", at=FRIDAY) as by:
        seen = arrangement(by, monday.pk)
        assert [each.practitioner.person.called for each in seen.bookings] == ["Ruth"]
        assert [each.practitioner.person.called for each in seen.no_longer] == ["Farah"]
    with town.acting("Leon", at=FRIDAY + HOUR) as by:
        (wish,) = Wished.objects.filter(network=network)
        wishes.take_back(wish=wish, by=by, at=FRIDAY + HOUR)
    with town.acting("Ruth", at=FRIDAY + HOUR) as by:
        assert {each.practitioner.person.called for each in arrangement(by, monday.pk).bookings} == {"Ruth", "Farah"}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)])
def test_who_was_refused_more_than_once_is_expected_when_the_last_wish_is_taken_back(
    town: Town, order: tuple[int, ...]
) -> None:
    """R12: Leon says of Farah three times that he does not want to meet her; which is taken back first is all one."""
    network = met(town)
    with town.acting("Ruth", at=WEDNESDAY) as by:
        reasons = {town.practitioners["Farah"].pk: "Tomasz is away."}
        monday = agreed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY, of_us=("Ruth", "Farah"), reasons=reasons)
    for hours in range(3):
        refuses(town, network, "Farah", at=FRIDAY + hours * HOUR)
    with town.acting("Leon", at=FRIDAY + 4 * HOUR) as by:
        kept = list(Wished.objects.filter(network=network).order_by("at"))
        follows = [
            wishes.take_back(wish=kept[which], by=by, at=FRIDAY + (4 + later) * HOUR)
            for later, which in enumerate(order)
        ]
    assert follows == [TakenBack.STILL_REFUSED, TakenBack.STILL_REFUSED, TakenBack.EXPECTED]
    with town.acting("Ruth", at=FRIDAY + 7 * HOUR) as by:
        assert {each.practitioner.person.called for each in arrangement(by, monday.pk).bookings} == {"Ruth", "Farah"}


def test_two_who_are_refused_one_after_the_other_leave_two_places_to_fill(town: Town) -> None:
    """R11, R12: an agreed meeting keeps its number, and nobody counts as coming who does not."""
    network = met(town, names=("Ruth", "Tomasz", "Sadia"))
    with town.acting("Ruth", at=WEDNESDAY) as by:
        monday = agreed(town, network, by, NEXT_MONDAY + HOUR, at=WEDNESDAY, of_us=("Ruth", "Tomasz"))
    refuses(town, network, "Ruth", "Tomasz")
    with town.acting("Sadia", at=FRIDAY) as by:
        seen = arrangement(by, monday.pk)
        assert seen.bookings == []
        assert len(seen.no_longer) == 2
