"""A copy for somebody who does not come in: by one of us, with a reason, recorded; what both may read (R23, R26)."""

from typing import Any

from django.urls import reverse

from tests.entering import Clock, clock, said  # noqa: F401 - a fixture
from tests.kitchen import a_full_fortnight, a_network
from tests.people import DAY, MONDAY, Town
from tests.web.in_the_room import signed_in
from tornio.core.people import Capacity
from tornio.people.acting import as_clerk
from tornio.records.models import Network, Reading

NOW = MONDAY + 17 * DAY
WHY = "He asked on the telephone; I bring it on Thursday."


def after_a_fortnight(town: Town, at: Clock) -> Network:
    """Leon's."""
    network = a_network(town)
    at.is_at(NOW)
    a_full_fortnight(town, network)
    return network


def made(town: Town, network: Network, called: str, whom: str, why: str = WHY) -> Any:
    """Somebody makes a copy for somebody."""
    where = reverse("copy_for", args=[network.pk])
    return signed_in(town, called).post(where, {"person": str(town.people[whom].pk), "why": why})


def test_ruth_makes_leon_his_copy_and_he_reads_that_she_did_and_why(town: Town, clock: Clock) -> None:  # noqa: F811
    """R23, R26: the whole record as both may read it; not without a reason."""
    network = after_a_fortnight(town, clock)
    refused = made(town, network, "Ruth", "Leon", why=" ")
    assert (refused.status_code, "Say how they asked" in refused.content.decode()) == (422, True)
    copy = made(town, network, "Ruth", "Leon")
    assert copy.status_code == 200
    assert copy.headers["Content-Disposition"].startswith('attachment; filename="copy-2026-11-')
    words = said(copy)
    for told in ("I was listening.", "He cannot sleep.", "What Farah could offer.", "Made for you by Ruth Adeyemi."):
        assert told in words, told
    readers = said(signed_in(town, "Leon").get(reverse("readings", args=[network.pk])))
    assert f"Leon Marsh: {WHY}" in readers
    assert "copy, made for somebody" in readers


def test_carols_copy_holds_her_own_words_and_that_she_asked_is_hers(town: Town, clock: Clock) -> None:  # noqa: F811
    """R8, R24, R26: nobody else's words; recorded, and not shown to Leon."""
    network = after_a_fortnight(town, clock)
    words = said(made(town, network, "Ruth", "Carol", why="She wrote to us."))
    assert "I rang them." in words
    assert "I was listening." not in words
    assert "She wrote to us." not in said(signed_in(town, "Leon").get(reverse("readings", args=[network.pk])))
    with town.nobody(at=NOW, capacity=Capacity.JOB), as_clerk():
        (kept,) = Reading.objects.filter(page="copy_for", subject=town.people["Carol"].pk)
    assert (kept.apart, kept.purpose) == (True, "Carol Marsh: She wrote to us.")


def test_nobody_makes_a_copy_of_a_network_they_do_not_work_with_or_for_a_stranger(
    town: Town,
    clock: Clock,  # noqa: F811
) -> None:
    """R24."""
    network = after_a_fortnight(town, clock)
    for called in ("Leon", "Carol", "Farah", "Martin", "Priya", "Ada"):
        assert signed_in(town, called).get(reverse("copy_for", args=[network.pk])).status_code == 404, called
        assert made(town, network, called, "Leon").status_code == 404, called
    assert made(town, network, "Ruth", "Martin").status_code == 422
