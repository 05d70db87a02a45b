"""What is kept from the person, gone around in SQL: the database refuses what R25 forbids."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.apart import look_row, row
from tests.kitchen import a_network, refused_by
from tests.people import DAY, MONDAY, Town, build_town
from tornio.people.keys import new_key
from tornio.records.models import Network, OpenedEntry


@pytest.fixture
def town(db: None) -> Town:
    """Harbour, under the law of England, whose grounds are written down."""
    return build_town("harbour", "kent")


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's, with Ruth and Tomasz as his team."""
    return a_network(town)


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"ground": "because"}, "what_is_kept_apart_has_a_lawful_ground"),
        ({"words": " "}, "what_is_kept_apart_has_words"),
        ({"why": ""}, "what_is_kept_apart_says_why"),
        ({"ground": "serious_harm"}, "serious_harm_is_decided_by_somebody_named"),
        ({"review_by": MONDAY + 91 * DAY}, "what_is_kept_apart_is_looked_at_within_ninety_days"),
        ({"review_by": MONDAY}, "what_is_kept_apart_is_looked_at_within_ninety_days"),
        ({"written_by_id": new_key()}, "records_keptapart_written_by_same_organisation"),
    ],
)
def test_the_database_refuses_what_r25_forbids(town: Town, network: Network, wrong: dict[str, Any], name: str) -> None:
    """R25, around the application: no ground, no words, no reason, nobody named, no author, a look too far away."""
    with town.acting("Ruth"), refused_by(name):
        row(town, network, **wrong)


@pytest.mark.parametrize("column", ["written_by_id", "review_by", "ground", "network_id"])
def test_the_database_refuses_an_entry_without_author_ground_or_look(town: Town, network: Network, column: str) -> None:
    """R25: they cannot be left empty."""
    with town.acting("Ruth"), pytest.raises(DatabaseError, match="null value"), transaction.atomic():
        row(town, network, **{column: None})


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"review_by": MONDAY + 91 * DAY}, "what_is_kept_on_is_looked_at_within_ninety_days"),
        ({"review_by": None}, "what_is_kept_on_is_looked_at_within_ninety_days"),
        ({"looked": "opened"}, "what_is_kept_on_is_looked_at_within_ninety_days"),
        ({"why": " "}, "a_look_says_why"),
        ({"looked": "forgotten", "review_by": None}, "a_look_comes_to_something_known"),
        ({"ground": "court"}, "a_look_is_at_what_is_kept_apart"),
    ],
)
def test_the_database_refuses_a_look_that_is_none(
    town: Town, network: Network, wrong: dict[str, Any], name: str
) -> None:
    """R25, around the application."""
    with town.acting("Ruth"):
        entry = row(town, network)
        with refused_by(name):
            look_row(town, entry, **wrong)


def test_the_database_refuses_a_second_ending_a_change_of_mind_and_other_words(town: Town, network: Network) -> None:
    """R25, R28, around the application: it ends once; what is opened is what was kept, and only when it was opened."""
    with town.acting("Ruth"):
        entry = row(town, network)
        opened = {"organisation": town.organisation, "network": network, "entry": entry, "ground": entry.ground,
                  "why": "Yes.", "written_by_id": entry.written_by_id, "kept_at": entry.kept_at,
                  "opened_by": town.people["Ruth"], "opened_at": MONDAY}  # fmt: skip
        with refused_by("what_is_opened_is_what_was_kept"):
            OpenedEntry.objects.create(**opened, words=entry.words)
        look_row(town, entry, looked="opened", review_by=None)
        with refused_by("what_is_kept_apart_no_more_is_not_kept_on"):
            look_row(town, entry, looked="ended", review_by=None)
        with refused_by("what_is_kept_apart_no_more_is_not_kept_on"):
            look_row(town, entry)
        with refused_by("what_is_opened_is_what_was_kept"):
            OpenedEntry.objects.create(**opened, words="Other words.")
        refused = pytest.raises(DatabaseError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE records_keptapart SET review_by = review_by + interval '1 day'")
