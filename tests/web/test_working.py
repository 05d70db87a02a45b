"""When we work, on the screen: the team's week as a picture and a table, one person's hours, and their days away."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.meetings import agreed, network_of
from tests.people import DAY, MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import asked_of_tables, text
from tornio.actions import duty, working
from tornio.core.working import Stretch
from tornio.records.models import Away
from tornio.records.visible import working as visible
from tornio.web import rota

TUESDAY = MONDAY + DAY
LONG_WEEK = {f"day_{day}": "" for day in range(1, 8)} | {"first": "2026-11-02"}
AT_MOST = 20


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere by the clocks of England, on a Monday morning at nine."""
    with the_clock_says(MONDAY):
        yield build_town(profile="saltmere")


def page_of(town: Town, called: str) -> str:
    return reverse("working_week", args=[town.practitioners[called].pk])


def kept(town: Town, called: str) -> list[str]:
    """Their hours as they hold today, as one reads them."""
    with town.acting("Martin") as by:
        week = visible.rota_of(by, town.practitioners[called].pk).week(MONDAY.date())
    return [f"{each.weekday} {each.begins // 60}–{each.ends // 60}" for each in week]


def works(town: Town, called: str, *days: int) -> None:
    with town.acting(called) as by:
        week = [Stretch(day, 9 * 60, 17 * 60) for day in days]
        working.keep_week(
            practitioner_id=town.practitioners[called].pk, week=week, first=MONDAY.date(), by=by, at=MONDAY
        )


def is_away(town: Town, called: str, start: datetime, end: datetime | None) -> Away:
    with town.acting(called) as by:
        return working.go_away(practitioner_id=town.practitioners[called].pk, start=start, end=end, by=by, at=MONDAY)


def test_an_empty_week_says_what_hours_are_for_and_how_to_begin(town: Town) -> None:
    page = text(signed_in(town, "Ruth").get(reverse("working")))
    assert "Nobody has said yet when they work." in page
    assert "a time for a meeting can be looked for" in page
    assert page_of(town, "Ruth") in page
    assert page_of(town, "Farah") not in page


def test_ruth_writes_her_week_as_people_write_it_and_finds_it_in_the_teams(town: Town) -> None:
    ruth = signed_in(town, "Ruth")
    form = text(ruth.get(page_of(town, "Ruth")))
    assert form.count('value="09:00–17:00"') == 5
    sent = LONG_WEEK | {"day_1": "9 to 5pm", "day_3": "9-12 and 13-17"}
    answer = ruth.post(page_of(town, "Ruth"), sent, follow=True)
    assert "Kept." in text(answer)
    assert kept(town, "Ruth") == ["1 9–17", "3 9–12", "3 13–17"]
    page = text(ruth.get(reverse("working")))
    assert page.count('<rect class="rota__bar rota__bar--hours" x="') == 3 + 1  # and the one in the key
    assert "09:00–12:00" in page
    assert page.count("has not said yet") == 2 * 4
    assert "Nobody has said yet" not in page


def test_what_cannot_be_read_stands_beside_its_day_and_what_was_typed_stays(town: Town) -> None:
    ruth = signed_in(town, "Ruth")
    answer = ruth.post(page_of(town, "Ruth"), LONG_WEEK | {"day_1": "9-5", "day_2": "9–13", "first": "soon"})
    page = text(answer)
    assert answer.status_code == 422
    for told in ("Did you mean 17:00?", "Write the date like", 'value="9-5"', 'value="9–13"', 'value="soon"'):
        assert told in page
    assert page.count('href="#id_day_1"') == 1
    page = text(ruth.post(page_of(town, "Ruth"), LONG_WEEK | {"day_1": "9-5", "day_2": "9-12, 11-13"}))
    assert all(f'href="#id_day_{day}"' in page for day in (1, 2))
    for sent, told in ((LONG_WEEK, "at least one stretch"), (LONG_WEEK | {"day_1": "9-12, 11-13"}, "overlap"),
                       (LONG_WEEK | {"day_1": "9-12", "first": "2026-11-01"}, "today or a later day"),
                       (LONG_WEEK | {"day_1": "9-12", "first": ""}, "Say which day.")):  # fmt: skip
        answer = ruth.post(page_of(town, "Ruth"), sent)
        assert (answer.status_code, told in text(answer)) == (422, True)
    assert kept(town, "Ruth") == []


def test_hours_that_begin_later_are_told_beside_those_that_hold_now(town: Town) -> None:
    works(town, "Ruth", 1, 2)
    ruth = signed_in(town, "Ruth")
    ruth.post(page_of(town, "Ruth"), LONG_WEEK | {"day_5": "10-14", "first": "2026-11-30"})
    page = text(ruth.get(page_of(town, "Ruth")))
    assert "From Monday 30 November" in page
    assert "<dt>Friday</dt><dd>10:00–14:00</dd>" in page
    assert kept(town, "Ruth") == ["1 9–17", "2 9–17"]


def test_days_away_are_written_down_without_a_why_changed_and_taken_back(town: Town) -> None:
    works(town, "Ruth", 1, 2, 3, 4, 5)
    ruth, away_new = signed_in(town, "Ruth"), reverse("away_new", args=[town.practitioners["Ruth"].pk])
    form = text(ruth.get(away_new))
    assert "Why is nobody’s business" in form
    sent = {"key": "0b9e8a52-4d6b-4cdb-9a35-000000000001", "first": "2026-11-10", "last": "2026-11-12"}
    assert "The last day is before the first." in text(ruth.post(away_new, sent | {"last": "2026-11-09"}))
    for _twice in range(2):
        page = text(ruth.post(away_new, sent, follow=True))
    assert page.count("Tuesday 10 November to Thursday 12 November") == 1
    again = ruth.post(away_new, sent | {"key": "0b9e8a52-4d6b-4cdb-9a35-000000000002"})
    assert "written down as away already" in text(again)
    week = text(ruth.get(reverse("working"), {"week": "2026-11-11"}))
    assert week.count("rota__bar--away") == 3 + 1
    assert "away for some of it" in week
    with town.acting("Ruth"):
        away = Away.objects.get()
    back = reverse("away", args=[away.pk])
    assert "no earlier than before" in text(ruth.post(back, {"last": "2026-11-12"}))
    page = text(ruth.post(back, {"last": "2026-11-10"}, follow=True))
    assert "<strong>Tuesday 10 November</strong>" in page
    assert "Taken back." in text(ruth.post(back, {"do": "take_back"}, follow=True))
    assert ruth.get(back).status_code == 404
    assert "away for some of it" not in text(ruth.get(reverse("working"), {"week": "2026-11-11"}))


def test_who_is_away_with_no_end_says_so_and_what_has_long_begun_cannot_be_taken_back(town: Town) -> None:
    works(town, "Ruth", 1, 2)
    away = is_away(town, "Ruth", MONDAY - 5 * DAY, None)
    ruth, back = signed_in(town, "Ruth"), reverse("away", args=[away.pk])
    assert "nobody knows yet until when" in text(ruth.get(page_of(town, "Ruth")))
    page = text(ruth.get(back))
    assert "Take it back" not in page
    assert "Say when they come back." in text(ruth.post(back, {"do": "take_back"}, follow=True))
    assert text(ruth.get(reverse("working"))).count("away this week") == 1
    assert "before it began" in text(ruth.post(back, {"last": "2026-10-20"}))
    ruth.post(back, {"last": "2026-11-02"})
    with town.acting("Ruth"):
        assert Away.objects.get().during.upper == datetime(2026, 11, 3, tzinfo=UTC)


def test_ruth_who_is_away_reads_that_she_is_put_down_for_the_telephone(town: Town) -> None:
    """R5: the turn that lies in her days away, and not the one after; it is where she can end it."""
    works(town, "Ruth", 1, 2, 3)
    with town.acting("Ruth") as by:
        ruth = town.practitioners["Ruth"].pk
        during, after = (
            duty.give_turn(practitioner_id=ruth, start=start, end=start + DAY, by=by, at=MONDAY)
            for start in (TUESDAY, TUESDAY + 2 * DAY)
        )
    ruths, sent = signed_in(town, "Ruth"), {"first": "2026-11-03", "last": "2026-11-03"}
    away_new = reverse("away_new", args=[ruth])
    answer = ruths.post(away_new, sent | {"key": "0b9e8a52-4d6b-4cdb-9a35-000000000002"}, follow=True)
    told = "You are put down for the telephone then.</strong> That stays so until somebody changes the turn."
    assert told in text(answer)
    assert reverse("turn", args=[during.pk]) in answer.content.decode()
    assert reverse("turn", args=[after.pk]) not in answer.content.decode()
    lead = text(signed_in(town, "Martin").get(page_of(town, "Ruth")))
    assert "Ruth is put down for the telephone then." in lead


def test_what_is_agreed_all_the_same_is_linked_for_ruth_and_counted_for_martin(town: Town) -> None:
    """R24: who leads sees how many, and cannot open them."""
    works(town, "Ruth", 1, 2, 3)
    network = network_of(town)
    with town.acting("Ruth") as ruth:
        tuesday = agreed(town, network, ruth, TUESDAY)
        saturday = agreed(town, network, ruth, MONDAY + 5 * DAY)
        agreed(town, network, ruth, MONDAY + 2 * DAY)
    ruths, sent = signed_in(town, "Ruth"), {"first": "2026-11-03", "last": "2026-11-03"}
    away_new = reverse("away_new", args=[town.practitioners["Ruth"].pk])
    page = text(ruths.post(away_new, sent | {"key": "0b9e8a52-4d6b-4cdb-9a35-000000000001"}, follow=True))
    assert "Kept. One meeting is agreed all the same: it stands below." in page
    assert "You are expected at one meeting then." in page
    assert "You are expected at one meeting outside these hours." in page
    for meeting in (tuesday, saturday):
        assert reverse("arrange", args=[meeting.pk]) in page
    page = text(signed_in(town, "Martin").get(page_of(town, "Ruth")))
    assert "Ruth is expected at one meeting then." in page
    assert "/arrange" not in page
    assert str(tuesday.pk) not in page


@pytest.mark.parametrize("called", ["Carol", "Leon", "Priya", "Edith", "Ada"])
def test_nobody_but_those_who_arrange_finds_any_of_it(town: Town, called: str) -> None:
    """R24: somebody who might wait at a door learns nothing; nor do those who count, or look after what is private."""
    works(town, "Ruth", 1)
    away = is_away(town, "Ruth", TUESDAY, None)
    client = signed_in(town, called)
    for name, args in (
        ("working", []), ("working_table", []), ("working_read", []), ("away", [away.pk]),
        ("working_week", [town.practitioners["Ruth"].pk]), ("away_new", [town.practitioners["Ruth"].pk]),
    ):  # fmt: skip
        assert client.get(reverse(name, args=args)).status_code == 404


def test_tomasz_reads_ruths_week_and_cannot_change_it(town: Town) -> None:
    works(town, "Ruth", 1)
    away = is_away(town, "Ruth", TUESDAY, None)
    tomasz, key = signed_in(town, "Tomasz"), town.practitioners["Ruth"].pk
    assert "09:00–17:00" in text(tomasz.get(reverse("working")))
    for name, pk in (("working_week", key), ("away_new", key), ("away", away.pk)):
        assert tomasz.get(reverse(name, args=[pk])).status_code == 404
        assert tomasz.post(reverse(name, args=[pk]), LONG_WEEK | {"day_1": "9-10"}).status_code == 404
    assert tomasz.get(reverse("working_read")).status_code == 404
    assert kept(town, "Ruth") == ["1 9–17"]


def test_a_week_that_nobody_can_mean_is_this_week(town: Town) -> None:
    ruth = signed_in(town, "Ruth")
    for week in ("", "soon", "0001-01-01", "9999-12-31", "2026-13-01"):
        assert "This week" in text(ruth.get(reverse("working"), {"week": week}))
    page = text(ruth.get(reverse("working"), {"week": "2026-12-03"}))
    assert "The week of Monday 30 November" in page
    assert "?week=2026-11-23" in page


def test_the_pages_ask_the_database_as_often_however_many_we_are(town: Town) -> None:
    ruth, addresses = signed_in(town, "Ruth"), (reverse("working"), page_of(town, "Ruth"), reverse("working_table"))

    def questions(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert ruth.get(address).status_code == 200
        return asked_of_tables(captured)

    works(town, "Ruth", 1)
    ruth.get(reverse("home"), follow=True)
    before = [questions(address) for address in addresses]
    for called in ("Tomasz", "Farah", "Sadia"):
        works(town, called, 1, 2, 3)
        is_away(town, called, TUESDAY, None)
    is_away(town, "Ruth", TUESDAY, TUESDAY + DAY)
    is_away(town, "Ruth", TUESDAY + 2 * DAY, None)
    assert [questions(address) for address in addresses] == before
    assert max(before) <= AT_MOST


# The picture.


def test_on_the_days_the_clocks_change_the_picture_says_what_the_wall_says(town: Town) -> None:
    """28 March and 31 October 2027: hours stand where the clocks on the wall have them, however long the day is."""
    works(town, "Ruth", 7)
    for sunday in (date(2027, 3, 28), date(2027, 10, 31)):
        monday = sunday - timedelta(days=6)
        start = datetime(monday.year, monday.month, monday.day, tzinfo=UTC)
        with town.acting("Ruth"):
            drawn = rota.draw(visible.rotas(town.service.pk, start, start + 8 * DAY), monday)
        (ruth,) = [row for row in drawn.rows if row.has_said]
        assert ruth.days[6].told == ["09:00–17:00"]
        assert drawn.hours == ("08:00", "18:00")
        assert [(bar.x, bar.width) for bar in ruth.bars] == [(610.0, 80.0)]


def test_part_of_a_day_away_is_drawn_beside_the_part_at_work(town: Town) -> None:
    works(town, "Ruth", 1)
    is_away(town, "Ruth", MONDAY + timedelta(hours=2), MONDAY + timedelta(hours=4))
    with town.acting("Ruth"):
        drawn = rota.draw(visible.rotas(town.service.pk, MONDAY, MONDAY + 7 * DAY), MONDAY.date())
    (ruth,) = [row for row in drawn.rows if row.has_said]
    assert ruth.days[0].told == ["09:00–11:00", "13:00–17:00"]
    assert ruth.days[0].away == ((660, 780),)
    assert ruth.is_away_for_some
    assert not ruth.is_away_all_week


def test_another_service_than_ones_own_is_not_there(town: Town) -> None:
    martin = signed_in(town, "Martin")
    assert martin.get(reverse("working"), {"service": str(town.organisation.pk)}).status_code == 404
    assert martin.get(reverse("working"), {"service": str(town.service.pk)}).status_code == 200
