"""E-mails of sign-in wait like every other message: nothing that is still good is lost, nothing goes twice, and nobody
can tell from the database what they say."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.exchange.smtp import MailServer, listening
from tests.people import DAY, HOUR, MONDAY, Town
from tests.post import Clock, Remembering
from tornio.actions import sign_in_letters
from tornio.actions.entry import ask_for_address, give_way_in, send_link
from tornio.core.messages import MessageState, Outcome, Parcel, Receipt
from tornio.exchange.mail import Mail
from tornio.people import entry
from tornio.people.models import Human, SignInLetter

MINUTE = timedelta(minutes=1)
HOUSE = "http://house.example{}".format


def with_address(town: Town, called: str) -> Human:
    """Links that they ask for go to this address."""
    human = town.humans[called]
    human.email = f"{called.lower()}@example.org"
    human.save(update_fields=["email"])
    return human


def states() -> list[tuple[str, str]]:
    """To whom, and where it has got to."""
    return list(SignInLetter.objects.order_by("address").values_list("address", "state"))


def test_a_day_without_e_mail_loses_no_invitation_and_sends_no_link_whose_time_is_over(
    town: Town, settings: Settings
) -> None:
    """Ruth's invitation lasts three days and arrives once; the link that Leon asked for lasted a quarter of an hour."""
    server, clock = MailServer(), Clock()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 2
    with_address(town, "Leon")
    with town.acting("Ada", at=MONDAY) as ada:
        way = give_way_in(person=town.people["Ruth"], by=ada, at=MONDAY, address="ruth@example.org", link=HOUSE)
    send_link(address="leon@example.org", at=MONDAY, link=HOUSE)
    carrier = Mail("post@house.example")
    while clock.now < MONDAY + DAY:
        assert sign_in_letters.deliver(carrier=carrier, clock=clock) == 0
        clock.wind(30 * MINUTE)
    assert states() == [("leon@example.org", MessageState.NOT_NEEDED.value), ("ruth@example.org", "waiting")]
    with listening(server):
        for _round in range(20):
            sign_in_letters.deliver(carrier=carrier, clock=clock)
            clock.wind(MINUTE)
    assert server.recipients == ["ruth@example.org"]
    assert way.token in server.taken[0][1].get_content()
    assert states()[1] == ("ruth@example.org", MessageState.SENT.value)


def test_what_a_letter_says_stands_nowhere_in_the_database_and_after_it_has_gone_nothing_does(town: Town) -> None:
    with town.acting("Ada", at=MONDAY) as ada:
        way = give_way_in(person=town.people["Ruth"], by=ada, at=MONDAY, address="ruth@example.org", link=HOUSE)
    kept = SignInLetter.objects.get()
    assert kept.sealed
    assert way.token not in kept.sealed
    carrier = Remembering()
    assert sign_in_letters.deliver(carrier=carrier, clock=Clock()) == 1
    (parcel,) = carrier.taken
    assert f"http://house.example/enter/{way.token}/" in parcel.words.body
    assert (parcel.words.subject, parcel.name) == ("Your link", "")
    assert SignInLetter.objects.get().sealed == ""


def test_a_link_that_was_taken_back_or_used_meanwhile_is_not_sent(town: Town) -> None:
    """The first invitation ended when the second was made; the second was used before the worker came round."""
    for _each in range(2):
        with town.acting("Ada", at=MONDAY) as ada:
            way = give_way_in(person=town.people["Ruth"], by=ada, at=MONDAY, address="ruth@example.org", link=HOUSE)
    entry.use_invitation(way.token, way.code, at=MONDAY + HOUR)
    assert sign_in_letters.deliver(carrier=Remembering(), clock=Clock(MONDAY + HOUR)) == 0
    assert {state for _address, state in states()} == {MessageState.NOT_NEEDED.value}


def test_that_somebody_made_a_link_is_told_all_the_more_when_it_has_been_used(town: Town) -> None:
    with_address(town, "Ruth")
    with town.acting("Ada", at=MONDAY) as ada:
        way = give_way_in(person=town.people["Ruth"], by=ada, at=MONDAY)
    entry.use_invitation(way.token, way.code, at=MONDAY)
    carrier = Remembering()
    assert sign_in_letters.deliver(carrier=carrier, clock=Clock(MONDAY + DAY)) == 1
    assert carrier.taken[0].words.subject == "A new link"


def test_a_carrier_that_fails_is_asked_again_under_the_same_reference_and_one_that_refuses_is_not(town: Town) -> None:
    """Soon at first, as somebody waits: after a quarter of a minute. What is no address is not tried again."""
    with_address(town, "Leon")
    with_address(town, "Carol")
    clock = Clock()
    for called in ("leon", "carol"):
        send_link(address=f"{called}@example.org", at=MONDAY, link=HOUSE)

    def answers(parcel: Parcel, at: datetime) -> Receipt | None:
        if parcel.address.startswith("carol"):
            return Receipt(Outcome.REFUSED, "550")
        return Receipt(Outcome.FAILED, "451") if at == MONDAY else None

    carrier = Remembering(answers=answers)
    sign_in_letters.deliver(carrier=carrier, clock=clock)
    assert (carrier.tried, carrier.taken) == (2, [])
    clock.wind(timedelta(seconds=15))
    sign_in_letters.deliver(carrier=carrier, clock=clock)
    assert carrier.tried == 3
    assert states() == [("carol@example.org", "not_arrived"), ("leon@example.org", "sent")]
    assert carrier.taken[0].reference == SignInLetter.objects.get(address="leon@example.org").pk


def test_whoever_is_killed_with_a_letter_in_hand_is_overtaken(town: Town) -> None:
    with_address(town, "Leon")
    send_link(address="leon@example.org", at=MONDAY, link=HOUSE)

    class Killed(BaseException):
        """As by kill -9."""

    def answers(_parcel: Parcel, _at: datetime) -> Receipt | None:
        raise Killed

    clock, carrier = Clock(), Remembering()
    with pytest.raises(Killed):
        sign_in_letters.deliver(carrier=Remembering(answers=answers), clock=clock)
    assert sign_in_letters.deliver(carrier=carrier, clock=clock) == 0, "it is held"
    clock.wind(timedelta(seconds=30))
    assert sign_in_letters.deliver(carrier=carrier, clock=clock) == 1
    assert carrier.taken[0].doubtful, "the first try may have been taken"


def test_an_address_of_ones_own_and_one_that_another_uses_take_the_same_work_and_one_letter_goes(town: Town) -> None:
    with_address(town, "Leon")
    carol, work = town.humans["Carol"], []
    for address in ("carol@example.org", "leon@example.org"):
        with CaptureQueriesContext(connection) as told:
            ask_for_address(human=carol, address=address, at=MONDAY, link=HOUSE)
        work.append([query["sql"].split(" ")[0] for query in told.captured_queries])
    assert work[0] == work[1]
    carrier = Remembering()
    sign_in_letters.deliver(carrier=carrier, clock=Clock())
    assert [parcel.address for parcel in carrier.taken] == ["carol@example.org"]
    assert Human.objects.get(pk=carol.pk).address_taken_at == MONDAY


def test_nobodys_letters_are_gone_after_the_round_and_the_others_a_week_later(town: Town) -> None:
    with_address(town, "Leon")
    for address in ("stranger@example.org", "leon@example.org"):
        send_link(address=address, at=MONDAY, link=HOUSE)
    assert SignInLetter.objects.filter(address="").count() == 1
    assert "stranger" not in str(list(SignInLetter.objects.values()))
    carrier = Remembering()
    sign_in_letters.deliver(carrier=carrier, clock=Clock())
    assert states() == [("leon@example.org", "sent")]
    sign_in_letters.deliver(carrier=carrier, clock=Clock(MONDAY + 8 * DAY))
    assert states() == []


def test_without_a_carrier_nothing_goes_and_what_is_over_ends(town: Town) -> None:
    """An installation that has not said from which address it writes."""
    with_address(town, "Leon")
    send_link(address="leon@example.org", at=MONDAY, link=HOUSE)
    assert sign_in_letters.deliver(carrier=None, clock=Clock(MONDAY + HOUR)) == 0
    assert states() == [("leon@example.org", "not_needed")]
    assert sign_in_letters.deliver(carrier=Remembering(), clock=Clock(), until=MONDAY) == 0
