"""What a planned week keeps free: turns at the telephone and what is agreed; and who comes that speaks as they wish."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.calls import called
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.weeks import FRIDAY, NEXT_MONDAY, NEXT_WEEK, again, lead, met, names, reckoned, shown, works
from tornio.actions import duty, particulars, week_job, weeks
from tornio.actions.diaries import speaks
from tornio.actions.week_diaries import Diaries, Visit, diaries
from tornio.actions.week_problem import ANYBODY, TICK, Wanted, problem, visits_of
from tornio.core.contacts import Told
from tornio.core.meetings import PlaceKind
from tornio.core.particulars import Particulars
from tornio.core.values import Period
from tornio.core.weeks import USUAL
from tornio.planner import timetable as planner
from tornio.planner.search import Stop
from tornio.planner.solve import solve
from tornio.records.models import Timetable
from tornio.records.visible.weeks import week as read_week

US = ("Ruth", "Tomasz", "Farah", "Sadia")
QUARTER = timedelta(minutes=15)
Slot = tuple[str, tuple[int, int]]
WAY = timedelta(minutes=20)  # between any two places of which nobody knows where they are


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England: two of us, a peer practitioner where that can be."""
    return build_town(profile="saltmere")


def holds_the_telephone(town: Town, name: str, *days: int, hours: tuple[int, int] = (9, 17)) -> None:
    """On these days of next week, 1 being its Monday."""
    with town.acting("Martin", at=MONDAY) as by:
        for day in days:
            begins = NEXT_MONDAY + (day - 1) * DAY + (hours[0] - 9) * HOUR
            end = begins + (hours[1] - hours[0]) * HOUR
            key = town.practitioners[name].pk
            duty.give_turn(practitioner_id=key, start=begins, end=end, by=by, at=MONDAY)


def test_whoever_holds_the_telephone_is_sent_to_nobody(town: Town) -> None:
    """R5: Ruth holds it on four mornings and all of Friday; she and Tomasz meet their network on an afternoon."""
    works(town, "Ruth", "Tomasz")
    network = met(town)
    holds_the_telephone(town, "Ruth", 1, 2, 3, 4, hours=(9, 13))
    holds_the_telephone(town, "Ruth", 5)
    for day in (None, 5):
        made = reckoned(town, days={network.pk: day} if day else {})
        (line,) = shown(town, made)
        if day is None:
            assert line.planned.lower >= line.planned.lower.replace(hour=13, minute=20)
            assert line.planned.lower.isoweekday() < 5
            lead(town, weeks.put_aside, timetable_id=made.pk)
    assert line.planned is None
    assert "Ruth and Tomasz could come on Friday 13 November 2026, 09:20, if somebody else held the telephone." in (
        line.why
    )


def test_two_who_wait_for_one_telephone_are_told_times_that_can_both_be_had(town: Town) -> None:
    """R5, R14: both meet at 17 Ferry Lane: ninety minutes from twenty past nine, and at ten to eleven the other."""
    works(town, "Ruth", "Tomasz")
    both = [met(town), met(town, "Jean", hours=3)]
    holds_the_telephone(town, "Ruth", 5)
    found = shown(town, reckoned(town, days={network.pk: 5 for network in both}))
    told = sorted(each.why.split("Ruth and Tomasz could come on Friday 13 November 2026, ")[1] for each in found)
    assert [each[:44] for each in told] == [
        f"{when}, if somebody else held the telephone." for when in ("09:20", "10:50")
    ]  # fmt: skip


def test_whoever_speaks_what_a_caller_would_rather_speak_comes_and_where_nobody_is_free_others_do(town: Town) -> None:
    """A wish, as on the page of what is possible: Sadia speaks Urdu; away, she keeps nobody from being met."""
    works(town, "Ruth", "Tomasz", "Sadia")
    with town.acting("Sadia", at=MONDAY) as by:
        key, brings = town.practitioners["Sadia"].pk, Particulars(languages=("ur",))
        particulars.keep_particulars(practitioner_id=key, brings=brings, by=by, at=MONDAY)
    called(town, Told("She hardly speaks.", caller_name="Nasima Begum", language="Urdu"), at=MONDAY)
    for price in (0, USUAL):
        made = _this_week(town)
        lead(town, weeks.choose, timetable_id=made.pk, price=price, at=MONDAY)
        (line,) = shown(town, again(town, made, MONDAY), MONDAY)
        assert "Sadia" in names(town, line)
        lead(town, weeks.put_aside, timetable_id=made.pk, at=MONDAY)
    holds_the_telephone(town, "Sadia", -6, -5)
    (line,) = shown(town, _this_week(town), MONDAY)
    assert names(town, line) == {"Ruth", "Tomasz"}


def test_what_waits_for_a_telephone_does_not_wait_for_a_wish_too(town: Town) -> None:
    """Sadia speaks Urdu and works on Fridays alone; they are to be met by Tuesday at nine. Ruth has the telephone."""
    works(town, "Ruth", "Tomasz")
    works(town, "Sadia", days=[5])
    with town.acting("Sadia", at=MONDAY) as by:
        key, brings = town.practitioners["Sadia"].pk, Particulars(languages=("ur",))
        particulars.keep_particulars(practitioner_id=key, brings=brings, by=by, at=MONDAY)
    called(town, Told("She hardly speaks.", caller_name="Nasima Begum", language="Urdu"), at=MONDAY)
    holds_the_telephone(town, "Ruth", -6, -5)
    (line,) = shown(town, _this_week(town), MONDAY)
    assert line.planned is None
    assert "Ruth and Tomasz could come on Monday 2 November 2026" in line.why.split("if somebody else held the")[0]


def _this_week(town: Town) -> Timetable:
    made = lead(town, weeks.ask, service=town.service, week=MONDAY.date(), at=MONDAY)
    assert isinstance(made, Timetable)
    week_job.reckon(town.organisation, made.pk, lambda: MONDAY, Stop(moves=4096))
    return made


# --- whatever the week, beside a small oracle -------------------------------------------------------------------------

slots = st.tuples(st.integers(0, 4 * 32), st.integers(1, 12))  # a beginning on one of four days, and a length
some = st.lists(st.tuples(st.sampled_from(US), slots), max_size=6)
lines = st.lists(st.tuples(slots, st.integers(4, 8), st.booleans(), st.sampled_from(US)), min_size=1, max_size=5)


def stretch(slot: tuple[int, int]) -> Period:
    """These quarters of an hour, of which a day has 32 from nine to five."""
    day, quarter = divmod(slot[0], 32)
    begins = NEXT_MONDAY + day * DAY + quarter * QUARTER
    return Period(begins, begins + slot[1] * QUARTER)


def standing(here: Diaries, whose: Sequence[tuple[UUID, Period]]) -> dict[UUID, list[Visit]]:
    """Agreed with one of us each, at a place of its own."""
    found: dict[UUID, list[Visit]] = {}
    for number, (who, when) in enumerate(whose):
        assert when.end is not None
        place = here.place(UUID(int=number), (PlaceKind.HOME, ""))
        found.setdefault(who, []).append(Visit(who, when.start, when.end, place))
    return found


def apart(one: Visit, other: Visit) -> bool:
    """Somebody can be at both: one ends, with the way, before the other begins."""
    way = timedelta(0) if one.place == other.place else WAY
    return one.ends + way <= other.begins or other.ends + way <= one.begins


def lies_in(visit: Visit, shift: Period) -> bool:
    """With the way there, and home."""
    assert shift.end is not None
    return shift.start + WAY <= visit.begins and visit.ends + WAY <= shift.end


def home(who: UUID, when: Period) -> Visit:
    """The telephone, held where somebody starts from."""
    assert when.end is not None
    return Visit(who, when.start, when.end, None)


@given(some, some, lines)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_nobody_is_sent_over_it(
    here: Diaries,
    agreed: list[Slot],
    turns: list[Slot],
    wishes: list[tuple[tuple[int, int], int, bool, str]],
) -> None:
    """R5, R12, R14: never over a meeting or a turn at the telephone, never to who refused them, and with the language;
    what stands is where it was; and the judge of the diaries has nothing to take away."""
    by_name = {rota.practitioner.person.called: key for key, rota in here.week.rotas.items()}
    now = replace(here, fixed=standing(here, [(by_name[who], stretch(slot)) for who, slot in agreed]))
    for who, slot in turns:
        now.turns.setdefault(by_name[who], []).append(stretch(slot))
    looked_for = [
        looks(now, 100 + number, stretch(slot), long, by_name[refused], urdu=urdu)
        for number, (slot, long, urdu, refused) in enumerate(wishes)
    ]
    asked_of = problem(now, looked_for, USUAL)
    found = solve(asked_of, Stop(moves=500), 1)
    stands = {each.name: each.frozen for each in asked_of.meetings if each.frozen}
    still = [(stands[each.meeting], each) for each in found.visits if each.meeting in stands]
    assert len(still) == len(stands)
    assert all((agreed.begins, agreed.practitioners) == (each.begins, (each.practitioner,)) for agreed, each in still)
    mine = {line.line: [visit_of(now, line, each) for each in found.visits if each.meeting == line.line]
            for line in looked_for}  # fmt: skip
    for line in looked_for:
        assert len({each.who for each in mine[line.line]}) in (0, 2)
        speak = [each for each in mine[line.line] if "ur" in now.languages.get(each.who, ())]
        assert speak or not (mine[line.line] and line.besides) or by_name["Farah"] in line.refused
    ours = [visit for visits in mine.values() for visit in visits]
    for visit in ours:
        assert visit.who not in next(each.refused for each in looked_for if each.line == visit.line)
        assert any(lies_in(visit, each) for each in now.shifts[visit.who])
        beside = [*now.fixed.get(visit.who, ()), *(home(visit.who, each) for each in now.turns.get(visit.who, ()))]
        beside += [each for each in ours if each.who == visit.who and each is not visit]
        assert all(apart(visit, other) for other in beside)
    assert {each.line for each in visits_of(now, looked_for, found)} == {each.line for each in ours}


def looks(here: Diaries, number: int, slot: Period, long: int, refused: UUID, *, urdu: bool) -> Wanted:
    """Two of us are looked for, from then until the end of Friday, so many quarters of an hour."""
    window, place = (
        Period(slot.start, NEXT_MONDAY + 4 * DAY + 8 * HOUR),
        here.place(UUID(int=number), (PlaceKind.HOME, "")),
    )
    besides, both = (speaks("ur"),) if urdu else (), (ANYBODY, ANYBODY)
    who, known = UUID(int=number), frozenset[UUID]()
    return Wanted(
        f"line {number}", who, window, long * QUARTER, place, both, known, frozenset({refused}), besides=besides
    )


def visit_of(here: Diaries, line: Wanted, each: planner.Visit) -> Visit:
    """As the planner found it, in moments."""
    begins, ends = (here.week.period.start + timedelta(seconds=tick * TICK) for tick in (each.begins, each.ends))
    return Visit(UUID(each.practitioner), begins, ends, line.place, line.line)


@pytest.fixture
def here(town: Town) -> Diaries:
    """Four of us from nine to five; Farah speaks Urdu."""
    works(town, *US)
    with town.acting("Martin", at=FRIDAY):
        found = diaries(read_week(town.service, NEXT_WEEK, FRIDAY))
    found.languages[town.practitioners["Farah"].pk] = ("ur",)
    return found
