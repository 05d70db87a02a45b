"""The room as pages: what stands on them, what they refuse, and that what is hidden leaves no trace (R24)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.kitchen import a_meeting, a_network
from tests.people import DAY, Town
from tests.web.in_the_room import acting, address, count, live, post, say, signed_in
from tornio.actions import belonging, presence, voices, wishes
from tornio.core.between import WishKind
from tornio.core.meetings import MeetingStatus, PresentWay
from tornio.core.voices import How
from tornio.people.keys import new_key
from tornio.records.models import Decision, NetworkMeeting, NetworkMember, OpenQuestion, Voice
from tornio.records.visible.voices import mark


@pytest.fixture
def meeting(town: Town) -> NetworkMeeting:
    """Leon's kitchen, an hour ago until now."""
    return a_meeting(town, a_network(town), timezone.now() - timedelta(minutes=50))


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
    assert '<span class="signed__as">to Ruth</span>' in page
    with acting(town, "Tomasz"):
        assert Voice.objects.get().said_to == "Ruth"  # her name: "to" is told in each reader's own language


def test_who_has_left_is_named_to_leon_and_to_us_and_to_nobody_else(town: Town, meeting: NetworkMeeting) -> None:
    """R8: by name alone, with no reason and no hour; the others and the table read nothing of it."""
    with acting(town, "Neil") as neil:
        belonging.leave(member=NetworkMember.objects.get(person=town.people["Neil"]), by=neil, at=neil.at)
    for called, reads in (("Leon", True), ("Ruth", True), ("Carol", False)):
        page = signed_in(town, called).get(address("meeting", meeting)).content.decode()
        assert ("No longer in the network: Neil Marsh." in page) is reads, called
        assert ("Neil" in page) is reads, called
    ruth = signed_in(town, "Ruth")
    post(ruth, address("meeting_table", meeting))
    assert "Neil" not in ruth.get(address("meeting", meeting)).content.decode()


def test_as_whom_and_how_somebody_spoke_is_told_in_the_readers_language(town: Town, meeting: NetworkMeeting) -> None:
    """R17: what is kept is a fact; “at the centre, by telephone” is how English tells it."""
    with acting(town, "Leon") as leon:
        person, before = town.people["Leon"], leon.at - timedelta(minutes=1)
        presence.go(meeting=meeting, person=person, by=leon, at=before)
        presence.arrive(meeting=meeting, person=person, by=leon, at=before, way=PresentWay.TELEPHONE)
        voice = voices.say(key=new_key(), meeting=meeting, words="I can hear you.", by=leon, at=leon.at)
        voices.stand_at_front(voice=voice, by=leon, at=leon.at)
    say(town, meeting, "Carol", "So can I.")
    carol = signed_in(town, "Carol")
    for where in (reverse("home"), address("meeting", meeting), reverse("story", args=[meeting.network_id])):
        assert "at the centre, by telephone" in carol.get(where).content.decode(), where
    assert '<span class="signed__as">his mother</span>' in carol.get(address("meeting", meeting)).content.decode()


def test_a_reflection_hands_back_to_everyone(town: Town, meeting: NetworkMeeting) -> None:
    """R18: we speak before them, and then it is theirs again."""
    with acting(town, "Tomasz") as by:
        voices.say(key=new_key(), meeting=meeting, words="I notice doors.", how=How.REFLECTION, by=by, at=by.at)
    for called in ("Leon", "Ruth"):
        page = signed_in(town, called).get(address("meeting", meeting)).content.decode()
        assert "Back to everyone: <strong>what was it like to hear that?</strong>" in page


def test_where_leon_wishes_no_reflections_there_is_none_to_choose(town: Town, meeting: NetworkMeeting) -> None:
    """R10: on our own devices and on the table; that he wished it stands on ours alone."""
    choice, why = "We reflect with each other", "Leon would rather that we do not reflect"
    ruth = signed_in(town, "Ruth")
    assert choice in ruth.get(address("meeting", meeting)).content.decode()
    with acting(town, "Leon") as leon:
        wishes.wish(key=new_key(), network=meeting.network, kind=WishKind.NO_REFLECTIONS, by=leon, at=leon.at)
    page = ruth.get(address("meeting", meeting)).content.decode()
    assert (choice in page, why in page) == (False, True)
    post(ruth, address("meeting_table", meeting))
    table = ruth.get(address("meeting", meeting)).content.decode()
    assert "Put away" in table
    assert (choice in table, why in table) == (False, False)
    ruth_on_paper = str(town.people["Ruth"].pk)
    said = post(ruth, address("say", meeting), words="The birds.", speaker=ruth_on_paper, writer=ruth_on_paper)
    assert "The birds." in said.content.decode()


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


def test_what_is_sent_to_a_meeting_that_has_not_begun_leads_to_its_arrangement(
    town: Town, meeting: NetworkMeeting
) -> None:
    """A page from another tab, or a hand-made request: a sentence, and nothing is kept."""
    later = a_meeting(town, meeting.network, timezone.now() + DAY, status=MeetingStatus.AGREED)
    ruth = signed_in(town, "Ruth")
    for name, given in (
        ("meeting_close", {"closing_words": "On Thursday."}),
        ("settle", {"outcome": "", "kind": "general"}),
        ("ask", {"question": ""}),
        ("say", {"words": " "}),
    ):
        answer = ruth.post(address(name, later), {"key": str(new_key()), **given})
        assert (answer.status_code, answer.headers.get("Location")) == (302, address("arrange", later)), name
    with town.acting("Ruth"):
        assert NetworkMeeting.objects.get(pk=later.pk).status == MeetingStatus.AGREED.value


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
