"""Where somebody else is wanted, the week and its days say so, also beside a timetable that stands (R11, R12)."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.actions.test_refused_faces import refuses
from tests.meetings import agreed, network_of
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import text
from tests.weeks import FRIDAY, NEXT_MONDAY, NEXT_WEEK, QUICK, is_away, met, names, reckoned, shown, works
from tornio.actions import week_job, weeks
from tornio.records.models import Network

LATER = "The times below were looked for before that was known."


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere by the clocks of England, on a Friday morning at nine; Ruth and Tomasz are agreed with Leon on Monday
    at ten."""
    with the_clock_says(FRIDAY):
        town = build_town(profile="saltmere", at=MONDAY)
        works(town, "Ruth", "Tomasz", "Farah", "Sadia")
        network = met(town)
        with town.acting("Ruth", at=FRIDAY) as by:
            agreed(town, network, by, NEXT_MONDAY + HOUR, at=FRIDAY)
        yield town


@pytest.fixture
def martin(town: Town) -> Client:
    return signed_in(town, "Martin")


def page(client: Client) -> str:
    return text(client.get(reverse("week"), {"week": NEXT_WEEK.isoformat()}))


def day(client: Client) -> str:
    return text(client.get(reverse("week_day", args=[NEXT_WEEK])))


def ruth_and_tomasz_are_refused(town: Town) -> None:
    with town.acting("Martin", at=FRIDAY):
        network = Network.objects.get()
    refuses(town, network, "Ruth", "Tomasz", at=FRIDAY)


def test_what_nobody_of_us_comes_to_any_more_is_seen_and_wanted(town: Town, martin: Client) -> None:
    """R12: the page says whose place waits, and nothing of why."""
    ruth_and_tomasz_are_refused(town)
    told = page(martin)
    assert "Somebody is wanted" in told
    assert "10:00 to 11:30</time>. Nobody of us comes yet. Who comes instead?" in told
    assert "<strong>Nobody of us yet</strong>" in told
    assert "Look for times" in told
    shown = day(martin)
    assert '<th scope="row">Nobody of us yet</th>' in shown
    assert "Nobody of us comes yet: somebody else is wanted." in shown
    assert "rota__bar--agreed" in martin.get(reverse("week_day", args=[NEXT_WEEK])).content.decode()
    reckoned(town)
    told = page(martin)
    assert "instead of Ruth, who does not come any more" in told
    assert told.count('type="checkbox"') == 2
    assert LATER not in told


def test_who_becomes_ill_beside_a_timetable_that_stands_is_seen_at_once(town: Town, martin: Client) -> None:
    """R12: it was reckoned on Friday, and then Ruth writes down that she is away on Monday."""
    reckoned(town)
    assert "Somebody is wanted" not in page(martin)
    is_away(town, "Ruth", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    told = page(martin)
    assert "10:00 to 11:30</time>. Ruth is away then. Who comes instead?" in told
    assert LATER in told
    assert "Ruth is away then: somebody else is wanted." in told
    (ruths,) = [row for row in day(martin).split("<tr>") if '<th scope="row">Ruth' in row]
    assert re.search(r">away</td>.*agreed\. Ruth is away then: somebody else is wanted\.", ruths)


def test_a_first_meeting_without_a_peer_practitioner_says_so_and_one_without_a_time_says_who_looks_at_once(
    town: Town, martin: Client
) -> None:
    """R3, R5: this week, on a Friday: Tomasz is our peer practitioner, and away; then Ruth and Farah are too."""
    network_of(town, "Jean", responsible="Ruth", at=FRIDAY)
    is_away(town, "Tomasz", FRIDAY - DAY, FRIDAY + 3 * DAY)
    first = this_week(town)
    told = text(martin.get(reverse("week"), {"week": MONDAY.date().isoformat()}))
    assert "No peer practitioner is among these." in told
    assert "Whoever has it in hand looks at once" not in told
    for name in ("Ruth", "Farah", "Sadia"):
        is_away(town, name, FRIDAY - DAY, FRIDAY + 3 * DAY)
    with town.acting("Martin", at=FRIDAY) as by:
        weeks.put_aside(timetable_id=first, by=by, at=FRIDAY)
    this_week(town)
    told = text(martin.get(reverse("week"), {"week": MONDAY.date().isoformat()}))
    assert "What has no place in this week" in told
    assert "Whoever has it in hand looks at once for what is possible." in told


def this_week(town: Town) -> UUID:
    with town.acting("Martin", at=FRIDAY) as by:
        made = weeks.ask(service=town.service, week=MONDAY.date(), by=by, at=FRIDAY)
    week_job.reckon(town.organisation, made.pk, lambda: FRIDAY, QUICK)
    return made.pk


def test_a_line_says_who_comes_instead_of_one_of_the_team(town: Town, martin: Client) -> None:
    """R12: Jean's team is Ruth and Tomasz; Ruth is away all week, then Tomasz too."""
    jeans = met(town, "Jean", ("Ruth", "Tomasz"), 3)
    is_away(town, "Ruth", NEXT_MONDAY - DAY, NEXT_MONDAY + 7 * DAY)
    made = reckoned(town)
    (line,) = [each for each in shown(town, made) if each.network_id == jeans.pk]
    (comes,) = names(town, line) - {"Tomasz"}
    assert f"The network with Ruth and Tomasz, last met on 3 November: {comes} instead of Ruth" in page(martin)
    with town.acting("Martin", at=FRIDAY) as by:
        weeks.put_aside(timetable_id=made.pk, by=by, at=FRIDAY)
    is_away(town, "Tomasz", NEXT_MONDAY - DAY, NEXT_MONDAY + 7 * DAY)
    reckoned(town)
    assert "The network with Ruth and Tomasz, last met on 3 November: nobody they know" in page(martin)


def test_a_team_of_one_is_told_who_is_new(town: Town, martin: Client) -> None:
    """R12: Tomasz is of Neil's team no more, and Ruth alone is."""
    neils = met(town, "Neil", ("Ruth", "Tomasz"), 3)
    refuses(town, neils, "Tomasz", at=FRIDAY, centre="Neil")
    (line,) = [each for each in shown(town, reckoned(town)) if each.network_id == neils.pk]
    (new,) = names(town, line) - {"Ruth"}
    assert f"new to them: {new}" in page(martin)
