"""R4 and R10: nobody is forgotten while first contacts wait or somebody is silent at a door, whatever breaks down."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from tests.calls import called, sadia_is_on_duty
from tests.database import administrator, name_in_use
from tests.meetings import TUESDAY, agreed, ruth_with_leon
from tests.people import HOUR, MONDAY, Town
from tests.post import Clock, House, away, mail_for, reachable, texts_for
from tornio.actions import contacts, escalations, responsibility, visits
from tornio.core.contacts import ClosedBy
from tornio.core.errors import NotForYou
from tornio.core.escalation import WITHIN
from tornio.core.messages import MessageState, Outcome, Parcel, Receipt
from tornio.records.models import FirstContact, Visit

TICK = timedelta(seconds=10)  # how often the worker looks


@pytest.fixture
def house(town: Town) -> House:
    """Everybody who works here can be reached by e-mail and by text; Sadia is on duty."""
    sadia_is_on_duty(town)
    return reachable(town)


def told(house: House) -> list[str]:
    """Whom a text reached, by name."""
    return sorted(house.reached()["text"])


def test_ruth_is_told_at_half_time_sadia_at_three_quarters_and_martin_at_nine_tenths(house: House) -> None:
    """R4: each point once, however often anybody looks."""
    called(house.town)
    house.clock.now = MONDAY + 12 * HOUR - timedelta(seconds=1)
    assert house.round() == 0
    both = ["Martin", "Ruth"]  # Sadia's turn is over: the telephone falls to Martin, who leads as well
    for hours, names in ((12, ["Ruth"]), (18, both), (21.6, both), (24, both)):
        house.texts.taken.clear()
        house.clock.now = MONDAY + hours * HOUR
        house.round()
        house.round()
        assert told(house) == names


def test_whoever_holds_the_telephone_is_told_at_the_second_point(house: House) -> None:
    """R4, R5: at a quarter to midnight it is Sadia's."""
    called(house.town, at=MONDAY - 8 * HOUR)
    house.clock.now = MONDAY + 10 * HOUR
    house.round()
    assert told(house) == ["Ruth", "Sadia"]


def test_nobody_is_told_once_it_goes_no_further_and_what_waits_to_be_sent_is_not_sent(house: House) -> None:
    """R4: closed by the caller, between two tries."""
    contact = called(house.town)
    house.clock.now = MONDAY + 12 * HOUR
    house.mail.answers = house.texts.answers = away
    house.round()
    with house.town.acting("Ruth", at=house.clock.now) as by:
        contacts.go_no_further(
            contact_id=contact.pk, closed_by=ClosedBy.CALLER, why="He is with his nan.", by=by, at=house.clock.now
        )
    house.mail.answers = house.texts.answers = lambda _parcel, _at: None
    house.clock.wind(HOUR)
    house.round()
    assert told(house) == []
    assert {each.state for each in house.messages()} == {MessageState.NOT_NEEDED.value}


def test_an_offer_to_pass_it_on_reaches_tomasz_at_any_hour(house: House) -> None:
    """R6, R9: staff are told at night as well."""
    house.clock.now = MONDAY + 14 * HOUR
    contact = called(house.town, at=house.clock.now)
    with house.town.acting("Ruth", at=house.clock.now) as by:
        responsibility.offer(
            contact_id=contact.pk, to=house.town.practitioners["Tomasz"].pk, reason="I am away.", by=by,
            at=house.clock.now,
        )  # fmt: skip
    house.round()
    assert told(house) == ["Tomasz"]


@contextmanager
def at_a_door(house: House) -> Iterator[Visit]:
    """Ruth has gone in at Leon's, and is due out an hour later."""
    with ruth_with_leon(house.town) as (ruth, network):
        meeting = agreed(house.town, network, ruth)
        FirstContact.objects.filter(network=network).update(first_met_at=TUESDAY)  # they have met: nobody waits
        yield visits.check_in(meeting=meeting, due_out_at=TUESDAY + HOUR, by=ruth, at=TUESDAY)


def test_silence_reaches_ruth_the_telephone_and_martin_by_two_routes(house: House) -> None:
    """R10: a second after the agreed time, and once."""
    with at_a_door(house):
        pass
    house.clock.now = TUESDAY + HOUR
    assert house.look() == 0
    house.clock.wind(timedelta(seconds=1))
    house.round()
    house.round()
    assert {channel: sorted(names) for channel, names in house.reached().items()} == {
        "email": ["Martin", "Ruth"],
        "text": ["Martin", "Ruth"],
    }


def test_out_and_safe_ends_it_and_a_later_time_is_another_silence(house: House) -> None:
    """R10: what was not sent yet is not sent; a second silence is told again."""
    with at_a_door(house) as visit:
        pass
    house.clock.now = TUESDAY + HOUR + TICK
    house.round()
    many = len(told(house))
    with house.town.acting("Ruth", at=house.clock.now) as by:
        longer = visits.more_time(visit=visit, by=by, at=house.clock.now)
    house.round()
    assert len(told(house)) == many
    house.clock.now = longer.due_out_at + TICK
    house.look()
    with house.town.acting("Ruth", at=house.clock.now) as by:
        visits.out_and_safe(visit=visit, by=by, at=house.clock.now)
    house.round()
    assert len(told(house)) == many, "she came out before it was sent"


def test_a_call_for_help_goes_to_everybody_at_once(house: House) -> None:
    """R10: to the telephone and to Martin, by both routes, and to Ruth too."""
    with at_a_door(house) as visit:
        pass
    with house.town.acting("Ruth", at=TUESDAY + HOUR / 2) as by:
        visits.need_help(visit=visit, by=by, at=TUESDAY + HOUR / 2)
    house.clock.now = TUESDAY + HOUR / 2
    house.round()
    assert sorted(told(house)) == ["Martin", "Ruth"]
    assert {parcel.urgent for parcel in house.texts.taken} == {True}


def test_when_the_telephone_itself_is_silent_at_the_door_martin_is_told_in_its_place(town: Town) -> None:
    """R10: Ruth is on duty and at the door; nobody leads this service but the named person."""
    house = reachable(town)
    with at_a_door(house):
        pass
    house.clock.now = TUESDAY + HOUR + TICK
    house.round()
    assert "Martin" in told(house)


def test_whoever_gave_one_way_is_told_by_that_and_whoever_gave_none_is_seen_to_be_missing(town: Town) -> None:
    """R9, R10: Martin has only e-mail, Ruth nothing at all; that stands on a page instead of nowhere."""
    mail_for(town, "Martin")
    house = House(town)
    with at_a_door(house):
        pass
    house.clock.now = TUESDAY + HOUR + TICK
    house.round()
    assert house.reached() == {"email": ["Martin"], "text": []}
    silence = [each for each in house.messages() if each.kind == "silence"]
    missing = [each for each in silence if each.state == MessageState.NOT_ARRIVED.value]
    assert [(each.person.called, each.why) for each in missing] == [("Ruth", "no_way")]


def slow(_parcel: Parcel, _at: datetime) -> Receipt:
    """A carrier that takes the call and never answers."""
    return Receipt(Outcome.UNKNOWN, "TimeoutError", unreachable=True)


BROKEN = ("nothing", "e-mail is down", "texts are down", "e-mail hangs", "texts hang", "killed after looking",
          "killed while sending", "one of two workers gone")  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN)
def test_within_a_minute_everybody_knows_with_any_one_part_broken(house: House, broken: str) -> None:
    """R4, R10: a contact is late and Ruth is silent; the clock goes on by ten seconds, round by round."""
    called(house.town, at=TUESDAY + HOUR - 24 * HOUR)
    with at_a_door(house):
        pass
    house.clock.now = TUESDAY + HOUR
    if "down" in broken or "hang" in broken:
        carrier = house.mail if broken.startswith("e-mail") else house.texts
        carrier.answers = away if "down" in broken else slow
    due = house.clock.wind(timedelta(milliseconds=1))
    rounds = 0
    while house.clock.now <= due + WITHIN:
        one_round(house, broken, rounds)
        rounds += 1
        house.clock.wind(TICK)
    for name in ("Ruth", "Martin"):
        reached = house.reached()
        assert name in reached["email"] + reached["text"], name
    late = [each for each in house.messages() if each.kind == "waits" and each.state == MessageState.SENT.value]
    assert {each.person.called for each in late} == {"Ruth", "Martin"}
    assert all(each.ended_at is not None and each.ended_at - due <= WITHIN for each in late)
    silence = [each for each in house.messages() if each.kind == "silence" and each.state == MessageState.SENT.value]
    assert {each.person.called for each in silence} == {"Ruth", "Martin"}
    assert len(silence) == (2 if "down" in broken or "hang" in broken else 4), (
        "by two routes, or by the one that is left"
    )
    counted = [(each.message_id, each.outcome) for each in house.sendings() if each.outcome == "taken"]
    assert len(counted) == len(set(counted)), "nothing was taken twice"


class Killed(BaseException):
    """kill -9, as far as a transaction can tell."""


def kill(_parcel: Parcel, _at: datetime) -> Receipt:
    """The process dies while it speaks to the carrier."""
    raise Killed


def one_round(house: House, broken: str, number: int) -> None:
    """One tick of the worker, or of what is left of it."""
    if broken == "killed after looking" and number == 0:
        house.look()
        return
    if broken == "one of two workers gone" and number % 2:
        return
    if broken == "killed while sending" and number == 0:
        usual, house.texts.answers = house.texts.answers, kill
        with pytest.raises(Killed):
            house.round()
        house.texts.answers = usual
        return
    house.round()


def test_two_who_look_at_once_write_everything_once(house: House) -> None:
    """R4: one looks, the other finds it done; only a job looks at all."""
    called(house.town)
    house.clock.now = MONDAY + 25 * HOUR
    assert house.look() == 2
    assert house.look() == 0
    with house.town.acting("Ruth") as ruth, pytest.raises(NotForYou):
        escalations.look(by=ruth, at=MONDAY)


def test_a_reminder_comes_the_day_before_in_safe_hours_and_moves_with_the_meeting(town: Town) -> None:
    """R9: Carol is reminded by day; another time is another reminder, and the first is not sent any more."""
    texts_for(town, "Carol")
    house = House(town, Clock(MONDAY))
    with ruth_with_leon(town) as (ruth, network):
        agreed(town, network, ruth, start=TUESDAY + 12 * HOUR)
    house.clock.now = MONDAY
    house.round()
    assert told(house) == ["Carol"], "she is asked to it"
    house.clock.now = MONDAY + 12 * HOUR + TICK
    house.round()
    assert told(house) == ["Carol"], "nine in the evening is too late"
    house.clock.now = TUESDAY
    house.round()
    house.round()
    assert told(house) == ["Carol", "Carol"]
    kinds = [each.kind for each in house.messages() if each.state == "sent"]
    assert sorted(kinds) == ["invited", "reminder"]


def test_only_the_worker_looks_for_what_is_owed(town: Town) -> None:
    """R4: nobody who acts as themself writes in everybody's name."""
    with town.acting("Ruth") as ruth, pytest.raises(NotForYou):
        escalations.look(by=ruth, at=MONDAY)


def test_while_another_worker_looks_this_one_leaves_it_alone_and_finds_it_the_next_time(house: House) -> None:
    """R4: two at once would only stand in each other's way; nothing is left out by it."""
    called(house.town)
    house.clock.now = MONDAY + 12 * HOUR
    with administrator(name_in_use()) as other, other.transaction():
        other.execute(escalations.ALONE, [str(house.town.organisation.pk)])
        assert house.look() == 0
    assert house.look() > 0
