"""A network's meetings in numbers and everybody's own lines: from what each may read, and from nothing else (R24)."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.meetings import TUESDAY, in_the_room, network_of, opened
from tests.people import DAY, MONDAY, Town
from tests.said import said
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import text
from tornio.actions import decisions, holding, questions
from tornio.core.decisions import Outcome, Stand
from tornio.core.voices import Audience, Became
from tornio.people.keys import new_key
from tornio.records.models import Network, Reading
from tornio.records.visible import so_far as visible

EVERYBODY = ("Leon", "Carol", "Ruth", "Tomasz")
SOON = timedelta(minutes=10)


def met_on(town: Town, network: Network, day: datetime) -> None:
    """They meet at home: everybody speaks to all but Carol, who speaks to the team alone; a question and a decision."""
    with town.acting("Ruth", at=MONDAY) as ruth:
        meeting = opened(town, network, ruth, day)
        in_the_room(town, meeting, ruth, EVERYBODY, day)
    for name in EVERYBODY:
        audience = Audience.PERSON_AND_TEAM if name == "Carol" else Audience.NETWORK
        said(town, meeting, name, f"{name} speaks.", at=day + SOON, audience=audience)
    with town.acting("Leon", at=day + SOON) as leon:
        questions.ask(key=new_key(), meeting=meeting, words="What shall we do?", by=leon, at=leon.at)
    with town.acting("Ruth", at=day + SOON) as ruth:
        settled = decisions.settle(
            key=new_key(), meeting=meeting, outcome=Outcome.DECIDED, words="We meet again.", by=ruth, at=ruth.at
        )
        for name in EVERYBODY:
            stand = Stand.UNSURE if name == "Leon" else Stand.AGREE
            decisions.stand(
                key=new_key(), decision=settled, stand=stand, person=town.people[name].pk, by=ruth, at=ruth.at
            )
        holding.close(meeting=meeting, by=ruth, at=day + timedelta(hours=1))


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's network: called on Monday, met on Tuesday and on Wednesday."""
    found = network_of(town, "Leon", ("Carol", "Neil"))
    met_on(town, found, TUESDAY)
    met_on(town, found, TUESDAY + DAY)
    return found


def page(client: Client, name: str, network: Network) -> str:
    answer = client.get(reverse(name, args=[network.pk]))
    assert answer.status_code == 200
    return text(answer)


def came(town: Town, network: Network, reads: str) -> dict[str, tuple[int, int]]:
    with town.acting(reads, at=TUESDAY + 3 * DAY) as by:
        found = visible.so_far(by, network.pk)
        assert found is not None
        assert (found.held, found.theirs, found.waited, found.together) == (2, 2, DAY, timedelta(hours=2))
        assert found.questions == {Became.STAYS_OPEN: 2}
        return {each.called: (each.meetings, each.spoke) for each in found.came}


def test_whose_words_there_are_is_counted_from_what_the_reader_may_read(town: Town, network: Network) -> None:
    """R24: Carol spoke to Leon and the team; for Neil, who reads, there are no words of hers, and no gap either."""
    everybody = dict.fromkeys(EVERYBODY, (2, 2))
    assert came(town, network, "Leon") == everybody
    assert came(town, network, "Neil") == everybody | {"Carol": (2, 0)}
    assert list(came(town, network, "Leon")) == sorted(EVERYBODY)


def test_the_network_reads_its_numbers_and_that_it_did_is_written_down(town: Town, network: Network) -> None:
    """R26: and one's own lines hold what oneself took part in."""
    leon = signed_in(town, "Leon")
    numbers = page(leon, "so_far", network)
    for told in ("We have met 2 times.", "2 of 2 were at home", "2 questions were asked.", "2 still stand open."):
        assert told in numbers
    own = page(leon, "own_lines", network)
    assert own.count("with Carol, Ruth and Tomasz") == 2
    assert own.count("You are unsure.") == 2
    assert "You have not been at a meeting here yet." in page(signed_in(town, "Neil"), "own_lines", network)
    assert "Leon’s network, in numbers" in page(signed_in(town, "Ruth"), "so_far", network)
    with town.acting("Leon"):
        assert Reading.objects.filter(page="so_far", network=network).count() == 2


def test_a_network_that_was_never_met_says_so_and_strangers_find_nothing(town: Town, network: Network) -> None:
    """R24."""
    jeans = network_of(town, "Jean", ())
    assert "We have not met yet." in page(signed_in(town, "Jean"), "so_far", jeans)
    for name in ("so_far", "own_lines"):
        assert signed_in(town, "Leon").get(reverse(name, args=[jeans.pk])).status_code == 404
