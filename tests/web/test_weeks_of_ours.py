"""What a week's plan proposes for the networks of one of us: what can be offered still, and where to look instead."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.meetings import agreed
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import text
from tests.weeks import FRIDAY, NEXT_MONDAY, is_away, met, names, reckoned, shown, works

TICK = 'type="checkbox"'


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere by the clocks of England, on a Friday morning at nine."""
    with the_clock_says(FRIDAY):
        yield build_town(profile="saltmere", at=MONDAY)


def ruths(town: Town) -> str:
    client: Client = signed_in(town, "Ruth")
    return text(client.get(reverse("week_ours")))


def test_who_was_booked_meanwhile_with_others_is_said_and_the_line_has_no_tick(town: Town) -> None:
    """R14, R24: Tomasz is agreed with Neil by Farah, of whom Ruth knows nothing; she reads no more than his name."""
    works(town, "Ruth", "Tomasz", "Farah")
    met(town)
    neils = met(town, "Neil", ("Farah", "Tomasz"), 3)
    (line,) = [each for each in shown(town, reckoned(town)) if each.network_id != neils.pk]
    assert TICK in ruths(town)
    with town.acting("Farah", at=FRIDAY) as by:
        agreed(town, neils, by, line.planned.lower, of_us=("Farah", "Tomasz"), at=FRIDAY)
    told = ruths(town)
    assert "Tomasz was booked for that time meanwhile." in told
    assert TICK not in told
    assert "Offer what is ticked" not in told
    assert not any(name in told for name in ("Neil", "Farah"))


def test_each_line_leads_to_the_network_and_to_what_is_possible_for_it(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    network = met(town)
    reckoned(town)
    told = ruths(town)
    assert f'href="{reverse("network", args=[network.pk])}"' in told
    assert f'href="{reverse("possible", args=[network.pk])}"' in told


def test_who_comes_instead_of_one_of_the_team_is_said(town: Town) -> None:
    """R12: Tomasz is away all week."""
    works(town, "Ruth", "Tomasz", "Farah")
    met(town)
    is_away(town, "Tomasz", NEXT_MONDAY - DAY, NEXT_MONDAY + 7 * DAY)
    made = reckoned(town)
    (line,) = shown(town, made)
    assert names(town, line) == {"Ruth", "Farah"}
    assert "Farah instead of Tomasz" in ruths(town)


def test_who_comes_instead_to_what_is_agreed_is_said(town: Town) -> None:
    """R12: Tomasz is away all week, and was expected on Monday."""
    works(town, "Ruth", "Tomasz", "Farah")
    network = met(town)
    with town.acting("Ruth", at=FRIDAY) as by:
        agreed(town, network, by, NEXT_MONDAY + HOUR, at=FRIDAY)
    is_away(town, "Tomasz", NEXT_MONDAY - DAY, NEXT_MONDAY + 7 * DAY)
    reckoned(town)
    assert "Farah, instead of Tomasz, who is away then" in ruths(town)
