"""What no carrier can take: letters to print and post, people told in another way, and messages past their use (R9)."""

from datetime import timedelta

import pytest

from tests.meetings import agreed, network_of
from tests.people import DAY, HOUR, MONDAY, Town
from tests.post import Clock, House, mail_for
from tornio.actions import messages, people
from tornio.actions.posting import deliver
from tornio.core.errors import NotForYou
from tornio.core.messages import MessageState, NotArrived, Outcome, Receipt
from tornio.core.people import Capacity, WayKind
from tornio.people.acting import as_clerk
from tornio.records.models import FirstContact, Message, Network

THURSDAY = MONDAY + 3 * DAY


@pytest.fixture
def house(town: Town) -> House:
    """Carol and Neil are asked to a meeting on Thursday; Carol takes letters, Neil has told no way."""
    with town.nobody(at=MONDAY - DAY, capacity=Capacity.JOB) as by:
        people.tell_safe_way(
            person=town.people["Carol"], kind=WayKind.POST, value="3 Quay Street", may_write=True, by=by,
            at=MONDAY - DAY,
        )  # fmt: skip
    network = network_of(town, members=("Carol", "Neil"), at=MONDAY - 10 * DAY)
    with town.acting("Ruth", at=MONDAY) as ruth:
        agreed(town, network, ruth, start=THURSDAY, at=MONDAY)
        FirstContact.objects.filter(network=network).update(first_met_at=MONDAY)
    return House(town, Clock(MONDAY))


def message_of(house: House, called: str) -> Message:
    """Theirs."""
    (found,) = [each for each in house.messages() if each.person.called == called]
    return found


def test_carols_letter_is_posted_by_ruth_once_and_posting_is_a_try_like_any_other(house: House) -> None:
    """R9: members without e-mail or telephone are full members; pressed twice is posted once."""
    house.round()
    letter = message_of(house, "Carol")
    assert letter.state == MessageState.TO_PRINT.value
    for hours in (1, 2):
        with house.town.acting("Ruth", at=MONDAY + hours * HOUR) as ruth:
            messages.posted(message=letter, by=ruth, at=ruth.at)
    now = message_of(house, "Carol")
    assert (now.state, now.ended_at, now.tries) == (MessageState.POSTED.value, MONDAY + HOUR, 1)
    (sending,) = [each for each in house.sendings() if each.message_id == letter.pk]
    assert (sending.channel, sending.outcome, sending.reason) == ("letter", Outcome.TAKEN.value, "by hand")


def test_neil_who_told_no_way_is_told_by_ruth_when_they_meet_in_the_street(house: House) -> None:
    """R9: that is no letter and no try; farther away nobody writes it down for them."""
    house.round()
    undelivered = message_of(house, "Neil")
    assert (undelivered.state, undelivered.why) == (MessageState.NOT_ARRIVED.value, NotArrived.NO_WAY.value)
    with house.town.acting("Farah", at=MONDAY + HOUR) as farah, pytest.raises(NotForYou):
        messages.told_in_another_way(message=undelivered, by=farah, at=farah.at)
    with house.town.acting("Ruth", at=MONDAY + HOUR) as ruth:
        messages.told_in_another_way(message=undelivered, by=ruth, at=ruth.at)
    now = message_of(house, "Neil")
    assert (now.state, now.why, now.tries) == (MessageState.TOLD.value, "", 0)


def test_what_is_of_no_use_any_more_is_not_sent_and_says_so(house: House) -> None:
    """R9: nobody is asked on Friday to a meeting that was on Thursday."""
    mail_for(house.town, "Neil")
    house.clock.now = THURSDAY + DAY
    house.round()
    late = message_of(house, "Neil")
    assert (late.state, late.why) == (MessageState.NOT_ARRIVED.value, NotArrived.TOO_LATE.value)
    assert not house.mail.tried


def test_a_round_ends_when_its_time_is_over_and_the_next_one_goes_on(house: House) -> None:
    """R9: no round holds another up; nothing of it is lost."""
    mail_for(house.town, "Neil")
    organisation = house.town.organisation
    assert deliver(organisation, post=house.post(), urgent=False, until=MONDAY) == 0
    assert house.mail.tried == 0
    assert deliver(organisation, post=house.post(), urgent=False, until=MONDAY + HOUR) == 1


def test_what_may_have_arrived_is_asked_for_by_the_same_way_before_another_is_tried(house: House) -> None:
    """R9: the line dropped after Neil's message was taken, perhaps: a second way could tell him twice."""
    mail_for(house.town, "Neil")
    house.mail.answers = lambda _parcel, _at: Receipt(Outcome.UNKNOWN, "TimeoutError")
    house.round()
    house.mail.answers = lambda _parcel, _at: None
    house.clock.wind(timedelta(minutes=20))
    house.round()
    tries = [each for each in house.sendings() if each.message.person.called == "Neil"]
    assert [(each.channel, each.outcome) for each in tries] == [("email", "unknown"), ("email", "taken")]


def test_a_season_tells_nobody_of_what_was_long_ago(house: House) -> None:
    """R9: what is played through for a demo wakes nobody; what lies before its beginning is not told at all."""
    before = len(house.messages())
    with house.town.nobody(at=MONDAY, capacity=Capacity.JOB), as_clerk():
        network = Network.objects.get()
    with messages.quietly(since=MONDAY + DAY), house.town.acting("Ruth", at=MONDAY + HOUR) as ruth:
        agreed(house.town, network, ruth, start=THURSDAY + DAY, at=ruth.at)
    assert len(house.messages()) == before
    with messages.quietly(), house.town.acting("Ruth", at=MONDAY + 2 * HOUR) as ruth:
        agreed(house.town, network, ruth, start=THURSDAY + 2 * DAY, at=ruth.at)
    assert len(house.messages()) > before
