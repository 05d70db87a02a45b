"""When we work, written down: hours from a day on with their history, days away, and who is at work by them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.meetings import agreed, network_of
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import working
from tornio.core.errors import NotForYou, Refused
from tornio.core.people import Capacity
from tornio.core.values import Period
from tornio.core.working import Stretch
from tornio.people.models import Practitioner
from tornio.records.models import Away, Change, WorkingHours
from tornio.records.visible import working as visible

TODAY = MONDAY.date()  # Monday 2 November 2026
MIDNIGHT = datetime(2026, 11, 2, tzinfo=UTC)
WORKDAYS = [Stretch(day, 9 * 60, 17 * 60) for day in range(1, 6)]
TWO_MORNINGS = [Stretch(day, 9 * 60, 12 * 60) for day in (1, 2)]


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England, so that the hours below are read off as they are written."""
    return build_town(profile="saltmere")


def keep(
    town: Town, who: str, week: Sequence[Stretch] = WORKDAYS, first: date = TODAY, by: str = "", at: datetime = MONDAY
) -> list[WorkingHours]:
    with town.acting(by or who, at=at) as reader:
        return working.keep_week(practitioner_id=town.practitioners[who].pk, week=week, first=first, by=reader, at=at)


def gone(town: Town, who: str, start: datetime, end: datetime | None, by: str = "", key: UUID | None = None) -> Away:
    with town.acting(by or who) as reader:
        return working.go_away(
            practitioner_id=town.practitioners[who].pk, start=start, end=end, by=reader, at=MONDAY, key=key
        )


def at_work(service_id: UUID, start: datetime, end: datetime) -> dict[UUID, list[Period]]:
    """By practitioner, when they are at work; who has not said when they work is not in it."""
    found = visible.rotas(service_id, start, end)
    return {each.practitioner.pk: each.at_work(start, end) for each in found if each.hours}


def works(town: Town, who: str, start: datetime = MIDNIGHT, days: int = 7, by: str = "Farah") -> list[str] | None:
    """When somebody is at work, as a colleague finds it; None where they have not said."""
    with town.acting(by):
        found = at_work(town.service.pk, start, start + days * DAY).get(town.practitioners[who].pk)
    return None if found is None else [f"{each.start:%d %H}–{each.end:%d %H}" for each in found if each.end]


def rows(town: Town) -> list[tuple[int, date, date | None, bool]]:
    with town.acting("Ruth"):
        found = WorkingHours.objects.order_by("valid", "weekday", "taken_back_at")
        return [(r.weekday, r.valid.lower, r.valid.upper, r.taken_back_at is not None) for r in found]


def test_ruth_writes_down_her_week_and_farah_finds_when_she_is_at_work(town: Town) -> None:
    keep(town, "Ruth", TWO_MORNINGS)
    assert works(town, "Ruth") == ["02 09–02 12", "03 09–03 12"]
    assert works(town, "Tomasz") is None
    with town.acting("Farah"):
        silent = [each for each in visible.rotas(town.service.pk, MIDNIGHT, MIDNIGHT + DAY) if not each.hours]
    assert [each.practitioner.person.called for each in silent] == ["Farah", "Martin", "Sadia", "Tomasz"]


def test_what_holds_from_next_monday_leaves_this_week_as_it_was_and_both_stay_written_down(town: Town) -> None:
    keep(town, "Ruth", TWO_MORNINGS)
    keep(town, "Ruth", [Stretch(3, 600, 720)], first=TODAY + timedelta(days=7))
    assert works(town, "Ruth", days=14) == ["02 09–02 12", "03 09–03 12", "11 10–11 12"]
    next_week = date(2026, 11, 9)
    assert rows(town) == [(1, TODAY, next_week, False), (2, TODAY, next_week, False), (3, next_week, None, False)]


def test_what_was_to_begin_later_is_taken_back_by_what_begins_before_it_and_stays_written_down(town: Town) -> None:
    """R28: nothing is overwritten; a plan that never held is marked so."""
    keep(town, "Ruth", TWO_MORNINGS)
    keep(town, "Ruth", [Stretch(3, 600, 720)], first=TODAY + timedelta(days=7))
    keep(town, "Ruth", [Stretch(5, 600, 720)], first=TODAY + timedelta(days=2))
    assert works(town, "Ruth", days=14) == ["02 09–02 12", "03 09–03 12", "06 10–06 12", "13 10–13 12"]
    assert [row[3] for row in rows(town)] == [False, False, False, True]
    keep(town, "Ruth", TWO_MORNINGS, first=TODAY)
    assert works(town, "Ruth", days=14) == ["02 09–02 12", "03 09–03 12", "09 09–09 12", "10 09–10 12"]


def test_a_week_sent_twice_is_one(town: Town) -> None:
    first = keep(town, "Ruth")
    assert [row.pk for row in keep(town, "Ruth")] == [row.pk for row in first]
    keep(town, "Ruth", first=TODAY + timedelta(days=3))
    assert len(rows(town)) == len(WORKDAYS)


def test_a_week_that_cannot_be_is_refused_and_nothing_is_kept(town: Town) -> None:
    for week, first, field in (
        ([], TODAY, None),
        ([Stretch(1, 540, 720), Stretch(1, 719, 800)], TODAY, "day_1"),
        (WORKDAYS, TODAY - timedelta(days=1), "first"),
    ):
        with pytest.raises(Refused) as no:
            keep(town, "Ruth", week, first)
        assert no.value.field == field
    assert rows(town) == []


def test_martin_keeps_anybodys_hours_ruth_her_own_and_nobody_else_any(town: Town) -> None:
    """R24: for a member, the privacy lead and the evaluator there are no hours to keep."""
    keep(town, "Ruth", by="Martin")
    for by in ("Tomasz", "Carol", "Priya", "Edith", "Ada"):
        with pytest.raises(NotForYou):
            keep(town, "Ruth", TWO_MORNINGS, by=by)
        with pytest.raises(NotForYou):
            gone(town, "Ruth", MIDNIGHT, MIDNIGHT + DAY, by=by)
    assert works(town, "Ruth", days=1) == ["02 09–02 17"]
    with town.nobody(capacity=Capacity.JOB) as job:
        working.keep_week(
            practitioner_id=town.practitioners["Tomasz"].pk, week=TWO_MORNINGS, first=TODAY, by=job, at=MONDAY
        )
    assert works(town, "Tomasz", days=1) == ["02 09–02 12"]


def test_carol_priya_and_edith_learn_nothing_of_when_ruth_works_and_ruth_herself_not_as_a_neighbour(town: Town) -> None:
    """R24: who might wait at a door never learns when one of us comes and goes; not even that it is written down."""
    keep(town, "Ruth")
    gone(town, "Ruth", MIDNIGHT + DAY, MIDNIGHT + 2 * DAY)
    for called in ("Carol", "Priya", "Edith", "Ada"):
        with town.acting(called):
            assert not WorkingHours.objects.exists()
            assert not Away.objects.exists()
            assert at_work(town.service.pk, MIDNIGHT, MIDNIGHT + DAY) == {}
    with town.acting("Ruth", capacity=Capacity.ONESELF):
        assert not WorkingHours.objects.exists()
    for called in ("Farah", "Martin"):
        with town.acting(called):
            assert WorkingHours.objects.count() == len(WORKDAYS)
            assert Away.objects.count() == 1


def test_another_trusts_hours_are_not_martins(town: Town) -> None:
    elsewhere = build_town("northford", profile="saltmere")
    keep(elsewhere, "Ruth")
    with town.acting("Martin") as by:
        with pytest.raises(NotForYou):
            working.keep_week(
                practitioner_id=elsewhere.practitioners["Ruth"].pk, week=WORKDAYS, first=TODAY, by=by, at=MONDAY
            )
        assert at_work(elsewhere.service.pk, MIDNIGHT, MIDNIGHT + DAY) == {}


def test_the_weeks_of_several_are_kept_together_or_not_at_all(town: Town) -> None:
    weeks = {town.practitioners[name].pk: TWO_MORNINGS for name in ("Ruth", "Tomasz")}
    with town.acting("Martin") as by:
        assert working.keep_weeks(weeks=weeks, first=TODAY, by=by, at=MONDAY) == 2
    assert works(town, "Tomasz", days=1) == works(town, "Ruth", days=1) == ["02 09–02 12"]
    later = {**dict.fromkeys(weeks, WORKDAYS), uuid4(): WORKDAYS}
    with town.acting("Martin") as by, pytest.raises(NotForYou):
        working.keep_weeks(weeks=later, first=TODAY, by=by, at=MONDAY)
    with town.acting("Ruth") as by, pytest.raises(NotForYou):
        working.keep_weeks(weeks=dict.fromkeys(weeks, WORKDAYS), first=TODAY, by=by, at=MONDAY)
    assert works(town, "Tomasz", days=1) == works(town, "Ruth", days=1) == ["02 09–02 12"]


def test_who_is_away_is_not_at_work_and_nowhere_stands_why(town: Town) -> None:
    keep(town, "Ruth")
    gone(town, "Ruth", MIDNIGHT + DAY, MIDNIGHT + 4 * DAY)
    assert works(town, "Ruth") == ["02 09–02 17", "06 09–06 17"]
    written = {field.name for field in Away._meta.concrete_fields}
    assert written == {"id", "organisation", "practitioner", "during", "taken_back_at"}
    with town.acting("Priya"):
        told = Change.objects.filter(subject=town.practitioners["Ruth"].pk, at=MONDAY).values_list("verb", flat=True)
        assert sorted(told) == ["wrote down that somebody is away", "wrote down when somebody works"]


def test_with_no_end_ruth_is_away_until_she_says_that_she_is_back(town: Town) -> None:
    keep(town, "Ruth")
    away = gone(town, "Ruth", MIDNIGHT + DAY, None)
    assert works(town, "Ruth", days=30) == ["02 09–02 17"]
    with town.acting("Martin", at=MONDAY + 3 * DAY) as by:
        working.come_back(away_id=away.pk, end=MIDNIGHT + 3 * DAY, by=by, at=by.at)
    assert works(town, "Ruth") == ["02 09–02 17", "05 09–05 17", "06 09–06 17"]
    with town.acting("Ruth") as by:
        for wrong, said in ((MIDNIGHT + DAY, "before it began"), (MIDNIGHT + 3 * DAY, "no earlier than before")):
            with pytest.raises(Refused, match=said) as no:
                working.come_back(away_id=away.pk, end=wrong, by=by, at=MONDAY)
            assert no.value.field == "last"


def test_days_away_are_taken_back_while_they_have_hardly_begun(town: Town) -> None:
    keep(town, "Ruth")
    away, key = gone(town, "Ruth", MIDNIGHT, MIDNIGHT + 2 * DAY), uuid4()
    with town.acting("Ruth") as by:
        working.take_back(away_id=away.pk, by=by, at=MONDAY)
        for verb in (working.take_back, working.come_back):
            with pytest.raises(NotForYou):
                verb(away_id=away.pk, by=by, at=MONDAY, **({"end": MONDAY} if verb is working.come_back else {}))
    assert works(town, "Ruth", days=1) == ["02 09–02 17"]
    again = gone(town, "Ruth", MIDNIGHT, MIDNIGHT + 2 * DAY, key=key)
    assert gone(town, "Ruth", MIDNIGHT, MIDNIGHT + 2 * DAY, key=key).pk == again.pk == key
    with town.acting("Ruth", at=MONDAY + DAY) as by, pytest.raises(Refused, match="away already"):
        working.take_back(away_id=again.pk, by=by, at=MONDAY + DAY)
    with town.acting("Tomasz") as by, pytest.raises(NotForYou):
        working.take_back(away_id=again.pk, by=by, at=MONDAY)


def test_days_away_that_overlap_or_end_before_they_begin_are_refused_beside_their_field(town: Town) -> None:
    gone(town, "Ruth", MIDNIGHT, MIDNIGHT + 2 * DAY)
    for start, end, field in (
        (MIDNIGHT + DAY, MIDNIGHT + 3 * DAY, "first"),
        (MIDNIGHT - DAY, None, "first"),
        (MIDNIGHT + 5 * DAY, MIDNIGHT + 5 * DAY, "last"),
    ):
        with pytest.raises(Refused) as no:
            gone(town, "Ruth", start, end)
        assert no.value.field == field
    gone(town, "Ruth", MIDNIGHT + 2 * DAY, MIDNIGHT + 3 * DAY)
    gone(town, "Tomasz", MIDNIGHT, MIDNIGHT + 2 * DAY)


def test_somebody_is_at_work_from_the_day_they_came_until_the_day_they_left(town: Town) -> None:
    keep(town, "Ruth")
    with town.nobody(capacity=Capacity.JOB):
        Practitioner.objects.filter(pk=town.practitioners["Ruth"].pk).update(until=MIDNIGHT + DAY + 12 * HOUR)
    assert works(town, "Ruth") == ["02 09–02 17", "03 09–03 12"]
    assert works(town, "Ruth", MIDNIGHT + 2 * DAY) is None
    with town.acting("Martin", at=MONDAY + 3 * DAY) as by, pytest.raises(NotForYou):
        working.keep_week(
            practitioner_id=town.practitioners["Ruth"].pk, week=WORKDAYS, first=date(2026, 11, 5), by=by, at=by.at
        )
    came = town.practitioners["Ruth"].since
    with town.acting("Farah"):
        assert at_work(town.service.pk, came - 2 * DAY, came) == {}
        (rota,) = [each for each in visible.rotas(town.service.pk, came - DAY, came + DAY)
                   if each.practitioner.person.called == "Ruth"]  # fmt: skip
        assert rota.at_work(came - DAY, came) == []


def test_however_many_we_are_three_questions_are_asked(town: Town) -> None:
    def asked() -> int:
        with town.acting("Farah"), CaptureQueriesContext(connection) as questions:
            at_work(town.service.pk, MIDNIGHT, MIDNIGHT + 7 * DAY)
        return len(questions)

    keep(town, "Ruth")
    assert asked() == 3
    for name in ("Tomasz", "Farah", "Sadia", "Martin"):
        keep(town, name)
        gone(town, name, MIDNIGHT, MIDNIGHT + DAY)
    assert asked() == 3


# What is agreed all the same.


def expected(town: Town, who: str, by: str) -> dict[UUID | None, tuple[int, int]]:
    """By the time away, or outside the hours: how many meetings the reader may open, and how many others."""
    with town.acting(by) as reader:
        rota = visible.rota_of(reader, town.practitioners[who].pk)
        found = visible.expected(reader, rota)
        return {key: (len(each.meetings), each.others) for key, each in found.items()}


def test_what_is_agreed_stays_agreed_and_is_told_linked_to_who_may_open_it_and_else_counted(town: Town) -> None:
    """R24: Martin leads and opens no meeting; Ruth opens hers."""
    network = network_of(town)
    with town.acting("Ruth") as ruth:
        tuesday = agreed(town, network, ruth, MONDAY + DAY)
        agreed(town, network, ruth, MONDAY + 2 * DAY + 9 * HOUR)  # at six in the evening
        agreed(town, network, ruth, MONDAY + 3 * DAY)
    assert expected(town, "Ruth", "Ruth") == {}
    keep(town, "Ruth")
    assert expected(town, "Ruth", "Ruth") == {None: (1, 0)}
    away = gone(town, "Ruth", MIDNIGHT + DAY, MIDNIGHT + 2 * DAY)
    assert expected(town, "Ruth", "Ruth") == {None: (1, 0), away.pk: (1, 0)}
    assert expected(town, "Ruth", "Martin") == {None: (0, 1), away.pk: (0, 1)}
    with town.acting("Ruth") as ruth:
        tuesday.refresh_from_db()
        assert tuesday.status == "agreed"
        found = visible.expected(ruth, visible.rota_of(ruth, town.practitioners["Ruth"].pk))
        assert found[away.pk].many == 1
        assert found[away.pk].meetings == [tuesday]


def test_one_persons_page_is_theirs_and_their_leads(town: Town) -> None:
    away = gone(town, "Ruth", MIDNIGHT, MIDNIGHT + DAY)
    for called, may in (("Ruth", True), ("Martin", True), ("Tomasz", False), ("Carol", False), ("Priya", False)):
        with town.acting(called) as by:
            if may:
                assert visible.rota_of(by, town.practitioners["Ruth"].pk).practitioner.person.called == "Ruth"
                assert visible.away(by, away.pk).pk == away.pk
                continue
            for ask, key in ((visible.rota_of, town.practitioners["Ruth"].pk), (visible.away, away.pk)):
                with pytest.raises(NotForYou):
                    ask(by, key)
    with town.acting("Martin") as by, pytest.raises(NotForYou):
        visible.rota_of(by, uuid4())
