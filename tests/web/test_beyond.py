"""The pages of reaching beyond one's networks, and the privacy lead's own, as people see them (R27)."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.entering import Clock, clock, come_in, key_in, said  # noqa: F401 - a fixture
from tests.kitchen import a_full_fortnight, a_network
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import people
from tornio.actions.readings import opened
from tornio.core.people import Profession, WayKind
from tornio.people.models import SafeWay
from tornio.records.models import BreakGlass, Network, PrivacyNote, Reading

NOW = MONDAY + 17 * DAY
WHY = "His sister rang the ward: he is on the bridge."


@pytest.fixture
def network(town: Town, clock: Clock) -> Network:  # noqa: F811
    """Leon's network, after a full fortnight; Carol may be rung."""
    clock.is_at(NOW)
    made = a_network(town)
    a_full_fortnight(town, made)
    with town.acting("Ruth", at=MONDAY) as ruth:
        SafeWay.objects.create(
            organisation_id=ruth.organisation_id, person=town.people["Carol"], kind=WayKind.TELEPHONE.value,
            value="07700 900461", may_ring=True, good_hours="after six", since=MONDAY,
        )  # fmt: skip
    return made


def reaches(town: Town, network: Network, called: str = "Sadia", why: str = WHY) -> UUID:
    """Somebody goes the whole way: a name, a reason, the network; the key of the glass."""
    browser = come_in(town, called, NOW)
    assert "Leon Marsh" in said(browser.post(reverse("beyond"), {"name": "Leon Marsh"}))
    address = reverse("beyond_why", args=[network.pk])
    form = browser.get(address)
    assert "Leon sees that you read it, when, and the reason you give." in said(form)
    answer = browser.post(address, {"key": key_in(form), "reason": why})
    assert answer.status_code == 302, said(answer)
    with town.acting("Priya", at=NOW):
        return BreakGlass.objects.latest("at").pk


def test_sadia_reaches_leon_and_finds_first_how_to_ring_his_people(town: Town, network: Network) -> None:
    """R27: with a clock on every page, and everything she opened in a list of her own."""
    glass = reaches(town, network)
    browser = come_in(town, "Sadia", NOW)
    page = said(browser.get(reverse("beyond_open", args=[glass])))
    for words in ("60 minutes left", WHY, "Carol Marsh his mother", "07700 900461", "after six", "Ruth Adeyemi"):
        assert words in page, words
    story = said(browser.get(reverse("story", args=[network.pk])))
    assert "You reached the network around Leon Marsh, beyond your own. 60 minutes left." in story
    assert "The team was formed here." in story
    assert "Write down a call" not in story
    assert browser.get(reverse("map", args=[network.pk])).status_code == 200
    assert "the story" in said(browser.get(reverse("beyond_open", args=[glass])))


def test_what_is_not_for_her_to_do_is_not_there(town: Town, network: Network) -> None:
    """R27: reading, not working with them."""
    reaches(town, network)
    browser = come_in(town, "Sadia", NOW)
    for name in ("network_invite", "call_new", "talk_new", "act_new", "wishes", "meeting_new", "readings"):
        assert browser.get(reverse(name, args=[network.pk])).status_code == 404, name


def test_a_reason_that_tells_nothing_stays_in_the_field(town: Town, network: Network) -> None:
    browser = come_in(town, "Sadia", NOW)
    address = reverse("beyond_why", args=[network.pk])
    answer = browser.post(address, {"key": key_in(browser.get(address)), "reason": "work"})
    assert answer.status_code == 422
    assert "Say why you need to read this, in a sentence." in said(answer)
    assert "\nwork</textarea>" in answer.content.decode()


def test_after_the_hour_the_network_is_not_there_and_the_list_is(
    town: Town,
    network: Network,
    clock: Clock,  # noqa: F811
) -> None:
    """R27."""
    glass = reaches(town, network)
    clock.is_at(NOW + HOUR)
    browser = come_in(town, "Sadia", NOW + HOUR)
    assert browser.get(reverse("story", args=[network.pk])).status_code == 404
    page = said(browser.get(reverse("beyond_open", args=[glass])))
    assert "It is over." in page
    assert "07700" not in page
    assert come_in(town, "Farah", NOW + HOUR).get(reverse("beyond_open", args=[glass])).status_code == 404


def test_she_lets_it_go(town: Town, network: Network) -> None:
    glass = reaches(town, network)
    browser = come_in(town, "Sadia", NOW)
    answer = browser.post(reverse("beyond_let_go", args=[glass]), follow=True)
    assert "You have let it go." in said(answer)
    assert browser.get(reverse("story", args=[network.pk])).status_code == 404


def test_leon_reads_who_reached_him_and_why(town: Town, network: Network) -> None:
    """R26, R27."""
    reaches(town, network)
    come_in(town, "Sadia", NOW).get(reverse("story", args=[network.pk]))
    page = said(come_in(town, "Leon", NOW).get(reverse("readings", args=[network.pk])))
    assert f"does not work with you; the privacy lead was told The story {WHY}" in page


def test_priya_finds_it_on_her_page_at_once_looks_and_says_so(town: Town, network: Network) -> None:
    """R27: who, whose, when, why, what was opened; then it stands below, with her words."""
    priya = come_in(town, "Priya", NOW)
    assert "Nobody that you have not looked at." in said(priya.get(reverse("home")))
    stamp = priya.get(reverse("privacy_now")).headers["ETag"]
    assert priya.get(reverse("privacy_now"), headers={"If-None-Match": stamp}).status_code == 304
    glass = reaches(town, network)
    now = priya.get(reverse("privacy_now"), headers={"If-None-Match": stamp})
    assert now.status_code == 200
    assert "Sadia Khan read the network around Leon Marsh" in said(now)
    come_in(town, "Sadia", NOW).get(reverse("story", args=[network.pk]))
    address = reverse("privacy_glass", args=[glass])
    page = priya.get(address)
    for words in (WHY, "occupational therapist", "still open", "the story"):
        assert words in said(page), words
    answer = priya.post(address, {"key": key_in(page), "words": "Rang Sadia. It was so."}, follow=True)
    assert "Kept: you have looked at it." in said(answer)
    assert "You have looked at these Sadia Khan read the network around Leon Marsh" in said(answer)
    assert "Rang Sadia. It was so." in said(answer)


def test_dana_who_has_the_same_name_and_address_stands_on_the_short_list_until_looked_at(
    town: Town, network: Network
) -> None:
    """R26: with each reason in words, and no number beside anybody. Ruth of the team does not stand there."""
    with town.acting("Ada", at=MONDAY) as ada:
        dana = people.name_person(full_name="Dana Marsh", by=ada, at=MONDAY)
        works = people.employ(
            person=dana, service=town.service, profession=Profession.NURSE, described="nurse", by=ada, at=MONDAY
        )
    for person, address in ((dana, "12 Harbour Lane, Saltmere"), (town.people["Carol"], "12 harbour lane, SALTMERE")):
        with town.acting("Ruth", at=MONDAY) as ruth:
            SafeWay.objects.create(
                organisation_id=ruth.organisation_id, person=person, kind=WayKind.POST.value, value=address,
                since=MONDAY,
            )  # fmt: skip
    with town.acting("Ruth", at=NOW - HOUR) as ruth:
        opened("story", by=ruth, at=ruth.at, network=network.pk)
        Reading.objects.create(
            organisation_id=ruth.organisation_id, network=network, person=works.person, capacity="practitioner",
            purpose="work with the network", page="story", at=NOW - HOUR,
        )  # fmt: skip
    priya = come_in(town, "Priya", NOW)
    page = said(priya.get(reverse("home")))
    for words in (
        "Dana Marsh read the network around Leon Marsh", "The same last name as somebody there.",
        "The same address as somebody there.", "No meeting with this network, and no call just then.",
    ):  # fmt: skip
        assert words in page, words
    assert "Ruth Adeyemi" not in page
    assert "Harbour" not in page
    address = reverse("privacy_line", args=[network.pk, dana.pk])
    form = priya.get(address)
    assert "The same last name as somebody there." in said(form)
    after = said(priya.post(address, {"key": key_in(form), "words": ""}, follow=True))
    assert "None in the last fortnight." in after


def test_only_the_privacy_lead_has_these_pages(town: Town, network: Network) -> None:
    glass = reaches(town, network)
    for called in ("Sadia", "Leon", "Ada"):
        browser = come_in(town, called, NOW)
        for name, args in (
            ("privacy_now", []), ("privacy_glass", [glass]), ("privacy_line", [network.pk, town.people["Sadia"].pk]),
        ):  # fmt: skip
            assert browser.get(reverse(name, args=args)).status_code == 404, (called, name)


def test_priya_reads_with_a_reason_and_somebody_else_looks_at_it(town: Town, network: Network) -> None:
    """R27."""
    glass = reaches(town, network, "Priya", "Leon asks who saw his words in August.")
    priya = come_in(town, "Priya", NOW)
    assert "The team was formed here." in said(priya.get(reverse("story", args=[network.pk])))
    page = said(priya.get(reverse("privacy_glass", args=[glass])))
    assert "This was you. Somebody else looks at it." in page
    with town.acting("Priya", at=NOW):
        assert not PrivacyNote.objects.exists()


def test_her_page_asks_at_most_twenty_questions_however_many_read(town: Town, network: Network) -> None:
    reaches(town, network)
    priya = come_in(town, "Priya", NOW)
    counts = []
    for many in (1, 12):
        with town.acting("Sadia", at=NOW) as sadia:
            for minutes in range(many):
                opened(f"page {minutes}", by=sadia, at=NOW - timedelta(minutes=minutes), network=network.pk)
        priya.get(reverse("home"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            priya.get(reverse("home"))
        counts.append(
            len([each for each in asked.captured_queries if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))])
        )
    assert counts[0] == counts[1]
    assert counts[1] <= 20
