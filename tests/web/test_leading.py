"""The service lead's home, and the last eight weeks: how many, never who; what each is counted among (R29)."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import get_default_timezone

from tests.meetings import held, network_of
from tests.people import DAY, Town
from tests.web.test_contacts import called
from tests.web.test_entry import signed_in
from tornio.core.clocks import Standing
from tornio.core.people import Capacity
from tornio.core.tallies import Came, Week
from tornio.records.models import FirstContact
from tornio.records.visible import board, contacts, leading
from tornio.web import bars


def martin_leads(town: Town) -> Client:
    """Martin comes in as service lead."""
    client = signed_in(town, "Martin")
    session = client.session
    session["acting"] = {"organisation": str(town.organisation.pk), "capacity": "service_lead"}
    session.save()
    return client


def counted(town: Town) -> leading.ServiceCounts:
    with town.acting("Martin", at=timezone.now(), capacity=Capacity.SERVICE_LEAD) as by:
        return leading.service_counts(by, get_default_timezone())


def weeks(town: Town) -> leading.LastWeeks:
    with town.acting("Martin", at=timezone.now(), capacity=Capacity.SERVICE_LEAD) as by:
        return leading.last_weeks(by, town.service, get_default_timezone())


def note_met(town: Town, contact: FirstContact, hours_ago: int) -> None:
    with town.acting("Ruth"):
        met = timezone.now() - timedelta(hours=hours_ago)
        FirstContact.objects.filter(pk=contact.pk).update(first_met_at=met)


def test_first_meetings_are_counted_by_how_the_promise_came_out(town: Town) -> None:
    """R2, R3, R29: two of three kept their promise; who still waits inside it is not counted yet."""
    note_met(town, called(town, "They came.", hours_ago=30), hours_ago=11)
    note_met(town, called(town, "They came as well.", hours_ago=40), hours_ago=20)
    note_met(town, called(town, "They came late.", hours_ago=60), hours_ago=20)
    called(town, "Since this morning.", hours_ago=2)
    counts = counted(town)
    first = weeks(town).first_meetings
    assert (first.yes, first.of, first.missing) == (2, 3, 0)
    assert counts.stand(Standing.WAITING) == 1
    assert counts.first_contacts == 4


def test_who_chose_a_later_time_is_not_late_once_they_were_met(town: Town) -> None:
    """R3: offered in time, met on the third day because they wished it so; that it was held changes nothing."""
    called_at = timezone.now().replace(microsecond=0) - 4 * DAY
    network = network_of(town, at=called_at)
    with town.acting("Ruth", at=called_at) as ruth:
        held(town, network, ruth, called_at + 3 * DAY, at=called_at)
        offered = {"first_offered_at": called_at, "first_offered_for": called_at + timedelta(hours=20)}
        FirstContact.objects.filter(network=network).update(**offered)
    with town.acting("Ruth") as ruth:
        found = FirstContact.objects.get(network=network)
        assert contacts.sheet(ruth, found.pk).standing is Standing.MET_CHOSE_LATER
        assert [line.standing for line in board.lines(ruth, [found])] == [Standing.MET_CHOSE_LATER]
    came = weeks(town).first_meetings.weeks
    assert sum(week.of(Came.CHOSE_LATER) for week in came) == 1
    assert sum(week.of(Came.LATE) for week in came) == 0


def test_a_meeting_at_which_somebody_stood_in_is_not_the_same_people(town: Town) -> None:
    """R12: the first meeting forms the team and is not counted; of the two after it, one had Sadia in it."""
    now = timezone.now().replace(microsecond=0)
    with town.acting("Ruth", at=now - 4 * DAY) as ruth:
        network = network_of(town, at=now - 4 * DAY)
        held(town, network, ruth, now - 3 * DAY, at=now - 4 * DAY)
        held(town, network, ruth, now - 2 * DAY, at=now - 4 * DAY)
        of_us = {"of_us": ("Ruth", "Sadia"), "reasons": {town.practitioners["Sadia"].pk: "Tomasz is ill."}}
        held(town, network, ruth, now - DAY, ("Leon", "Carol", "Ruth", "Sadia"), at=now - DAY, **of_us)
    figure = weeks(town).same_people
    assert (figure.yes, figure.of) == (1, 2)


def test_the_page_names_nobody_and_says_what_each_figure_is_counted_among(town: Town) -> None:
    """Safety: the service lead sees counts, no words, no names of callers (R29)."""
    called(town, "I can’t wait.", hours_ago=25, caller_name="Gareth Pugh", wishes="At the harbour.")
    page = martin_leads(town).get("/figures/").content.decode()
    for told in ("0 of 1", "Counted among", "Missing", "Clock", "Compared with", "version 1"):
        assert told in page
    for hidden in ("Gareth", "I can’t wait.", "harbour"):
        assert hidden not in page


def test_more_contacts_need_no_more_questions(town: Town) -> None:
    client = martin_leads(town)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/").status_code == 200
        return len(asked)

    called(town, "One.", hours_ago=3)
    assert questions()  # what is remembered from page to page is remembered now
    few = questions()
    for hours in range(1, 20):
        called(town, "One more.", hours_ago=hours)
    assert questions() == few <= 20


def test_a_bar_is_as_tall_as_what_it_counts() -> None:
    """The parts stand one on the other and end where the line of their number is."""
    week = Week(timezone.now().date(), {Came.IN_TIME: 3, Came.LATE: 1})
    drawn = bars.draw([week, Week(week.start, {})], (Came.IN_TIME, Came.LATE))
    (first, second) = drawn.bars[0].parts
    assert drawn.lines[-1] == (4, bars.TOP)
    assert (first.y + first.height, second.y) == (bars.BOTTOM, bars.TOP)
    assert first.height == 3 * second.height
    assert drawn.bars[1].parts == ()
    assert [part.told for part in drawn.bars[0].parts] == ["3", "1"]
