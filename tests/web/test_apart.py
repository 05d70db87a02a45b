"""The pages of what is kept from the person: for the team and the privacy lead; for others there are none (R25)."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.apart import kept, look
from tests.entering import Clock, clock, come_in, key_in, said  # noqa: F401 - a fixture
from tests.kitchen import a_full_fortnight, a_network
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.web.in_the_room import signed_in
from tests.worlds import bytes_of, everybodys_pages
from tornio.core.apart import Looked
from tornio.people.keys import new_key
from tornio.records.models import KeptApart, Network, Reading

NOW = MONDAY + 3 * HOUR
THE_DAY = timedelta(days=30)


@pytest.fixture
def town(db: None) -> Town:
    """Harbour, under the law of England, whose grounds are written down."""
    return build_town("harbour", "kent")


@pytest.fixture
def network(town: Town, clock: Clock) -> Network:  # noqa: F811
    """Leon's; it is noon on Monday."""
    clock.is_at(NOW)
    return a_network(town)


def typed(answer: Any, **more: str) -> dict[str, str]:
    """The form filled in as Ruth does."""
    return {
        "key": key_in(answer), "ground": "third_party_confidence", "decided_by": "", "words": "Carol is ill herself.",
        "why": "She asked us to say nothing.", "again": "30", **more,
    }  # fmt: skip


def test_ruth_keeps_something_apart_and_tomasz_opens_it_to_leon(town: Town, network: Network) -> None:
    """R25: kept with its ground, looked at again, and then Leon's to read in his story."""
    ruth, tomasz, leon = (come_in(town, called, NOW) for called in ("Ruth", "Tomasz", "Leon"))
    assert reverse("apart", args=[network.pk]) in ruth.get(reverse("network", args=[network.pk])).content.decode()
    where = reverse("apart_new", args=[network.pk])
    page = ruth.get(where)
    assert "Could it be said in the room instead?" in said(page)
    given = typed(page)
    for _twice in range(2):
        assert ruth.post(where, given).status_code == 302
    listed = said(tomasz.get(reverse("apart", args=[network.pk])))
    assert listed.count("Somebody else told us in confidence") == 1
    with town.acting("Ruth"):
        entry = KeptApart.objects.get()
    here = reverse("apart_entry", args=[network.pk, entry.pk])
    page = tomasz.get(here)
    assert "Carol is ill herself." in said(page)
    assert "Carol is ill herself." not in said(leon.get(reverse("story", args=[network.pk])))
    opened = {"key": key_in(page), "looked": "opened", "why": "She told him herself.", "again": "30", "decided_by": ""}
    assert tomasz.post(here, opened).status_code == 302
    story = said(leon.get(reverse("story", args=[network.pk])))
    assert "Yours to read from now on" in story
    assert "Carol is ill herself." in story
    assert "Tomasz Wójcik opened it: She told him herself." in story
    assert tomasz.get(here).status_code == 404


def test_what_lacks_a_ground_or_a_name_is_refused_beside_its_field(town: Town, network: Network) -> None:
    """R25: and what was typed stays."""
    ruth, where = come_in(town, "Ruth", NOW), reverse("apart_new", args=[network.pk])
    page = ruth.get(where)
    answer = ruth.post(where, typed(page, ground=""))
    assert (answer.status_code, "Choose the ground that the law names." in said(answer)) == (422, True)
    assert "Carol is ill herself." in answer.content.decode()
    answer = ruth.post(where, typed(page, ground="serious_harm"))
    assert (answer.status_code, "Name the health professional who decided this" in said(answer)) == (422, True)
    assert ruth.post(where, typed(page, again="91")).status_code == 422


def test_where_the_law_is_not_written_down_nothing_can_be_kept(clock: Clock, db: None) -> None:  # noqa: F811
    """R25: the jurisdiction's list is empty in Finland's file."""
    clock.is_at(NOW)
    kemi = build_town("kemi", "tornio")
    network = a_network(kemi)
    ruth, where = come_in(kemi, "Ruth", NOW), reverse("apart_new", args=[network.pk])
    assert "Nothing can be kept from anybody here." in said(ruth.get(where))
    assert ruth.post(where, {"key": str(new_key()), "ground": "court", "words": "x", "why": "y"}).status_code == 422


def test_priya_says_why_before_she_reads_and_it_is_written_down_and_not_shown_to_leon(
    town: Town, network: Network
) -> None:
    """R25, R26: readings of what the person may not see are recorded, not shown."""
    entry = kept(town, network)
    priya, ruth, leon = (come_in(town, called, NOW) for called in ("Priya", "Ruth", "Leon"))
    before = bytes_of(leon, reverse("readings", args=[network.pk]))
    assert "Leon Marsh" in said(priya.get(reverse("apart_everything")))
    here = reverse("apart_entry", args=[network.pk, entry.pk])
    assert "Carol is ill herself." not in said(priya.get(here))
    assert priya.post(here, {"reason": " "}).status_code == 422
    assert "Carol is ill herself." in said(priya.post(here, {"reason": "A complaint."}))
    ruth.get(here)
    with town.acting("Priya"):
        rows = list(Reading.objects.filter(subject=entry.pk).order_by("at", "capacity"))
    assert {(row.capacity, row.purpose, row.apart) for row in rows} == {
        ("privacy_lead", "A complaint.", True), ("practitioner", "work with the network", True),
    }  # fmt: skip
    assert bytes_of(leon, reverse("readings", args=[network.pk])) == before
    assert "Priya" not in said(leon.get(reverse("home")))


def test_a_look_that_comes_due_stands_on_ruths_day_and_on_priyas_page_and_a_missed_one_alerts(
    town: Town,
    network: Network,
    clock: Clock,  # noqa: F811
) -> None:
    """R25: a missed look alerts; it never opens the entry."""
    kept(town, network)
    pages = (("Ruth", "day"), ("Tomasz", "day"), ("Priya", "home"))
    assert "kept apart" not in said(come_in(town, "Ruth", NOW).get(reverse("day")))
    clock.is_at(MONDAY + 25 * DAY)
    for called, page in pages:
        seen = said(signed_in(town, called).get(reverse(page)))
        assert "What is kept apart with Leon Marsh is to be looked at again." in seen
    clock.is_at(MONDAY + THE_DAY)
    for called, page in pages:
        seen = said(signed_in(town, called).get(reverse(page)))
        assert "What is kept apart with Leon Marsh should have been looked at by now." in seen
        assert "Carol is ill" not in seen
    assert "Carol is ill" not in said(signed_in(town, "Leon").get(reverse("story", args=[network.pk])))
    assert "Should have been looked at by now" in said(signed_in(town, "Priya").get(reverse("apart_everything")))


@pytest.mark.parametrize("called", ["Leon", "Carol", "Neil", "Farah", "Sadia", "Martin", "Edith", "Ada"])
def test_for_everybody_else_there_is_no_such_page_whether_or_not_something_is_kept(
    town: Town, network: Network, called: str
) -> None:
    """R24, R25: the answers are equal to the byte."""
    client = signed_in(town, called)
    pages = [reverse("apart", args=[network.pk]), reverse("apart_new", args=[network.pk])]
    before = [bytes_of(client, each) for each in pages]
    entry = kept(town, network)
    assert [bytes_of(client, each) for each in pages] == before
    here = reverse("apart_entry", args=[network.pk, entry.pk])
    nowhere = reverse("apart_entry", args=[network.pk, new_key()])
    assert client.get(here).status_code == client.get(nowhere).status_code == 404
    assert bytes_of(client, here) == bytes_of(client, nowhere)
    assert client.post(here, {"looked": "opened", "why": "x"}).status_code == 404


def test_two_worlds_are_one_for_leon_and_each_of_his_people(town: Town, clock: Clock) -> None:  # noqa: F811
    """R24, R25: every page, header and size is byte-equal with and without what is kept apart, read and looked at."""
    network = a_network(town)
    clock.is_at(MONDAY + 17 * DAY)
    meeting = a_full_fortnight(town, network)
    people = {called: signed_in(town, called) for called in ("Leon", "Carol", "Neil")}
    for _the_first_look_is_written_down in range(2):
        before = {called: everybodys_pages(client, network, meeting) for called, client in people.items()}
    entry = kept(town, network, at=MONDAY)
    second = kept(town, network, at=MONDAY, words="Something else.")
    look(town, network, entry, Looked.KEPT_ON, at=MONDAY + DAY, called="Ruth", review_by=MONDAY + 60 * DAY)
    look(town, network, second, Looked.ENDED, at=MONDAY + DAY, called="Ruth")
    ruth, priya = signed_in(town, "Ruth"), signed_in(town, "Priya")
    ruth.get(reverse("apart", args=[network.pk]))
    ruth.get(reverse("apart_entry", args=[network.pk, entry.pk]))
    priya.post(reverse("apart_entry", args=[network.pk, entry.pk]), {"reason": "To see."})
    for called, client in people.items():
        after = everybodys_pages(client, network, meeting)
        assert {name: each for name, each in after.items() if each != before[called][name]} == {}, called


def test_what_is_kept_apart_has_no_word_in_any_address_but_its_own(town: Town, network: Network) -> None:
    """R24: an entry's key appears on its team's pages alone."""
    entry = kept(town, network)
    leon: Client = come_in(town, "Leon", NOW)
    for name in ("network", "story", "map", "wishes", "ending", "readings"):
        html = leon.get(reverse(name, args=[network.pk])).content.decode()
        assert str(entry.pk) not in html
        assert not re.search("apart", html), name


def test_the_day_is_a_moment_and_not_only_a_date() -> None:
    """The tests above count from nine on Monday."""
    assert datetime.fromisoformat("2026-12-02T09:00:00+00:00") == MONDAY + THE_DAY
