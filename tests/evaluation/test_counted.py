"""Constructed years whose figures are known beforehand, intervals of a published table, and figures in two engines."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from tornio.evaluation.counted import Figure, Period, wilson
from tornio.evaluation.definitions import chosen
from tornio.evaluation.engine import opened
from tornio.evaluation.errors import Unusable
from tornio.evaluation.figures import count
from tornio.evaluation.tables import TABLES, Type
from tornio.evaluation.telling import told
from tornio.evaluation.xmr import Apart, chart

# The year of the study of this page: November 2025 to October 2026.
MONTHS = [date(2025, 11, 1), date(2025, 12, 1), *[date(2026, month, 1) for month in range(1, 11)]]
HELD = [92, 84, 88, 95, 101, 104, 98, 102, 106, 99, 108, 111]
EVERYONE_HEARD = [52, 51, 48, 59, 57, 66, 58, 67, 66, 66, 68, 75]
WITH_NETWORK = [72, 63, 66, 75, 77, 83, 77, 80, 84, 79, 86, 87]
CONTACTS = [31, 28, 34, 30, 33, 36, 29, 32, 35, 31, 34, 37]
IN_TIME = [26, 22, 16, 25, 27, 31, 24, 27, 31, 27, 30, 33]
THE_YEAR = Period(date(2025, 11, 1), date(2026, 11, 1))
AS_OF = datetime(2026, 11, 2)  # noqa: DTZ001 - in UTC, without a zone
USUAL: Mapping[Type, Any] = {Type.KEY: 1, Type.WORD: "-", Type.NAME: "-", Type.NUMBER: 0.0, Type.COUNT: 0,
                             Type.HOURS: 24.0, Type.YES: False,
                             Type.MOMENT: datetime(2026, 1, 1), Type.DAY: date(2026, 1, 1)}  # fmt: skip  # noqa: DTZ001


def row(table: str, **said: object) -> list[Any]:
    """A row of a table that says these things, and of the rest nothing, or what is usual."""
    return [said.get(each.name, None if each.may_be_empty else USUAL[each.type]) for each in TABLES[table].columns]


def tables(**rows: Sequence[Sequence[Any]]) -> dict[str, pa.Table]:
    """All tables, those not named empty."""
    return {name: tidy.filled(rows.get(name, ())) for name, tidy in TABLES.items()}


def counted(found: Mapping[str, pa.Table], *names: str) -> list[list[Figure]]:
    """For each definition its figure over the year, and its months."""
    with opened(found) as source:
        return [[each.figure, *each.months] for each in count(source, chosen(names), THE_YEAR, AS_OF, months=True)]


def the_year() -> dict[str, pa.Table]:
    """So many meetings and first contacts in each month, so many of which with the network, everyone heard, in time."""
    meetings, attendance, voices, contacts = [], [], [], []
    for number, month in enumerate(MONTHS):
        for nth in range(HELD[number]):
            key, noon = 1000 * number + nth, datetime(month.year, month.month, 9, 12)  # noqa: DTZ001
            meetings.append(row("meetings", meeting=key, network=key, status="held", meeting_on=noon.date(),
                                planned_from=noon, opened_at=noon, held_at=noon))  # fmt: skip
            attendance.append(row("attendance", meeting=key, network=key, who=1, capacity="centre"))
            if nth < WITH_NETWORK[number]:
                attendance.append(
                    row("attendance", meeting=key, network=key, who=2, capacity="member", own_network=True)
                )
            heard = [1, 2] if nth < EVERYONE_HEARD[number] else [2] if nth % 2 else []
            voices += [row("voices", meeting=key, network=key, who=who, words=7, said_on=noon.date()) for who in heard]
        for nth in range(CONTACTS[number]):
            called = datetime(month.year, month.month, 3, 9)  # noqa: DTZ001
            met = called + timedelta(hours=24 if nth < IN_TIME[number] else 25)
            contacts.append(row("contacts", contact=1000 * number + nth, contacted_on=called.date(),
                                contacted_at=called, met_at=met, due_at=called + timedelta(hours=24)))  # fmt: skip
    return tables(meetings=meetings, attendance=attendance, voices=voices, contacts=contacts)


def test_the_year_of_the_study_comes_out_as_it_went_in() -> None:
    """R29: a definition that drifts moves one of these: month by month, and over the year."""
    expected = {"everyone_heard": EVERYONE_HEARD, "with_own_network": WITH_NETWORK, "promise_kept": IN_TIME,
                "met_within_24h_of_contact": IN_TIME}  # fmt: skip
    for (name, yes), found in zip(expected.items(), counted(the_year(), *expected), strict=True):
        of = CONTACTS if yes is IN_TIME else HELD
        assert [(each.numerator, each.denominator) for each in found] == [
            (sum(yes), sum(of)),
            *zip(yes, of, strict=True),
        ]
        assert found[0].definition.id == name


def test_what_is_usual_is_what_the_study_drew() -> None:
    """The study's own figures: middle 62, usual range 48 to 75 %; where January stood apart, it does."""
    dialogue = chart([one / all_ for one, all_ in zip(EVERYONE_HEARD, HELD, strict=True)])
    immediate = chart([one / all_ for one, all_ in zip(IN_TIME, CONTACTS, strict=True)])
    assert dialogue is not None
    assert immediate is not None
    assert [round(100 * each) for each in (dialogue.middle, dialogue.low, dialogue.high)] == [62, 48, 75]
    assert round(100 * immediate.middle) == 82
    assert Apart.OUTSIDE in immediate.apart[2]
    assert not any(Apart.OUTSIDE in each for each in dialogue.apart)


@pytest.mark.parametrize(
    ("yes", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_an_interval_is_that_of_the_published_table(yes: int, of: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17, 857–872, table I, method 3 (Wilson's score)."""
    assert wilson(yes, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("yes", "of"), [(0, 0), (3, 2), (-1, 2)])
def test_a_share_of_nothing_has_no_interval(yes: int, of: int) -> None:
    """R29: no figure is made up."""
    with pytest.raises(Unusable):
        wilson(yes, of)


def test_one_meeting_alone_has_figures_and_says_that_they_stand_on_little() -> None:
    """R29: one of one is told with its interval and a warning; nobody came again, for there was one meeting."""
    noon = datetime(2026, 3, 9, 12)  # noqa: DTZ001
    one = tables(
        meetings=[row("meetings", meeting=1, network=1, status="held", meeting_on=noon.date(), opened_at=noon,
                      held_at=noon, place="home")],
        attendance=[row("attendance", meeting=1, network=1, who=1, staff=True, profession="nurse")],
    )  # fmt: skip
    [home, *_months], [pair, *_more], [upc, *_], [even, *_], [place, *_] = counted(
        one, "at_home", "same_pair", "continuity_upc", "evenness", "place_chosen"
    )
    assert (home.numerator, home.denominator, home.value) == (1, 1, 1.0)
    assert (home.low, home.high) == pytest.approx((0.2065, 1.0), abs=1e-4)
    assert home.warning == "Small numbers: 1 in all, and one more or less moves it."
    assert (pair.denominator, pair.missing, pair.value, pair.warning) == (0, 0, None, "")
    assert (upc.denominator, upc.missing) == (0, 1)
    assert (even.denominator, even.missing) == (0, 1)
    assert (place.denominator, place.missing) == (0, 1)


def test_what_nobody_noted_is_missing_and_neither_yes_nor_no() -> None:
    """R29: six meetings of which nobody noted who chose the place are six missing."""
    noon = datetime(2026, 1, 9, 12)  # noqa: DTZ001
    chose = ["person"] * 3 + ["team"] * 2 + [None] * 6
    found = tables(meetings=[
        row("meetings", meeting=nth, network=nth, status="held", meeting_on=noon.date(), place_chosen_by=who)
        for nth, who in enumerate(chose)
    ])  # fmt: skip
    [[figure, *_months]] = counted(found, "place_chosen")
    assert (figure.numerator, figure.denominator, figure.missing, figure.value) == (3, 5, 6, 0.6)


def test_who_did_not_say_stands_nowhere() -> None:
    """R19, R29: a decision on which nobody said where they stand is not one on which nobody disagreed."""
    stands = [["did_not_say"], ["did_not_say", "did_not_say"], ["agree", "did_not_say"], ["disagree"], ["unsure"], []]
    found = tables(
        decisions=[row("decisions", decision=nth, decided_on=date(2026, 1, 9), outcome="decided", kind="general")
                   for nth, _said in enumerate(stands)],
        positions=[row("positions", decision=nth, who=who, stand=stand)
                   for nth, said in enumerate(stands) for who, stand in enumerate(said)],
    )  # fmt: skip
    [[figure, *_months]] = counted(found, "disagreement_kept")
    assert (figure.numerator, figure.denominator, figure.missing) == (1, 3, 0)


def test_a_figure_says_all_that_it_stands_on() -> None:
    """R29: numerator, denominator, missing, version, clock, comparator and price year, each by its name."""
    with opened(the_year()) as source:
        [found] = count(source, chosen(["promise_kept"]), THE_YEAR, AS_OF, months=True)
    said = told(found)
    assert {"numerator", "denominator", "missing", "version", "clock", "comparator", "price_year"} <= set(said)
    assert said["clock"] == "the service's own: the clock and the hours of its profile"
    assert said["comparator"] == ["itself, month by month"]
    assert len(said["months"]) == 12


@pytest.mark.parametrize(("column", "table"), [("who", "attendance")])
def test_a_table_that_is_not_as_described_is_refused(column: str, table: str) -> None:
    """The dictionary is kept: a missing column, a row too short, and an empty place are told in a sentence."""
    wrong = tables() | {table: tables()[table].drop_columns([column])}
    with pytest.raises(Unusable, match=f"{table} has no column called {column}"), opened(wrong):
        pass
    with pytest.raises(Unusable, match="has 1 columns and not 3"):
        TABLES["handovers"].filled([[1]])
    with pytest.raises(Unusable, match="by_way of handovers is never empty"):
        TABLES["handovers"].filled([[1, date(2026, 1, 1), None]])


def test_a_period_ends_after_it_began() -> None:
    """Half-open: from a day to another that is not of it any more."""
    with pytest.raises(Unusable):
        Period(date(2026, 1, 1), date(2026, 1, 1))


def test_a_change_is_beyond_chance_as_in_the_paper() -> None:
    """Jacobson & Truax 1991: from 32.5 to 47.5 with SD 7.5 and reliability .80 is 3.16; to 41.5 is 1.90, and is not.

    Without a declared reliability it cannot be estimated, and who answered once has no change.
    """
    rows = []
    for who, values in ((1, (32.5, 40.0, 47.5)), (2, (32.5, 41.5)), (3, (47.5, 32.5)), (4, (30.0,)), (5, (1.0, 9.0))):
        declared = {} if who == 5 else {"sd": 7.5, "reliability": 0.8}
        for number, value in enumerate(values):
            at = datetime(2026, 3, 1 + number)  # noqa: DTZ001
            rows.append(row("answers", response=10 * who + number, who=who, kind="scale", item="ease", value=value,
                            answered_at=at, answered_on=at.date(), **declared))  # fmt: skip
    ((change, *_months),) = counted(tables(answers=rows), "reliable_change")
    assert (change.numerator, change.denominator, change.missing) == (2, 3, 1)


def test_a_spread_is_the_standard_deviation_of_the_answers_that_there_are() -> None:
    """Of 0, 1, 1, 2, 2 and nothing: the mean 6/5, and sqrt(((6/5)^2 + 2 (1/5)^2 + 2 (4/5)^2) / 4)."""
    on = date(2026, 3, 1)
    about = {"kind": "question", "instrument": "after-the-meeting", "version": "1", "item": "heard", "answered_on": on}
    rows = [row("answers", response=nth, value=value, **about) for nth, value in enumerate((0, 1, 1, 2, 2, None))]
    ((mean, *_), (spread,)) = counted(tables(answers=rows), "after_heard", "after_heard_spread")
    assert (mean.denominator, mean.missing, spread.denominator, spread.numerator) == (5, 1, 5, None)
    assert mean.value == pytest.approx(1.2)
    by_hand = (((6 / 5) ** 2 + 2 * (1 / 5) ** 2 + 2 * (4 / 5) ** 2) / 4) ** 0.5
    assert spread.value == pytest.approx(by_hand, abs=1e-9)
