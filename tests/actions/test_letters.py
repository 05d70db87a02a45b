"""A letter in words that the network has agreed: drafted together, positions kept, versions kept, sent by a hand."""

from datetime import datetime

import pytest

from tests.actions.test_misfiled import NOW
from tests.kitchen import a_meeting, a_network, refused_by
from tests.people import HOUR, MONDAY, Town
from tornio.actions import letters
from tornio.core.decisions import Stand
from tornio.core.errors import NotForYou, Refused
from tornio.core.letters import SentBy
from tornio.core.meetings import MeetingStatus
from tornio.people.keys import new_key
from tornio.records.models import Letter, LetterPosition, LetterSent, NetworkMeeting
from tornio.records.visible import letters as visible

WORDS = "Dear Dr Hall, we met with Leon and his mother at their home."


def drafted(town: Town, meeting: NetworkMeeting, words: str = WORDS, letter: Letter | None = None) -> Letter:
    """Ruth writes it down in the meeting."""
    with town.acting("Ruth", at=MONDAY) as ruth:
        return letters.draft(
            key=new_key(), meeting=meeting, to_whom="Dr Hall, the GP", words=words, by=ruth, at=MONDAY,
            letter=letter.letter if letter else None,
        )  # fmt: skip


def stands(
    town: Town, letter: Letter, called: str, where: Stand, words: str = "", at: datetime = MONDAY + HOUR
) -> LetterPosition:
    """Somebody says where they stand."""
    with town.acting(called, at=at) as by:
        return letters.stand(key=new_key(), letter=letter, where=where, words=words, by=by, at=by.at)


def test_it_goes_only_with_leons_yes_to_its_very_words(town: Town) -> None:
    """R17, R20: not before, not after he has changed his mind, not in an older version; PostgreSQL refuses too."""
    network = a_network(town)
    meeting = a_meeting(town, network)
    first = drafted(town, meeting)
    with town.acting("Ruth", at=NOW) as ruth:
        with pytest.raises(Refused, match="agreed to these very words"):
            letters.sent(key=new_key(), letter=first, way=SentBy.POST, by=ruth, at=NOW)
        carols = stands(town, first, "Carol", Stand.AGREE)
        with refused_by("a_letter_goes_only_with_the_persons_yes_to_its_words"):
            LetterSent.objects.create(
                organisation_id=ruth.organisation_id, letter=first, network=network, agreed=carols,
                centre=town.people["Leon"], persons_stand="agree", way="post", sent_by_id=ruth.person, at=NOW,
            )  # fmt: skip
    stands(town, first, "Leon", Stand.AGREE)
    stands(town, first, "Leon", Stand.UNSURE, "Not the word “crisis”.", at=MONDAY + 2 * HOUR)
    with town.acting("Ruth", at=NOW) as ruth, pytest.raises(Refused, match="agreed to these very words"):
        letters.sent(key=new_key(), letter=first, way=SentBy.POST, by=ruth, at=NOW)
    second = drafted(town, meeting, WORDS + " He chose these words.", first)
    assert (second.number, second.letter) == (2, first.letter)
    stands(town, second, "Leon", Stand.AGREE)
    stands(town, first, "Leon", Stand.AGREE, at=MONDAY + 3 * HOUR)
    with town.acting("Ruth", at=NOW) as ruth:
        with pytest.raises(Refused, match="newer version"):
            letters.sent(key=new_key(), letter=first, way=SentBy.POST, by=ruth, at=NOW)
        key = new_key()
        went = letters.sent(key=key, letter=second, way=SentBy.POST, by=ruth, at=NOW)
        assert letters.sent(key=key, letter=second, way=SentBy.POST, by=ruth, at=NOW) == went


def test_every_version_and_every_position_stays(town: Town) -> None:
    """R19: nothing is overwritten; who disagrees is kept as such."""
    network = a_network(town)
    meeting = a_meeting(town, network)
    first = drafted(town, meeting)
    stands(town, first, "Carol", Stand.DISAGREE, "It leaves me out.")
    second = drafted(town, meeting, WORDS + " His mother spoke too.", first)
    stands(town, second, "Carol", Stand.AGREE)
    for called in ("Leon", "Carol", "Ruth"):
        with town.acting(called, at=NOW) as by:
            ((new, old),) = visible.of_network(by, network.pk)
        assert (new.row, old.row) == (second, first)
        assert [(each.person.called, each.stand, each.words) for each in old.latest] == [
            ("Carol", "disagree", "It leaves me out.")
        ]
        assert new.stand_of(town.people["Carol"].pk) is Stand.AGREE
        assert new.stand_of(town.people["Leon"].pk) is None
    for called in ("Neil", "Farah"):
        with town.acting(called, at=NOW) as by:
            assert visible.of_network(by, network.pk) == []


def test_it_is_written_in_a_meeting_by_staff_of_the_network(town: Town) -> None:
    """R20: together, once the meeting has begun; others write none."""
    network = a_network(town)
    ahead = a_meeting(town, network, status=MeetingStatus.AGREED)
    with pytest.raises(Refused, match="together"):
        drafted(town, ahead)
    meeting = a_meeting(town, network, MONDAY + 3 * HOUR)
    for called in ("Carol", "Farah"):
        with town.acting(called, at=NOW) as by, pytest.raises(NotForYou):
            letters.draft(key=new_key(), meeting=meeting, to_whom="x", words="x", by=by, at=NOW)
    with town.acting("Ruth", at=NOW) as ruth:
        for to_whom, words, field in (("", WORDS, "To whom"), ("Dr Hall", " ", "Nothing is written")):
            with pytest.raises(Refused, match=field):
                letters.draft(key=new_key(), meeting=meeting, to_whom=to_whom, words=words, by=ruth, at=NOW)
        with pytest.raises(NotForYou):
            letters.draft(key=new_key(), meeting=meeting, to_whom="x", words="x", letter=new_key(), by=ruth, at=NOW)
        key = new_key()
        once = letters.draft(key=key, meeting=meeting, to_whom="Dr Hall", words=WORDS, by=ruth, at=NOW)
        assert letters.draft(key=key, meeting=meeting, to_whom="Dr Hall", words=WORDS, by=ruth, at=NOW) == once
        assert visible.letter(ruth, key) == once


def test_staff_write_down_what_somebody_says_and_nobody_else_does(town: Town) -> None:
    """R17: Ruth writes for Leon, and it says so; Carol does not write for him; nobody speaks for a stranger."""
    network = a_network(town)
    letter = drafted(town, a_meeting(town, network))
    leon = town.people["Leon"].pk
    with town.acting("Ruth", at=NOW) as ruth:
        key = new_key()
        made = letters.stand(key=key, letter=letter, where=Stand.AGREE, person=leon, by=ruth, at=NOW)
        assert letters.stand(key=key, letter=letter, where=Stand.AGREE, person=leon, by=ruth, at=NOW) == made
        assert (made.person_id, made.written_by_id) == (leon, ruth.person_id)
        with pytest.raises(Refused, match="Whose position"):
            letters.stand(
                key=new_key(), letter=letter, where=Stand.AGREE, person=town.people["Jean"].pk, by=ruth, at=NOW
            )
    with town.acting("Carol", at=NOW) as carol, pytest.raises(NotForYou):
        letters.stand(key=new_key(), letter=letter, where=Stand.AGREE, person=leon, by=carol, at=NOW)
    with town.acting("Neil", at=NOW) as neil, pytest.raises(NotForYou):
        letters.stand(key=new_key(), letter=letter, where=Stand.AGREE, by=neil, at=NOW)
