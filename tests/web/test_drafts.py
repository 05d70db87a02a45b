"""Words between meetings wait as a draft: as they are typed, when they are refused, and until they are kept."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.entering import Clock, clock, come_in, key_in, said  # noqa: F401 - a fixture
from tests.kitchen import a_network
from tests.people import HOUR, MONDAY, Town
from tornio.core.inputs.text import LONGEST_WORDS
from tornio.records.models import Draft, Network, StaffTalk

NOW = MONDAY + HOUR
TYPED = "She was tired, and so was I."


@pytest.fixture
def network(town: Town, clock: Clock) -> Network:  # noqa: F811
    """Leon's network; it is ten on Monday."""
    clock.is_at(NOW)
    return a_network(town)


def types(client: Client, page: str, **words: str) -> int:
    """The page sends what is being typed, a moment later."""
    between = "&" if "?" in page else "?"
    return client.post(f"{page}{between}draft=yes", {"key": key_in(client.get(page)), **words}).status_code


def waiting(town: Town, called: str = "Ruth") -> list[str]:
    """Somebody's drafts, as the table has them."""
    with town.acting(called, at=NOW):
        return sorted(Draft.objects.exclude(text="").values_list("text", flat=True))


def test_what_ruth_types_waits_on_this_device_and_on_another_until_it_is_kept(town: Town, network: Network) -> None:
    """Nothing typed is lost: not by a closed page, and not by changing from the telephone to the desk."""
    telephone, desk = (come_in(town, "Ruth", NOW) for _device in range(2))
    page = reverse("talk_new", args=[network.pk])
    assert types(telephone, page, words=TYPED, why="Before Thursday.") == 204
    for device in (telephone, desk):
        assert TYPED in said(device.get(page))
    sent = {"words": TYPED, "why": "Before Thursday.", "with_whom": [str(town.practitioners["Farah"].pk)]}
    assert desk.post(page, sent | {"key": key_in(desk.get(page))}).status_code == 302
    assert waiting(town) == []
    assert TYPED not in said(telephone.get(page))


def test_two_devices_that_write_at_once_keep_both(town: Town, network: Network) -> None:
    """Each goes on with its own words; what is sent from one leaves the other's alone."""
    telephone, desk = (come_in(town, "Leon", NOW) for _device in range(2))
    page = reverse("word_new", args=[network.pk])
    types(telephone, page, words="I slept.")
    types(desk, page, words="I wrote to Jean.")
    assert "I slept." in said(telephone.get(page))
    assert "I wrote to Jean." in said(desk.get(page))
    sent = {"key": key_in(desk.get(page)), "words": "I wrote to Jean.", "audience": "person_and_team"}
    assert desk.post(page, sent).status_code == 302
    assert waiting(town, "Leon") == ["I slept."]


LONG = "a" * (LONGEST_WORDS + 5)


@pytest.mark.parametrize(
    ("name", "field", "more"),
    [
        ("call_new", "words", {"told": "on", "way": "telephone", "audience": "person_and_team"}),
        ("word_new", "words", {"audience": "person_and_team"}),
        ("talk_new", "words", {"why": "Before Thursday."}),
        (
            "act_new",
            "what",
            {
                "kind": "emergency",
                "by_whom": "The crew",
                "power": "other",
                "power_other": "None needed: he agreed",
                "why_without": "He had fainted.",
                "audience": "network",
            },
        ),
    ],
)
def test_too_many_words_are_refused_and_wait_whole_even_without_script(
    town: Town, network: Network, name: str, field: str, more: dict[str, Any]
) -> None:
    """Inputs: beyond the limit they are kept as a draft; the page says what is true of them."""
    ruth = come_in(town, "Ruth", NOW)
    page = reverse(name, args=[network.pk])
    if name == "talk_new":
        more = more | {"with_whom": [str(town.practitioners["Farah"].pk)]}
    answer = ruth.post(page, {"key": key_in(ruth.get(page)), field: LONG, **more})
    assert answer.status_code == 422
    assert "5 characters longer than the 20,000 that fit" in said(answer)
    assert LONG in waiting(town)
    assert LONG in said(ruth.get(page)), "it stands there again, whole"


def test_more_than_anybody_types_is_not_kept_as_a_draft_and_breaks_nothing(town: Town, network: Network) -> None:
    """Inputs: a million letters and one; the page itself says that it is too long."""
    ruth = come_in(town, "Ruth", NOW)
    assert types(ruth, reverse("talk_new", args=[network.pk]), words="a" * 1_000_001) == 422
    assert waiting(town) == []


def test_nobody_else_finds_what_ruth_types_and_strangers_keep_nothing_there(town: Town, network: Network) -> None:
    """R24: a draft is its writer's alone."""
    page = reverse("talk_new", args=[network.pk])
    types(come_in(town, "Ruth", NOW), page, words=TYPED)
    assert TYPED not in said(come_in(town, "Tomasz", NOW).get(page))
    assert come_in(town, "Farah", NOW).post(f"{page}?draft=yes", {"words": "Hm."}).status_code == 404
    assert (waiting(town), waiting(town, "Farah")) == ([TYPED], [])
    with town.acting("Ruth", at=NOW):
        assert not StaffTalk.objects.exists()
