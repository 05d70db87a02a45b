"""Questions that the network keeps open: no date, no owner, no answer needed (R15)."""

from datetime import timedelta

import pytest

from tests.kitchen import a_meeting, a_network, close, refused_by
from tests.people import DAY, HOUR, MONDAY, Town
from tests.said import A_LITTLE_LATER, row, the_table
from tornio.actions import questions
from tornio.core.errors import NotForYou, Refused
from tornio.core.voices import Audience, Became
from tornio.people.keys import new_key
from tornio.records.models import (
    Network,
    NetworkMeeting,
    OpenQuestion,
    QuestionTurn,
)
from tornio.records.visible import voices as visible


@pytest.fixture
def meeting(town: Town) -> NetworkMeeting:
    """Leon's kitchen: he, Carol, Ruth and Tomasz are there."""
    return a_meeting(town, a_network(town))


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
            row(ruth, meeting, network_id=other.pk)
