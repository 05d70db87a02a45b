"""A full copy: everything that the person may read, once; nothing of what they may not."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest

from tests.actions.test_misfiled import NOW, entry_of, neils_network, out
from tests.kitchen import _member, a_decision, a_full_fortnight, a_meeting, a_network, a_voice
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import between, corrections, letters, voices
from tornio.actions import people as naming
from tornio.core.copies import SCHEMA, Copy, as_data
from tornio.core.decisions import DecisionKind, Stand
from tornio.core.networks import Belonging
from tornio.core.people import Capacity, WayKind
from tornio.core.rights import EntryKind, Fact
from tornio.core.voices import Audience
from tornio.people.acting import acting_as
from tornio.people.keys import new_key
from tornio.records.models import (
    Call,
    Correction,
    Decision,
    Ending,
    KeptApart,
    Letter,
    LetterPosition,
    LifeEvent,
    Network,
    NetworkMeeting,
    OpenQuestion,
    Position,
    SafetyAct,
    StaffTalk,
    Statement,
    Voice,
    Wish,
)
from tornio.records.visible import copies


def made(town: Town, network: Network, called: str) -> Copy:
    """Somebody's copy."""
    with town.acting(called, at=NOW) as by:
        found = copies.copy(by, network.pk)
    assert found is not None
    return found


def keys(copy: Copy) -> Counter[UUID]:
    """How often each thing stands in it."""
    return Counter(each.key for each in copy.everything())


def may_read(row: Any, author: str, reader: UUID, network: UUID) -> bool:
    """The oracle, slow and obvious, for the person at the centre: by the audience of each row (R23, R24)."""
    if row.out_of_view_at is not None:
        return False
    if row.network_id != network:
        return False
    by_audience = row.audience in ("network", "person_and_team", "chosen")
    return by_audience or getattr(row, author) == reader


def everything(town: Town, network: Network) -> Iterable[UUID]:
    """What Leon may read of this network, by the oracle over every row that there is."""
    leon = town.people["Leon"].pk
    with acting_as(human=None, capacity=Capacity.JOB, organisation=town.organisation, purpose="an oracle", at=NOW):
        tables: tuple[tuple[type[Any], str], ...] = (
            (Voice, "author_id"), (OpenQuestion, "asked_by_id"), (Decision, "written_by_id"), (Call, "caller_id"),
            (SafetyAct, "written_by_id"), (Statement, "person_id"), (Correction, "corrected_by_id"),
        )  # fmt: skip
        for model, author in tables:
            for row in model.objects.all():
                earlier = model is Voice and Voice.objects.filter(rewords=row).exists()
                if may_read(row, author, leon, network.pk) and (not earlier or row.author_id == leon):
                    yield row.pk
        for stand in Position.objects.filter(decision__network=network):
            if stand.audience != Audience.AUTHOR.value or stand.person_id == leon:
                yield stand.pk
        for plain in (StaffTalk, Wish, LifeEvent, Ending, Letter, LetterPosition, NetworkMeeting):
            here: Any = plain
            yield from here.objects.filter(network=network).values_list("pk", flat=True)


@pytest.fixture
def network(town: Town) -> Network:
    """A fortnight with everything in it, words for some, afterwords, other wordings, a letter, things not right."""
    network = a_network(town)
    a_full_fortnight(town, network)
    meeting = a_meeting(town, network, MONDAY + 3 * DAY)
    first = a_voice(town, meeting, "Leon", "My first wording.")
    a_voice(town, meeting, "Leon", "Only for the team.", audience=Audience.PERSON_AND_TEAM)
    carols = a_voice(town, meeting, "Carol", "Carol for some.")
    with town.acting("Carol", at=MONDAY + 3 * DAY) as carol:
        voices.share(voice=carols, audience=Audience.CHOSEN, chosen=[town.people["Ruth"].pk], by=carol, at=carol.at)
        between.say(
            key=new_key(), network=network, words="CANARY a note to herself", audience=Audience.AUTHOR, by=carol,
            at=carol.at,
        )  # fmt: skip
        mine = between.say(
            key=new_key(), network=network, words="Carol between.", audience=Audience.NETWORK, by=carol, at=carol.at
        )
        voices.add(key=new_key(), voice=mine, words="Carol added.", by=carol, at=carol.at + HOUR)
    with town.acting("Leon", at=MONDAY + 3 * DAY) as leon:
        voices.reword(key=new_key(), voice=first, words="My second wording.", by=leon, at=leon.at)
        between.say(key=new_key(), network=network, words="My own note.", audience=Audience.AUTHOR, by=leon, at=leon.at)
    a_decision(town, meeting, MONDAY + 3 * DAY, kind=DecisionKind.GENERAL, words="We meet on Mondays.",
               stands={"Leon": Stand.AGREE, "Carol": Stand.UNSURE})  # fmt: skip
    with town.acting("Ruth", at=MONDAY + 3 * DAY) as ruth:
        letter = letters.draft(key=new_key(), meeting=meeting, to_whom="Dr Hall", words="Dear.", by=ruth, at=ruth.at)
        letters.stand(key=new_key(), letter=letter, where=Stand.AGREE, by=ruth, at=ruth.at)
        corrections.put_right(
            key=new_key(), network=network, fact=Fact.CALLED, now="Lee", why="He said so.", by=ruth, at=ruth.at
        )
        talk = StaffTalk.objects.get()
    beside = entry_of(town, network, EntryKind.TALK, talk.pk, "Leon")
    with town.acting("Leon", at=NOW) as leon:
        corrections.not_right(key=new_key(), entry=beside, words="Not so.", by=leon, at=NOW)
    with town.acting("Ruth", at=NOW) as ruth:
        corrections.put_time_right(
            key=new_key(), entry=beside, happened_at=MONDAY - DAY, why="My diary.", by=ruth, at=NOW
        )
    return network


def test_everything_leon_may_read_stands_in_his_copy_exactly_once(town: Town, network: Network) -> None:
    """R23, R24: by an oracle over every row of every table."""
    found = keys(made(town, network, "Leon"))
    wanted = set(everything(town, network))
    assert len(wanted) > 25
    assert wanted - set(found) == set()
    assert {key: many for key, many in found.items() if many > 1} == {}


def test_nothing_that_leon_may_not_read_is_in_it(town: Town, network: Network) -> None:
    """R9, R24, R28: no note of another's, nobody's address, no other network, nothing taken out of the record."""
    gone = a_voice(town, a_meeting(town, network, MONDAY + 5 * DAY), "Carol", "CANARY in the wrong record")
    out(town, network, EntryKind.VOICE, gone.pk)
    other = neils_network(town)
    with town.acting("Ruth", at=NOW) as ruth:
        _member(town, other, "Leon", "his nephew", Belonging.BELONGS, MONDAY)
        between.say(key=new_key(), network=other, words="CANARY of Neil", audience=Audience.NETWORK, by=ruth, at=NOW)
        naming.tell_safe_way(person=town.people["Carol"], kind=WayKind.POST, value="CANARY street 4", by=ruth, at=NOW)
        naming.tell_safe_way(person=town.people["Leon"], kind=WayKind.POST, value="Leon's own street", by=ruth, at=NOW)
        KeptApart.objects.create(
            organisation_id=ruth.organisation_id, network=network, ground="crime", words="CANARY kept apart",
            why="CANARY why", written_by_id=ruth.person, kept_at=NOW, review_by=NOW + DAY,
        )  # fmt: skip
    copy = made(town, network, "Leon")
    told = json.dumps(as_data(copy))
    assert "CANARY" not in told
    assert "Leon's own street" in told
    assert str(other.pk) not in told
    assert set(keys(copy)) - set(everything(town, network)) <= around(copy)


def around(copy: Copy) -> set[UUID]:
    """What is no entry: how it began, who came and went, what became of a question, drawings, what stood in."""
    kinds = {"contact", "left", "turn", "told", "stood_in", "returned", "drawing", "sent"}
    return {each.key for each in copy.everything() if each.kind in kinds}


def test_it_is_told_in_time_and_what_belongs_together_stands_together(town: Town, network: Network) -> None:
    copy = made(town, network, "Leon")
    moments = [each.at for each in copy.items]
    assert moments == sorted(moments)
    (talk,) = (each for each in copy.items if each.kind == "talk")
    assert [(each.kind, each.words) for each in talk.parts] == [("not_right", "Not so."), ("put_right", "My diary.")]
    (added,) = (each for each in copy.items if each.words == "Carol between.")
    assert [each.words for each in added.parts] == ["Carol added."]
    mine = next(each for each in copy.everything() if each.words == "My second wording.")
    assert [(each.kind, each.words) for each in mine.parts] == [("wording", "My first wording.")]


def test_a_member_takes_their_own_words_and_nobody_elses(town: Town, network: Network) -> None:
    """R8, R9: Carol's notes, answers and place; not a word of Leon's, and of Neil who is there in name the same."""
    told = json.dumps(as_data(made(town, network, "Carol")), ensure_ascii=False)
    for words in ("CANARY a note to herself", "Carol for some.", "Carol added.", "He cannot sleep.", "his mother"):
        assert words in told, words
    for words in ("My second wording.", "I was listening.", "What Farah could offer.", "Neil", "Not so.", "Dear."):
        assert words not in told, words
    assert "Carol" not in json.dumps(as_data(made(town, network, "Neil")))


def test_only_the_person_and_members_take_a_copy(town: Town, network: Network) -> None:
    """R24: for staff, offices and strangers there is none; it is taken from the person's own page."""
    for called in ("Ruth", "Farah", "Priya", "Jean", "Martin"):
        with town.acting(called, at=NOW) as by:
            assert copies.copy(by, network.pk) is None, called


def test_the_data_says_which_form_it_has_and_is_plain(town: Town, network: Network) -> None:
    data = as_data(made(town, network, "Leon"))
    again = json.loads(json.dumps(data))
    assert again == data
    assert data["schema"] == SCHEMA == "tornio-copy/1"
    assert list(data) == [
        "schema", "made_at", "service", "name", "whole", "about", "ways", "people", "team", "items", "readings",
    ]  # fmt: skip


def test_a_note_that_carol_keeps_leaves_no_trace_in_leons_copy(town: Town, network: Network) -> None:
    """R24: the same copy to the byte, whether or not she has kept more notes to herself."""
    before = json.dumps(as_data(made(town, network, "Leon")))
    with town.acting("Carol", at=NOW - HOUR) as carol:
        for _ in range(3):
            between.say(key=new_key(), network=network, words="Again.", audience=Audience.AUTHOR, by=carol, at=carol.at)
    assert json.dumps(as_data(made(town, network, "Leon"))) == before
