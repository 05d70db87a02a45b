"""The story page and the page of who read: everything in time, to each what they may see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.entering import Clock, clock, come_in, said  # noqa: F401 - a fixture
from tests.kitchen import a_decision, a_full_fortnight, a_meeting, a_network, a_voice, close
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import between
from tornio.actions.readings import opened
from tornio.core.decisions import Stand
from tornio.core.meetings import MeetingStatus
from tornio.core.voices import Audience
from tornio.people.keys import new_key
from tornio.records.models import (
    Network,
    NetworkMeeting,
    Presence,
    Reading,
)
from tornio.records.visible import story as visible

NOW = MONDAY + 17 * DAY


@pytest.fixture
def network(town: Town, clock: Clock) -> Network:  # noqa: F811
    """Leon's network; seventeen days have gone."""
    clock.is_at(NOW)
    return a_network(town)


def test_leon_and_ruth_read_the_same_story(town: Town, network: Network) -> None:
    """For the two alike: R16 the count, R12 who stood in and who left, R15 how long open, R20 talk, R21 the act."""
    a_full_fortnight(town, network)
    for called in ("Leon", "Ruth"):
        page = said(come_in(town, called, NOW).get(reverse("story", args=[network.pk])))
        for words in (
            "Next: tomorrow", "Second meeting, in the kitchen", "Four people. Two voices.", "I was listening.",
            "Kept at the front, as was asked.", "About medication: spoken of in three meetings before.",
            "Leon, Ruth and Tomasz agree.", "Carol is unsure.", "Sadia Khan stood in for Ruth.", "Ruth had flu.",
            "The network was told on", "It is still open, seventeen days later.", "Asked again, and kept open.",
            "What Farah could offer.", "Ten minutes.", "A night at the place of safety.",
            "Mental Health Act, section 136", "Carol called", "Carol’s own decision: I sleep at Jean's.", "I ate.",
            "Not at home",
            "Tomasz Wójcik is of the team no more", "They are away for long. To be told at the next meeting.",
            "The team was formed here.",
        ):  # fmt: skip
            assert words in page, (called, words)


def test_carol_reads_what_she_may_and_finds_no_gap(town: Town, network: Network) -> None:
    """R24: what one may not see does not exist: no word of the act, the talk, the wish, nor how Tomasz left."""
    meeting = a_full_fortnight(town, network)
    a_voice(town, meeting, "Leon", "Only for the team.", audience=Audience.PERSON_AND_TEAM)
    page = said(come_in(town, "Carol", NOW).get(reverse("story", args=[network.pk])))
    assert "Four people. Two voices." in page
    assert "Tomasz Wójcik is of the team no more" in page
    assert "Say something before we meet" in page
    assert "Write down a call" not in page
    for words in ("place of safety", "Farah could offer", "Not at home", "away for long", "Only for the team"):
        assert words not in page, words


def test_neil_who_is_there_in_name_reads_only_his_own_words(town: Town, network: Network) -> None:
    """R8: only their own words."""
    meeting = a_full_fortnight(town, network)
    a_voice(town, meeting, "Neil", "I said this once.")
    page = said(come_in(town, "Neil", NOW).get(reverse("story", args=[network.pk])))
    assert "These are your own words." in page
    assert "I said this once." in page
    assert "meeting, in the kitchen" not in page
    assert come_in(town, "Jean", NOW).get(reverse("story", args=[network.pk])).status_code == 404


def test_a_long_story_takes_no_more_queries_than_a_short_one(town: Town, network: Network) -> None:
    """At most twenty, however much there is; and it is told in parts."""
    a_full_fortnight(town, network)
    leon = come_in(town, "Leon", NOW)
    address = reverse("story", args=[network.pk])
    leon.get(address)
    with CaptureQueriesContext(connection) as short:
        leon.get(address)
    for number in range(visible.A_PAGE):
        with town.acting("Leon", at=MONDAY + number * HOUR) as by:
            between.say(
                key=new_key(), network=network, words=f"Night {number}.", audience=Audience.NETWORK, by=by, at=by.at
            )
        a_decision(
            town, open_now(town, network, number), MONDAY + 3 * DAY + number * HOUR, stands={"Leon": Stand.AGREE}
        )
        close(town, latest(town, network), MONDAY + 3 * DAY + number * HOUR + HOUR / 2)
    with CaptureQueriesContext(connection) as long:
        page = said(leon.get(address))
    assert len(long) <= len(short)
    assert len(long) <= 20
    assert "From the newest: 1 to 20" in page
    assert "The team was formed here." not in page
    older = said(leon.get(address + "?from=40"))
    assert "The team was formed here." in older
    assert "From the newest: 41 to" in older
    assert "From the newest: 1 to" in said(leon.get(address + "?from=-3"))
    assert "Nothing has happened yet" in said(leon.get(address + "?from=90000"))


def open_now(town: Town, network: Network, number: int) -> NetworkMeeting:
    """One more meeting, an hour after the last."""
    return a_meeting(town, network, MONDAY + 3 * DAY + number * HOUR)


def latest(town: Town, network: Network) -> NetworkMeeting:
    """The meeting that is open."""
    with town.acting("Ruth", at=MONDAY):
        return NetworkMeeting.objects.get(network=network, status=MeetingStatus.OPEN.value)


def test_who_went_early_was_there_for_part_of_it(town: Town, network: Network) -> None:
    """How many people, and how many of them for part."""
    meeting = a_meeting(town, network)
    with town.acting("Ruth", at=MONDAY):
        carol = Presence.objects.filter(meeting=meeting, person=town.people["Carol"])
        carol.update(present=DateTimeTZRange(MONDAY, MONDAY + HOUR / 2))
    close(town, meeting, MONDAY + HOUR)
    page = said(come_in(town, "Leon", NOW).get(reverse("story", args=[network.pk])))
    assert "Four people, one of them for part of it." in page


def test_on_paper_the_story_is_whole(town: Town, network: Network) -> None:
    a_full_fortnight(town, network)
    page = come_in(town, "Leon", NOW).get(reverse("story", args=[network.pk]) + "?paper")
    assert 'class="paper"' in page.content.decode()
    assert "The team was formed here." in said(page)


def test_leon_sees_who_read_in_which_role_when_and_why(town: Town, network: Network) -> None:
    """R26. Nobody else sees it; members find no such page."""
    for called in ("Ruth", "Carol"):
        come_in(town, called, NOW).get(reverse("story", args=[network.pk]))
    leon = come_in(town, "Leon", NOW)
    address = reverse("readings", args=[network.pk])
    page = said(leon.get(address))
    for words in ("Ruth Adeyemi nurse and family therapist The story Work with the network", "Carol Marsh", "You"):
        assert words in page, words
    for called in ("Carol", "Ruth", "Neil"):
        assert come_in(town, called, NOW).get(address).status_code == 404, called


def test_what_leon_reads_himself_is_folded_under_one_line_and_crowds_nobody_out(town: Town, network: Network) -> None:
    """R26: all of it is still there, in parts of its own."""
    with town.acting("Ruth", at=NOW - timedelta(hours=50)) as by:
        opened("story", by=by, at=by.at, network=network.pk)
    for hours in range(39, 0, -1):
        with town.acting("Leon", at=NOW - timedelta(hours=hours)) as by:
            opened("home", by=by, at=by.at, network=network.pk)
    leon, address = come_in(town, "Leon", NOW), reverse("readings", args=[network.pk])
    page = leon.get(address)
    others, _, mine = page.content.decode().partition("<details")
    assert others.count("</tr>") == 2  # the head, and Ruth
    assert "Ruth Adeyemi" in others
    assert "You read here yourself, forty times" in mine  # 39, and this one just now
    assert mine.count("The first page") == 39
    with town.acting("Leon", at=NOW - timedelta(hours=49)) as by:
        opened("map", by=by, at=by.at, network=network.pk)
    more = leon.get(address).content.decode()
    assert "You read here yourself, more than 40 times" in more
    assert "The map" not in more
    assert f'href="{address}?own&amp;from=40"' in more
    earlier = said(leon.get(f"{address}?own&from=40"))
    assert "The map" in earlier
    assert "Ruth" not in earlier
    assert "From the newest: 41 to 41" in earlier


def test_readings_of_a_note_that_carol_keeps_to_herself_are_recorded_and_not_shown(
    town: Town, network: Network
) -> None:
    """R26: recorded, not shown."""
    with town.acting("Carol", at=NOW) as by:
        note = between.say(key=new_key(), network=network, words="To myself.", audience=Audience.AUTHOR, by=by, at=NOW)
        opened("words", by=by, at=NOW, network=network.pk, subject=note.pk)
    page = said(come_in(town, "Leon", NOW).get(reverse("readings", args=[network.pk])))
    assert "Carol" not in page
    with town.acting("Leon", at=NOW):
        assert Reading.objects.filter(subject=note.pk).exists()


def test_many_readings_are_told_in_parts(town: Town, network: Network) -> None:
    for hours in range(45):
        with town.acting("Ruth", at=NOW - timedelta(hours=45 - hours)) as by:
            opened("story", by=by, at=by.at, network=network.pk)
    leon = come_in(town, "Leon", NOW)
    first = said(leon.get(reverse("readings", args=[network.pk])))
    assert "From the newest: 1 to 40" in first
    assert "From the newest: 41 to" in said(leon.get(reverse("readings", args=[network.pk]) + "?from=40"))
