"""What people say in a meeting: each in their own words, by their own hand or read back to them (R15, R17–R19, R24)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.kitchen import a_meeting, a_network, close, refused_by
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import questions, voices
from tornio.actions import room as table
from tornio.core.asking import Malformed
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import PresentAs, PresentWay
from tornio.core.networks import Belonging
from tornio.core.people import Capacity
from tornio.core.voices import Audience, Became, How, VoiceKind
from tornio.people.acting import Reader, acting_as
from tornio.people.keys import new_key
from tornio.records.models import (
    Change,
    Draft,
    Network,
    NetworkMeeting,
    NetworkMember,
    OpenQuestion,
    QuestionTurn,
    Voice,
)
from tornio.records.visible import room
from tornio.records.visible import voices as visible

A_LITTLE_LATER = MONDAY + timedelta(minutes=6)


@pytest.fixture
def meeting(town: Town) -> NetworkMeeting:
    """Leon's kitchen: he, Carol, Ruth and Tomasz are there."""
    return a_meeting(town, a_network(town))


def said(
    town: Town, meeting: NetworkMeeting, called: str, words: str, at: datetime = A_LITTLE_LATER, **more: Any
) -> Voice:
    """Somebody says something on their own telephone."""
    with town.acting(called, at=at) as by:
        return voices.say(key=more.pop("key", None) or new_key(), meeting=meeting, words=words, by=by, at=at, **more)


def heard(town: Town, meeting: NetworkMeeting, called: str, at: datetime = MONDAY + HOUR) -> list[str]:
    """The words that somebody reads in the meeting."""
    with town.acting(called, at=at) as by:
        return [each.voice.text for each in visible.of_meeting(by, meeting)]


@contextmanager
def the_table(town: Town, meeting: NetworkMeeting, at: datetime = A_LITTLE_LATER) -> Iterator[Reader]:
    """The screen on the kitchen table."""
    with acting_as(
        human=None, capacity=Capacity.SHARED_SCREEN, organisation=town.organisation, purpose="the table", at=at,
        subject_id=meeting.pk,
    ) as reader:  # fmt: skip
        yield reader


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


@pytest.mark.parametrize(
    ("way", "told"), [(PresentWay.TELEPHONE, "his mother, by telephone"), (PresentWay.VIDEO, "his mother, by video")]
)
def test_carol_who_is_on_the_line_is_signed_so(town: Town, way: PresentWay, told: str) -> None:
    """R17: as whom, and how, somebody was there on that day."""
    meeting = a_meeting(town, a_network(town), present={"Leon": PresentAs.CENTRE})
    with town.acting("Carol") as carol:
        table.arrive(meeting=meeting, person=town.people["Carol"], by=carol, at=MONDAY, way=way)
    assert said(town, meeting, "Carol", "Can you hear me?").spoken_as == told


def test_a_guest_nobody_described_is_signed_by_name_alone(town: Town) -> None:
    meeting = a_meeting(town, a_network(town))
    with town.acting("Ruth") as ruth:
        guest, line = town.people["Jean"], PresentWay.TELEPHONE
        table.arrive(meeting=meeting, person=guest, by=ruth, at=MONDAY, way=line)
        assert table.described(meeting, guest.pk) == "by telephone"


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
        _row(leon, meeting, kind=VoiceKind.AFTERWORD.value, about=voice)


def test_a_wording_by_somebody_else_is_refused_by_the_database(town: Town, meeting: NetworkMeeting) -> None:
    """R17, around the application."""
    voice = said(town, meeting, "Carol", "Mine.")
    with town.acting("Leon") as leon, refused_by("only_its_author_words_a_voice_anew"):
        _row(leon, meeting, rewords=voice)


def _row(by: Reader, meeting: NetworkMeeting, **columns: Any) -> Voice:
    known: dict[str, Any] = {
        "organisation_id": by.organisation_id, "network_id": meeting.network_id, "meeting": meeting,
        "kind": VoiceKind.VOICE.value, "author_id": by.person, "written_by_id": by.person, "text": "Words.",
        "said_at": by.at, "audience": Audience.NETWORK.value,
    }  # fmt: skip
    return Voice.objects.create(**(known | columns))


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
        _row(tomasz, meeting, author_id=carol)
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


# --- reflections, and no notes of our own ---------------------------------------------------------------------------


def test_ruth_reflects_to_tomasz_before_everybody(town: Town, meeting: NetworkMeeting) -> None:
    """R18."""
    voice = said(town, meeting, "Ruth", "I was moved.", how=How.REFLECTION, said_to="to Tomasz")
    assert (voice.kind, voice.said_to, voice.audience) == ("reflection", "to Tomasz", "network")
    with town.acting("Ruth") as ruth, pytest.raises(Refused, match="whole network"):
        voices.share(voice=voice, audience=Audience.PERSON_AND_TEAM, by=ruth, at=MONDAY)


def test_a_reflection_for_some_is_refused(town: Town, meeting: NetworkMeeting) -> None:
    """R18: in the application, and in the database."""
    with pytest.raises(Refused, match="whole network"):
        said(town, meeting, "Ruth", "Hm.", how=How.REFLECTION, audience=Audience.PERSON_AND_TEAM)
    with town.acting("Ruth") as ruth, refused_by("a_reflection_is_spoken_before_the_network"):
        _row(ruth, meeting, kind=VoiceKind.REFLECTION.value, audience=Audience.PERSON_AND_TEAM.value)


def test_carol_does_not_reflect_and_nobody_does_after_the_meeting(town: Town, meeting: NetworkMeeting) -> None:
    with pytest.raises(Refused, match="simply speaks"):
        said(town, meeting, "Carol", "I wonder.", how=How.REFLECTION)
    close(town, meeting, MONDAY + HOUR)
    meeting.status = "held"
    with pytest.raises(Refused, match="open meeting"):
        said(town, meeting, "Ruth", "I wonder.", how=How.REFLECTION)


def test_a_note_to_oneself_is_carols_and_not_ruths(town: Town, meeting: NetworkMeeting) -> None:
    """R18: staff have no private notes about people."""
    said(town, meeting, "Carol", "Ask about the key.", audience=Audience.AUTHOR)
    assert heard(town, meeting, "Carol") == ["Ask about the key."]
    assert heard(town, meeting, "Leon") == heard(town, meeting, "Ruth") == []
    with pytest.raises(Refused, match="theirs alone"):
        said(town, meeting, "Ruth", "Watch this.", audience=Audience.AUTHOR)


def test_a_note_of_staff_to_themselves_is_refused_by_the_database(town: Town, meeting: NetworkMeeting) -> None:
    """R18, around the application: written as one, made one later, or written for somebody."""
    voice = said(town, meeting, "Ruth", "Hello.")
    with town.acting("Ruth") as ruth:
        with refused_by("staff_keep_no_notes_to_themselves"):
            _row(ruth, meeting, audience=Audience.AUTHOR.value)
        with refused_by("staff_keep_no_notes_to_themselves"):
            Voice.objects.filter(pk=voice.pk).update(audience=Audience.AUTHOR.value)
        with refused_by("words_written_for_somebody_are_no_note_to_oneself"):
            _row(ruth, meeting, author_id=town.people["Carol"].pk, read_back_at=MONDAY, audience="author")


# --- who may read it ------------------------------------------------------------------------------------------------


def test_words_for_leon_and_the_team_do_not_exist_for_carol(town: Town, meeting: NetworkMeeting) -> None:
    """R24."""
    said(town, meeting, "Leon", "I am afraid at home.", audience=Audience.PERSON_AND_TEAM)
    assert heard(town, meeting, "Carol") == []
    assert heard(town, meeting, "Ruth") == ["I am afraid at home."]


def test_words_for_chosen_people_are_read_by_them_and_by_leon(town: Town, meeting: NetworkMeeting) -> None:
    """R23, R24: the person reads what is said with them; Tomasz was not chosen."""
    said(town, meeting, "Carol", "Only Ruth.", audience=Audience.CHOSEN, chosen=[town.people["Ruth"].pk])
    assert heard(town, meeting, "Ruth") == heard(town, meeting, "Leon") == ["Only Ruth."]
    assert heard(town, meeting, "Tomasz") == []


@pytest.mark.parametrize(("whom", "sentence"), [([], "Choose who"), (["Farah"], "people of this network")])
def test_who_is_chosen_belongs_here(town: Town, meeting: NetworkMeeting, whom: list[str], sentence: str) -> None:
    chosen = [town.people[each].pk for each in whom]
    with pytest.raises(Refused, match=sentence):
        said(town, meeting, "Carol", "For you.", audience=Audience.CHOSEN, chosen=chosen)


def test_carol_narrows_and_widens_her_own_words(town: Town, meeting: NetworkMeeting) -> None:
    """R24: only its author, and it holds from now on."""
    voice = said(town, meeting, "Carol", "About Neil.")
    for audience, reads in ((Audience.AUTHOR, []), (Audience.NETWORK, ["About Neil."])):
        with town.acting("Carol") as carol:
            voices.share(voice=voice, audience=audience, by=carol, at=MONDAY)
        assert heard(town, meeting, "Leon") == reads


def test_what_ruth_wrote_down_for_carol_is_carols_to_share(town: Town, meeting: NetworkMeeting) -> None:
    voice = said(town, meeting, "Ruth", "Hm.", how=How.FOR_SOMEBODY, speaker=town.people["Carol"].pk, read_back=True)
    with town.acting("Carol") as carol:
        voices.share(voice=voice, audience=Audience.PERSON_AND_TEAM, by=carol, at=MONDAY)
        with pytest.raises(Refused):
            voices.share(voice=voice, audience=Audience.AUTHOR, by=carol, at=MONDAY)


def test_an_uncle_who_left_reads_only_his_own_words_and_adds_nothing(town: Town, meeting: NetworkMeeting) -> None:
    """R8: what was said stays said and stays theirs."""
    voice = said(town, meeting, "Carol", "I am here.")
    said(town, meeting, "Leon", "Me too.", at=A_LITTLE_LATER + timedelta(minutes=1))
    with town.acting("Leon"):
        NetworkMember.objects.filter(network=meeting.network_id, person=town.people["Carol"]).update(
            belonging=Belonging.LEFT.value, may_read=False, may_write=False,
            during=DateTimeTZRange(MONDAY - DAY, MONDAY + HOUR),
        )  # fmt: skip
    assert heard(town, meeting, "Carol") == ["I am here."]
    assert heard(town, meeting, "Leon") == ["I am here.", "Me too."]
    with town.acting("Carol", at=MONDAY + 2 * HOUR) as carol:
        assert room.meeting(carol, meeting.pk) is not None
        with pytest.raises(NotForYou):
            voices.add(key=new_key(), voice=voice, words="And another thing.", by=carol, at=MONDAY + 2 * HOUR)


def test_words_stand_at_the_front_when_their_author_or_leon_asks(town: Town, meeting: NetworkMeeting) -> None:
    """Nobody picks quotes for people: Ruth may not, Carol her own, Leon any that he reads."""
    voice, note = said(town, meeting, "Carol", "This."), said(town, meeting, "Carol", "!", audience=Audience.AUTHOR)
    with town.acting("Carol") as carol:
        assert voices.stand_at_front(voice=voice, by=carol, at=MONDAY).front_at == MONDAY
    with town.acting("Leon") as leon:
        assert voices.stand_at_front(voice=voice, by=leon, at=MONDAY, front=False).front_at is None
        with pytest.raises(NotForYou):
            voices.stand_at_front(voice=note, by=leon, at=MONDAY)
    with town.acting("Ruth") as ruth, pytest.raises(NotForYou):
        voices.stand_at_front(voice=voice, by=ruth, at=MONDAY)


# --- the screen on the table ----------------------------------------------------------------------------------------


def test_the_table_shows_only_what_everyone_may_read(town: Town, meeting: NetworkMeeting) -> None:
    """R24: a shared screen is a reader of its own."""
    said(town, meeting, "Carol", "For all.")
    said(town, meeting, "Carol", "For the team.", audience=Audience.PERSON_AND_TEAM)
    with the_table(town, meeting, at=MONDAY + HOUR) as table:
        assert [each.voice.text for each in visible.of_meeting(table, meeting)] == ["For all."]
        assert visible.drafts(table, "") == {}


def test_on_the_table_tomasz_writes_for_carol(town: Town, meeting: NetworkMeeting) -> None:
    carol, tomasz = town.people["Carol"].pk, town.people["Tomasz"].pk
    with the_table(town, meeting) as table:
        voice = voices.say(key=new_key(), meeting=meeting, words="Nights.", by=table, at=A_LITTLE_LATER, speaker=carol,
                           writer=tomasz, how=How.FOR_SOMEBODY, read_back=True)  # fmt: skip
        own = voices.say(key=new_key(), meeting=meeting, words="Mine.", by=table, at=A_LITTLE_LATER, writer=tomasz)
        change = Change.objects.get(subject=voice.pk)
    assert (voice.author_id, voice.written_by_id, own.read_back_at) == (carol, tomasz, None)
    assert (change.purpose, change.human) == ("wrote on the screen on the table", None)


def test_on_the_table_somebody_of_us_writes(town: Town, meeting: NetworkMeeting) -> None:
    with the_table(town, meeting) as table:
        for writer in (None, town.people["Carol"].pk, town.people["Farah"].pk):
            with pytest.raises(Refused, match="Who is writing"):
                voices.say(key=new_key(), meeting=meeting, words="Hm.", by=table, at=A_LITTLE_LATER, writer=writer)


def test_one_table_does_not_write_in_another_meeting(town: Town, meeting: NetworkMeeting) -> None:
    with town.acting("Ruth"):
        other = NetworkMeeting.objects.exclude(pk=meeting.pk).get()
    with the_table(town, other) as table, pytest.raises(NotForYou):
        voices.say(key=new_key(), meeting=meeting, words="Hm.", by=table, at=A_LITTLE_LATER)


# --- drafts ---------------------------------------------------------------------------------------------------------


def test_a_draft_is_carols_alone_and_goes_when_it_is_said(town: Town, meeting: NetworkMeeting) -> None:
    with town.acting("Carol") as carol:
        for text in ("", "I wo", "I wonder"):
            voices.keep_draft(place="say/1", text=text, by=carol, at=MONDAY)
        assert visible.drafts(carol, "say/") == {"say/1": "I wonder"}
    with town.acting("Leon") as leon:
        assert visible.drafts(leon, "say/") == {}
    said(town, meeting, "Carol", "I wonder why.", draft="say/1")
    with town.acting("Carol") as carol:
        assert visible.drafts(carol, "say/") == {}


def test_a_draft_begun_twice_in_one_moment_is_one(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two windows finds the first one's row only when it tries to make its own."""
    with town.acting("Carol") as carol:
        voices.keep_draft(place="say/1", text="first", by=carol, at=MONDAY)
        unseen = Draft.objects.none()
        asked: list[UUID] = []
        real = Draft.objects.filter

        def late(**named: Any) -> Any:
            asked.append(new_key())
            return _Late(unseen, real(**named))

        monkeypatch.setattr(Draft.objects, "filter", late)
        voices.keep_draft(place="say/1", text="second", by=carol, at=MONDAY)
        monkeypatch.undo()
        assert visible.drafts(carol, "say/") == {"say/1": "second"}


class _Late:
    """A question whose first answer comes from before the other window wrote."""

    def __init__(self, before: Any, after: Any) -> None:
        self.answers = [before, after]

    def update(self, **columns: Any) -> int:
        return int(self.answers.pop(0).update(**columns))


# --- questions that stay open ---------------------------------------------------------------------------------------


def test_a_question_stays_open_and_needs_no_answer(town: Town, meeting: NetworkMeeting) -> None:
    """R15: no due date; staying open, finding an answer and melting away are equal."""
    with town.acting("Carol", at=A_LITTLE_LATER) as carol:
        asked = questions.ask(key=new_key(), meeting=meeting, words="What shall we do at night?", by=carol, at=MONDAY)
        again = questions.ask(key=asked.pk, meeting=meeting, words="What shall we do?", by=carol, at=MONDAY)
        assert asked == again
        for minutes, became in enumerate(Became):
            then = MONDAY + timedelta(minutes=minutes)
            questions.turn(question=asked, meeting=meeting, became=became, by=carol, at=then)
            told = questions.turn(question=asked, meeting=meeting, became=became, by=carol, at=then)
            assert visible.questions(carol, meeting)[0].question == asked
        assert told.became == "melted_away"
        assert QuestionTurn.objects.count() == 3
    assert not {"due", "due_at", "owner"} & {field.name for field in OpenQuestion._meta.get_fields()}


def test_a_question_that_melted_away_is_not_met_again(town: Town, meeting: NetworkMeeting) -> None:
    with town.acting("Carol", at=MONDAY) as carol:
        gone, stays = (
            questions.ask(key=new_key(), meeting=meeting, words=words, by=carol, at=MONDAY) for words in ("A?", "B?")
        )
        questions.turn(question=gone, meeting=meeting, became=Became.MELTED_AWAY, by=carol, at=MONDAY)
        questions.turn(question=stays, meeting=meeting, became=Became.STAYS_OPEN, by=carol, at=MONDAY, words="Yes.")
    close(town, meeting, MONDAY + HOUR)
    with town.acting("Ruth", at=MONDAY + DAY) as ruth:
        week = a_meeting_later(town, meeting)
        assert [each.question for each in visible.questions(ruth, week)] == [stays]


def a_meeting_later(town: Town, meeting: NetworkMeeting) -> NetworkMeeting:
    return a_meeting(town, meeting.network, MONDAY + DAY)


def test_a_question_for_leon_and_the_team_is_not_carols_to_turn(town: Town, meeting: NetworkMeeting) -> None:
    """R24."""
    with town.acting("Leon") as leon:
        asked = questions.ask(key=new_key(), meeting=meeting, words="Am I safe?", by=leon, at=MONDAY,
                              audience=Audience.PERSON_AND_TEAM)  # fmt: skip
    with town.acting("Carol") as carol:
        assert visible.question(carol, asked.pk) is None
        with pytest.raises(NotForYou):
            questions.turn(question=asked, meeting=meeting, became=Became.STAYS_OPEN, by=carol, at=MONDAY)


def test_ruth_writes_down_leons_question_and_carol_does_not(town: Town, meeting: NetworkMeeting) -> None:
    leon = town.people["Leon"].pk
    with town.acting("Ruth") as ruth:
        asked = questions.ask(key=new_key(), meeting=meeting, words="Who?", by=ruth, at=MONDAY, asked_by=leon)
        with pytest.raises(Refused, match="ask in it"):
            questions.ask(
                key=new_key(), meeting=meeting, words="?", by=ruth, at=MONDAY, asked_by=town.people["Neil"].pk
            )
    assert (asked.asked_by_id, asked.written_by_id) == (leon, town.people["Ruth"].pk)
    with town.acting("Carol") as carol, pytest.raises(NotForYou):
        questions.ask(key=new_key(), meeting=meeting, words="Who?", by=carol, at=MONDAY, asked_by=leon)


def test_on_the_table_questions_are_asked_and_met(town: Town, meeting: NetworkMeeting) -> None:
    ruth = town.people["Ruth"].pk
    with the_table(town, meeting) as table:
        asked = questions.ask(key=new_key(), meeting=meeting, words="Why?", by=table, at=A_LITTLE_LATER, writer=ruth)
        questions.turn(
            question=asked, meeting=meeting, became=Became.FOUND_ANSWER, by=table, at=A_LITTLE_LATER, writer=ruth
        )
        assert visible.questions(table, meeting)[0].became is Became.FOUND_ANSWER


def test_a_voice_of_another_network_cannot_be_said_here(town: Town, meeting: NetworkMeeting) -> None:
    """The database holds a voice and its meeting together."""
    with town.acting("Ruth") as ruth:
        other = Network.objects.create(
            organisation_id=ruth.organisation_id, service=town.service, centre=town.people["Jean"], opened_at=MONDAY
        )
        with refused_by("a_voice_is_said_in_a_meeting_of_its_network"):
            _row(ruth, meeting, network_id=other.pk)
