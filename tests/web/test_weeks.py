"""The week, on the screen of whoever leads the service: asked for, looked at, accepted in part; nobody is named."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.meetings import agreed, network_of
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import asked_of_tables, text
from tests.weeks import (
    FRIDAY,
    NEXT_MONDAY,
    NEXT_WEEK,
    QUICK,
    again,
    is_away,
    met,
    shown,
    works,
)
from tornio.actions import particulars, week_job
from tornio.core.particulars import Particulars, Training
from tornio.planner.search import Stop
from tornio.records.models import NetworkMeeting, Reading, Timetable
from tornio.records.visible import timetables as visible

AT_MOST = 20
WEEK = {"week": NEXT_WEEK.isoformat()}


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere by the clocks of England, on a Friday morning at nine."""
    with the_clock_says(FRIDAY):
        yield build_town(profile="saltmere", at=MONDAY)


@pytest.fixture
def martin(town: Town) -> Client:
    return signed_in(town, "Martin")


def page(client: Client) -> str:
    answer = client.get(reverse("week"), WEEK)
    assert answer.status_code == 200
    return text(answer)


def ask(client: Client, **given: str) -> str:
    sent = {**WEEK, "key": "0b9e8a52-4d6b-4cdb-9a35-000000000001", **given}
    return text(client.post(reverse("week_ask"), sent, follow=True))


def running(town: Town) -> Timetable:
    with town.acting("Martin", at=FRIDAY) as by:
        found = visible.under_way(by, town.service.pk)
        assert found is not None
        return found


def reckoned(town: Town, at: datetime = FRIDAY) -> Timetable:
    """The job has done what was asked for."""
    made = running(town)
    week_job.reckon(town.organisation, made.pk, lambda: at, QUICK)
    return again(town, made, at)


def decide(client: Client, made: Timetable, do: str, **given: object) -> str:
    return text(client.post(reverse("week_decide", args=[made.pk]), {"do": do, **given}, follow=True))


def test_the_first_time_the_page_says_what_it_would_look_for_and_names_nobody_of_a_network(
    town: Town, martin: Client
) -> None:
    empty = page(martin)
    assert "Everybody has something arranged." in empty
    assert "Nobody plans the time of those who have not said when they work" in empty
    works(town, "Ruth", "Tomasz")
    met(town)
    network_of(town, "Jean", at=FRIDAY)
    told = page(martin)
    assert "The network with Ruth and Tomasz, last met on 3 November" in told
    assert "Promised sooner than this week can begin" in told
    assert "For an hour and a half, as last time." in told
    assert not any(name in told for name in ("Leon", "Carol", "Jean", "Marsh", "Ferry Lane"))
    assert page(martin).count("<select") == 1


def test_a_proposal_with_nobody_trained_says_so(town: Town, martin: Client) -> None:
    """Saltmere wants one at a meeting; a team of whom nobody holds one comes all the same (R12), and it is said."""
    untrained = "Nobody among these holds a training that we want at a meeting."
    works(town, "Ruth", "Tomasz")
    met(town)
    ask(martin)
    reckoned(town)
    assert page(martin).count(untrained) == 1
    with town.acting("Martin", at=FRIDAY) as by:
        brings = Particulars(trainings=(Training("Open Dialogue, foundation year", MONDAY.date()),))
        key = town.practitioners["Tomasz"].pk
        particulars.keep_particulars(practitioner_id=key, brings=brings, by=by, at=FRIDAY)
    assert untrained not in page(martin)


def test_a_plan_is_asked_for_watched_stopped_and_put_aside_without_a_script(town: Town, martin: Client) -> None:
    works(town, "Ruth", "Tomasz")
    met(town)
    waits = ask(martin)
    assert "It begins in a few seconds." in waits
    assert '<progress class="doing__bar"' in waits
    assert "Look again" in waits
    made = running(town)
    now = reverse("week_now", args=[made.pk])
    first = martin.get(now)
    assert martin.get(now, headers={"If-None-Match": first.headers["ETag"]}).status_code in (204, 304)
    assert "already" in ask(martin, key="0b9e8a52-4d6b-4cdb-9a35-000000000002")
    assert "It stops in a moment" in decide(martin, made, "stop")
    made = reckoned(town)
    assert martin.get(now).status_code == 404  # then the page is opened anew
    assert "It was stopped. This is the best so far." in page(martin)
    assert "Who could be met" in decide(martin, made, "aside")
    assert martin.post(reverse("week_decide", args=[made.pk]), {"do": "aside"}).status_code == 404


def test_the_table_says_what_the_picture_shows(town: Town, martin: Client) -> None:
    """Ruth is away on Thursday and Friday; she and Tomasz could meet Leon's network once."""
    works(town, "Ruth", "Tomasz")
    met(town)
    is_away(town, "Ruth", NEXT_MONDAY + 3 * DAY, NEXT_MONDAY + 5 * DAY)
    ask(martin)
    reckoned(town)
    table = page(martin).split("When each of us is at work and at a meeting in this week")[1].split("</table>")[0]
    rows = table.split("<tr>")
    (ruth,) = [row for row in rows if "Ruth" in row]
    (tomasz,) = [row for row in rows if "Tomasz" in row]
    assert [ruth.count(each) for each in ("at work", "away", "could be")] == [3, 2, 1]
    assert [tomasz.count(each) for each in ("at work", "away", "could be")] == [5, 0, 1]


def test_a_week_is_accepted_in_part_and_each_line_says_what_became_of_it(town: Town, martin: Client) -> None:
    """R10, R14: of three, one is offered, one declined, and for one Sadia is booked meanwhile."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    leons, neils = met(town), met(town, "Neil", ("Farah", "Sadia"))
    jeans = met(town, "Jean", ("Ruth", "Farah"), 3)
    ask(martin)
    made = reckoned(town)
    lines = {line.network_id: line for line in shown(town, made)}
    told = page(martin)
    assert told.count('type="checkbox"') == 3
    assert "The same faces, or less on the road" in told
    assert "Tick at least one of them." in decide(martin, made, "accept")
    assert "Declined. Nobody is told." in decide(martin, made, "decline", line=[str(lines[leons.pk].pk)])
    with town.acting("Farah", at=FRIDAY) as by:
        begins = lines[neils.pk].planned.lower
        agreed(town, neils, by, begins, of_us=("Farah", "Sadia"), at=FRIDAY)
    both = [str(lines[each].pk) for each in (neils.pk, jeans.pk)]
    after = decide(martin, made, "accept", line=both)
    assert "Accepted." in after
    assert "was booked for that time meanwhile" in after or "were booked" in after
    assert after.count("offered a moment ago") == 1
    assert after.count("declined</span>") == 1
    assert "To choose another point, ask for another timetable." in after
    with town.acting("Martin", at=FRIDAY):
        assert NetworkMeeting.objects.filter(network=jeans, status="proposed").count() == 1
        assert not NetworkMeeting.objects.filter(network=leons, status="proposed").exists()


def test_another_point_of_the_curve_is_shown(town: Town, martin: Client) -> None:
    works(town, "Ruth", "Tomasz", "Farah")
    met(town)
    ask(martin)
    made = reckoned(town)
    decide(martin, made, "choose", price="0")
    assert again(town, made).price == 0
    assert "Choose one of the points." in decide(martin, made, "choose", price="many")
    assert martin.post(reverse("week_decide", args=[made.pk]), {"do": "dance"}).status_code == 404


def test_somebody_who_is_away_is_wanted_in_place_of_and_the_plan_finds_who_comes(town: Town, martin: Client) -> None:
    """R12: Ruth is away on Monday; the page says so before and after, and of nobody why."""
    works(town, "Ruth", "Tomasz", "Sadia")
    network = met(town)
    with town.acting("Ruth", at=FRIDAY) as by:
        agreed(town, network, by, NEXT_MONDAY + HOUR, at=FRIDAY)
    is_away(town, "Ruth", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    assert "Ruth is away then. Who comes instead?" in page(martin)
    ask(martin)
    made = reckoned(town)
    told = page(martin)
    assert "instead of Ruth, who is away then" in told
    (line,) = shown(town, made)
    assert "Accepted." in decide(martin, made, "accept", line=[str(line.pk)])


def test_what_has_no_place_stands_with_its_reason(town: Town, martin: Client) -> None:
    works(town, "Ruth", "Tomasz", days=[4])
    network = met(town)
    ask(martin, **{f"on-{network.pk}": "3"})
    reckoned(town)
    told = page(martin)
    assert "What has no place in this week" in told
    assert "not at work, at another meeting, at the telephone, or too far away" in told


def test_a_network_can_be_left_out_of_this_plan(town: Town, martin: Client) -> None:
    works(town, "Ruth", "Tomasz")
    network = met(town)
    ask(martin, **{f"on-{network.pk}": "out", "on-nobody": "1"})
    made = reckoned(town)
    assert (made.without, shown(town, made)) == ([network.pk], [])


def test_a_plan_that_failed_says_so_plainly(town: Town, martin: Client) -> None:
    works(town, "Ruth", "Tomasz")
    met(town)
    ask(martin)
    with pytest.raises(ZeroDivisionError):
        week_job.reckon(town.organisation, running(town).pk, lambda: FRIDAY, Stop(clock=lambda: 1 / 0))
    assert "something went wrong with us" in page(martin)


def test_weeks_are_turned_over_from_this_one_to_the_eighth(town: Town, martin: Client) -> None:
    assert "The week of Monday 9 November" in text(martin.get(reverse("week")))
    another = "The week that was asked for is not here: this page has this week and the next eight."
    for asked in ("0001-01-01", "1999-01-01", "2026-11-01", "2027-01-04", "9999-12-31"):
        told = text(martin.get(reverse("week"), {"week": asked}))
        assert another in told
        assert "The week of Monday 9 November" in told
    for asked in ("soon", "2026-02-30", "2026-11-09\x00"):
        assert martin.get(reverse("week"), {"week": asked}).status_code == 404
        assert martin.post(reverse("week_ask"), {"week": asked}).status_code == 404
    for asked in ("", "2026-11-02", "2026-12-28"):
        assert another not in text(martin.get(reverse("week"), {"week": asked}))
    this = text(martin.get(reverse("week"), {"week": "2026-11-05"}))
    assert "<h1>This week</h1>" in this
    assert 'rel="prev"' not in this
    assert 'rel="next"' not in text(martin.get(reverse("week"), {"week": "2026-12-28"}))


def test_another_week_than_was_asked_for_is_never_planned_instead(town: Town, martin: Client) -> None:
    works(town, "Ruth", "Tomasz")
    for asked in ("1999-01-01", "9999-12-31"):
        assert "Choose this week or one of the next eight." in ask(martin, week=asked)
    with town.acting("Martin", at=FRIDAY) as by:
        assert visible.under_way(by, town.service.pk) is None


def test_nobody_else_finds_the_week(town: Town, martin: Client) -> None:
    """R24: practitioners, the person and other leads get what a page that is not there gives."""
    works(town, "Ruth", "Tomasz")
    met(town)
    ask(martin)
    made = running(town)
    for who in ("Ruth", "Leon", "Priya", "Edith", "Ada"):
        client = signed_in(town, who)
        for name, args in (("week", []), ("week_now", [made.pk])):
            assert client.get(reverse(name, args=args)).status_code == 404, (who, name)
        assert client.post(reverse("week_decide", args=[made.pk]), {"do": "stop"}).status_code == 404
    assert running(town).stop_asked_at is None


def test_the_page_asks_the_database_as_often_however_long_the_week(town: Town, martin: Client) -> None:
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    met(town)

    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(martin)
        return asked_of_tables(captured)

    page(martin)
    before = questions()
    met(town, "Neil", ("Farah", "Sadia"))
    met(town, "Jean", ("Ruth", "Farah"), 3)
    assert questions() == before
    assert before <= AT_MOST
    ask(martin)
    reckoned(town)
    assert questions() <= AT_MOST + 6  # whom we could meet, to say who is promised sooner


def test_ruth_reads_what_is_proposed_for_her_networks_and_offers_it_with_one_press(town: Town, martin: Client) -> None:
    """R24: Leon is named, for she works with him; Neil's network is Farah's and Sadia's."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    leons = met(town)
    met(town, "Neil", ("Farah", "Sadia"))
    ruth, here = signed_in(town, "Ruth"), reverse("week_ours")
    assert "Nothing waits for you here." in text(ruth.get(here))
    ask(martin)
    reckoned(town)
    with CaptureQueriesContext(connection) as captured:
        told = ruth.get(here)
    assert asked_of_tables(captured) <= AT_MOST + 2  # the week as it stands, to say what came in between
    assert "Leon Marsh" in text(told)
    assert "Ruth and Tomasz. At home" in text(told)
    assert not any(name in text(told) for name in ("Neil", "Farah", "Sadia"))
    line = told.content.decode().split('name="line" type="checkbox" value="')[1].split('"')[0]
    assert "Tick at least one of them." in text(ruth.post(here, {"do": "accept"}, follow=True))
    assert "Accepted." in text(ruth.post(here, {"do": "accept", "line": line}, follow=True))
    assert "Some of it is decided already" in text(ruth.post(here, {"do": "accept", "line": line}, follow=True))
    with town.acting("Ruth", at=FRIDAY):
        assert NetworkMeeting.objects.get(network=leons, status="proposed").planned.lower > FRIDAY
        assert Reading.objects.filter(page="what is proposed for a week", network=leons).exists()
    farah = signed_in(town, "Farah")
    line = farah.get(here).content.decode().split('name="line" type="checkbox" value="')[1].split('"')[0]
    assert "Declined. Nobody is told." in text(farah.post(here, {"do": "decline", "line": line}, follow=True))
    assert martin.get(here).status_code == 404
