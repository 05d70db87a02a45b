"""Corrections are additions: a statement beside an entry, a fact put right with what it was before."""

import pytest

from tests.actions.test_misfiled import NOW, entry_of
from tests.kitchen import a_meeting, a_network, a_voice, refused_by
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import between, corrections
from tornio.core.errors import NotForYou, Refused
from tornio.core.rights import EntryKind, Fact
from tornio.core.voices import Audience
from tornio.people.keys import new_key
from tornio.people.models import Person
from tornio.records.models import Correction, Network, StaffTalk, Statement, Voice
from tornio.records.visible import rights


def spoken(town: Town, network: Network) -> StaffTalk:
    """Ruth and Tomasz spoke of Leon."""
    with town.acting("Ruth", at=MONDAY) as by:
        return between.talk(
            key=new_key(), network=network, with_whom=[town.practitioners["Tomasz"]], why="Before Thursday.",
            words="Leon shouted at his mother.", by=by, at=MONDAY,
        )  # fmt: skip


def test_leon_says_that_it_is_not_right_and_nobodys_words_change(town: Town) -> None:
    """R17, R28: his statement stands beside what staff wrote; both are there for both."""
    network = a_network(town)
    talk = spoken(town, network)
    found = entry_of(town, network, EntryKind.TALK, talk.pk, "Leon")
    key = new_key()
    with town.acting("Leon", at=NOW) as leon:
        for _ in range(2):
            corrections.not_right(key=key, entry=found, words="I did not shout. I cried.", by=leon, at=NOW)
        with pytest.raises(Refused, match="not right"):
            corrections.not_right(key=new_key(), entry=found, words=" ", by=leon, at=NOW)
    for called in ("Leon", "Ruth", "Tomasz"):
        with town.acting(called, at=NOW) as by:
            assert [each.words for each in rights.beside(by, network.pk).statements[found.mark]] == [
                "I did not shout. I cried."
            ]
            assert StaffTalk.objects.get(pk=talk.pk).words == "Leon shouted at his mother."
    with town.acting("Carol", at=NOW) as carol:  # R24: what she may not read has nothing beside it either
        assert not rights.beside(carol, network.pk).statements


def test_a_statement_is_for_whom_the_entry_is_for(town: Town) -> None:
    """R24: beside words to the whole network everybody reads it; beside a note to oneself nobody else does."""
    network = a_network(town)
    meeting = a_meeting(town, network)
    voice = a_voice(town, meeting, "Leon", "She rang them behind my back.")
    found = entry_of(town, network, EntryKind.VOICE, voice.pk, "Carol")
    with town.acting("Carol", at=NOW) as carol:
        made = corrections.not_right(key=new_key(), entry=found, words="I asked him first.", by=carol, at=NOW)
    assert made.spoken_as == "his mother"
    for called in ("Leon", "Carol", "Ruth"):
        with town.acting(called, at=NOW) as by:
            assert list(rights.statements(by, network.pk)) == [made], called
    with town.acting("Neil", at=NOW) as neil:
        assert list(rights.statements(neil, network.pk)) == []


def test_it_stands_beside_every_wording(town: Town) -> None:
    """R17: the author words it anew; what was said beside it is still beside it."""
    network = a_network(town)
    voice = a_voice(town, a_meeting(town, network), "Leon", "First.")
    found = entry_of(town, network, EntryKind.VOICE, voice.pk, "Carol")
    with town.acting("Carol", at=NOW) as carol:
        corrections.not_right(key=new_key(), entry=found, words="Not so.", by=carol, at=NOW)
    with town.acting("Leon", at=NOW) as by:
        again = Voice.objects.create(
            organisation_id=by.organisation_id, network=network, meeting_id=voice.meeting_id, kind="voice",
            author=town.people["Leon"], written_by=town.people["Leon"], text="Second.", said_at=voice.said_at,
            rewords=voice, audience="network",
        )  # fmt: skip
    found = entry_of(town, network, EntryKind.VOICE, again.pk, "Ruth")
    with town.acting("Ruth", at=NOW) as ruth:
        assert len(rights.beside(ruth, network.pk).statements[found.mark]) == 1


def test_ruth_writes_it_down_for_jean_only_when_read_back(town: Town) -> None:
    """R17: somebody without a telephone has somebody else's hand, marked as such; PostgreSQL asks for it too."""
    network = a_network(town)
    talk = spoken(town, network)
    found = entry_of(town, network, EntryKind.TALK, talk.pk)
    leon = town.people["Leon"].pk
    with town.acting("Ruth", at=NOW) as ruth:
        with pytest.raises(Refused, match="Read it back"):
            corrections.not_right(key=new_key(), entry=found, words="No.", person=leon, by=ruth, at=NOW)
        with pytest.raises(Refused, match="Whose words"):
            corrections.not_right(
                key=new_key(), entry=found, words="No.", person=town.people["Jean"].pk, read_back=True, by=ruth, at=NOW
            )
        made = corrections.not_right(
            key=new_key(), entry=found, words="No.", person=leon, read_back=True, by=ruth, at=NOW
        )
        assert (made.person_id, made.written_by_id, made.read_back_at) == (leon, ruth.person_id, NOW)
        with refused_by("a_statement_written_for_somebody_is_read_back"):
            Statement.objects.create(
                organisation_id=ruth.organisation_id, network=network, kind="talk", author_id=found.author_id,
                said_at=found.at, person_id=leon, written_by_id=ruth.person, words="No.", at=NOW,
                audience=Audience.PERSON_AND_TEAM.value,
            )  # fmt: skip


def test_nobody_writes_for_somebody_beside_a_note_to_oneself(town: Town) -> None:
    """R18: a note to oneself is written by one's own hand, and what stands beside it too."""
    network = a_network(town)
    with town.acting("Leon", at=MONDAY) as leon:
        note = between.say(
            key=new_key(), network=network, words="To myself.", audience=Audience.AUTHOR, by=leon, at=MONDAY
        )
    found = entry_of(town, network, EntryKind.VOICE, note.pk, "Leon")
    with town.acting("Ruth", at=NOW) as ruth, pytest.raises(NotForYou):
        corrections.not_right(
            key=new_key(), entry=found, words="No.", person=town.people["Leon"].pk, read_back=True, by=ruth, at=NOW
        )


def test_a_name_put_right_leaves_what_it_was_readable(town: Town) -> None:
    """R28: the person is called rightly from now on; who, when, why and what it was stay."""
    network = a_network(town)
    key = new_key()
    with town.acting("Ruth", at=NOW) as ruth:
        for _ in range(2):
            corrections.put_right(
                key=key, network=network, fact=Fact.FULL_NAME, now="Leon Marsh-Okoro", why="He told us.", by=ruth,
                at=NOW,
            )  # fmt: skip
        with pytest.raises(Refused, match="same as before"):
            corrections.put_right(
                key=new_key(), network=network, fact=Fact.CALLED, now="Leon", why="Again.", by=ruth, at=NOW
            )
        with pytest.raises(Refused, match="how you know"):
            corrections.put_right(key=new_key(), network=network, fact=Fact.CALLED, now="Lee", why="", by=ruth, at=NOW)
    with town.acting("Leon", at=NOW) as leon:
        (told,) = rights.corrections(leon, network.pk)
        corrections.put_right(
            key=new_key(), network=network, fact=Fact.BORN_ON, now="27 March 1998", why="It is mine.", by=leon, at=NOW
        )
        person = Person.objects.get(pk=town.people["Leon"].pk)
    assert (told.was, told.now, told.why, told.corrected_by.called) == (
        "Leon Marsh", "Leon Marsh-Okoro", "He told us.", "Ruth",
    )  # fmt: skip
    assert (person.full_name, person.born_on.isoformat() if person.born_on else "") == (
        "Leon Marsh-Okoro",
        "1998-03-27",
    )
    for called in ("Carol", "Farah"):
        with town.acting(called, at=NOW) as by, pytest.raises(NotForYou):
            corrections.put_right(key=new_key(), network=network, fact=Fact.CALLED, now="L", why="x", by=by, at=NOW)


def test_a_year_alone_and_a_number_are_put_right_too_and_a_wrong_one_is_refused(town: Town) -> None:
    """R28: the facts that there are; the profile's country says which number."""
    network = a_network(town)
    with town.acting("Ruth", at=NOW) as ruth:
        made = corrections.put_right(
            key=new_key(), network=network, fact=Fact.BORN_ON, now="1998", why="His passport.", by=ruth, at=NOW
        )
        assert made.now == "1998"
        with pytest.raises(Refused):
            corrections.put_right(
                key=new_key(), network=network, fact=Fact.IDENTIFIER, now="12", why="x", by=ruth, at=NOW
            )
        number = corrections.put_right(
            key=new_key(), network=network, fact=Fact.IDENTIFIER, now="131052-308T", why="His card.", by=ruth, at=NOW
        )
        assert number.now == "131052-308T"
        with pytest.raises(Refused, match="something that happened"):
            corrections.put_right(key=new_key(), network=network, fact=Fact.WHEN, now="1", why="x", by=ruth, at=NOW)


def test_a_country_without_a_number_has_none_to_put_right(town: Town) -> None:
    """R28: nothing is invented where the country names no number."""
    network = a_network(town)
    network.service.profile = "parachute-nyc"
    with town.acting("Ruth", at=NOW) as ruth, pytest.raises(Refused, match="No such number"):
        corrections.put_right(key=new_key(), network=network, fact=Fact.IDENTIFIER, now="1", why="x", by=ruth, at=NOW)


def test_a_time_put_right_stands_beside_the_entry_which_stays(town: Town) -> None:
    """R28: each time follows the one before; a member and a stranger put no time right."""
    network = a_network(town)
    talk = spoken(town, network)
    found = entry_of(town, network, EntryKind.TALK, talk.pk)
    earlier = MONDAY - DAY
    with town.acting("Ruth", at=NOW) as ruth:
        key = new_key()
        for _ in range(2):
            corrections.put_time_right(key=key, entry=found, happened_at=earlier, why="My diary.", by=ruth, at=NOW)
        corrections.put_time_right(
            key=new_key(), entry=found, happened_at=earlier + HOUR, why="At ten.", by=ruth, at=NOW + HOUR
        )
        with pytest.raises(Refused, match="not come yet"):
            corrections.put_time_right(key=new_key(), entry=found, happened_at=NOW + DAY, why="x", by=ruth, at=NOW)
        told = rights.beside(ruth, network.pk).corrections[found.mark]
        assert [(each.was, each.now) for each in told] == [
            (MONDAY.isoformat(), earlier.isoformat()),
            (earlier.isoformat(), (earlier + HOUR).isoformat()),
        ]
        assert StaffTalk.objects.get(pk=talk.pk).at == MONDAY
        with refused_by("a_correction_says_why"):
            Correction.objects.filter(pk=key).update() or Correction.objects.create(
                organisation_id=ruth.organisation_id, network=network, fact="called", was="a", now="b", why="",
                corrected_by_id=ruth.person, at=NOW, audience="person_and_team",
            )  # fmt: skip
    with town.acting("Leon", at=NOW) as leon, pytest.raises(NotForYou):
        corrections.put_time_right(key=new_key(), entry=found, happened_at=earlier, why="x", by=leon, at=NOW)
