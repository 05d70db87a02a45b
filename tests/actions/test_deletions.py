"""Deletion: a recorded act of two people on a named ground; the content goes, the proof stays."""

from typing import Any

import pytest
from django.db import connection

from tests import database
from tests.actions.test_misfiled import NOW, entry_of, neils_network, out
from tests.kitchen import _member, a_decision, a_full_fortnight, a_meeting, a_network, a_voice, refused_by
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import corrections, deletions, retention
from tornio.core.decisions import DecisionKind, Stand
from tornio.core.errors import NotForYou, Refused
from tornio.core.networks import Belonging
from tornio.core.retention import Since
from tornio.core.rights import DELETED, DeletionGround, EntryKind
from tornio.people.keys import new_key
from tornio.records.models import (
    Change,
    Deletion,
    Episode,
    MapNode,
    Network,
    NetworkMap,
    NetworkMeeting,
    Voice,
)
from tornio.records.visible import rights, story

ORDER = "Order of the court of 3 November, number 12."


def put(town: Town, network: Network, what: deletions.What, ground: DeletionGround = DeletionGround.COURT) -> Deletion:
    """Ruth puts it forward."""
    with town.acting("Ruth", at=NOW) as ruth:
        return deletions.put_forward(key=new_key(), what=what, ground=ground, words=ORDER, by=ruth, at=NOW)


def test_ruth_and_priya_delete_a_voice_and_only_the_proof_stays(town: Town) -> None:
    """R28: the words, every wording of them and what was said beside them are gone; who, why and when are not."""
    network = a_network(town)
    voice = a_voice(town, a_meeting(town, network), "Leon", "The words that go.")
    found = entry_of(town, network, EntryKind.VOICE, voice.pk)
    with town.acting("Carol", at=NOW) as carol:
        corrections.not_right(key=new_key(), entry=found, words="The words beside it.", by=carol, at=NOW)
    deletion = put(town, network, found)
    with town.acting("Leon", at=NOW) as leon:  # until a second has agreed, nothing has gone
        assert rights.entry(leon, network.pk, EntryKind.VOICE, voice.pk) is not None
    with town.acting("Priya", at=NOW + HOUR) as priya:
        done = deletions.agree(deletion=deletion, by=priya, at=NOW + HOUR)
    assert (done.rows, len(done.commitment), done.ground) == (2, 64, "court")
    with town.acting("Leon", at=NOW + DAY) as leon:
        assert rights.entry(leon, network.pk, EntryKind.VOICE, voice.pk) is None
        assert not rights.beside(leon, network.pk).statements
        (proof,) = rights.deletions(leon, network.pk)
        assert (proof.asked_by.called, proof.agreed_by.called if proof.agreed_by else "") == ("Ruth", "Priya")
        verbs = set(Change.objects.filter(network=network.pk).values_list("verb", flat=True))
        assert {"put something forward for deletion", "agreed to a deletion"} <= verbs
        assert "words that go" not in repr(story.story(leon, network.pk, many=100))


def test_the_words_are_really_gone_from_the_table(fresh_database: str) -> None:
    """R28: not hidden but gone, as even a superuser finds; the same words of somebody else stay."""
    town = build_town()
    network = a_network(town)
    meeting = a_meeting(town, network)
    gone, stays = a_voice(town, meeting, "Leon", "Said twice."), a_voice(town, meeting, "Carol", "Said twice.")
    deletion = put(town, network, entry_of(town, network, EntryKind.VOICE, gone.pk))
    with town.acting("Priya", at=NOW) as priya:
        deletions.agree(deletion=deletion, by=priya, at=NOW)
    with database.administrator(fresh_database) as superuser:
        rows = superuser.execute("SELECT id, text FROM records_voice WHERE id IN (%s, %s)", [gone.pk, stays.pk])
        assert dict(rows.fetchall()) == {gone.pk: DELETED, stays.pk: "Said twice."}


def test_one_alone_deletes_nothing_and_neither_do_two_without_the_privacy_lead(town: Town) -> None:
    """R28: the action and PostgreSQL refuse the same person twice, another's signature, and two of the team."""
    network = a_network(town)
    voice = a_voice(town, a_meeting(town, network), "Leon", "It stays.")
    deletion = put(town, network, entry_of(town, network, EntryKind.VOICE, voice.pk))
    mine = Deletion.objects.filter(pk=deletion.pk)
    with town.acting("Ruth", at=NOW) as ruth:
        with pytest.raises(Refused, match="two people"):
            deletions.agree(deletion=deletion, by=ruth, at=NOW)
        with refused_by("a_deletion_is_agreed_by_somebody_else_who_may"):
            mine.update(agreed_by=town.people["Ruth"], agreed_at=NOW)
        with refused_by("a_deletion_is_agreed_by_somebody_else_who_may"):
            mine.update(agreed_by=town.people["Priya"], agreed_at=NOW)
        with refused_by("whoever_puts_a_deletion_forward_signs_it"):
            Deletion.objects.create(
                organisation_id=ruth.organisation_id, network=network, kind="voice", entry=voice.pk, ground="court",
                words=ORDER, asked_by=town.people["Priya"], asked_at=NOW,
            )  # fmt: skip
    with town.acting("Tomasz", at=NOW) as tomasz, pytest.raises(Refused, match="privacy lead"):
        deletions.agree(deletion=deletion, by=tomasz, at=NOW)
    with town.acting("Leon", at=NOW):
        assert Voice.objects.get(pk=voice.pk).text == "It stays."


def test_the_application_cannot_delete_or_empty_by_itself(town: Town) -> None:
    """R28: no right to take a row away, to empty its words, or to write the proof itself."""
    with connection.cursor() as cursor:
        for table, column in (
            ("records_voice", "text"), ("records_call", "words"), ("records_stafftalk", "words"),
            ("records_deletion", "rows"), ("records_deletion", "commitment"), ("records_deletion", "entry"),
            ("records_letter", "words"), ("records_statement", "words"), ("records_correction", "was"),
        ):  # fmt: skip
            cursor.execute("SELECT has_column_privilege('tornio_app', %s, %s, 'UPDATE')", [table, column])
            assert cursor.fetchone() == (False,), (table, column)
            cursor.execute("SELECT has_table_privilege('tornio_app', %s, 'DELETE, TRUNCATE')", [table])
            assert cursor.fetchone() == (False,), table


def test_only_a_named_ground_that_holds_is_a_ground(town: Town) -> None:
    """R28: retention ended, wrong record, a court, a right; the first two only when they are so."""
    network = a_network(town)
    voice = a_voice(town, a_meeting(town, network), "Leon", "It stays.")
    found = entry_of(town, network, EntryKind.VOICE, voice.pk)
    with pytest.raises(Refused, match="wrong record"):
        put(town, network, found, DeletionGround.WRONG_RECORD)
    for what in (found, network):
        with pytest.raises(Refused, match="not reached its end"):
            put(town, network, what, DeletionGround.RETENTION_ENDED)
    with town.acting("Ruth", at=NOW) as ruth:
        with pytest.raises(Refused, match="Say which"):
            deletions.put_forward(key=new_key(), what=found, ground=DeletionGround.RIGHT, words="", by=ruth, at=NOW)
        with refused_by("a_deletion_has_a_named_ground"):
            Deletion.objects.create(
                organisation_id=ruth.organisation_id, network=network, kind="voice", entry=voice.pk, ground="tidy",
                words="x", asked_by_id=ruth.person, asked_at=NOW,
            )  # fmt: skip
    misfiling = out(town, network, EntryKind.VOICE, voice.pk)
    put(town, network, misfiling, DeletionGround.WRONG_RECORD)
    with pytest.raises(Refused, match="put this forward already"):
        put(town, network, misfiling, DeletionGround.WRONG_RECORD)


def test_who_may_put_forward_and_who_may_let_it_stay(town: Town) -> None:
    """R28: staff of the network and the privacy lead; whoever is asked may say no, with a reason."""
    network = a_network(town)
    voice = a_voice(town, a_meeting(town, network), "Leon", "It stays.")
    found = entry_of(town, network, EntryKind.VOICE, voice.pk)
    for called in ("Leon", "Carol", "Farah", "Martin"):
        with town.acting(called, at=NOW) as by, pytest.raises(NotForYou):
            deletions.put_forward(key=new_key(), what=found, ground=DeletionGround.RIGHT, words="x", by=by, at=NOW)
    key = new_key()
    with town.acting("Ruth", at=NOW) as ruth:
        first = deletions.put_forward(key=key, what=found, ground=DeletionGround.RIGHT, words="x", by=ruth, at=NOW)
        assert (
            deletions.put_forward(key=key, what=found, ground=DeletionGround.RIGHT, words="x", by=ruth, at=NOW) == first
        )
    with town.acting("Priya", at=NOW) as priya:
        with pytest.raises(Refused, match="why it stays"):
            deletions.refuse(deletion=first, why="", by=priya, at=NOW)
        refused = deletions.refuse(deletion=first, why="There is no such right here.", by=priya, at=NOW)
        assert refused.refused_why
        with pytest.raises(Refused, match="already"):
            deletions.agree(deletion=first, by=priya, at=NOW)
    put(town, network, found)  # and may be put forward again, on another ground


def test_every_kind_of_entry_loses_its_words_when_two_agree(town: Town) -> None:
    """R28: the call, the talk, the act, the question, the decision with where each one stood."""
    network = a_network(town)
    meeting = a_full_fortnight(town, network)
    with town.acting("Ruth", at=NOW):
        open_now = NetworkMeeting.objects.filter(network=network, status="agreed").get()
        assert open_now.pk != meeting.pk
    now = a_meeting(town, network, NOW)
    plain = a_decision(town, now, NOW, kind=DecisionKind.GENERAL, stands={"Leon": Stand.AGREE, "Carol": Stand.UNSURE})
    with town.acting("Ruth", at=NOW) as ruth:
        found: dict[EntryKind, Any] = {
            kind: source.rows(ruth).filter(network=network).exclude(pk=None).first()
            for kind, source in rights.SOURCES.items()
            if kind is not EntryKind.DECISION
        }
    found[EntryKind.DECISION] = plain
    for kind, row in found.items():
        assert row is not None, kind
        deletion = put(town, network, entry_of(town, network, kind, row.pk))
        with town.acting("Priya", at=NOW) as priya:
            done = deletions.agree(deletion=deletion, by=priya, at=NOW)
        assert done.rows == {EntryKind.DECISION: 3, EntryKind.QUESTION: 2}.get(kind, 1), kind
        with town.acting("Ruth", at=NOW) as ruth:
            assert rights.entry(ruth, network.pk, kind, row.pk) is None, kind


def test_a_record_that_reached_its_end_goes_whole_and_its_shape_stays(town: Town) -> None:
    """R28: words, names and drawings go; that there were meetings, who read and who changed what stays."""
    network = a_network(town)
    a_full_fortnight(town, network)
    with town.acting("Leon", at=NOW) as leon:
        drawing = NetworkMap.objects.create(
            organisation_id=leon.organisation_id, network=network, drawn_at=NOW, drawn_by=town.people["Leon"],
            note="My people.",
        )  # fmt: skip
        MapNode.objects.create(
            organisation_id=leon.organisation_id, map=drawing, called="Nan", ring=1, sector="family", kind="person"
        )
        NetworkMap.objects.filter(pk=drawing.pk).update(kept_at=NOW)
    with town.acting("Ruth", at=NOW):
        meetings, episodes = NetworkMeeting.objects.count(), Episode.objects.count()
    later = NOW + DAY
    with town.acting("Priya", at=NOW) as priya:
        retention.write_period(
            key=new_key(), service=town.service, since_what=Since.ENDED, months=12, source="Our policy, 4.2", by=priya,
            at=NOW,
        )  # fmt: skip
    with town.acting("Ruth", at=NOW) as ruth, pytest.raises(Refused, match="not reached"):
        deletions.put_forward(
            key=new_key(), what=network, ground=DeletionGround.RETENTION_ENDED, words="x", by=ruth, at=NOW
        )
    deletion = put(town, network, network, DeletionGround.RIGHT)
    with town.acting("Priya", at=later) as priya:
        done = deletions.agree(deletion=deletion, by=priya, at=later)
        assert done.rows is not None
        assert done.rows > 20
    with town.acting("Ruth", at=NOW) as ruth:
        told = repr(story.story(ruth, network.pk, many=100))
        for words in ("I was listening", "Farah could offer", "place of safety", "No tablets", "in the kitchen", "Nan"):
            assert words not in told, words
        assert NetworkMeeting.objects.count() == meetings
        assert Episode.objects.count() == episodes
        assert not NetworkMap.objects.filter(network=network).exists()
        assert Network.objects.get(pk=network.pk).centre.full_name == DELETED


def test_somebody_who_is_more_than_the_person_at_this_centre_keeps_their_name(town: Town) -> None:
    """R28: Leon is also a member of Neil's network; deleting his own record does not take him out of Neil's."""
    network = a_network(town)
    neils = neils_network(town)
    with town.acting("Ruth", at=MONDAY):
        _member(town, neils, "Leon", "his nephew", Belonging.BELONGS, MONDAY)
    deletion = put(town, network, network, DeletionGround.RIGHT)
    with town.acting("Priya", at=NOW) as priya:
        deletions.agree(deletion=deletion, by=priya, at=NOW)
    with town.acting("Ruth", at=NOW):
        assert Network.objects.get(pk=network.pk).centre.full_name == "Leon Marsh"
