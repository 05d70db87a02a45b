"""What is kept from the person: a ground of the law, a writer, a reason, a look within ninety days (R25)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.apart import NINETY, kept, look, row
from tests.kitchen import a_network
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import teams
from tornio.core.apart import Due, Looked, due
from tornio.core.episodes import LeftBy
from tornio.core.errors import NotForYou, Refused
from tornio.core.jurisdictions import KeptApartGround
from tornio.core.people import Capacity
from tornio.people.keys import new_key
from tornio.records.models import Call, Change, KeptApart, Network, OpenedEntry
from tornio.records.visible import apart as visible


@pytest.fixture
def town(db: None) -> Town:
    """Harbour, under the law of England, whose grounds are written down."""
    return build_town("harbour", "kent")


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's, with Ruth and Tomasz as his team."""
    return a_network(town)


def seen(town: Town, network: Network, called: str, at: datetime = MONDAY + HOUR) -> list[UUID]:
    """What somebody reads of it."""
    with town.acting(called, at=at) as by:
        return [each.entry.pk for each in visible.of_network(by, network.pk)]


def test_ruth_keeps_carols_confidence_and_the_team_reads_it(town: Town, network: Network) -> None:
    """R25: a ground, an author, a reason, a look within ninety days; sent twice it is kept once."""
    key = new_key()
    for _twice in range(2):
        entry = kept(town, network, key=key)
    assert seen(town, network, "Tomasz") == [entry.pk]
    with town.acting("Ruth"):
        assert KeptApart.objects.count() == 1
        assert Change.objects.get(verb="kept something apart").network is None


@pytest.mark.parametrize("called", ["Leon", "Carol", "Neil", "Farah", "Sadia", "Martin", "Edith", "Ada"])
def test_for_everybody_else_it_is_not_there(town: Town, network: Network, called: str) -> None:
    """R24, R25: neither the person nor a member nor staff who are not of the team."""
    entry = kept(town, network)
    assert seen(town, network, called) == []
    with town.acting(called) as by:
        assert visible.one(by, network.pk, entry.pk) is None
        assert visible.network(by, network.pk) is None
        assert visible.to_look_at(by) == []
        assert visible.all_of_them(by) == []
    with pytest.raises(NotForYou):
        kept(town, network, called)
    with pytest.raises(NotForYou):
        look(town, network, entry, Looked.OPENED, called)


def answered(town: Town, network: Network, caller: str) -> None:
    """Sadia, on duty, writes down a call of this network."""
    with town.acting("Sadia") as sadia:
        Call.objects.create(
            organisation_id=sadia.organisation_id, network=network, taken_by_id=sadia.practitioner,
            caller=town.people[caller], began_at=MONDAY, way="telephone", words="Hello.", told_that_it_is_read=True,
            audience="network",
        )  # fmt: skip


def test_on_duty_sadia_reads_it_once_leons_network_has_called_and_adds_nothing(town: Town, network: Network) -> None:
    """R25: the network of whoever calls, to read."""
    entry = kept(town, network)
    assert seen(town, network, "Sadia") == []
    answered(town, network, "Carol")
    assert seen(town, network, "Sadia") == [entry.pk]
    with pytest.raises(NotForYou):
        kept(town, network, "Sadia")


def test_nobody_reads_what_is_kept_from_themself_whatever_they_are_here(town: Town) -> None:
    """R25: Sadia works here, and is the person at the centre of a network."""
    with town.acting("Ruth") as ruth:
        own = Network.objects.create(
            organisation_id=ruth.organisation_id, service=town.service, centre=town.people["Sadia"], opened_at=MONDAY
        )
        row(town, own)
    answered(town, own, "Sadia")
    assert seen(town, own, "Sadia") == []
    with town.acting("Sadia", at=MONDAY + HOUR) as sadia:
        assert visible.network(sadia, own.pk) is None


def test_the_privacy_lead_reads_and_does_not_write(town: Town, network: Network) -> None:
    """R25: reads with a reason (the page asks for it), and sees all of it without words."""
    entry = kept(town, network)
    with town.acting("Priya", at=MONDAY + DAY) as priya:
        (line,) = visible.all_of_them(priya)
        assert (line.entry_id, line.called, line.due) == (entry.pk, "Leon Marsh", Due.LATER)
        found = visible.one(priya, network.pk, entry.pk)
        assert found is not None
        assert visible.network(priya, network.pk) is not None
    with pytest.raises(NotForYou):
        kept(town, network, "Priya")


def test_a_ground_that_the_law_does_not_name_keeps_nothing(town: Town) -> None:
    """R25: the jurisdiction's list; where none is written down nothing can be kept apart."""
    finland = build_town("kemi", "tornio")
    with pytest.raises(Refused, match="No lawful grounds") as no:
        kept(finland, a_network(finland))
    assert no.value.field == "ground"


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"words": "  "}, "words", "Nothing is written"),
        ({"why": ""}, "why", "Say why"),
        ({"review_by": MONDAY}, "review_by", "lies ahead"),
        ({"review_by": MONDAY + NINETY + timedelta(seconds=1)}, "review_by", "within 90 days"),
        ({"ground": KeptApartGround.SERIOUS_HARM}, "decided_by", "Name the health professional"),
    ],
)
def test_what_lacks_something_is_refused_beside_its_field(
    town: Town, network: Network, wrong: dict[str, Any], field: str, sentence: str
) -> None:
    """R25: serious harm is decided by an appropriate health professional, by name; a look within ninety days."""
    with pytest.raises(Refused, match=sentence) as no:
        kept(town, network, **wrong)
    assert no.value.field == field


def test_serious_harm_is_kept_when_farah_decided_so_and_ninety_days_are_not_too_long(
    town: Town, network: Network
) -> None:
    """R25."""
    entry = kept(
        town, network, ground=KeptApartGround.SERIOUS_HARM, decided_by="Farah Siddiqui, psychiatrist",
        review_by=MONDAY + NINETY,
    )  # fmt: skip
    assert entry.decided_by == "Farah Siddiqui, psychiatrist"
    with pytest.raises(Refused, match="Name the health professional"):
        look(town, network, entry, Looked.KEPT_ON, review_by=MONDAY + 40 * DAY)


def test_a_look_comes_due_in_its_last_week_and_when_it_is_missed_it_alerts_and_opens_nothing(
    town: Town, network: Network
) -> None:
    """R25: on the team's page and the privacy lead's."""
    entry = kept(town, network)
    by_day = {23 * DAY - HOUR: [], 23 * DAY: [Due.SOON], 30 * DAY - HOUR: [Due.SOON], 30 * DAY: [Due.MISSED],
              400 * DAY: [Due.MISSED]}  # fmt: skip
    for after, expected in by_day.items():
        for called in ("Ruth", "Tomasz", "Priya"):
            with town.acting(called, at=MONDAY + after) as by:
                assert [each.due for each in visible.to_look_at(by)] == expected, (called, after)
        assert seen(town, network, "Leon", MONDAY + after) == []
    assert seen(town, network, "Ruth", MONDAY + 400 * DAY) == [entry.pk]
    with town.acting("Leon"):
        assert not OpenedEntry.objects.exists()


def test_kept_on_it_comes_due_on_its_new_day(town: Town, network: Network) -> None:
    """R25: a look is a row; sent twice it is one."""
    entry, key = kept(town, network), new_key()
    at = MONDAY + 29 * DAY
    for _twice in range(2):
        look(town, network, entry, Looked.KEPT_ON, at=at, key=key, review_by=at + 60 * DAY)
    with town.acting("Ruth", at=at) as ruth:
        found = visible.one(ruth, network.pk, entry.pk)
        assert found is not None
        assert (found.review_by, found.due, len(found.looks)) == (at + 60 * DAY, Due.LATER, 1)
    with pytest.raises(Refused, match="Say when"):
        look(town, network, entry, Looked.KEPT_ON, at=at)
    with pytest.raises(Refused, match="Say why"):
        look(town, network, entry, Looked.OPENED, why=" ", at=at)


def test_what_is_opened_is_leons_to_read_word_for_word(town: Town, network: Network) -> None:
    """R23, R25."""
    entry = kept(town, network)
    look(town, network, entry, Looked.OPENED)
    with town.acting("Leon", at=MONDAY + 2 * DAY):
        opened = OpenedEntry.objects.get(network=network)
    assert (opened.words, opened.written_by_id) == (entry.words, entry.written_by_id)
    assert seen(town, network, "Ruth", MONDAY + 2 * DAY) == []
    for looked in Looked:
        with pytest.raises(NotForYou):
            look(town, network, entry, looked, at=MONDAY + 3 * DAY, review_by=MONDAY + 4 * DAY)


def test_what_is_ended_is_read_by_nobody_but_the_privacy_lead(town: Town, network: Network) -> None:
    """R25: it is never opened by ending."""
    entry = kept(town, network)
    look(town, network, entry, Looked.ENDED)
    assert seen(town, network, "Ruth", MONDAY + 2 * DAY) == []
    with town.acting("Priya", at=MONDAY + 400 * DAY) as priya:
        found = visible.one(priya, network.pk, entry.pk)
        assert found is not None
        assert found.over
        assert visible.to_look_at(priya) == []


def test_who_left_the_team_reads_it_no_more(town: Town, network: Network) -> None:
    """R24, R25: from that instant."""
    kept(town, network)
    with town.acting("Ruth", at=MONDAY + DAY) as ruth:
        teams.stop_in_team(
            network=network, practitioner=town.practitioners["Ruth"], left_by=LeftBy.LEFT_SERVICE, by=ruth,
            at=MONDAY + DAY,
        )  # fmt: skip
    assert seen(town, network, "Ruth", MONDAY + DAY) == []
    assert len(seen(town, network, "Tomasz", MONDAY + DAY)) == 1


def test_due_is_told_to_the_second() -> None:
    """R25: missed from the moment itself."""
    assert due(MONDAY, MONDAY - timedelta(seconds=1)) is Due.SOON
    assert due(MONDAY, MONDAY) is Due.MISSED
    assert due(MONDAY, MONDAY - 7 * DAY) is Due.SOON
    assert due(MONDAY, MONDAY - 7 * DAY - timedelta(seconds=1)) is Due.LATER


def test_an_office_in_another_service_does_not_reach(town: Town, network: Network) -> None:
    """R25: the privacy lead of another service."""
    entry = kept(town, network)
    with town.acting("Priya", capacity=Capacity.PRIVACY_LEAD) as priya:
        elsewhere = type(priya)(
            organisation_id=priya.organisation_id, capacity=priya.capacity, purpose="", at=MONDAY,
            person_id=priya.person_id, service_id=new_key(),
        )  # fmt: skip
        assert visible.network(elsewhere, network.pk) is None
        assert visible.one(elsewhere, network.pk, entry.pk) is None
        assert visible.all_of_them(elsewhere) == []
