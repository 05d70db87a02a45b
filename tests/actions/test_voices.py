"""What people say in a meeting: each in their own words, by their own hand or read back to them (R17, R19, R23)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.kitchen import a_meeting, a_network, close, refused_by
from tests.people import HOUR, MONDAY, Town
from tests.said import A_LITTLE_LATER, heard, row, said
from tornio.actions import presence, voices
from tornio.actions.room import as_whom
from tornio.core.asking import Malformed
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import PresentAs, PresentWay
from tornio.core.networks import Belonging
from tornio.core.voices import Audience, How, VoiceKind
from tornio.people.keys import new_key
from tornio.records.models import (
    NetworkMeeting,
    NetworkMember,
)
from tornio.records.visible import voices as visible


@pytest.fixture
def meeting(town: Town) -> NetworkMeeting:
    """Leon's kitchen: he, Carol, Ruth and Tomasz are there."""
    return a_meeting(town, a_network(town))


# --- own words ------------------------------------------------------------------------------------------------------


def test_carol_speaks_and_everybody_in_the_kitchen_reads_it(town: Town, meeting: NetworkMeeting) -> None:
    """R17: signed by its speaker, in her own words, as whom she is there."""
    voice = said(town, meeting, "Carol", "I keep listening at his door.")
    assert (voice.author_id, voice.spoken_as) == (town.people["Carol"].pk, "his mother")
    assert all(heard(town, meeting, each) == ["I keep listening at his door."] for each in ("Leon", "Ruth", "Tomasz"))


def test_words_stand_in_the_order_in_which_they_were_spoken(town: Town, meeting: NetworkMeeting) -> None:
    """R19: nobody puts them in another order, also when one is worded anew."""
    first = said(town, meeting, "Leon", "Sleep.")
    said(town, meeting, "Carol", "Saturday.", at=A_LITTLE_LATER + timedelta(minutes=1))
    later = A_LITTLE_LATER + HOUR / 2
    with town.acting("Leon", at=later) as leon:
        voices.reword(key=new_key(), voice=first, words="I want to talk about sleep.", by=leon, at=later)
    assert heard(town, meeting, "Carol") == ["I want to talk about sleep.", "Saturday."]


def test_sending_twice_is_said_once(town: Town, meeting: NetworkMeeting) -> None:
    key = new_key()
    first = said(town, meeting, "Carol", "Once.", key=key)
    assert said(town, meeting, "Carol", "Once.", key=key).pk == first.pk
    assert heard(town, meeting, "Carol") == ["Once."]


def test_other_words_under_the_same_key_are_both_kept(town: Town, meeting: NetworkMeeting) -> None:
    """Two devices at once: nothing typed is ever lost."""
    key = new_key()
    said(town, meeting, "Carol", "On the telephone.", key=key)
    for _ in range(2):
        said(town, meeting, "Carol", "At the computer.", key=key)
    assert sorted(heard(town, meeting, "Leon")) == ["At the computer.", "On the telephone."]


def test_a_key_of_somebody_elses_words_is_not_for_neil(town: Town, meeting: NetworkMeeting) -> None:
    voice = said(town, meeting, "Carol", "Mine.")
    with pytest.raises(NotForYou):
        said(town, meeting, "Leon", "Mine.", key=voice.pk)


@pytest.mark.parametrize("nothing", ["", "  \n", "\u200b"])
def test_nothing_is_not_said(town: Town, meeting: NetworkMeeting, nothing: str) -> None:
    with pytest.raises(Refused, match="Nothing is written yet"):
        said(town, meeting, "Carol", nothing)


def test_what_no_keyboard_makes_is_not_kept(town: Town, meeting: NetworkMeeting) -> None:
    with pytest.raises(Malformed):
        said(town, meeting, "Carol", "a\x00b")


def test_neil_who_stays_in_name_says_nothing_here(town: Town, meeting: NetworkMeeting) -> None:
    """R8: in name only is in no audience and at no table."""
    with pytest.raises(NotForYou):
        said(town, meeting, "Neil", "Let me in.")


def test_farah_who_was_not_asked_does_not_speak_in_the_meeting(town: Town, meeting: NetworkMeeting) -> None:
    with pytest.raises(NotForYou):
        said(town, meeting, "Farah", "May I?")


def test_a_member_who_was_not_asked_to_this_meeting_does_not_speak_in_it(town: Town, meeting: NetworkMeeting) -> None:
    with town.acting("Ruth"):
        member = NetworkMember.objects.get(network=meeting.network_id, person=town.people["Neil"])
        NetworkMember.objects.filter(pk=member.pk).update(belonging=Belonging.BELONGS.value, may_write=True)
    with pytest.raises(Refused, match="asked to this meeting"):
        said(town, meeting, "Neil", "I was not asked.")


def test_before_a_meeting_has_begun_nothing_is_said_in_it(town: Town, meeting: NetworkMeeting) -> None:
    meeting.status = "agreed"
    with town.acting("Ruth") as ruth, pytest.raises(Refused, match="not begun"):
        voices.say(key=new_key(), meeting=meeting, words="Soon.", by=ruth, at=MONDAY)


def test_the_same_day_everybody_reads_it_and_may_add(town: Town, meeting: NetworkMeeting) -> None:
    """R23: also after the meeting was closed."""
    voice = said(town, meeting, "Carol", "I know I shouldn't.")
    close(town, meeting, MONDAY + HOUR)
    evening = MONDAY + 10 * HOUR
    with town.acting("Carol", at=evening) as carol:
        voices.add(key=new_key(), voice=voice, words="I meant that I am tired.", by=carol, at=evening)
    with town.acting("Leon", at=evening) as leon:
        told = visible.of_meeting(leon, meeting)
    assert [each.text for each in told[0].afterwords] == ["I meant that I am tired."]


@pytest.mark.parametrize("way", [PresentWay.TELEPHONE, PresentWay.VIDEO])
def test_carol_who_is_on_the_line_is_signed_so(town: Town, way: PresentWay) -> None:
    """R17: as whom, and how, somebody was there on that day; kept as what it was, and told in each one's language."""
    meeting = a_meeting(town, a_network(town), present={"Leon": PresentAs.CENTRE})
    with town.acting("Carol") as carol:
        presence.arrive(meeting=meeting, person=town.people["Carol"], by=carol, at=MONDAY, way=way)
    voice = said(town, meeting, "Carol", "Can you hear me?")
    assert (voice.spoken_as, voice.way) == ("his mother", way.value)
    with town.acting("Carol", at=MONDAY + HOUR) as carol:
        anew = voices.reword(key=new_key(), voice=voice, words="Do you hear me?", by=carol, at=MONDAY + HOUR)
        after = voices.add(key=new_key(), voice=anew, words="I hear you.", by=carol, at=MONDAY + HOUR)
    assert {(each.spoken_as, each.way) for each in (anew, after)} == {("his mother", way.value)}
    leons = said(town, meeting, "Leon", "Yes.")
    assert (leons.spoken_as, leons.way) == ("", "room")


def test_a_guest_nobody_described_is_signed_by_name_alone(town: Town) -> None:
    meeting = a_meeting(town, a_network(town))
    with town.acting("Ruth") as ruth:
        guest, line = town.people["Jean"], PresentWay.TELEPHONE
        presence.arrive(meeting=meeting, person=guest, by=ruth, at=MONDAY, way=line)
        assert as_whom(meeting, guest.pk) == {"spoken_as": "", "way": "telephone"}


# --- only its author ------------------------------------------------------------------------------------------------


def test_nobody_adds_to_carols_words_but_carol(town: Town, meeting: NetworkMeeting) -> None:
    """R17: not Leon, not Ruth."""
    voice = said(town, meeting, "Carol", "Mine.")
    for called in ("Leon", "Ruth"):
        with town.acting(called) as by:
            for deed in (voices.add, voices.reword):
                with pytest.raises(NotForYou):
                    deed(key=new_key(), voice=voice, words="Better so.", by=by, at=MONDAY)
            with pytest.raises(NotForYou):
                voices.share(voice=voice, audience=Audience.NETWORK, by=by, at=MONDAY)


def test_an_afterword_to_somebody_elses_words_is_refused_by_the_database(town: Town, meeting: NetworkMeeting) -> None:
    """R17, around the application."""
    voice = said(town, meeting, "Carol", "Mine.")
    with town.acting("Leon") as leon, refused_by("only_its_author_adds_to_a_voice"):
        row(leon, meeting, kind=VoiceKind.AFTERWORD.value, about=voice)


def test_a_wording_by_somebody_else_is_refused_by_the_database(town: Town, meeting: NetworkMeeting) -> None:
    """R17, around the application."""
    voice = said(town, meeting, "Carol", "Mine.")
    with town.acting("Leon") as leon, refused_by("only_its_author_words_a_voice_anew"):
        row(leon, meeting, rewords=voice)


def test_nobody_overwrites_or_deletes_words_not_even_in_sql(town: Town, meeting: NetworkMeeting) -> None:
    """R17, R28: the application's role has no such right."""
    said(town, meeting, "Carol", "Mine.")
    for sql in (
        "UPDATE records_voice SET text = 'Yours.'",
        "UPDATE records_voice SET author_id = written_by_id",
        "DELETE FROM records_voice",
        "DELETE FROM records_openquestion",
        "DELETE FROM records_draft",
    ):
        with town.acting("Carol"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_earlier_wordings_are_for_their_author_alone(town: Town, meeting: NetworkMeeting) -> None:
    """R17: Carol reads how she said it first; nobody else does."""
    voice = said(town, meeting, "Carol", "I shouldn't.")
    with town.acting("Carol", at=MONDAY + HOUR) as carol:
        second = voices.reword(key=new_key(), voice=voice, words="I am tired.", by=carol, at=MONDAY + HOUR)
        third = voices.reword(key=new_key(), voice=second, words="I am so tired.", by=carol, at=MONDAY + HOUR)
        assert [each.text for each in visible.earlier_wordings(carol, third)] == ["I am tired.", "I shouldn't."]
    with town.acting("Leon", at=MONDAY + HOUR) as leon:
        assert visible.earlier_wordings(leon, third) == []
        assert visible.voice(leon, voice.pk) is None
    assert heard(town, meeting, "Leon") == ["I am so tired."]


def test_two_devices_do_not_split_a_wording_in_two(town: Town, meeting: NetworkMeeting) -> None:
    voice = said(town, meeting, "Carol", "One.")
    with town.acting("Carol") as carol:
        voices.reword(key=new_key(), voice=voice, words="Two.", by=carol, at=MONDAY)
        with pytest.raises(Refused, match="on another device"):
            voices.reword(key=new_key(), voice=voice, words="Three.", by=carol, at=MONDAY)


def test_rewording_twice_with_one_key_or_to_the_same_words_makes_nothing(town: Town, meeting: NetworkMeeting) -> None:
    voice, key = said(town, meeting, "Carol", "One."), new_key()
    with town.acting("Carol") as carol:
        assert voices.reword(key=new_key(), voice=voice, words="One.", by=carol, at=MONDAY).pk == voice.pk
        again = [voices.reword(key=key, voice=voice, words="Two.", by=carol, at=MONDAY) for _ in range(2)]
        more = [voices.add(key=new_key(), voice=again[0], words="More.", by=carol, at=MONDAY)]
        more += [voices.add(key=more[0].pk, voice=again[0], words="More.", by=carol, at=MONDAY)]
        yet = voices.add(key=new_key(), voice=more[0], words="And more.", by=carol, at=A_LITTLE_LATER)
    assert (again[0].pk, more[0].pk, yet.about_id) == (again[1].pk, more[1].pk, again[0].pk)
    with town.acting("Leon", at=MONDAY + HOUR) as leon:
        assert [each.text for each in visible.of_meeting(leon, meeting)[0].afterwords] == ["More.", "And more."]


# --- written down for somebody --------------------------------------------------------------------------------------


def test_tomasz_writes_for_carol_and_reads_it_back(town: Town, meeting: NetworkMeeting) -> None:
    """R17: kept on her yes, and hers."""
    voice = said(town, meeting, "Tomasz", "He always came back.", how=How.FOR_SOMEBODY,
                 speaker=town.people["Carol"].pk, read_back=True, read_back_words="That's it, love.")  # fmt: skip
    assert (voice.author_id, voice.written_by_id) == (town.people["Carol"].pk, town.people["Tomasz"].pk)
    assert (voice.read_back_at, voice.read_back_words) == (A_LITTLE_LATER, "That's it, love.")


def test_words_that_were_not_read_back_are_not_kept(town: Town, meeting: NetworkMeeting) -> None:
    """R17: in the application, and in the database."""
    carol = town.people["Carol"].pk
    with pytest.raises(Refused, match="Read it back"):
        said(town, meeting, "Tomasz", "He came back.", how=How.FOR_SOMEBODY, speaker=carol)
    with town.acting("Tomasz") as tomasz, refused_by("words_written_for_somebody_are_read_back"):
        row(tomasz, meeting, author_id=carol)
    assert heard(town, meeting, "Leon") == []


def test_whose_words_they_are_is_said(town: Town, meeting: NetworkMeeting) -> None:
    with pytest.raises(Refused, match="Whose words"):
        said(town, meeting, "Tomasz", "Somebody said.", how=How.FOR_SOMEBODY)


def test_carol_does_not_write_for_leon(town: Town, meeting: NetworkMeeting) -> None:
    """A member puts no words in another's mouth: only who works here writes down what somebody says."""
    with pytest.raises(NotForYou):
        said(town, meeting, "Carol", "I am fine.", how=How.FOR_SOMEBODY, speaker=town.people["Leon"].pk, read_back=True)


def test_only_who_was_asked_or_is_here_is_written_for(town: Town, meeting: NetworkMeeting) -> None:
    with pytest.raises(Refused, match="speak in it"):
        said(town, meeting, "Ruth", "No.", how=How.FOR_SOMEBODY, speaker=town.people["Neil"].pk, read_back=True)
