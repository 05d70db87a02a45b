"""A practitioner's day on a telephone: what comes, whom one knows there, and being out and safe (R10, R26)."""

from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.meetings import agreed, held, network_of, opened, proposed
from tests.people import DAY, HOUR, Town
from tests.web.test_arranging import asked_of_tables, text
from tests.web.test_entry import signed_in
from tornio.actions import duty, presence
from tornio.core.meetings import Answer
from tornio.core.voices import Audience
from tornio.people.keys import new_key
from tornio.records.models import Invitation, Network, NetworkMeeting, OpenQuestion, Reading, Visit

NOW = timezone.now().replace(microsecond=0)


@pytest.fixture
def ruth(town: Town) -> Client:
    """Ruth's telephone."""
    return signed_in(town, "Ruth")


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's network."""
    return network_of(town, at=NOW - 10 * DAY)


def agreed_at(town: Town, network: Network, start: datetime) -> NetworkMeeting:
    """Agreed a while ago."""
    with town.acting("Ruth", at=NOW) as by:
        return agreed(town, network, by, start=start, at=NOW - 9 * DAY)


def press(ruth: Client, do: str, **more: object) -> str:
    """One button, and the page that follows."""
    return text(ruth.post(reverse("day"), {"do": do, **more}, follow=True))


def test_an_empty_day_says_so_warmly(ruth: Client) -> None:
    page = text(ruth.get(reverse("day")))
    assert "Nothing is planned for you today." in page
    assert "I am out and safe" not in page


@pytest.mark.parametrize("who", ["Carol", "Leon", "Priya"])
def test_only_practitioners_have_such_a_day(town: Town, who: str) -> None:
    assert signed_in(town, who).get(reverse("day")).status_code == 404


def test_ruth_sees_when_where_with_whom_and_how_often_they_have_met(town: Town, ruth: Client, network: Network) -> None:
    with town.acting("Ruth", at=NOW) as by:
        for days in (5, 3):
            held(town, network, by, start=NOW - days * DAY, at=NOW - 6 * DAY, names=("Leon", "Ruth", "Tomasz"))
        meeting = opened(town, network, by, start=NOW - HOUR / 6, at=NOW - 2 * DAY)
        OpenQuestion.objects.create(
            organisation=town.organisation, network=network, asked_by=town.people["Leon"],
            written_by_id=by.person, text="What shall we do at night?", asked_at=NOW - 3 * DAY,
            audience=Audience.NETWORK.value,
        )  # fmt: skip
    page = text(ruth.get(reverse("day")))
    assert "Met twice</dt><dd>Leon" in page
    assert "New to you</dt><dd>Carol" in page
    assert "With Tomasz." in page
    assert "17 Ferry Lane" in page
    assert "What shall we do at night?" in page
    assert reverse("meeting", args=[meeting.pk]) in page


def test_what_ruth_is_expected_at_on_the_days_after_stands_below(town: Town, ruth: Client, network: Network) -> None:
    """What is agreed and what is only offered, with the way to each; nobody is surprised in the morning."""
    tomorrow = agreed_at(town, network, NOW + DAY)
    with town.acting("Ruth", at=NOW) as by:
        offered = proposed(town, network, by, start=NOW + 3 * DAY, at=NOW)
        proposed(town, network, by, start=NOW + 2 * DAY, of_us=("Tomasz",), at=NOW)
    with town.acting("Carol", at=NOW) as carol:
        asked = Invitation.objects.get(meeting=tomorrow, person=town.people["Carol"])
        presence.answer_invitation(invitation=asked, answer=Answer.CANNOT, by=carol, at=NOW)
    page = ruth.get(reverse("day")).content.decode()
    below = page[page.index("The days after") :]
    assert below.index(reverse("arrange", args=[tomorrow.pk])) < below.index(reverse("arrange", args=[offered.pk]))
    assert below.count("Offered, not agreed yet.") == 1
    assert below.count("Cannot come: Carol.") == 1
    assert "Nothing is planned for you today." in page


def test_a_meeting_that_should_have_begun_is_told_as_late_also_on_another_day(
    town: Town, ruth: Client, network: Network
) -> None:
    agreed_at(town, network, NOW - 2 * DAY)
    assert "Planned, and not opened yet" in text(ruth.get(reverse("day")))


def test_going_in_more_time_help_and_out_and_safe(town: Town, ruth: Client, network: Network) -> None:
    """R10: what a thumb needs at a door, and what colleagues see."""
    meeting = agreed_at(town, network, NOW - HOUR / 6)
    key = str(new_key())
    for _twice in range(2):
        page = press(ruth, "in", meeting=str(meeting.pk), minutes="60", key=key)
    assert "I am out and safe" in page
    assert "You are here now" in page
    assert "Twenty minutes more" in press(ruth, "longer")
    assert "You asked for help at" in press(ruth, "help")
    assert "Ruth Adeyemi needs help." in text(signed_in(town, "Sadia").get(reverse("day")))
    assert "You are out and safe" in press(ruth, "out")
    assert "needs help" not in text(signed_in(town, "Sadia").get(reverse("day")))
    with town.acting("Ruth", at=NOW):
        visit = Visit.objects.get()
        assert (visit.pk, visit.out_at is not None) == (UUID(key), True)


def test_help_is_one_press_away_on_every_page_while_ruth_is_at_a_door(
    town: Town, ruth: Client, network: Network
) -> None:
    """R10: wherever her telephone is open; on her day once, with all that belongs to it, and on nobody else's page."""
    meeting = agreed_at(town, network, NOW - HOUR / 6)
    pages = [
        reverse("board"), reverse("networks"), reverse("network", args=[network.pk]), reverse("map", args=[network.pk]),
        reverse("story", args=[network.pk]), reverse("talk_new", args=[network.pk]), reverse("duty"),
        reverse("arrange", args=[meeting.pk]),
    ]  # fmt: skip
    button = 'name="do" value="help"'
    assert not any(button in text(ruth.get(page)) for page in pages)
    press(ruth, "in", meeting=str(meeting.pk), minutes="60", key=str(new_key()))
    for page in (*pages, reverse("day")):
        assert text(ruth.get(page)).count(button) == 1, page
    assert button not in text(signed_in(town, "Sadia").get(reverse("board")))
    press(ruth, "help")
    for page in pages:
        told = text(ruth.get(page))
        assert button not in told, page
        assert "You asked for help at" in told, page
    press(ruth, "out")
    assert not any("You asked for help at" in text(ruth.get(page)) for page in pages)


def test_silence_is_seen_by_colleagues_and_by_nobody_of_a_network(town: Town, ruth: Client, network: Network) -> None:
    """R10."""
    meeting = agreed_at(town, network, NOW - 2 * HOUR)
    with town.acting("Ruth", at=NOW):
        Visit.objects.create(
            organisation=town.organisation, meeting=meeting, practitioner=town.practitioners["Ruth"],
            in_at=NOW - 2 * HOUR, due_out_at=NOW - HOUR,
        )  # fmt: skip
    assert "Ruth Adeyemi has not said they are out." in text(signed_in(town, "Sadia").get(reverse("day")))
    assert "That time has passed" in text(ruth.get(reverse("day")))


def test_a_second_door_is_refused_in_words_and_a_button_without_a_door_does_nothing(
    town: Town, ruth: Client, network: Network
) -> None:
    """R10: one door at a time."""
    for do in ("out", "longer", "help", "dance"):
        assert ruth.post(reverse("day"), {"do": do}).status_code == 404
    first = agreed_at(town, network, NOW - HOUR / 6)
    press(ruth, "in", meeting=str(first.pk), minutes="60", key=str(new_key()))
    again = {"do": "in", "meeting": str(first.pk), "minutes": "60", "key": str(new_key())}
    answer = ruth.post(reverse("day"), again)
    assert answer.status_code == 422
    assert "You are at another door" in text(answer)
    for wrong in ({"minutes": "x"}, {"minutes": "9999"}, {"meeting": "x"}, {"key": "x"}):
        assert ruth.post(reverse("day"), again | wrong).status_code == 404


def test_opening_the_day_is_a_reading_of_each_network_on_it(town: Town, ruth: Client, network: Network) -> None:
    """R26: once, however often the telephone is looked at."""
    agreed_at(town, network, NOW - HOUR / 6)
    for _twice in range(2):
        ruth.get(reverse("day"))
    with town.acting("Ruth", at=NOW):
        assert Reading.objects.filter(page="a day", network=network).count() == 1


def test_the_day_asks_the_database_as_often_with_four_meetings_as_with_one(
    town: Town, ruth: Client, network: Network
) -> None:
    """Twenty questions of tables and no more."""
    with town.acting("Ruth", at=NOW) as by:
        agreed(town, network, by, start=NOW - 30 * HOUR, at=NOW - 9 * DAY)

    def questions() -> int:
        ruth.get(reverse("day"))
        with CaptureQueriesContext(connection) as captured:
            ruth.get(reverse("day"))
        return asked_of_tables(captured)

    before = questions()
    with town.acting("Ruth", at=NOW) as by:
        for hours, centre in ((34, "Jean"), (38, "Neil"), (42, "Carol")):
            other = network_of(town, centre=centre, members=("Leon",), at=NOW - 9 * DAY)
            agreed(town, other, by, start=NOW - hours * HOUR, at=NOW - 8 * DAY)
    assert questions() == before <= 20


def test_whoever_holds_the_telephone_finds_it_on_their_day(town: Town, ruth: Client) -> None:
    """R5: Martin while nobody is on the rota, then Sadia; Ruth has nothing of it."""
    martin, sadia = signed_in(town, "Martin"), signed_in(town, "Sadia")
    martin.post(reverse("choose"), {"as": f"{town.organisation.pk}/practitioner"})
    assert "It falls to you: nobody is on the rota now" in text(martin.get(reverse("day")))
    with town.acting("Ruth", at=NOW) as by:
        key = town.practitioners["Sadia"].pk
        duty.give_turn(practitioner_id=key, start=NOW - HOUR, end=NOW + 3 * HOUR, by=by, at=NOW)
    assert "You hold it until" in text(sadia.get(reverse("day")))
    assert "The telephone" not in text(martin.get(reverse("day"))) + text(ruth.get(reverse("day")))
