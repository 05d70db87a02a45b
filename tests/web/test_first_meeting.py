"""From the call to the first meeting, page by page: nothing on the way says what is not so."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from tests.kitchen import a_meeting, a_network
from tests.meetings import agreed, network_of
from tests.people import DAY, HOUR, Town
from tests.web.in_the_room import acting, address, signed_in
from tornio.actions import holding
from tornio.core import told
from tornio.records.models import FirstContact

NOW = timezone.now().replace(microsecond=0)
ZONE = ZoneInfo("Europe/Helsinki")  # the profile "tornio" reads its clocks there


def page(town: Town, called: str, where: str) -> str:
    """A page as it comes to somebody."""
    return signed_in(town, called).get(where).content.decode()


def test_whoever_looks_for_a_time_reads_by_when_we_promised_and_what_they_wish(town: Town) -> None:
    """R2, R3: 24 hours after the call; Leon, who asks for a time himself, is not pressed."""
    network = network_of(town, at=NOW - HOUR)
    with acting(town, "Ruth"):
        FirstContact.objects.filter(network=network).update(wishes="Nobody in a white coat.")
    where, due = reverse("meeting_new", args=[network.pk]), told.beside(NOW + 23 * HOUR, NOW, ZONE)
    ruths = page(town, "Ruth", where)
    assert f"We promised to meet by {due}." in ruths
    assert "“Nobody in a white coat.”" in ruths
    assert "We promised" not in page(town, "Leon", where)


def test_a_promise_that_was_not_kept_is_owned_up_to_and_one_that_was_is_not_repeated(town: Town) -> None:
    """R2."""
    late = network_of(town, at=NOW - 2 * DAY)
    assert "and did not keep it." in page(town, "Ruth", reverse("meeting_new", args=[late.pk]))
    with acting(town, "Ruth"):
        FirstContact.objects.filter(network=late).update(first_met_at=NOW - DAY)
    assert "We promised" not in page(town, "Ruth", reverse("meeting_new", args=[late.pk]))


def test_a_meeting_that_begins_a_day_early_is_told_from_when_it_began(town: Town) -> None:
    """R11: it may be opened at any time; the page then names no hour at which it neither began nor ends."""
    network, tomorrow = network_of(town, at=NOW - HOUR), NOW + DAY
    with acting(town, "Ruth") as by:
        meeting = agreed(town, network, by, start=tomorrow, at=NOW)
        assert "We meet now already" in page(town, "Ruth", address("arrange", meeting))
        opened = holding.open_meeting(meeting=meeting, by=by, at=by.at)
    began = told.exact(opened.opened_at or NOW, ZONE)
    for called, where in (("Ruth", address("meeting", meeting)), ("Leon", reverse("home"))):
        shown = page(town, called, where)
        assert f"{began}</time>" in shown, called
        assert told.exact(tomorrow, ZONE) not in shown, called


def test_what_was_said_of_meeting_again_stands_on_leons_home_until_a_time_is_agreed(town: Town) -> None:
    network = a_network(town)
    meeting = a_meeting(town, network, timezone.now() - timedelta(minutes=50))
    with acting(town, "Ruth") as by:
        holding.close(meeting=meeting, by=by, at=by.at, closing_words="Tuesday at five, with the lamp off.")
    assert "Tuesday at five, with the lamp off." in page(town, "Leon", reverse("home"))
    with acting(town, "Ruth") as by:
        agreed(town, network, by, start=NOW + 3 * DAY, at=by.at)
    assert "Tuesday at five" not in page(town, "Leon", reverse("home"))
