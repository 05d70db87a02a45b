"""R9: twenty-four hours without e-mail lose nothing and send nothing twice; through a real server on this machine."""

from collections import Counter
from datetime import timedelta

import pytest
from pytest_django import Settings

from tests.exchange.smtp import MailServer, listening
from tests.meetings import TUESDAY, agreed, ruth_with_leon
from tests.people import DAY, HOUR, MONDAY, Town
from tests.post import MAIL, House, mail_for
from tornio.actions.posting import Post
from tornio.core.messages import Channel, MessageState
from tornio.exchange.mail import Mail

HALF_AN_HOUR = timedelta(minutes=30)
STEP = timedelta(minutes=5)


class OnlyMail(House):
    """A house whose only carrier is a mail server that may be away."""

    def post(self) -> Post:
        """E-mail and nothing else."""
        return Post({Channel.EMAIL: Mail("post@saltmere.example")}, self.clock)


@pytest.fixture
def server(settings: Settings) -> MailServer:
    """Nobody listens yet."""
    found = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", found.port, 2
    return found


def test_a_day_without_e_mail_loses_nothing_and_sends_nothing_twice(town: Town, server: MailServer) -> None:
    """R9: messages written before and during the outage all arrive once, within half an hour of its end."""
    mail_for(town, "Leon", "Carol", "Ruth", "Tomasz", "Martin")
    house = OnlyMail(town)
    with ruth_with_leon(town) as (ruth, network):
        for days in (4, 5):
            agreed(town, network, ruth, start=TUESDAY + days * DAY, at=MONDAY)
    started = house.clock.now
    while house.clock.now < started + DAY:
        house.round()
        if house.clock.now == started + 6 * HOUR:
            with town.acting("Ruth", at=house.clock.now) as ruth:
                agreed(town, network, ruth, start=TUESDAY + 6 * DAY, at=house.clock.now)
        house.clock.wind(HALF_AN_HOUR)
    assert {each.state for each in house.messages()} == {MessageState.WAITING.value}
    with listening(server):
        while house.clock.now < started + DAY + timedelta(minutes=35):
            house.round()
            house.clock.wind(STEP)
    expected = Counter({MAIL["Leon"]: 3, MAIL["Carol"]: 3, MAIL["Tomasz"]: 3})
    got = Counter(server.recipients)
    assert {name: got[name] for name in expected} == dict(expected)
    staff = {MAIL["Ruth"], MAIL["Martin"]}
    assert set(got) == set(expected) | staff, "the contact that waits was told too"
    names = [letter["Message-ID"] for _recipients, letter in server.taken]
    assert len(names) == len(set(names)) == len(house.messages())
    assert {each.state for each in house.messages()} == {MessageState.SENT.value}


def test_every_try_of_the_day_is_a_row(town: Town, server: MailServer) -> None:
    """R9: how often it was tried, when, and what the carrier answered; the steps grow to half an hour."""
    mail_for(town, "Carol")
    house = OnlyMail(town)
    with ruth_with_leon(town) as (ruth, network):
        agreed(town, network, ruth, start=TUESDAY + 4 * DAY, at=MONDAY)
    for _step in range(60):
        house.round()
        house.clock.wind(timedelta(minutes=1))
    tries = [each for each in house.sendings() if each.message.person.called == "Carol"]
    minutes = [(each.began_at - MONDAY) // timedelta(minutes=1) for each in tries]
    assert minutes == [0, 1, 3, 8, 18, 33]
    assert {each.reason for each in tries} == {"ConnectionRefusedError"}
