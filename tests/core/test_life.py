"""What happened in life: days known only roughly, what cannot have been so, and nights that are counted once."""

import itertools
from datetime import date, timedelta
from random import Random

import pytest

from tornio.core.errors import Refused
from tornio.core.inputs.rough import Precision, RoughDay, a_rough_day
from tornio.core.life import BedDays, Event, LifeKind, Sort, an_event, bed_days, nights, once, overlapping

TODAY = date(2026, 11, 2)
MARCH = RoughDay(date(2026, 3, 1), Precision.MONTH)
LAST_YEAR = RoughDay(date(2025, 1, 1), Precision.YEAR)


def day(month: int, number: int, year: int = 2026) -> RoughDay:
    return RoughDay(date(year, month, number))


def a_stay(
    since: RoughDay, until: RoughDay | None = None, sort: Sort = Sort.VOLUNTARY, where: str = "Riverside ward"
) -> Event:
    return Event(LifeKind.STAY, sort, since, TODAY, until, provider=where)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026", RoughDay(date(2026, 1, 1), Precision.YEAR)),
        ("March 2026", MARCH), ("mar. 2026", MARCH), ("03/2026", MARCH), ("3.2026", MARCH), ("2026-03", MARCH),
        ("3 March 2026", day(3, 3)), ("2026-03-03", day(3, 3)), ("3/3/2026", day(3, 3)),
    ],
)  # fmt: skip
def test_a_day_may_be_known_to_the_month_or_the_year(typed: str, meant: RoughDay) -> None:
    found = a_rough_day(typed, today=TODAY)
    assert found == meant
    assert a_rough_day(found.as_typed(), today=TODAY) == found


@pytest.mark.parametrize(
    "typed", ["", "soon", "13/2026", "0/2026", "March", "Marchen 2026", "1066", "1100-03", "30 February 2026"]
)
def test_what_is_no_day_is_asked_about(typed: str) -> None:
    with pytest.raises(Refused):
        a_rough_day(typed, today=TODAY)


def test_a_rough_day_has_a_first_a_last_and_a_middle() -> None:
    """Of a month the 15th is counted, of a year the first of July."""
    assert (MARCH.first, MARCH.middle, MARCH.last) == (date(2026, 3, 1), date(2026, 3, 15), date(2026, 3, 31))
    assert (LAST_YEAR.middle, LAST_YEAR.last) == (date(2025, 7, 1), date(2025, 12, 31))
    assert day(3, 3).middle == day(3, 3).last == date(2026, 3, 3)
    for known in (Precision.MONTH, Precision.YEAR):
        with pytest.raises(Refused, match="first day"):
            RoughDay(date(2026, 3, 2), known)


@pytest.mark.parametrize(
    ("event", "field"),
    [
        (a_stay(day(3, 1), where=" "), "provider"),
        (a_stay(day(3, 1), sort=Sort.DETAINED), "power_other"),
        (a_stay(day(3, 1), sort=Sort.WORK), "sort"),
        (a_stay(day(11, 3)), "since"),
        (a_stay(day(3, 20), day(3, 19)), "until"),
        (a_stay(day(3, 20), RoughDay(date(2026, 2, 1), Precision.MONTH)), "until"),
        (a_stay(day(3, 20), day(11, 3)), "until"),
        (Event(LifeKind.STAY, Sort.VOLUNTARY, day(3, 1), date(2026, 2, 1), provider="Ward"), "since"),
        (Event(LifeKind.STAY, Sort.NONE, day(3, 1), TODAY), "until"),
        (Event(LifeKind.MEDICATION, Sort.ANTIPSYCHOTIC, day(3, 1), TODAY), "what"),
        (Event(LifeKind.BENEFIT, Sort.BENEFIT, day(3, 1), TODAY), "what"),
        (Event(LifeKind.CRISIS_CONTACT, Sort.HELPLINE, day(3, 1), TODAY, day(3, 2)), "until"),
        (a_stay(day(3, 1), where="a" * 201), "provider"),
    ],
)  # fmt: skip
def test_what_cannot_have_been_so_is_said_beside_its_field(event: Event, field: str) -> None:
    with pytest.raises(Refused) as no:
        an_event(event, TODAY)
    assert no.value.field == field


def test_an_event_is_told_in_one_line_each_and_only_with_what_belongs_to_it() -> None:
    held = Event(LifeKind.STAY, Sort.DETAINED, day(3, 1), date(2027, 1, 1), MARCH, "", " Riverside  ward ", "Section 2")
    kept = an_event(held, TODAY)
    assert (kept.provider, kept.power, kept.up_to, kept.is_ongoing) == ("Riverside ward", "Section 2", TODAY, False)
    free = an_event(Event(LifeKind.STAY, Sort.VOLUNTARY, day(3, 1), TODAY, None, "", "Ward", "Section 2"), TODAY)
    assert (free.power, free.is_ongoing, free.counted_until) == ("", True, TODAY)
    none = an_event(Event(LifeKind.STAY, Sort.NONE, day(3, 1), TODAY, MARCH, "x", "Ward"), TODAY)
    assert (none.what, none.provider, none.up_to) == ("", "", date(2026, 3, 31))
    call = an_event(Event(LifeKind.CRISIS_CONTACT, Sort.HELPLINE, day(3, 1), TODAY), TODAY)
    assert (call.is_ongoing, call.counted_until) == (False, date(2026, 3, 2))


def test_a_night_in_two_beds_is_one_night() -> None:
    """Bed days across providers: a night counts once, and as held where somebody was held in one of the two."""
    stays = [
        a_stay(day(3, 1), day(3, 11)),
        a_stay(day(3, 9), day(3, 15), Sort.DETAINED, "Moorland"),
        a_stay(day(10, 30)),
        a_stay(day(5, 1), day(5, 2), Sort.NONE),
        Event(LifeKind.OCCUPATION, Sort.WORK, day(1, 1), TODAY),
    ]
    assert bed_days(stays) == BedDays(all=14 + 3, detained=6)
    assert overlapping(stays)
    assert not overlapping(stays[:1])
    # It ended in the month in which it began: nobody knows better than its beginning.
    assert bed_days([a_stay(day(3, 20), MARCH)]) == BedDays(0, 0)


def test_nights_counted_once_are_those_of_counting_each_night_by_hand() -> None:
    chance, first = Random(7), date(2026, 1, 1)
    for _ in range(200):
        stretches = []
        for _each in range(chance.randint(0, 6)):
            start = first + timedelta(days=chance.randint(0, 40))
            stretches.append((start, start + timedelta(days=chance.randint(-2, 15))))
        by_hand = {start + timedelta(days=n) for start, end in stretches for n in range((end - start).days)}
        assert nights(stretches) == len(by_hand)
        apart = once(stretches)
        assert all(one[1] < other[0] for one, other in itertools.pairwise(apart))
