"""Between meetings: calls at any hour, messages, talk among staff, acts without a meeting, the person's own mind."""

from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.kitchen import a_meeting, a_network, close, refused_by
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import between, wishes
from tornio.core.between import ActKind, Telling, WishKind, power_in_words
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import MeetingStatus, PresentAs
from tornio.core.people import Capacity
from tornio.core.voices import Audience
from tornio.people import profiles
from tornio.people.keys import new_key
from tornio.records.models import Booking, Call, Duty, Network, NetworkMeeting, SafetyAct, StaffTalk, TeamMember, Wish
from tornio.records.visible import between as visible
from tornio.records.visible.reach import reach

WITHOUT_LEON = {
    "Carol": PresentAs.MEMBER,
    "Ruth": PresentAs.PRACTITIONER,
    "Tomasz": PresentAs.PRACTITIONER,
}
NIGHT = MONDAY + 17 * HOUR  # two in the morning


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's network, two weeks old."""
    return a_network(town)


def sadia_has_duty(town: Town) -> None:
    """Sadia holds the telephone on Monday and through the night."""
    with town.acting("Ruth") as by:
        Duty.objects.create(
            organisation_id=by.organisation_id,
            service=town.service,
            practitioner=town.practitioners["Sadia"],
            during=DateTimeTZRange(MONDAY, MONDAY + DAY),
        )


def a_call(town: Town, network: Network, called: str, caller: str, **other: Any) -> Call:
    """Somebody takes a call at two in the morning."""
    given: dict[str, Any] = {"words": "I can't sleep.", "told_that_it_is_read": True, "key": new_key()} | other
    with town.acting(called, at=NIGHT) as by:
        return between.call(network=network, caller=town.people[caller], by=by, at=NIGHT, **given)


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


# Calls


def test_sadia_on_duty_finds_leons_network_by_carols_name(town: Town, network: Network) -> None:
    """Whoever calls is known by name, and the network by who calls."""
    sadia_has_duty(town)
    with town.acting("Sadia", at=NIGHT) as by:
        found = [(each.name, each.relation, each.network.pk) for each in visible.callers(by, "carol")]
        assert found == [("Carol Marsh", "his mother", network.pk)]
        assert visible.callers(by, " ") == []


def test_whoever_is_not_on_duty_finds_nobody(town: Town, network: Network) -> None:
    with town.acting("Farah") as by:
        assert visible.callers(by, "Carol") == []
        assert visible.answering(by, network.pk, town.people["Carol"].pk) is None
    with town.acting("Carol") as by:
        assert visible.callers(by, "Leon") == []


def test_a_gap_in_the_rota_lets_martin_answer(town: Town, network: Network) -> None:
    """R5: a gap falls to the named person."""
    with town.acting("Martin", capacity=Capacity.PRACTITIONER) as by:
        assert visible.on_duty(by) == town.service
    sadia_has_duty(town)
    with town.acting("Martin", capacity=Capacity.PRACTITIONER, at=NIGHT) as by:
        assert visible.on_duty(by) is None


def test_sadia_takes_carols_call_and_reads_the_network_for_a_day(town: Town, network: Network) -> None:
    """On duty: the network of whoever calls during the duty."""
    sadia_has_duty(town)
    call = a_call(town, network, "Sadia", "Carol", decided_for_self="I go to my sister's tonight.")
    assert call.decided_for_self == "I go to my sister's tonight."
    with town.acting("Sadia", at=NIGHT + HOUR) as by:
        assert reach(by).standing(network.pk)
    with town.acting("Sadia", at=NIGHT + DAY + HOUR) as by:
        assert not reach(by).standing(network.pk)


def test_carols_call_is_leons_to_read(town: Town, network: Network) -> None:
    """R23: the person reads everything said about them; the caller reads their own."""
    call = a_call(town, network, "Ruth", "Carol")
    for called in ("Leon", "Carol", "Tomasz"):
        with town.acting(called, at=NIGHT + HOUR) as by:
            assert [each.pk for each in visible.calls(by)] == [call.pk], called
    with town.acting("Farah", at=NIGHT + HOUR) as by:
        assert not visible.calls(by).exists()


def test_a_caller_is_told_first_who_may_read(town: Town, network: Network) -> None:
    """R23: whoever calls is told beforehand."""
    with pytest.raises(Refused, match="Tell them first"):
        a_call(town, network, "Ruth", "Carol", told_that_it_is_read=False)


def test_the_database_keeps_no_call_of_somebody_who_was_not_told(town: Town, network: Network) -> None:
    """R23, around the application."""
    with town.acting("Ruth") as by, refused_by("a_caller_is_told_who_may_read"):
        Call.objects.create(
            organisation_id=by.organisation_id, network=network, taken_by_id=by.practitioner,
            caller=town.people["Carol"], began_at=MONDAY, way="telephone", words="Hello.", audience="network",
        )  # fmt: skip


def test_ruth_keeps_no_call_for_herself_alone(town: Town, network: Network) -> None:
    """R18: staff have no private notes about people."""
    with pytest.raises(Refused, match="the person and the team"):
        a_call(town, network, "Ruth", "Carol", audience=Audience.AUTHOR)


def test_a_stranger_on_the_line_is_a_first_contact(town: Town, network: Network) -> None:
    with pytest.raises(Refused, match="first contact"):
        a_call(town, network, "Ruth", "Jean")


def test_a_call_of_the_future_is_refused_and_sent_twice_it_is_one(town: Town, network: Network) -> None:
    with pytest.raises(Refused, match="not come yet"):
        a_call(town, network, "Ruth", "Leon", began_at=NIGHT + HOUR)
    key = new_key()
    assert a_call(town, network, "Ruth", "Leon", key=key) == a_call(town, network, "Ruth", "Leon", key=key)
    with town.acting("Leon", at=NIGHT):
        assert Call.objects.count() == 1


def test_carol_takes_nobodys_call(town: Town, network: Network) -> None:
    with pytest.raises(NotForYou):
        a_call(town, network, "Carol", "Leon")


# Messages


def test_carol_writes_to_the_team_and_leon_reads_it(town: Town, network: Network) -> None:
    """R23. Neil, who is there in name only, writes and reads nothing."""
    with town.acting("Carol") as by:
        key = new_key()
        sent = [
            between.say(key=key, network=network, words="He ate.", audience=Audience.NETWORK, by=by, at=MONDAY)
            for _ in range(2)
        ]
        assert sent[0] == sent[1]
        assert visible.may_say(by, network.pk)
    for called, reads in (("Leon", True), ("Ruth", True), ("Neil", False)):
        with town.acting(called, at=MONDAY + HOUR) as by:
            assert visible.messages(by).exists() is reads, called
    with town.acting("Neil") as by:
        assert not visible.may_say(by, network.pk)
    with town.acting("Neil") as by, pytest.raises(NotForYou):
        between.say(key=new_key(), network=network, words="I?", audience=Audience.NETWORK, by=by, at=MONDAY)


def test_staff_write_nothing_to_themselves_and_nobody_writes_to_nobody(town: Town, network: Network) -> None:
    """R18."""
    with town.acting("Ruth") as by, pytest.raises(Refused, match="the person and the team"):
        between.say(key=new_key(), network=network, words="Hm.", audience=Audience.AUTHOR, by=by, at=MONDAY)
    with town.acting("Leon") as by, pytest.raises(Refused, match="who may read"):
        between.say(key=new_key(), network=network, words="Hm.", audience=Audience.CHOSEN, by=by, at=MONDAY)


# Talk among staff


def a_talk(town: Town, network: Network, **other: Any) -> StaffTalk:
    """Ruth and Farah on the telephone."""
    given: dict[str, Any] = {
        "with_whom": [town.practitioners["Farah"]],
        "why": "Before Thursday.",
        "words": "We spoke of sleep.",
    }
    with town.acting("Ruth") as by:
        whole: dict[str, Any] = {"key": new_key(), "network": network, "by": by, "at": MONDAY} | given | other
        return between.talk(**whole)


def test_what_ruth_and_farah_said_without_leon_is_his_to_read(town: Town, network: Network) -> None:
    """R20: recorded with its reason, and shown to the person; members do not read it."""
    talk = a_talk(town, network, minutes=10)
    assert set(talk.people) == {town.people["Ruth"].pk, town.people["Farah"].pk}
    for called, reads in (("Leon", True), ("Tomasz", True), ("Carol", False), ("Farah", False)):
        with town.acting(called) as by:
            assert visible.talks(by).exists() is reads, called


def test_talk_among_staff_says_with_whom_why_and_what(town: Town, network: Network) -> None:
    """R20."""
    for wrong, sentence in (
        ({"with_whom": []}, "With whom"),
        ({"why": " "}, "why you spoke"),
        ({"words": ""}, "what was said"),
        ({"spoken_at": MONDAY + HOUR}, "not come yet"),
    ):
        with pytest.raises(Refused, match=sentence):
            a_talk(town, network, **wrong)
    key = new_key()
    assert a_talk(town, network, key=key, with_whom=[], others="the ward") == a_talk(town, network, key=key)


def test_the_database_keeps_no_talk_without_its_reason(town: Town, network: Network) -> None:
    """R20, around the application."""
    with town.acting("Ruth") as by, refused_by("staff_talk_says_why"):
        StaffTalk.objects.create(
            organisation_id=by.organisation_id, network=network, people=[by.person], at=MONDAY, why=" ",
            words="We spoke.", written_by_id=by.person,
        )  # fmt: skip


# Acts without a meeting


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


# The person's own mind


def a_wish(town: Town, network: Network, called: str = "Leon", **other: Any) -> Wish:
    """Somebody keeps what Leon wishes."""
    given: dict[str, Any] = {"key": new_key(), "kind": WishKind.NO_REFLECTIONS} | other
    with town.acting(called) as by:
        return wishes.wish(network=network, by=by, at=MONDAY, **given)


def test_leon_changes_his_mind_without_a_meeting_and_without_a_reason(town: Town, network: Network) -> None:
    """R10, R20: a person's own choice needs no meeting."""
    key = new_key()
    made = a_wish(town, network, key=key)
    assert a_wish(town, network, key=key) == made
    with town.acting("Leon", at=MONDAY + HOUR) as by:
        wishes.take_back(wish=made, by=by, at=MONDAY + HOUR)
        wishes.take_back(wish=made, by=by, at=MONDAY + DAY)
        assert [each.until for each in visible.wishes(by, network.pk)] == [MONDAY + HOUR]
    with town.acting("Carol") as by:
        assert not visible.wishes(by, network.pk).exists()


def test_some_wishes_need_words(town: Town, network: Network) -> None:
    with pytest.raises(Refused, match="what you wish"):
        a_wish(town, network, kind=WishKind.OTHER)
    with pytest.raises(Refused, match="whom you do not want"):
        a_wish(town, network, kind=WishKind.REFUSE_PRACTITIONER)
    with pytest.raises(NotForYou):
        a_wish(town, network, called="Carol")


def test_tomasz_whom_leon_refuses_is_of_the_team_no_more_at_once(town: Town, network: Network) -> None:
    """R12: refused by the person stops at once, even where an agreed meeting would have too few; told next time."""
    agreed = a_meeting(town, network, MONDAY + DAY, status=MeetingStatus.AGREED)
    proposed = a_meeting(town, network, MONDAY + 2 * DAY, status=MeetingStatus.PROPOSED)
    made = a_wish(
        town, network, kind=WishKind.REFUSE_PRACTITIONER, practitioner=town.practitioners["Tomasz"], words="Not him."
    )
    assert made.words == "Tomasz. Not him."
    with town.acting("Tomasz", at=MONDAY + HOUR) as by:
        assert not reach(by).standing(network.pk)
    with town.acting("Ruth", at=MONDAY + HOUR):
        booked = Booking.objects.filter(practitioner=town.practitioners["Tomasz"], released_at__isnull=True)
        assert booked.filter(meeting=agreed).exists()
        assert not booked.filter(meeting=proposed).exists()
        member = TeamMember.objects.get(practitioner=town.practitioners["Tomasz"])
        assert (member.left_by, member.during.upper - member.during.lower) == (
            "refused_by_person", MONDAY - member.during.lower
        )  # fmt: skip
        assert member.told_at is None
