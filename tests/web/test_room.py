"""The room as pages: what stands on them, what they refuse, and that what is hidden leaves no trace (R24)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.kitchen import a_meeting, a_network, close
from tests.people import DAY, OFFICES, Town
from tornio.actions import between, decisions, questions, voices
from tornio.core.between import ActKind
from tornio.core.decisions import Outcome, Stand
from tornio.core.meetings import MeetingStatus, PresentAs
from tornio.core.people import Capacity
from tornio.core.voices import Audience, Became, How
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import Decision, NetworkMeeting, NetworkMember, OpenQuestion, Reading, Voice
from tornio.records.visible.voices import mark


def signed_in(town: Town, called: str) -> Client:
    """A browser in which somebody has come in, and acts as one who works here, in an office, or as themself."""
    offices = {name.split()[0]: office for name, office in OFFICES.items()}
    works = Capacity.PRACTITIONER if called in town.practitioners else Capacity.ONESELF
    client = Client()
    client.force_login(town.humans[called], backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["acting"] = {"organisation": str(town.organisation.pk), "capacity": offices.get(called, works).value}
    session.save()
    return client


@pytest.fixture
def meeting(town: Town) -> NetworkMeeting:
    """Leon's kitchen, an hour ago until now."""
    return a_meeting(town, a_network(town), timezone.now() - timedelta(minutes=50))


def address(name: str, meeting: NetworkMeeting, *more: Any) -> str:
    """A page of this meeting."""
    return reverse(name, args=[meeting.pk, *more])


def live(meeting: NetworkMeeting) -> str:
    """Where its page asks for what is new."""
    return address("meeting_live", meeting) + "?in=" + meeting.status


def post(client: Client, where: str, **given: Any) -> Any:
    """A form sent, and where it leads."""
    return client.post(where, {"key": str(new_key()), **given}, follow=True)


@contextmanager
def acting(town: Town, called: str) -> Iterator[Reader]:
    """Somebody acts just now."""
    with town.acting(called, at=timezone.now()) as by:
        yield by


def say(town: Town, meeting: NetworkMeeting, called: str, words: str, **more: Any) -> Voice:
    """Somebody says something just now."""
    with acting(town, called) as by:
        return voices.say(key=new_key(), meeting=meeting, words=words, by=by, at=by.at, **more)


def count(town: Town, model: Any) -> int:
    """How many rows there are."""
    with acting(town, "Ruth"):
        return int(model.objects.count())


def test_everybody_in_the_kitchen_finds_the_same_page(town: Town, meeting: NetworkMeeting) -> None:
    say(town, meeting, "Carol", "I keep listening at his door.")
    for called in ("Leon", "Carol", "Ruth", "Tomasz"):
        page = signed_in(town, called).get(address("meeting", meeting))
        assert page.status_code == 200
        assert "I keep listening at his door." in page.content.decode()


@pytest.mark.parametrize("called", ["Neil", "Farah", "Martin", "Priya", "Edith", "Ada"])
def test_for_everybody_else_there_is_no_such_page(town: Town, meeting: NetworkMeeting, called: str) -> None:
    """R24: exactly as if it were not there."""
    client = signed_in(town, called)
    for name in ("meeting", "meeting_live"):
        assert client.get(address(name, meeting)).status_code == 404


def test_carol_says_something_and_a_double_click_says_it_once(town: Town, meeting: NetworkMeeting) -> None:
    carol, key = signed_in(town, "Carol"), str(new_key())
    for _ in range(2):
        page = post(carol, address("say", meeting), key=key, words="Twice.", audience="network")
    assert page.content.decode().count("Twice.") == 1
    assert count(town, Voice) == 1


def test_nothing_written_is_told_beside_the_field(town: Town, meeting: NetworkMeeting) -> None:
    page = post(signed_in(town, "Carol"), address("say", meeting), words=" ", audience="author")
    assert (page.status_code, "Nothing is written yet." in page.content.decode()) == (422, True)


def test_words_beyond_the_limit_stay_in_the_field(town: Town, meeting: NetworkMeeting) -> None:
    """safety.md: 1 MB of pasted text; beyond the limit nothing is cut."""
    page = post(signed_in(town, "Carol"), address("say", meeting), words="la " * 9000, audience="network")
    assert page.status_code == 422
    assert "la la la" in page.content.decode()


def test_script_is_shown_inert(town: Town, meeting: NetworkMeeting) -> None:
    page = post(
        signed_in(town, "Carol"), address("say", meeting), words="<script>1</script>{{7*7}}", audience="network"
    )
    assert "&lt;script&gt;1&lt;/script&gt;{{7*7}}" in page.content.decode()


def test_ruth_writes_for_carol_and_it_is_read_back_before_it_is_kept(town: Town, meeting: NetworkMeeting) -> None:
    """R17."""
    ruth = signed_in(town, "Ruth")
    given = {"how": "for_somebody", "speaker": str(town.people["Carol"].pk), "words": "He came back.",
             "audience": "network", "key": str(new_key())}  # fmt: skip
    page = ruth.post(address("say", meeting), given)
    assert "Read it back to Carol" in page.content.decode()
    assert count(town, Voice) == 0
    again = ruth.post(address("say", meeting), {**given, "again": "yes"})
    assert "He came back." in again.content.decode()
    kept = ruth.post(
        address("say", meeting), {**given, "read_back": "yes", "read_back_words": "Yes, love."}, follow=True
    )
    assert "Written down by Ruth for Carol and read back. “Yes, love.”" in kept.content.decode()


def test_tomasz_reflects_to_ruth_and_it_stands_as_a_reflection(town: Town, meeting: NetworkMeeting) -> None:
    """R18."""
    page = post(signed_in(town, "Tomasz"), address("say", meeting), how="reflection", said_to="Ruth",
                words="I notice doors.", audience="network").content.decode()  # fmt: skip
    assert 'class="reflection"' in page
    assert "to Ruth" in page


def test_carols_draft_waits_for_her_and_is_nobody_elses(town: Town, meeting: NetworkMeeting) -> None:
    carol = signed_in(town, "Carol")
    carol.get(address("meeting", meeting))
    assert carol.post(address("say_draft", meeting), {"words": "I was going to"}).status_code == 204
    assert "I was going to" in carol.get(address("meeting", meeting)).content.decode()
    on_the_telephone = signed_in(town, "Carol").get(address("meeting", meeting)).content.decode()
    assert "You began to write this on another device" in on_the_telephone
    for called in ("Leon", "Ruth"):
        assert "I was going to" not in signed_in(town, called).get(address("meeting", meeting)).content.decode()
    post(carol, address("say", meeting), words="I was going to say this.", audience="network")
    page = carol.get(address("meeting", meeting)).content.decode()
    assert re.search(r"<textarea[^>]*name=\"words\"[^>]*>\s*</textarea>", page)


def test_carol_adds_rewords_and_shares_her_own_words(town: Town, meeting: NetworkMeeting) -> None:
    """R17, R24."""
    voice, carol = say(town, meeting, "Carol", "I shouldn't."), signed_in(town, "Carol")
    own = address("words", meeting, voice.pk)
    assert "An afterword" in carol.get(own).content.decode()
    post(carol, own, do="add", words="I meant tired.")
    page = post(carol, own, do="reword", words="I know I should not.").content.decode()
    assert page.count("I know I should not.") == 1
    assert "I shouldn&#39;t." not in page
    with acting(town, "Carol") as by:
        now = Voice.objects.get(rewords=voice)
        assert by.person_id == now.author_id
    theirs = address("words", meeting, now.pk)
    assert "I shouldn&#39;t." in carol.get(theirs).content.decode()
    post(carol, theirs, do="share", audience="author")
    assert "I know I should not." not in signed_in(town, "Leon").get(address("meeting", meeting)).content.decode()


def test_nobody_finds_the_page_of_somebody_elses_words(town: Town, meeting: NetworkMeeting) -> None:
    """R17: cross-author writes are refused at every address."""
    voice = say(town, meeting, "Carol", "Mine.")
    for called in ("Leon", "Ruth"):
        client = signed_in(town, called)
        assert client.get(address("words", meeting, voice.pk)).status_code == 404
        for do in ("add", "reword", "share"):
            sent = client.post(
                address("words", meeting, voice.pk), {"do": do, "words": "Yours.", "audience": "network"}
            )
            assert sent.status_code == 404


def test_nothing_wrong_is_kept_of_ones_own_words(town: Town, meeting: NetworkMeeting) -> None:
    voice, carol = say(town, meeting, "Carol", "Mine."), signed_in(town, "Carol")
    own = address("words", meeting, voice.pk)
    assert post(carol, own, do="add", words="").status_code == 422
    assert post(carol, own, do="share", audience="chosen").status_code == 422
    post(carol, own, do="reword", words="Mine, twice.")
    assert carol.get(own).status_code == 404  # it has a newer wording now


def test_leon_lets_carols_words_stand_at_the_front_and_ruth_does_not(town: Town, meeting: NetworkMeeting) -> None:
    voice = say(town, meeting, "Carol", "This.")
    assert post(signed_in(town, "Ruth"), address("front", meeting), voice=mark(voice)).status_code == 404
    leon = signed_in(town, "Leon")
    assert "Asked to stand at the front" in post(leon, address("front", meeting), voice=mark(voice)).content.decode()
    assert "Asked to stand at the front" not in post(leon, address("front", meeting), back=mark(voice)).content.decode()
    assert post(leon, address("front", meeting), voice=new_key()).status_code == 404


def test_a_question_is_kept_open_and_what_became_of_it_stands_there(town: Town, meeting: NetworkMeeting) -> None:
    """R15."""
    carol = signed_in(town, "Carol")
    assert post(carol, address("ask", meeting), words="").status_code == 422
    page = post(carol, address("ask", meeting), words="What shall we do at night?").content.decode()
    assert "What shall we do at night?" in page
    with acting(town, "Carol"):
        question = OpenQuestion.objects.get()
    where = address("question", meeting, question.pk)
    assert carol.get(where).status_code == 200
    assert post(carol, where).status_code == 422
    page = post(carol, where, became="found_answer", words="Jean has the key.").content.decode()
    assert "It found an answer." in page
    assert "Jean has the key." in page


def test_leon_and_ruth_settle_something_and_each_says_where_they_stand(town: Town, meeting: NetworkMeeting) -> None:
    """R16, R19, R20."""
    leon, carol, ruth = (signed_in(town, each) for each in ("Leon", "Carol", "Ruth"))
    post(ruth, address("spoken", meeting))
    page = post(leon, address("settle", meeting), outcome="decided", kind="medication", words="No tablets for now.")
    assert "Where each one stands" in page.content.decode()
    with acting(town, "Leon"):
        decision = Decision.objects.get()
    where = address("decided", meeting, decision.pk)
    post(carol, where, stand="disagree", words="I'd start now.", audience="network")
    post(ruth, where, stand="did_not_say", person=town.people["Tomasz"].pk, audience="network")
    page = carol.get(address("meeting", meeting)).content.decode()
    for words in (
        "No tablets for now.",
        "Disagrees",
        "I&#39;d start now.",
        "Did not say",
        "Today we spoke of medication.",
    ):
        assert words in page
    assert "no meeting before this one spoke of it" in page
    assert post(carol, where).status_code == 422
    assert carol.get(address("decided", meeting, new_key())).status_code == 404


def test_not_deciding_and_going_on_talking_are_complete(town: Town, meeting: NetworkMeeting) -> None:
    """R15."""
    ruth = signed_in(town, "Ruth")
    talking = post(ruth, address("settle", meeting), outcome="still_talking", kind="general")
    assert "Nothing has to be settled" in talking.content.decode()
    page = post(ruth, address("settle", meeting), outcome="not_decided", kind="general", words="Who rings.")
    assert "We did not decide" in page.content.decode()
    assert post(ruth, address("settle", meeting), kind="general").status_code == 422
    assert post(ruth, address("settle", meeting), outcome="decided", kind="general", words="").status_code == 422
    assert post(signed_in(town, "Carol"), address("settle", meeting), outcome="decided", kind="general",
                words="Mine.").status_code == 404  # fmt: skip


def test_without_leon_the_page_says_why_nothing_can_be_decided(town: Town, meeting: NetworkMeeting) -> None:
    """R20: the sentence stands beside the field, and what was typed is kept."""
    ruth = signed_in(town, "Ruth")
    leon = town.people["Leon"].pk
    assert "Is here now" in post(ruth, address("meeting_who", meeting), went=leon).content.decode()
    page = post(ruth, address("settle", meeting), outcome="decided", kind="general", words="We go on.")
    assert (page.status_code, "while the person is here" in page.content.decode()) == (422, True)
    assert "We go on." in page.content.decode()
    post(ruth, address("meeting_who", meeting), came=leon)
    assert (
        post(ruth, address("settle", meeting), outcome="decided", kind="general", words="We go on.").status_code == 200
    )


def test_carol_says_herself_that_she_goes_and_says_it_for_nobody_else(town: Town, meeting: NetworkMeeting) -> None:
    carol = signed_in(town, "Carol")
    assert "Leon Marsh" not in carol.get(address("meeting_who", meeting)).content.decode()
    assert post(carol, address("meeting_who", meeting), went=town.people["Leon"].pk).status_code == 404
    assert post(carol, address("meeting_who", meeting), went=town.people["Carol"].pk).status_code == 200
    assert post(carol, address("meeting_who", meeting), went=town.people["Carol"].pk).status_code == 404


def test_ruth_closes_the_meeting_and_it_is_read_and_added_to_the_same_day(town: Town, meeting: NetworkMeeting) -> None:
    """R23."""
    ruth, carol = signed_in(town, "Ruth"), signed_in(town, "Carol")
    say(town, meeting, "Carol", "Until Thursday.")
    page = post(ruth, address("meeting_close", meeting), closing_words="Next Thursday at Jean's.").content.decode()
    assert "Next Thursday at Jean&#39;s." in page
    page = carol.get(address("meeting", meeting)).content.decode()
    assert "Say something afterwards" in page
    assert (
        "Until Thursday." in post(carol, address("say", meeting), words="Later.", audience="network").content.decode()
    )
    assert carol.get(live(meeting)).status_code == 410  # the page is opened afresh
    assert post(ruth, address("settle", meeting), outcome="decided", kind="general", words="Late.").status_code == 422


def test_a_meeting_that_has_not_begun_shows_its_arrangement(town: Town, meeting: NetworkMeeting) -> None:
    later = a_meeting(town, meeting.network, timezone.now() + DAY, status=MeetingStatus.AGREED)
    answer = signed_in(town, "Ruth").get(address("meeting", later))
    assert answer.headers["Location"] == address("arrange", later)


def test_an_uncle_who_left_reads_his_own_words_and_nothing_else(town: Town, meeting: NetworkMeeting) -> None:
    """R8: no names, no place, no count, and no reason."""
    say(town, meeting, "Carol", "I was here.")
    say(town, meeting, "Leon", "A secret.")
    with acting(town, "Leon"):
        members = NetworkMember.objects.filter(network=meeting.network_id, person=town.people["Carol"])
        members.update(belonging="in_name", may_read=False, may_write=False)
    page = signed_in(town, "Carol").get(address("meeting", meeting)).content.decode()
    assert "These are your own words." in page
    assert "I was here." in page
    for hidden in ("A secret.", "Tomasz", "Ruth", "kitchen", "Leon"):
        assert hidden not in page


# --- what is hidden leaves no trace ---------------------------------------------------------------------------------


def pages(town: Town, client: Client, meeting: NetworkMeeting) -> tuple[str, bytes, str]:
    """The page without what is random in it by design, its update, and the stamp."""
    page = client.get(address("meeting", meeting))
    update = client.get(live(meeting))
    html = re.sub(r'(name="(?:key|csrfmiddlewaretoken)" value=")[^"]*', r"\1", page.content.decode())
    return html, update.content, update.headers["ETag"]


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


def test_opening_the_page_is_one_reading_that_updates_extend(town: Town, meeting: NetworkMeeting) -> None:
    """R26."""
    carol = signed_in(town, "Carol")
    carol.get(address("meeting", meeting))
    for _ in range(3):
        carol.get(live(meeting))
    with acting(town, "Carol") as by:
        readings = list(Reading.objects.filter(person=by.person, page="meeting", subject=meeting.pk))
    assert len(readings) == 1
    assert readings[0].until > readings[0].at


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
    with acting(town, "Ruth"):
        assert Reading.objects.filter(capacity="shared_screen", as_whom="the screen on the table").count() == 1


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
