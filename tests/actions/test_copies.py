"""A copy for somebody who does not come in: by whoever works with them, with a reason (R23, R26)."""

import pytest

from tests.people import HOUR, MONDAY, Town
from tornio.actions import copies
from tornio.core.errors import NotForYou, Refused
from tornio.records.models import Change, Network, Reading

LATER = MONDAY + HOUR


def test_ruth_takes_a_copy_for_leon_and_he_reads_that_she_did(town: Town, network: Network) -> None:
    """R26: with the reason she gave, and never under another page's name."""
    with town.acting("Ruth", at=LATER) as ruth:
        leon = town.people["Leon"]
        copies.take_for(network=network, person=leon, why="He asked at the door.", by=ruth, at=LATER)
    with town.acting("Leon", at=LATER):
        (kept,) = Reading.objects.filter(page="copy_for")
        assert (kept.purpose, kept.subject, kept.apart) == (f"{leon.full_name}: He asked at the door.", leon.pk, False)
        assert Change.objects.filter(verb="made a copy for somebody", network=network.pk).count() == 1


def test_that_carol_asked_for_hers_is_not_leons_to_read(town: Town, network: Network) -> None:
    """R24: neither in who read, nor in what was done."""
    with town.acting("Ruth", at=LATER) as ruth:
        copies.take_for(network=network, person=town.people["Carol"], why="By letter.", by=ruth, at=LATER)
    with town.acting("Leon", at=LATER):
        assert not Reading.objects.filter(page="copy_for").exists()
        assert not Change.objects.filter(verb="made a copy for somebody").exists()


def test_without_a_reason_and_for_a_stranger_there_is_none(town: Town, network: Network) -> None:
    """R23: nobody but those who work with them, for nobody but those of the network."""
    leon = town.people["Leon"]
    with town.acting("Ruth", at=LATER) as ruth:
        with pytest.raises(Refused, match="how they asked") as no:
            copies.take_for(network=network, person=leon, why=" ", by=ruth, at=LATER)
        assert no.value.field == "why"
        with pytest.raises(NotForYou):
            copies.take_for(network=network, person=town.people["Sadia"], why="x", by=ruth, at=LATER)
    for called in ("Sadia", "Carol", "Leon"):
        with town.acting(called, at=LATER) as by, pytest.raises(NotForYou):
            copies.take_for(network=network, person=leon, why="x", by=by, at=LATER)
