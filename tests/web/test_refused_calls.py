"""The board and a first contact's page say when nobody of us comes any more to what was agreed (R11, R12)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.actions.test_refused_faces import refuses
from tests.meetings import agreed, contact_of, network_of
from tests.people import DAY, HOUR, Town
from tests.web.test_arranging import text
from tests.web.test_entry import signed_in
from tornio.people.acting import as_clerk
from tornio.records.models import Network

NOW = timezone.now().replace(microsecond=0)


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's, with the first meeting agreed for the day after tomorrow: Ruth and Tomasz come, Farah is responsible."""
    made = network_of(town, at=NOW - HOUR, responsible="Farah")
    with town.acting("Farah", at=NOW) as by:
        agreed(town, made, by, start=NOW + 2 * DAY, at=NOW - HOUR / 2)
    return made


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Tomasz",), "One of us comes no more. Who comes instead?"),
        (("Tomasz", "Ruth"), "2 of us come no more. Who comes instead?"),
    ],
)
def test_who_is_responsible_sees_that_somebody_else_has_to_come(
    town: Town, network: Network, names: tuple[str, ...], told: str
) -> None:
    """R11, R12: on the board and on the contact's own page, with the way to say who comes."""
    with town.acting("Farah", at=NOW), as_clerk():
        contact = contact_of(network)
    farah = signed_in(town, "Farah")
    pages = [reverse("board"), reverse("contact", args=[contact.pk])]
    assert not any("comes instead?" in text(farah.get(url)) for url in pages)
    refuses(town, network, *names, at=NOW)
    assert all(told in text(farah.get(url)) for url in pages)
