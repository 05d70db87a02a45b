"""The season's calendar: whatever day it ends on, things happen in their order and nobody is in two places."""

import itertools
from datetime import UTC, datetime, time, timedelta

import pytest

from tornio.core.values import Period
from tornio.core.working import read_day
from tornio.season import cast, rota
from tornio.season.calendar import Calendar, Diary
from tornio.season.play import chosen
from tornio.season.script import When
from tornio.season.timeline import moments

DAYS = [datetime(2026, 11, 9, 3, 20, tzinfo=UTC) + timedelta(days=day, hours=3 * day) for day in range(7)]


@pytest.mark.parametrize("until", DAYS, ids=lambda day: f"{day:%A}")
def test_on_whatever_day_a_season_ends_its_stories_keep_their_order(until: datetime) -> None:
    """R14: and the diary agrees nobody into two meetings at one time."""
    calendar, diary = Calendar(until, "Europe/London"), Diary()
    staff = frozenset(each["name"].split()[0] for trust in cast.told()["organisations"] for service in trust["services"]
                      for each in service["staff"])  # fmt: skip
    for story in chosen(24, 4):
        told = [each.at for each in moments(story, calendar, diary, staff=staff)]
        assert told[0] == min(told), story.slug
    for who, taken in diary.taken.items():
        ordered = sorted(taken, key=lambda each: each.start)
        for before, after in itertools.pairwise(ordered):
            assert not before.overlaps(after), (who, before, after)


def test_days_are_named_as_they_are_on_the_day_somebody_speaks() -> None:
    calendar = Calendar(datetime(2026, 11, 12, 18, 0, tzinfo=UTC), "Europe/London")
    thursday = calendar.moment(When(0, time(9, 0)))
    assert calendar.words("I slept on {-2}.", thursday) == "I slept on Tuesday."


def test_whoever_answers_in_a_story_holds_the_telephone_then_and_there_is_no_gap() -> None:
    """R5: the rota is written round the stories."""
    calendar = Calendar(datetime(2026, 11, 12, 18, 0, tzinfo=UTC), "Europe/London")
    turns = list(rota.turns(["Sadia", "Joel"], 120, {-12: "Hannah"}, calendar))
    answering = calendar.moment(When(-11, time(2, 5)))
    assert [turn.who for turn in turns if answering in Period(turn.start, turn.end)] == ["Hannah"]
    assert all(before.end == after.start for before, after in itertools.pairwise(turns))


def test_at_every_hour_of_the_week_two_of_saltmere_are_at_work_together_before_a_day_has_gone() -> None:
    """R2: on whatever day the demo is looked at, its call of this afternoon can be answered in time."""
    services = [each for trust in cast.told()["organisations"] for each in trust["services"]]
    (staff,) = [each["staff"] for each in services if each["slug"] == "saltmere"]
    halves = [
        {24 * 2 * day + half for day, text in enumerate(one.get("hours", ())) for each in read_day(text, day + 1)
         for half in range(-(-each.begins // 30), each.ends // 30)}
        for one in staff
    ]  # fmt: skip
    together = "".join("+" if sum(half in one for one in halves) > 1 else "." for half in range(7 * 48)) * 2
    for now in range(7 * 48):
        assert "+++++" in together[now + 1 : now + 22 * 2], now  # ninety minutes, with the ways there and back


def test_the_diary_finds_the_next_half_hour_at_which_both_are_free() -> None:
    diary, noon = Diary(), datetime(2026, 11, 12, 12, 0, tzinfo=UTC)
    hour = timedelta(hours=1)
    assert diary.find(["Ruth"], noon, hour, move=True) == noon
    assert diary.find(["Ruth", "Joel"], noon, hour, move=True) == noon + hour
