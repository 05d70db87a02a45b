"""Raising what worries one of us: written without being read back, the lead's alone to read and act on (R25)."""

from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.kitchen import a_network, refused_by
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import safeguarding
from tornio.core.errors import NotForYou, Refused
from tornio.core.safeguarding import Step
from tornio.people.keys import new_key
from tornio.records.models import Change, Concern, ConcernNote, Network, Raised
from tornio.records.visible import safeguarding as visible


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's, with Ruth and Tomasz as his team."""
    return a_network(town)


def raised(town: Town, called: str = "Ruth", network: Network | None = None, **more: Any) -> None:
    """Somebody tells the lead what worries them."""
    known: dict[str, Any] = {"key": new_key(), "about": "Leon Marsh", "words": "I saw bruises on his arm."}
    with town.acting(called) as by:
        safeguarding.raise_concern(**(known | more), network=network, by=by, at=MONDAY)


def beside(town: Town, concern: Concern, step: Step, called: str = "Priya", **more: Any) -> ConcernNote:
    """The lead writes beside it."""
    at: datetime = more.pop("at", MONDAY + HOUR)
    known: dict[str, Any] = {"key": new_key(), "words": "I rang the council."}
    with town.acting(called, at=at) as by:
        return safeguarding.write_beside(**(known | more), concern_id=concern.pk, step=step, by=by, at=at)


def the_one(town: Town) -> Concern:
    """What was raised, as the lead reads it."""
    with town.acting("Priya") as priya:
        (standing,) = visible.concerns(priya)
        return standing.concern


@pytest.mark.parametrize("called", ["Ruth", "Farah", "Sadia", "Martin", "Priya"])
def test_anybody_on_the_staff_raises_something_from_nowhere(town: Town, called: str) -> None:
    """R25: whether or not they work with anybody of it."""
    raised(town, called)
    assert the_one(town).raised_by.called == called


@pytest.mark.parametrize("called", ["Leon", "Carol", "Edith", "Ada"])
def test_nobody_else_does(town: Town, called: str) -> None:
    with pytest.raises(NotForYou):
        raised(town, called)


def test_from_a_network_only_those_who_work_with_it(town: Town, network: Network) -> None:
    raised(town, "Ruth", network)
    assert the_one(town).network_id == network.pk
    with pytest.raises(NotForYou):
        raised(town, "Farah", network)


def test_ruth_knows_the_day_and_never_a_word_and_sent_twice_it_is_one(town: Town, network: Network) -> None:
    """R25: only for her own, and no list of a network's changes has it."""
    key = new_key()
    for _twice in range(2):
        raised(town, network=network, key=key)
    with town.acting("Ruth", at=MONDAY + DAY) as ruth:
        (receipt,) = visible.raised(ruth)
        assert {field.name for field in receipt._meta.concrete_fields} == {"id", "organisation", "person", "at"}
        assert visible.concerns(ruth) == []
        assert visible.concern(ruth, key) is None
        assert Change.objects.get(verb="raised something").network is None
    with town.acting("Tomasz", at=MONDAY + DAY) as tomasz:
        assert visible.raised(tomasz) == []


def test_what_lacks_words_is_refused_beside_its_field(town: Town) -> None:
    wrongs: list[tuple[dict[str, Any], str]] = [({"about": " "}, "about"), ({"words": ""}, "words")]
    for wrong, field in wrongs:
        with pytest.raises(Refused) as no:
            raised(town, **wrong)
        assert no.value.field == field


def test_priya_notes_hands_on_closes_and_opens_again(town: Town) -> None:
    """R25: the lead alone, each step kept."""
    raised(town)
    concern, key = the_one(town), new_key()
    with town.acting("Priya") as priya:
        assert visible.waiting(priya) == 1
    for _twice in range(2):
        beside(town, concern, Step.NOTE, key=key)
    with pytest.raises(Refused, match="to whom"):
        beside(town, concern, Step.HANDED_ON)
    beside(town, concern, Step.HANDED_ON, handed_to="The council's duty desk", at=MONDAY + 2 * HOUR)
    with pytest.raises(Refused, match="open already"):
        beside(town, concern, Step.OPENED_AGAIN)
    beside(town, concern, Step.CLOSED, at=MONDAY + 3 * HOUR)
    with pytest.raises(Refused, match="closed already"):
        beside(town, concern, Step.CLOSED)
    with town.acting("Priya", at=MONDAY + DAY) as priya:
        standing = visible.concern(priya, concern.pk)
        assert standing is not None
        assert (standing.is_open, standing.is_new, visible.waiting(priya)) == (False, False, 0)
        assert [each.step for each in standing.notes] == ["note", "handed_on", "closed"]
    beside(town, concern, Step.OPENED_AGAIN, at=MONDAY + DAY)


@pytest.mark.parametrize("called", ["Ruth", "Martin", "Leon", "Ada"])
def test_nobody_but_the_lead_writes_beside_it(town: Town, called: str) -> None:
    raised(town)
    with pytest.raises(NotForYou):
        beside(town, the_one(town), Step.NOTE, called)


def test_a_lead_of_another_service_reads_what_is_of_none_and_not_what_is_ours(town: Town, network: Network) -> None:
    """R25: an office is for one service or for all."""
    raised(town, network=network)
    with town.acting("Priya") as priya:
        elsewhere = type(priya)(
            organisation_id=priya.organisation_id, capacity=priya.capacity, purpose="", at=MONDAY,
            person_id=priya.person_id, service_id=new_key(),
        )  # fmt: skip
        assert visible.concerns(elsewhere) == []


def test_the_database_refuses_what_is_none_and_takes_nothing_back(town: Town) -> None:
    """R25, R28, around the application."""
    raised(town)
    concern = the_one(town)
    here: dict[str, Any] = {"organisation": town.organisation, "by": town.people["Priya"], "at": MONDAY}
    for wrong, name in (
        ({"step": "shelved", "words": "x"}, "a_note_is_a_known_step"),
        ({"step": "note", "words": " "}, "a_note_of_the_lead_has_words"),
        ({"step": "handed_on", "words": "x"}, "what_is_handed_on_says_to_whom"),
    ):
        with town.acting("Priya"), refused_by(name):
            ConcernNote.objects.create(**here, concern=concern, **wrong)
    with town.acting("Ruth"), refused_by("what_was_raised_is_there"):
        Raised.objects.create(organisation=town.organisation, person=town.people["Ruth"], at=MONDAY)
    for statement in ("UPDATE records_concern SET words = 'x'", "DELETE FROM records_raised"):
        refused = pytest.raises(DatabaseError, match="permission denied")
        with town.acting("Priya"), refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
