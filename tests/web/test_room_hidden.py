"""What is hidden leaves no trace in the room; the table leads nowhere; twenty questions are enough (R24, R26)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.kitchen import a_meeting, a_network, close
from tests.people import Town
from tests.web.in_the_room import acting, address, live, pages, post, say, signed_in
from tornio.actions import between, decisions, questions, voices
from tornio.core.between import ActKind
from tornio.core.decisions import Outcome, Stand
from tornio.core.meetings import PresentAs
from tornio.core.voices import Audience, Became, How
from tornio.people.acting import as_clerk
from tornio.people.keys import new_key
from tornio.records.models import Decision, NetworkMeeting, OpenQuestion, Reading, Voice


@pytest.fixture
def meeting(town: Town) -> NetworkMeeting:
    """Leon's kitchen, an hour ago until now."""
    return a_meeting(town, a_network(town), timezone.now() - timedelta(minutes=50))


# --- what is hidden leaves no trace ---------------------------------------------------------------------------------


def test_two_worlds_are_one_for_whoever_may_not_read_the_difference(town: Town, meeting: NetworkMeeting) -> None:
    """R24: page, update, its length and its stamp are byte-equal with and without hidden entries of every kind."""
    say(town, meeting, "Carol", "For all.")
    with acting(town, "Ruth") as ruth:
        asked = questions.ask(key=new_key(), meeting=meeting, words="Why?", by=ruth, at=ruth.at)
        decided = decisions.settle(
            key=new_key(), meeting=meeting, outcome=Outcome.DECIDED, words="So.", by=ruth, at=ruth.at
        )
    carol = signed_in(town, "Carol")
    carol.get(address("meeting", meeting))  # the browser is known from here on
    before = pages(town, carol, meeting)
    hidden = say(town, meeting, "Leon", "I am afraid at home.", audience=Audience.PERSON_AND_TEAM)
    say(town, meeting, "Leon", "A note.", audience=Audience.AUTHOR)
    say(town, meeting, "Ruth", "Come to us.", audience=Audience.PERSON_AND_TEAM)
    with acting(town, "Leon") as leon:
        voices.add(key=new_key(), voice=hidden, words="Still.", by=leon, at=leon.at)
        voices.reword(key=new_key(), voice=hidden, words="I am afraid.", by=leon, at=leon.at)
        voices.stand_at_front(voice=Voice.objects.get(rewords=hidden), by=leon, at=leon.at)
        for_us = Audience.PERSON_AND_TEAM
        questions.ask(key=new_key(), meeting=meeting, words="Am I safe?", by=leon, at=leon.at, audience=for_us)
        decisions.stand(key=new_key(), decision=decided, stand=Stand.DISAGREE, by=leon, at=leon.at, audience=for_us)
    assert pages(town, carol, meeting) == before
    assert "Am I safe?" in signed_in(town, "Ruth").get(address("meeting", meeting)).content.decode()
    assert asked.text == "Why?"


def test_nothing_new_is_answered_for_the_stamp_and_only_for_this_session(town: Town, meeting: NetworkMeeting) -> None:
    carol, on_the_telephone = signed_in(town, "Carol"), signed_in(town, "Carol")
    stamps = [client.get(live(meeting)).headers["ETag"] for client in (carol, on_the_telephone)]
    assert stamps[0] != stamps[1]
    assert carol.get(live(meeting), headers={"If-None-Match": stamps[0]}).status_code == 304
    assert carol.get(live(meeting), headers={"If-None-Match": stamps[1]}).status_code == 200
    say(town, meeting, "Leon", "New.")
    answer = carol.get(live(meeting), headers={"If-None-Match": stamps[0]})
    assert (answer.status_code, "New." in answer.content.decode()) == (200, True)


def test_an_update_holds_no_secret_and_the_page_keeps_its_forms(town: Town, meeting: NetworkMeeting) -> None:
    update = signed_in(town, "Ruth").get(live(meeting)).content.decode()
    assert "csrfmiddlewaretoken" not in update
    for form in ("say", "ask", "settle", "close", "table"):
        assert f'<form id="{form}"></form>' in update


def test_opening_the_page_is_one_reading_that_updates_do_not_double(town: Town, meeting: NetworkMeeting) -> None:
    """R26: how long it went on is told to the minute; `tests/actions/test_readings.py` drives the clock."""
    carol = signed_in(town, "Carol")
    carol.get(address("meeting", meeting))
    for _ in range(3):
        carol.get(live(meeting))
    with acting(town, "Carol") as by:
        readings = list(Reading.objects.filter(person=by.person, page="meeting", subject=meeting.pk))
    assert len(readings) == 1


def test_an_act_stands_first_until_it_was_spoken_of_and_for_its_audience_only(
    town: Town, meeting: NetworkMeeting
) -> None:
    """R21, R24."""
    carol, ruth = signed_in(town, "Carol"), signed_in(town, "Ruth")
    carol.get(address("meeting", meeting))
    before = pages(town, carol, meeting)
    with acting(town, "Ruth") as by:
        act = between.act(
            key=new_key(), network=meeting.network, kind=ActKind.DETENTION, what="A night at the place of safety.",
            by_whom="PC Finch", power="section 136", why_without="He was walking in the road.", by=by, at=by.at,
        )  # fmt: skip
    assert pages(town, carol, meeting) == before
    assert "A night at the place of safety." in ruth.get(address("meeting", meeting)).content.decode()
    post(ruth, address("tell", meeting), telling=f"not_today:{new_key()}")
    post(ruth, address("tell", meeting), telling=f"later:{act.pk}")
    assert "A night at the place of safety." in ruth.get(address("meeting", meeting)).content.decode()
    page = post(ruth, address("tell", meeting), telling=f"spoken_of:{act.pk}")
    assert "A night at the place of safety." not in page.content.decode()
    assert post(carol, address("tell", meeting), telling=f"spoken_of:{act.pk}").status_code == 200


def test_an_act_is_not_told_while_leon_is_out_of_the_room(town: Town, meeting: NetworkMeeting) -> None:
    """R21."""
    with acting(town, "Ruth") as by:
        act = between.act(
            key=new_key(), network=meeting.network, kind=ActKind.EMERGENCY, what="A doctor came.", by_whom="Dr Bell",
            power="none needed", why_without="At night.", by=by, at=by.at,
        )  # fmt: skip
    ruth = signed_in(town, "Ruth")
    post(ruth, address("meeting_who", meeting), went=town.people["Leon"].pk)
    page = post(ruth, address("tell", meeting), telling=f"spoken_of:{act.pk}")
    assert "It waits until the person is here." in page.content.decode()


def test_a_closed_meeting_takes_no_more_turns_and_says_so(town: Town, meeting: NetworkMeeting) -> None:
    ruth, carol = signed_in(town, "Ruth"), signed_in(town, "Carol")
    post(ruth, address("ask", meeting), words="Why?")
    with acting(town, "Ruth"):
        question = OpenQuestion.objects.get()
    post(ruth, address("meeting_close", meeting))
    assert carol.get(address("question", meeting, question.pk)).status_code == 404
    assert "only in an open meeting" in post(ruth, address("spoken", meeting)).content.decode()
    assert carol.get(address("meeting_who", meeting)).status_code == 404
    assert post(carol, address("spoken", meeting)).status_code == 404


def test_a_meeting_with_fewer_of_us_asks_why_when_it_closes(town: Town) -> None:
    """R11: told beside the field, and the closing words are kept."""
    alone = {"Leon": PresentAs.CENTRE, "Ruth": PresentAs.PRACTITIONER}
    meeting = a_meeting(town, a_network(town), timezone.now() - timedelta(minutes=50), present=alone)
    ruth = signed_in(town, "Ruth")
    page = post(ruth, address("meeting_close", meeting), closing_words="On Friday.")
    assert (page.status_code, "Fewer of us were here" in page.content.decode()) == (422, True)
    assert "On Friday." in page.content.decode()
    page = post(ruth, address("meeting_close", meeting), closing_words="On Friday.", fewer_why="Tomasz is ill.")
    assert "The meeting is closed." in page.content.decode()


def test_nobody_is_chosen_and_nobody_is_written_for_by_default(town: Town, meeting: NetworkMeeting) -> None:
    carol, ruth = signed_in(town, "Carol"), signed_in(town, "Ruth")
    page = post(carol, address("say", meeting), words="For whom?", audience="chosen")
    assert "Choose who may read it." in page.content.decode()
    page = post(ruth, address("say", meeting), words="Whose?", how="for_somebody", audience="network")
    assert "Whose words are these?" in page.content.decode()
    post(ruth, address("settle", meeting), outcome="decided", kind="general", words="So.")
    with acting(town, "Ruth"):
        decision = Decision.objects.get()
    where = address("decided", meeting, decision.pk)
    assert post(ruth, where, stand="agree", audience="network").status_code == 422
    assert post(carol, where, stand="agree", audience="chosen").status_code == 422


# --- the screen on the table ----------------------------------------------------------------------------------------


def table(town: Town, meeting: NetworkMeeting) -> Client:
    """A browser that Ruth has laid on the table."""
    client = signed_in(town, "Ruth")
    answer = client.post(address("meeting_table", meeting), follow=True)
    assert "Put away" in answer.content.decode()
    return client


def test_the_screen_on_the_table_shows_what_everyone_may_read_and_leads_nowhere(
    town: Town, meeting: NetworkMeeting
) -> None:
    """R24: a reader of its own."""
    say(town, meeting, "Carol", "For all.")
    say(town, meeting, "Leon", "For us.", audience=Audience.PERSON_AND_TEAM)
    screen = table(town, meeting)
    page = screen.get(address("meeting", meeting)).content.decode()
    assert "For all." in page
    assert "For us." not in page
    for elsewhere in (reverse("home"), reverse("day"), address("arrange", meeting), reverse("networks")):
        assert screen.get(elsewhere).headers.get("Location") == reverse("enter"), elsewhere
    with acting(town, "Ruth"):
        other = NetworkMeeting.objects.exclude(pk=meeting.pk).get()
    assert screen.get(address("meeting", other)).status_code == 404
    with acting(town, "Ruth"), as_clerk():
        assert Reading.objects.filter(capacity="shared_screen", goes_on__isnull=True).count() == 1


def test_carol_cannot_lay_a_screen_on_the_table(town: Town, meeting: NetworkMeeting) -> None:
    assert signed_in(town, "Carol").post(address("meeting_table", meeting)).status_code == 404


def test_on_the_table_carol_speaks_and_tomasz_writes(town: Town, meeting: NetworkMeeting) -> None:
    """R17."""
    screen = table(town, meeting)
    carol, tomasz = str(town.people["Carol"].pk), str(town.people["Tomasz"].pk)
    given = {"how": "own", "speaker": carol, "writer": tomasz, "words": "Nights.", "key": str(new_key())}
    assert "Read it back to Carol" in screen.post(address("say", meeting), given).content.decode()
    kept = screen.post(address("say", meeting), {**given, "read_back": "yes"}, follow=True).content.decode()
    assert "Written down by Tomasz for Carol and read back." in kept
    refused = screen.post(address("say", meeting), {**given, "key": str(new_key()), "writer": "", "read_back": "yes"})
    assert (refused.status_code, "Who is writing?" in refused.content.decode()) == (422, True)
    assert "Goes now" in screen.get(address("meeting_who", meeting)).content.decode()
    assert screen.post(address("meeting_who", meeting), {"went": carol}).status_code == 422
    assert screen.post(address("meeting_who", meeting), {"went": carol, "writer": tomasz}).status_code == 302
    page = post(screen, address("ask", meeting), words="Why?", asked_by=carol, writer=tomasz).content.decode()
    assert "Carol asked it" in page
    page = post(screen, address("settle", meeting), outcome="decided", kind="general", words="We wait.", writer=tomasz)
    assert "Where each one stands" in page.content.decode()


def test_put_away_the_screen_shows_nothing_more(town: Town, meeting: NetworkMeeting) -> None:
    screen = table(town, meeting)
    screen.post(reverse("put_away"))
    assert screen.get(address("meeting", meeting)).headers["Location"] == reverse("enter")
    screen = table(town, meeting)
    with acting(town, "Ruth"):
        longer_ago = timezone.now() - timedelta(hours=3)
        NetworkMeeting.objects.filter(pk=meeting.pk).update(opened_at=longer_ago)
    close(town, meeting, longer_ago + timedelta(hours=1))
    assert screen.get(address("meeting", meeting)).status_code == 404


# --- how much it costs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("called", ["Leon", "Carol", "Ruth"])
@pytest.mark.parametrize("page", ["meeting", "meeting_live"])
def test_a_page_asks_at_most_twenty_questions_however_much_was_said(
    town: Town, meeting: NetworkMeeting, called: str, page: str
) -> None:
    client = signed_in(town, called)
    where = live(meeting) if page == "meeting_live" else address(page, meeting)
    client.get(where)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200
        return len(
            [each for each in queries if ' FROM "' in each["sql"] or each["sql"].startswith(("UPDATE", "INSERT"))]
        )

    much(town, meeting, 1)
    little = asked()
    much(town, meeting, 12)
    assert asked() == little
    assert little <= 20


def much(town: Town, meeting: NetworkMeeting, times: int) -> None:
    """So many voices, afterwords, reflections, questions, decisions and positions more."""
    for _ in range(times):
        voice = say(town, meeting, "Carol", "A voice.")
        with acting(town, "Carol") as carol:
            voices.add(key=new_key(), voice=voice, words="And.", by=carol, at=carol.at)
        with acting(town, "Ruth") as ruth:
            by: dict[str, Any] = {"by": ruth, "at": ruth.at}
            asked = questions.ask(key=new_key(), meeting=meeting, words="Why?", **by)
            questions.turn(question=asked, meeting=meeting, became=Became.STAYS_OPEN, **by)
            decided = decisions.settle(key=new_key(), meeting=meeting, outcome=Outcome.DECIDED, words="So.", **by)
            decisions.stand(key=new_key(), decision=decided, stand=Stand.AGREE, **by)
            voices.say(key=new_key(), meeting=meeting, words="Hm.", how=How.REFLECTION, **by)
