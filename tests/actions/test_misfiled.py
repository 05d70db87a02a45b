"""An entry in the wrong record: gone from every view at once, back by two, moved by its author alone."""

from uuid import UUID

import pytest
from django.db import connection, connections
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.kitchen import _member, a_decision, a_full_fortnight, a_meeting, a_network, a_voice, close, refused_by
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import between, corrections, episodes, misfiled
from tornio.actions import voices as speaking
from tornio.core.between import ActKind
from tornio.core.decisions import DecisionKind, Stand
from tornio.core.errors import NotForYou, Refused
from tornio.core.networks import Belonging
from tornio.core.rights import EntryKind
from tornio.core.voices import Audience
from tornio.people.keys import new_key
from tornio.records.models import (
    Call,
    Decision,
    Episode,
    Misfiling,
    Network,
    OpenQuestion,
    Position,
    SafetyAct,
    StaffTalk,
    TeamMember,
    Voice,
)
from tornio.records.visible import home, room, story
from tornio.records.visible import voices as visible
from tornio.records.visible.rights import Entry, beside, entry, kind_of

NOW = MONDAY + 17 * DAY
WHY = "This was said in another family's kitchen."


def entry_of(town: Town, network: Network, kind: EntryKind, key: UUID, called: str = "Ruth") -> Entry:
    """An entry as somebody finds it."""
    with town.acting(called, at=NOW) as by:
        found = entry(by, network.pk, kind, key)
    assert found is not None
    return found


def out(town: Town, network: Network, kind: EntryKind, key: UUID, by: str = "Ruth") -> Misfiling:
    """One of its staff takes it out."""
    found = entry_of(town, network, kind, key)
    with town.acting(by, at=NOW) as reader:
        return misfiled.take_out(key=new_key(), entry=found, why=WHY, by=reader, at=NOW)


def everything_told(town: Town, network: Network, called: str) -> str:
    """The story and the home page as somebody finds them, as one text."""
    with town.acting(called, at=NOW) as by:
        found = story.story(by, network.pk, many=100)
        homes = home.networks(by) if by.practitioner_id is None else []
        words = [repr(each) for each in (found.happenings if found else [])]
        for place in homes:
            words += [each.text for each in (*place.new, *place.own_words)] + [each.text for each in place.questions]
        return "\n".join(words)


def test_a_misfiled_entry_vanishes_for_everybody_in_every_view_at_once(town: Town) -> None:
    """R28: the voice with what was added to it, the call, the talk, the act; for the person, members and staff."""
    network = a_network(town)
    meeting = a_full_fortnight(town, network)
    with town.acting("Leon", at=MONDAY):
        voice = Voice.objects.get(text="I was listening.")
    with town.acting("Ruth", at=MONDAY):
        talk, call, act = StaffTalk.objects.get(), Call.objects.get(), SafetyAct.objects.get()
    for called in ("Leon", "Ruth"):
        for words in ("I was listening.", "What Farah could offer.", "He cannot sleep.", "A night at the place"):
            assert words in everything_told(town, network, called), (called, words)
    for kind, each in (
        (EntryKind.VOICE, voice), (EntryKind.TALK, talk), (EntryKind.CALL, call), (EntryKind.ACT, act),
    ):  # fmt: skip
        out(town, network, kind, each.pk)
    for called in ("Leon", "Carol", "Ruth"):
        told = everything_told(town, network, called)
        for words in ("I was listening.", "What Farah could offer.", "He cannot sleep.", "A night at the place"):
            assert words not in told, (called, words)
        with town.acting(called, at=NOW) as by:
            found = room.meeting(by, meeting.pk)
            assert found is not None
            assert [said.voice.text for said in visible.of_meeting(by, found)] == ["I rang them."]


def test_a_voice_goes_with_its_wordings_and_what_was_added_to_it(town: Town) -> None:
    """R28: no earlier wording and no afterword is left behind; another's words in the same minute stay."""
    network = a_network(town)
    meeting = a_meeting(town, network)
    first = a_voice(town, meeting, "Leon", "First wording.")
    a_voice(town, meeting, "Carol", "Carol's own.")
    with town.acting("Leon", at=MONDAY + HOUR) as leon:
        second = speaking.reword(key=new_key(), voice=first, words="Second wording.", by=leon, at=leon.at)
        speaking.add(key=new_key(), voice=second, words="An afterword.", by=leon, at=leon.at)
    out(town, network, EntryKind.VOICE, second.pk)
    with town.acting("Ruth", at=NOW):
        assert list(Voice.objects.filter(meeting=meeting).values_list("text", flat=True)) == ["Carol's own."]


def test_no_sql_of_the_application_finds_it_or_hides_another(town: Town) -> None:
    """R28: the mark is the database's; the application reads none that has it, and sets it on none."""
    network = a_network(town)
    voice = a_voice(town, a_meeting(town, network), "Leon", "Elsewhere.")
    out(town, network, EntryKind.VOICE, voice.pk)
    with town.acting("Leon", at=NOW), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_voice WHERE id = %s", [voice.pk])
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT has_column_privilege('tornio_app', 'records_voice', 'out_of_view_at', 'UPDATE'), "
            "has_column_privilege('tornio_app', 'records_voice', 'text', 'UPDATE')"
        )
        assert cursor.fetchone() == (False, False)


def test_a_decision_goes_with_its_positions_unless_something_rests_on_it(town: Town) -> None:
    """R28: what changed the team stays, and somebody writes beside it."""
    network = a_network(town)
    meeting = a_meeting(town, network)
    plain = a_decision(town, meeting, MONDAY, kind=DecisionKind.GENERAL, stands={"Leon": Stand.AGREE})
    team = a_decision(town, meeting, MONDAY + HOUR / 2, kind=DecisionKind.TEAM, words="Farah joins us.")
    with town.acting("Ruth", at=MONDAY + HOUR / 2) as by:
        episodes.join_team(decision=team, practitioner=town.practitioners["Farah"], by=by, at=by.at)
    out(town, network, EntryKind.DECISION, plain.pk)
    with town.acting("Ruth", at=NOW):
        assert not Decision.objects.filter(pk=plain.pk).exists()
        assert not Position.objects.filter(decision=plain.pk).exists()
    with pytest.raises(Refused, match="The team changed"):
        out(town, network, EntryKind.DECISION, team.pk)


def test_an_act_in_the_wrong_record_holds_no_meeting_up(town: Town) -> None:
    """R21, R28: nobody has to speak of what nobody can see."""
    network = a_network(town)
    with town.acting("Ruth", at=MONDAY) as by:
        act = between.act(
            key=new_key(), network=network, kind=ActKind.EMERGENCY, what="Elsewhere.", by_whom="Somebody",
            power="None", why_without="It was night.", by=by, at=MONDAY,
        )  # fmt: skip
    meeting = a_meeting(town, network, MONDAY + HOUR)
    out(town, network, EntryKind.ACT, act.pk)
    close(town, meeting, MONDAY + 2 * HOUR)


def test_only_staff_of_the_network_say_so_and_they_say_why(town: Town) -> None:
    """R28: neither a member nor staff from elsewhere makes an entry vanish."""
    network = a_network(town)
    voice = a_voice(town, a_meeting(town, network), "Leon", "Words.")
    found = entry_of(town, network, EntryKind.VOICE, voice.pk)
    for called in ("Carol", "Leon", "Farah"):
        with town.acting(called, at=NOW) as by, pytest.raises(NotForYou):
            misfiled.take_out(key=new_key(), entry=found, why=WHY, by=by, at=NOW)
    with town.acting("Ruth", at=NOW) as by:
        with pytest.raises(Refused, match="Say why"):
            misfiled.take_out(key=new_key(), entry=found, why=" ", by=by, at=NOW)
        key = new_key()
        once = misfiled.take_out(key=key, entry=found, why=WHY, by=by, at=NOW)
        assert misfiled.take_out(key=key, entry=found, why=WHY, by=by, at=NOW) == once
        with pytest.raises(Refused, match="out of view already"):
            misfiled.take_out(key=new_key(), entry=found, why=WHY, by=by, at=NOW)
        assert entry(by, network.pk, EntryKind.VOICE, voice.pk) is None


def test_two_people_bring_it_back_as_it_was_and_one_alone_cannot(town: Town) -> None:
    """R28: the second is another; PostgreSQL refuses one name twice, and anybody signing for another."""
    network = a_network(town)
    voice = a_voice(town, a_meeting(town, network), "Leon", "It was here.")
    with town.acting("Carol", at=MONDAY) as carol:
        beside_it = corrections.not_right(
            key=new_key(), entry=entry_of(town, network, EntryKind.VOICE, voice.pk, "Carol"), words="Not so.",
            by=carol, at=MONDAY,
        )  # fmt: skip
    misfiling = out(town, network, EntryKind.VOICE, voice.pk)
    with town.acting("Leon", at=NOW) as leon:
        assert not beside(leon, network.pk).statements
    with town.acting("Ruth", at=NOW) as ruth:
        with pytest.raises(Refused, match="say first why"):
            misfiled.bring_back(misfiling=misfiling, by=ruth, at=NOW)
        asked = misfiled.ask_back(misfiling=misfiling, why="It was this kitchen.", by=ruth, at=NOW)
        with pytest.raises(Refused, match="said so already"):
            misfiled.ask_back(misfiling=misfiling, why="Again.", by=ruth, at=NOW)
        with pytest.raises(Refused, match="takes two people"):
            misfiled.bring_back(misfiling=asked, by=ruth, at=NOW)
        with refused_by("an_entry_comes_back_by_two_people"):
            Misfiling.objects.filter(pk=misfiling.pk).update(back_by=town.people["Ruth"], back_at=NOW)
        with refused_by("each_of_the_two_signs_with_their_own_name"):
            Misfiling.objects.filter(pk=misfiling.pk).update(back_by=town.people["Tomasz"], back_at=NOW)
    with town.acting("Tomasz", at=NOW) as tomasz:
        misfiled.bring_back(misfiling=asked, by=tomasz, at=NOW)
        with pytest.raises(Refused, match="no longer out of view"):
            misfiled.bring_back(misfiling=asked, by=tomasz, at=NOW)
    with town.acting("Leon", at=NOW) as leon:
        assert visible.voice(leon, voice.pk) is not None
        assert [each.pk for (each,) in beside(leon, network.pk).statements.values()] == [beside_it.pk]


def test_only_its_author_moves_it_and_the_words_stand_in_the_right_record(town: Town) -> None:
    """R17, R28: what Ruth wrote about Neil stands in Neil's record; nobody else may carry her words over."""
    leons = a_network(town)
    with town.acting("Ruth", at=MONDAY) as by:
        talk = between.talk(
            key=new_key(), network=leons, with_whom=[town.practitioners["Tomasz"]], why="Before Neil's visit.",
            words="Neil asked us to come.", by=by, at=MONDAY,
        )  # fmt: skip
    misfiling = out(town, leons, EntryKind.TALK, talk.pk, by="Tomasz")
    neils = neils_network(town)
    with town.acting("Tomasz", at=NOW) as tomasz, pytest.raises(NotForYou):
        misfiled.move(key=new_key(), misfiling=misfiling, to=neils, by=tomasz, at=NOW)
    with town.acting("Tomasz", at=NOW), refused_by("only_its_author_moves_an_entry"):
        Misfiling.objects.filter(pk=misfiling.pk).update(moved_to=neils, moved_as=new_key(), moved_at=NOW)
    key = new_key()
    with town.acting("Ruth", at=NOW) as ruth:
        with pytest.raises(Refused, match="taken out of"):
            misfiled.move(key=key, misfiling=misfiling, to=leons, by=ruth, at=NOW)
        assert misfiled.move(key=key, misfiling=misfiling, to=neils, by=ruth, at=NOW) == key
        assert misfiled.move(key=key, misfiling=misfiling, to=neils, by=ruth, at=NOW) == key
        with pytest.raises(Refused, match="no longer"):
            misfiled.move(key=new_key(), misfiling=misfiling, to=neils, by=ruth, at=NOW)
        moved = StaffTalk.objects.get(pk=key)
    assert (moved.words, moved.network_id, moved.at) == ("Neil asked us to come.", neils.pk, MONDAY)
    with town.acting("Neil", at=NOW) as neil:
        assert "Neil asked us to come." in repr(story.story(neil, neils.pk))


def neils_network(town: Town) -> Network:
    """Neil's own network, with an open stretch of work and Ruth of its team."""
    with town.acting("Ruth", at=MONDAY) as by:
        network = Network.objects.create(
            organisation_id=by.organisation_id, service=town.service, centre=town.people["Neil"], opened_at=MONDAY
        )
        Episode.objects.create(organisation_id=by.organisation_id, network=network, opened_at=MONDAY)
    meeting = a_meeting(town, network, MONDAY + DAY)
    close(town, meeting, MONDAY + DAY + HOUR)
    with town.acting("Ruth", at=MONDAY) as by:
        TeamMember.objects.create(
            organisation_id=by.organisation_id, network=network, practitioner=town.practitioners["Ruth"],
            during=DateTimeTZRange(MONDAY, None), joined_by="first_meeting", meeting=meeting,
        )  # fmt: skip
    return network


@pytest.mark.parametrize("kind", sorted(misfiled.MOVABLE))
def test_every_kind_that_can_be_moved_keeps_its_words(town: Town, kind: EntryKind) -> None:
    """R17: not a word is lost or changed on the way, for each kind of entry."""
    leons = a_network(town)
    a_full_fortnight(town, leons)
    with town.acting("Ruth", at=NOW) as by:
        mine = {
            EntryKind.VOICE: lambda: (
                between.say(
                    key=new_key(), network=leons, words="Ruth's own.", audience=Audience.NETWORK, by=by, at=NOW
                ).pk
            ),
            EntryKind.QUESTION: lambda: _asked(town, leons),
            EntryKind.CALL: lambda: Call.objects.get().pk,
            EntryKind.TALK: lambda: StaffTalk.objects.get().pk,
            EntryKind.ACT: lambda: SafetyAct.objects.get().pk,
        }[kind]()
    found = entry_of(town, leons, kind, mine)
    misfiling = out(town, leons, kind, mine)
    neils = neils_network(town)
    key = new_key()
    with town.acting("Ruth", at=NOW) as by:
        if kind is EntryKind.CALL:
            with pytest.raises(Refused, match="whoever rang"):
                misfiled.move(key=key, misfiling=misfiling, to=neils, by=by, at=NOW)
            _carol_joins(town, neils)
        misfiled.move(key=key, misfiling=misfiling, to=neils, by=by, at=NOW)
        moved = entry(by, neils.pk, kind, key)
    assert moved is not None
    assert (moved.words, moved.at, moved.author_id) == (found.words, found.at, found.author_id)


def _asked(town: Town, network: Network) -> UUID:
    key = new_key()
    OpenQuestion.objects.create(
        id=key, organisation_id=network.organisation_id, network=network, asked_by=town.people["Ruth"],
        written_by=town.people["Ruth"], text="What now?", asked_at=NOW, audience="network",
    )  # fmt: skip
    return key


def _carol_joins(town: Town, network: Network) -> None:
    _member(town, network, "Carol", "his sister", Belonging.BELONGS, MONDAY)


def test_an_address_names_only_kinds_that_there_are() -> None:
    assert kind_of("voice") is EntryKind.VOICE
    assert kind_of("diary") is None


def test_the_querysets_say_it_too_and_do_not_rest_on_the_database(fresh_database: str) -> None:
    """R24, R28: with the database's own policy taken away nobody finds it on any page; the two know nothing of each
    other."""
    town = build_town()
    network = a_network(town)
    meeting = a_full_fortnight(town, network)
    with town.acting("Ruth", at=MONDAY):
        keys = {
            EntryKind.VOICE: Voice.objects.get(text="I was listening.").pk, EntryKind.TALK: StaffTalk.objects.get().pk,
            EntryKind.CALL: Call.objects.get().pk, EntryKind.ACT: SafetyAct.objects.get().pk,
        }  # fmt: skip
    for kind, key in keys.items():
        out(town, network, kind, key)
    with connections["owner"].cursor() as owner:
        for table in (
            "voice",
            "openquestion",
            "questionturn",
            "decision",
            "position",
            "call",
            "stafftalk",
            "safetyact",
        ):
            owner.execute(f'DROP POLICY in_view ON "records_{table}"')
    with town.acting("Ruth", at=NOW):
        assert Voice.objects.filter(text="I was listening.").exists(), "the database says nothing of it now"
    for called in ("Leon", "Carol", "Ruth"):
        told = everything_told(town, network, called)
        for words in ("I was listening.", "What Farah could offer.", "He cannot sleep.", "A night at the place"):
            assert words not in told, (called, words)
        with town.acting(called, at=NOW) as by:
            found = room.meeting(by, meeting.pk)
            assert found is not None
            assert "I was listening." not in [said.voice.text for said in visible.of_meeting(by, found)]
            assert all(entry(by, network.pk, kind, key) is None for kind, key in keys.items())


def test_a_decision_is_moved_nowhere_and_nothing_goes_where_its_author_may_not_speak(town: Town) -> None:
    """R20, R28: a decision belongs to its own meeting; Leon carries his words to no other, nobody does for him."""
    leons = a_network(town)
    meeting = a_meeting(town, leons)
    decision = a_decision(town, meeting, MONDAY, kind=DecisionKind.GENERAL)
    voice = a_voice(town, meeting, "Leon", "I was listening.")
    decided, said = out(town, leons, EntryKind.DECISION, decision.pk), out(town, leons, EntryKind.VOICE, voice.pk)
    neils = neils_network(town)
    with town.acting("Ruth", at=NOW) as ruth, pytest.raises(Refused, match="belongs to its own meeting"):
        misfiled.move(key=new_key(), misfiling=decided, to=neils, by=ruth, at=NOW)
    with town.acting("Leon", at=NOW) as leon, pytest.raises(NotForYou):
        misfiled.move(key=new_key(), misfiling=said, to=neils, by=leon, at=NOW)
    with town.acting("Tomasz", at=NOW) as tomasz, pytest.raises(NotForYou):
        misfiled.move(key=new_key(), misfiling=said, to=leons, by=tomasz, at=NOW)
