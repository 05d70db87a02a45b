"""Who hears what was said: reflections before all, notes to oneself for nobody else, and the table (R8, R18, R24)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.kitchen import a_meeting, a_network, close, refused_by
from tests.people import DAY, HOUR, MONDAY, Town
from tests.said import A_LITTLE_LATER, heard, row, said, the_table
from tornio.actions import drafts, voices, wishes
from tornio.core.between import WishKind
from tornio.core.errors import NotForYou, Refused
from tornio.core.networks import Belonging
from tornio.core.voices import Audience, How, VoiceKind
from tornio.people.acting import as_clerk
from tornio.people.keys import new_key
from tornio.records.models import (
    Change,
    Draft,
    NetworkMeeting,
    NetworkMember,
    Voice,
)
from tornio.records.visible import room
from tornio.records.visible import voices as visible


@pytest.fixture
def meeting(town: Town) -> NetworkMeeting:
    """Leon's kitchen: he, Carol, Ruth and Tomasz are there."""
    return a_meeting(town, a_network(town))


# --- reflections, and no notes of our own ---------------------------------------------------------------------------


def test_ruth_reflects_to_tomasz_before_everybody(town: Town, meeting: NetworkMeeting) -> None:
    """R18."""
    voice = said(town, meeting, "Ruth", "I was moved.", how=How.REFLECTION, said_to="Tomasz")
    assert (voice.kind, voice.said_to, voice.audience) == ("reflection", "Tomasz", "network")
    with town.acting("Ruth") as ruth, pytest.raises(Refused, match="whole network"):
        voices.share(voice=voice, audience=Audience.PERSON_AND_TEAM, by=ruth, at=MONDAY)


def test_a_reflection_for_some_is_refused(town: Town, meeting: NetworkMeeting) -> None:
    """R18: in the application, and in the database."""
    with pytest.raises(Refused, match="whole network"):
        said(town, meeting, "Ruth", "Hm.", how=How.REFLECTION, audience=Audience.PERSON_AND_TEAM)
    with town.acting("Ruth") as ruth, refused_by("a_reflection_is_spoken_before_the_network"):
        row(ruth, meeting, kind=VoiceKind.REFLECTION.value, audience=Audience.PERSON_AND_TEAM.value)


def test_nobody_reflects_before_leon_who_does_not_wish_it(town: Town, meeting: NetworkMeeting) -> None:
    """R10, R18: the wish is kept by the database, on the table too; his mind may change, and the words stay sayable."""
    with town.acting("Leon") as leon:
        wish = wishes.wish(
            key=new_key(), network=meeting.network, kind=WishKind.NO_REFLECTIONS, by=leon, at=MONDAY
        )  # fmt: skip
    with pytest.raises(Refused, match="rather that we do not reflect"):
        said(town, meeting, "Ruth", "I was moved.", how=How.REFLECTION)
    ruth = town.people["Ruth"].pk
    hm: dict[str, Any] = {"key": new_key(), "words": "Hm.", "how": How.REFLECTION, "speaker": ruth, "writer": ruth}
    with the_table(town, meeting) as table, pytest.raises(Refused, match="rather that we do not reflect"):
        voices.say(meeting=meeting, by=table, at=A_LITTLE_LATER, **hm)
    with town.acting("Ruth") as by, refused_by("nobody_reflects_before_who_does_not_wish_it"):
        row(by, meeting, kind=VoiceKind.REFLECTION.value)
    assert said(town, meeting, "Ruth", "I was moved.").kind == "voice"
    with town.acting("Leon", at=MONDAY + HOUR) as leon:
        wishes.take_back(wish=wish, by=leon, at=MONDAY + HOUR)
    later = MONDAY + HOUR + timedelta(minutes=1)
    assert said(town, meeting, "Ruth", "I am glad.", how=How.REFLECTION, at=later).kind == "reflection"


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
            row(ruth, meeting, audience=Audience.AUTHOR.value)
        with refused_by("staff_keep_no_notes_to_themselves"):
            Voice.objects.filter(pk=voice.pk).update(audience=Audience.AUTHOR.value)
        with refused_by("words_written_for_somebody_are_no_note_to_oneself"):
            row(ruth, meeting, author_id=town.people["Carol"].pk, read_back_at=MONDAY, audience="author")


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
        with as_clerk():
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
            drafts.keep(place="say/1", text=text, by=carol, at=MONDAY)
        assert visible.drafts(carol, "say/") == {"say/1": "I wonder"}
    with town.acting("Leon") as leon:
        assert visible.drafts(leon, "say/") == {}
    said(town, meeting, "Carol", "I wonder why.", draft="say/1")
    with town.acting("Carol") as carol:
        assert visible.drafts(carol, "say/") == {}


def test_a_draft_begun_twice_in_one_moment_is_one(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two windows finds the first one's row only when it tries to make its own."""
    with town.acting("Carol") as carol:
        drafts.keep(place="say/1", text="first", by=carol, at=MONDAY)
        unseen = Draft.objects.none()
        asked: list[UUID] = []
        real = Draft.objects.filter

        def late(**named: Any) -> Any:
            asked.append(new_key())
            return _Late(unseen, real(**named))

        monkeypatch.setattr(Draft.objects, "filter", late)
        drafts.keep(place="say/1", text="second", by=carol, at=MONDAY)
        monkeypatch.undo()
        assert visible.drafts(carol, "say/") == {"say/1": "second"}


class _Late:
    """A question whose first answer comes from before the other window wrote."""

    def __init__(self, before: Any, after: Any) -> None:
        self.answers = [before, after]

    def update(self, **columns: Any) -> int:
        return int(self.answers.pop(0).update(**columns))
