"""The pages of what is kept: a copy, what is not right, out of view, letters, a death, retention and deletion."""

import json
import re
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.actions.test_misfiled import neils_network
from tests.entering import Clock, clock, come_in, key_in, said  # noqa: F401 - a fixture
from tests.kitchen import a_full_fortnight, a_meeting, a_network, a_voice
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import deletions, episodes
from tornio.core.rights import DeletionGround
from tornio.people.keys import new_key
from tornio.records.models import Deletion, Freeze, Letter, Misfiling, Network, Reading, StaffTalk, Statement, Voice

NOW = MONDAY + 17 * DAY


@pytest.fixture
def network(town: Town, clock: Clock) -> Network:  # noqa: F811
    """Leon's network, with a fortnight of everything."""
    clock.is_at(NOW)
    network = a_network(town)
    a_full_fortnight(town, network)
    return network


def sent(browser: Client, address: str, **given: Any) -> Any:
    """The form of a page, sent with its own key."""
    return browser.post(address, {"key": key_in(browser.get(address)), **given})


def talk_of(town: Town) -> UUID:
    """What staff spoke of."""
    with town.acting("Ruth", at=NOW):
        return StaffTalk.objects.get().pk


def test_leon_takes_his_whole_copy_as_one_file_that_leads_nowhere(town: Town, network: Network) -> None:
    """R23, R26: told in plain words, self-contained, recorded as a reading; its name says nothing of what it is."""
    leon = come_in(town, "Leon", NOW)
    page = leon.get(reverse("kept", args=[network.pk]))
    assert "What is kept about you" in said(page)
    copy = leon.get(reverse("copy", args=[network.pk]))
    assert copy["Content-Disposition"] == 'attachment; filename="copy-2026-11-19.html"'
    assert copy["Cache-Control"] == "no-store"
    text = said(copy)
    for words in (
        "Leon Marsh", "everything of your record that you can read", "November 2026", "I was listening.", "No tablets",
        "Carol Marsh is unsure", "What Farah could offer.", "A night at the place of safety.", "He cannot sleep.",
        "What shall we do at night?", "Who has read your pages", "his mother", "peer practitioner",
    ):  # fmt: skip
        assert words in text, words
    html = copy.content.decode()
    assert not re.search(r"(?:src|href|action)\s*=|<script|@import|url\(|https?://", html)
    assert "in the kitchen" not in text  # no address
    with town.acting("Leon", at=NOW):
        assert Reading.objects.filter(page="copy", network=network, person=town.people["Leon"]).exists()


def test_the_data_says_the_same_as_the_page(town: Town, network: Network) -> None:
    """R23: every word in the data stands on the page."""
    leon = come_in(town, "Leon", NOW)
    page = " ".join(said(leon.get(reverse("copy", args=[network.pk]))).split())
    answer = leon.get(reverse("copy_data", args=[network.pk]))
    data = json.loads(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="copy-2026-11-19.json"'
    assert data["schema"] == "tornio-copy/1"
    words: list[str] = []

    def gather(items: list[dict[str, Any]]) -> None:
        for each in items:
            words.append(each["words"])
            gather(each["parts"])

    gather(data["items"])
    assert len([each for each in words if each]) > 8
    for each in words:
        assert " ".join(each.split()) in page, each


def test_carol_takes_her_own_and_a_stranger_finds_nothing(town: Town, network: Network) -> None:
    """R8, R24: her words and not his; staff and strangers find no such page."""
    carol = come_in(town, "Carol", NOW)
    assert "What is yours here" in said(carol.get(reverse("kept", args=[network.pk])))
    text = said(carol.get(reverse("copy", args=[network.pk])))
    assert "He cannot sleep." in text
    assert "I was listening." not in text
    for called in ("Jean", "Ruth", "Priya"):
        browser = come_in(town, called, NOW)
        for name in ("kept", "copy", "copy_data"):
            assert browser.get(reverse(name, args=[network.pk])).status_code == 404, (called, name)


def test_leon_says_that_it_is_not_right_and_ruth_reads_it_beside(town: Town, network: Network) -> None:
    """R17, R28: one statement for one form; an empty one is refused with what was typed kept."""
    leon, address = come_in(town, "Leon", NOW), reverse("entry", args=[network.pk, "talk", talk_of(town)])
    assert address in leon.get(reverse("story", args=[network.pk])).content.decode()
    assert sent(leon, address, words=" ").status_code == 422
    assert sent(leon, address, words="That was not so.").status_code == 302
    for called in ("Leon", "Ruth"):
        page = said(come_in(town, called, NOW).get(address))
        assert "Leon says that this is not right" in page
        assert "That was not so." in page
        assert "That was not so." in said(come_in(town, called, NOW).get(reverse("story", args=[network.pk])))
    with town.acting("Leon", at=NOW):
        assert Statement.objects.count() == 1
    assert "That was not so." in said(leon.get(reverse("kept", args=[network.pk])))
    assert come_in(town, "Carol", NOW).get(address).status_code == 404
    assert leon.get(reverse("entry", args=[network.pk, "diary", talk_of(town)])).status_code == 404


def test_ruth_takes_an_entry_out_and_tomasz_brings_it_back(town: Town, network: Network) -> None:
    """R28: gone from the story at once; two bring it back; Leon is told that something was taken out, not what."""
    ruth, talk = come_in(town, "Ruth", NOW), talk_of(town)
    address = reverse("entry_out", args=[network.pk, "talk", talk])
    assert "What Farah could offer." in said(ruth.get(address))
    assert sent(ruth, address, why="").status_code == 422
    assert sent(ruth, address, why="It is about somebody else.").status_code == 302
    leon = come_in(town, "Leon", NOW)
    assert "Farah could offer" not in said(leon.get(reverse("story", args=[network.pk])))
    assert "Farah could offer" not in said(leon.get(reverse("copy", args=[network.pk])))
    kept = said(leon.get(reverse("kept", args=[network.pk])))
    assert "Ruth Adeyemi said that something by Ruth Adeyemi was in the wrong record" in kept
    assert "somebody else" not in kept
    listed = reverse("out_of_view", args=[network.pk])
    assert "It is about somebody else." in said(ruth.get(listed))
    with town.acting("Ruth", at=NOW):
        back = reverse("brought_back", args=[network.pk, Misfiling.objects.get().pk])
    assert ruth.post(back, {"why": "It is hers after all."}).status_code == 302
    assert "takes two people" in said(ruth.post(back, follow=True))
    tomasz = come_in(town, "Tomasz", NOW)
    assert "It is hers after all." in said(tomasz.get(listed))
    assert tomasz.post(back).status_code == 302
    assert "What Farah could offer." in said(leon.get(reverse("story", args=[network.pk])))
    assert come_in(town, "Carol", NOW).get(listed).status_code == 404


def test_ruth_moves_her_own_words_to_neils_record(town: Town, network: Network) -> None:
    """R17: her words stand in the right record; nobody else is offered to move them."""
    ruth, talk = come_in(town, "Ruth", NOW), talk_of(town)
    sent(ruth, reverse("entry_out", args=[network.pk, "talk", talk]), why="It is about Neil.")
    with town.acting("Ruth", at=NOW):
        misfiling = Misfiling.objects.get()
    address = reverse("moved", args=[misfiling.pk])
    assert "no other network" in said(ruth.get(address))
    neils = neils_network(town)
    assert sent(ruth, address, to=str(neils.pk)).status_code == 302
    assert "What Farah could offer." in said(ruth.get(reverse("story", args=[neils.pk])))
    assert come_in(town, "Leon", NOW).get(address).status_code == 404


def test_a_name_and_a_time_are_put_right(town: Town, network: Network) -> None:
    """R28: what it was stays readable, on Leon's page and beside the entry."""
    leon = come_in(town, "Leon", NOW)
    fact = reverse("fact", args=[network.pk])
    assert sent(leon, fact, fact="called", now="", why="x").status_code == 422
    assert sent(leon, fact, fact="called", now="Lee", why="It is my name.").status_code == 302
    page = said(leon.get(reverse("kept", args=[network.pk])))
    assert "Lee" in page
    assert "It was: Leon" in page
    ruth, talk = come_in(town, "Ruth", NOW), talk_of(town)
    assert "It was: Leon" in said(ruth.get(fact))
    when = reverse("entry_when", args=[network.pk, "talk", talk])
    assert sent(ruth, when, why="My diary.").status_code == 422
    day, hour = "2026-11-18", "10:00"
    done = sent(ruth, when, happened_at_0=day, happened_at_1="", happened_at_2=hour, why="My diary.")
    assert done.status_code in (302, 422)


def test_a_letter_is_agreed_word_by_word_and_goes_by_a_hand(town: Town, network: Network) -> None:
    """R17, R19: drafted in the meeting; versions and positions stay; it goes only with Leon's yes."""
    meeting = a_meeting(town, network, NOW - HOUR)
    ruth, leon = come_in(town, "Ruth", NOW), come_in(town, "Leon", NOW)
    new = reverse("letter_new", args=[meeting.pk])
    assert sent(ruth, new, to_whom="", words="Dear.").status_code == 422
    assert sent(ruth, new, to_whom="Dr Hall", words="Dear Dr Hall.").status_code == 302
    with town.acting("Ruth", at=NOW):
        letter = Letter.objects.get()
    page = reverse("letter", args=[network.pk, letter.pk])
    assert "Not agreed yet" in said(leon.get(reverse("letters", args=[network.pk])))
    ruth.post(reverse("letter_sent", args=[network.pk, letter.pk]), {"key": str(new_key()), "way": "post"})
    assert "It has gone" not in said(leon.get(reverse("letters", args=[network.pk])))
    assert leon.post(page, {"key": str(new_key()), "where": "unsure", "words": "Not “Dear”."}).status_code == 302
    again = {"key": str(new_key()), "to_whom": "Dr Hall", "words": "Good day, Dr Hall."}
    assert ruth.post(page, again).status_code == 302
    with town.acting("Ruth", at=NOW):
        second = Letter.objects.get(number=2)
    page = reverse("letter", args=[network.pk, second.pk])
    assert leon.post(page, {"key": str(new_key()), "where": "agree", "words": ""}).status_code == 302
    assert "Version one" in said(ruth.get(page))
    assert "Good day, Dr Hall." in said(ruth.get(page + "?paper"))
    gone = ruth.post(reverse("letter_sent", args=[network.pk, second.pk]), {"key": str(new_key()), "way": "post"})
    assert gone.status_code == 302
    assert "It has gone." in said(leon.get(reverse("letters", args=[network.pk])))
    assert come_in(town, "Neil", NOW).get(page).status_code == 404


def test_ruth_puts_forward_and_priya_deletes(town: Town, network: Network) -> None:
    """R28: from the entry's page to the proof on Leon's; nobody deletes alone."""
    with town.acting("Ruth", at=NOW):
        voice = Voice.objects.get(text="I was listening.")
    ruth, priya = come_in(town, "Ruth", NOW), come_in(town, "Priya", NOW)
    address = reverse("deletion_new", args=[network.pk]) + f"?kind=voice&entry={voice.pk}"
    assert "I was listening." in said(ruth.get(address))
    assert sent(ruth, address, ground="court", words="").status_code == 422
    assert sent(ruth, address, ground="court", words="Order 12.").status_code == 302
    with town.acting("Ruth", at=NOW):
        deletion = reverse("deletion", args=[Deletion.objects.get().pk])
    assert "two people" in said(ruth.post(deletion, {"answer": "agree"}, follow=True))
    assert "Order 12." in said(priya.get(reverse("deletions")))
    assert "It is gone." in said(priya.post(deletion, {"answer": "agree"}, follow=True))
    assert "a court has ordered it" in said(come_in(town, "Leon", NOW).get(reverse("kept", args=[network.pk])))
    for nonsense in ("?entry=x", f"?kind=voice&entry={new_key()}"):
        assert ruth.get(reverse("deletion_new", args=[network.pk]) + nonsense).status_code == 404
    assert "All of this record" in said(ruth.get(reverse("deletion_new", args=[network.pk])))


def test_priya_lets_something_stay(town: Town, network: Network) -> None:
    """R28: with a reason, which is kept."""
    ruth, priya = come_in(town, "Ruth", NOW), come_in(town, "Priya", NOW)
    sent(ruth, reverse("deletion_new", args=[network.pk]), ground="right", words="He asks for it.")
    with town.acting("Ruth", at=NOW):
        deletion = reverse("deletion", args=[Deletion.objects.get().pk])
    assert "why it stays" in said(priya.post(deletion, {"answer": "stay", "why": ""}, follow=True))
    assert "There is an inquiry." in said(
        priya.post(deletion, {"answer": "stay", "why": "There is an inquiry."}, follow=True)
    )


def test_after_a_death_ruth_writes_it_down_and_priya_what_was_decided(town: Town, network: Network) -> None:
    """R22: frozen at once; decided, and taken back when it was not so."""
    ruth, priya = come_in(town, "Ruth", NOW), come_in(town, "Priya", NOW)
    address = reverse("died", args=[network.pk])
    assert sent(ruth, address, words="").status_code == 422
    assert sent(ruth, address, words="His sister rang.", died_on="2026-11-18").status_code == 302
    assert "This record is frozen." in said(ruth.get(address))
    assert "His sister rang." in said(priya.get(reverse("frozen")))
    with town.acting("Ruth", at=NOW):
        one = reverse("frozen_one", args=[Freeze.objects.get().pk])
    assert "what was decided" in said(priya.post(one, {"members_read": "yes", "words": ""}, follow=True))
    page = said(priya.post(one, {"members_read": "yes", "words": "As he wished."}, follow=True))
    assert "go on reading" in page
    assert "The record is open again." in said(priya.post(one, {"lift": "It was another man."}, follow=True))
    for called in ("Leon", "Carol"):
        assert come_in(town, called, NOW).get(address).status_code == 404


def test_what_waits_for_priya_stands_where_she_begins(town: Town, network: Network) -> None:
    """R22, R28: a second signature, and who reads after a death; until she has answered."""
    ruth, priya = come_in(town, "Ruth", NOW), come_in(town, "Priya", NOW)
    home = reverse("home")
    assert "second person" not in said(priya.get(home))
    sent(ruth, reverse("deletion_new", args=[network.pk]), ground="right", words="He asked for it.")
    sent(ruth, reverse("died", args=[network.pk]), words="His sister rang.")
    page = said(priya.get(home))
    assert "One deletion waits for you as the second person." in page
    assert "In one record, frozen after a death, nobody has decided who reads." in page
    assert "Nothing waits for you today." not in page
    with town.acting("Ruth", at=NOW):
        deletion, freeze = Deletion.objects.get().pk, Freeze.objects.get().pk
    priya.post(reverse("deletion", args=[deletion]), {"answer": "stay", "why": "There is an inquiry."})
    priya.post(reverse("frozen_one", args=[freeze]), {"members_read": "yes", "words": "As he wished."})
    page = said(priya.get(home))
    assert "second person" not in page
    assert "frozen" not in page


def test_what_priya_put_forward_stands_on_ruths_day_and_not_before_priya(town: Town, network: Network) -> None:
    """R28: of two, one is the lead; so the other is somebody of the team."""
    told = "One deletion waits for you as the second person."
    with town.acting("Priya", at=NOW) as priya:
        deletions.put_forward(
            key=new_key(), what=network, ground=DeletionGround.COURT, words="Order 12.", by=priya, at=NOW
        )
    assert told in said(come_in(town, "Ruth", NOW).get(reverse("day")))
    assert told not in said(come_in(town, "Priya", NOW).get(reverse("home")))
    assert told not in said(come_in(town, "Sadia", NOW).get(reverse("day")))


def test_priya_writes_periods_and_finds_what_has_reached_its_end(
    town: Town,
    network: Network,
    clock: Clock,  # noqa: F811
) -> None:
    """R28: listed with its day; kept on, or put forward; it never goes by itself."""
    with town.acting("Leon", at=NOW) as leon:
        episodes.stop(key=new_key(), network=network, by=leon, at=NOW)
    priya, page = come_in(town, "Priya", NOW), reverse("retention")
    assert "No period is written down yet" in said(priya.get(page))
    given = {"service": str(town.service.pk), "since_what": "ended", "months": "12", "source": "Our policy."}
    assert sent(priya, page, **(given | {"source": ""})).status_code == 422
    assert sent(priya, page, **given).status_code == 302
    clock.is_at(NOW + 400 * DAY)
    priya = come_in(town, "Priya", NOW + 400 * DAY)
    assert "Leon Marsh" in said(priya.get(page))
    one = reverse("retention_one", args=[network.pk])
    assert "People who belonged" in said(priya.get(one))
    assert sent(priya, one, until_on="2020-01-01", why="x").status_code == 422
    assert priya.post(one, {"words": "Twelve months."}).status_code == 302
    assert "has put it forward" in said(priya.get(page))
    assert sent(priya, one, until_on="2031-01-01", why="An inquiry.").status_code == 302
    assert "Leon Marsh" not in said(priya.get(page))
    assert priya.get(one).status_code == 404


def test_a_large_record_takes_no_more_questions_than_a_small_one(town: Town, network: Network) -> None:
    """A copy is made within one request, in a number of questions that does not grow with it."""
    leon, address = come_in(town, "Leon", NOW), reverse("copy", args=[network.pk])
    leon.get(address)
    with CaptureQueriesContext(connection) as small:
        leon.get(address)
    meeting = a_meeting(town, network, MONDAY + 4 * DAY)
    for number in range(30):
        if number % 10 == 0:
            meeting = a_meeting(town, network, MONDAY + 5 * DAY + number * HOUR)
        a_voice(town, meeting, "Carol", f"Words {number}.")
    with CaptureQueriesContext(connection) as large:
        assert "Words 29." in said(leon.get(address))
    assert len(large) <= len(small) + 1
