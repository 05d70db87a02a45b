"""Curves against a slow, obvious Kaplan–Meier in plain Python, published numbers, lifelines, and the other engine."""

import math
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import ibis
import lifelines.datasets
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test
from lifelines.utils import restricted_mean_survival_time

from tests.evaluation.asking import ON, told, written
from tornio.evaluation.survival import compared, curves, observations
from tornio.evaluation.survival.curves import Interval, Scale
from tornio.evaluation.survival.observations import Asked, Counts, Facts

Rows = Sequence[tuple[int, bool]]
SCALE = Scale(Interval.LOG, 1.959963984540054, 10.0)

# Weeks in remission; with a plus, still in it when last seen.
REMISSION = {
    "6-MP": "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+",
    "placebo": "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23",
}


def slow_curve(rows: Rows) -> list[tuple[int, int, int, int, Fraction, Fraction | None]]:
    """Time, at risk, events, censored, S and Greenwood's sum: as one would do it with a pencil, in fractions."""
    share, doubt, told = Fraction(1), Fraction(0), []
    for time in sorted({time for time, _ in rows}):
        watched = sum(1 for other, _ in rows if other >= time)
        events = sum(1 for other, happened in rows if other == time and happened)
        censored = sum(1 for other, happened in rows if other == time and not happened)
        share *= 1 - Fraction(events, watched)
        if watched > events:
            doubt += Fraction(events, watched * (watched - events))
        told.append((time, watched, events, censored, share, doubt if share else None))
    return told


def slow_median(rows: Rows) -> float | None:
    """When the curve is first below a half, or the middle of the stretch on which it is a half."""
    steps = slow_curve(rows)
    for at, (time, _watched, _events, _censored, share, _doubt) in enumerate(steps):
        if share == Fraction(1, 2):
            later = [step[0] for step in steps[at + 1 :] if step[4] < share]
            return (time + later[0]) / 2 if later else time
        if share < Fraction(1, 2):
            return time
    return None


def counted(rows: Rows) -> Counts:
    """The counts of one group, as the library has them."""
    frame = pd.DataFrame([(str(time), str(int(happened))) for time, happened in rows], columns=["time", "event"])
    asked = Asked("time", "event")
    tally = observations.fetched(observations.tally(ibis.memtable(frame), asked))
    return observations.counts(tally, Facts(len(rows), len(rows), groups=("all",)))["all"]


watched = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=40)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(watched)
def test_any_curve_is_the_one_that_a_pencil_draws(rows: Rows) -> None:
    """Ties, times of nought, everybody censored, the last one of all: the same steps, errors and median."""
    found = curves.curve(counted(rows), SCALE)
    steps = zip(found.time, found.at_risk, found.events, found.censored, found.survival, found.std_error, strict=True)
    for mine, (time, many, events, censored, share, doubt) in zip(steps, slow_curve(rows), strict=True):
        assert mine[:4] == (time, many, events, censored)
        assert mine[4] == pytest.approx(float(share), abs=1e-12)
        if doubt is None:
            assert math.isnan(mine[5])
        else:
            assert mine[5] == pytest.approx(float(share) * math.sqrt(doubt), abs=1e-12)
    assert curves.halved(found, found.survival) == slow_median(rows)


def test_the_remission_trial_of_1963_is_as_it_was_published(tmp_path: Path) -> None:
    """Freireich et al. 1963, as in Cox & Oakes 1984: S of 6-MP at 6, 10 and 23 weeks; log-rank 16.79 on 1."""
    rows = [f"{each.rstrip('+')},{int('+' not in each)},{arm}" for arm, weeks in REMISSION.items()
            for each in weeks.split()]  # fmt: skip
    found = told("survival", written(tmp_path, "time,event,arm\n" + "\n".join(rows)), *ON, "--group", "arm")
    drugged, other = found["groups"]
    at = {step["time"]: step["survival"] for step in drugged["steps"]}
    assert [round(at[time], 3) for time in (6, 7, 10, 13, 16, 22, 23)] == [
        0.857,
        0.807,
        0.753,
        0.69,
        0.627,
        0.538,
        0.448,
    ]
    assert (drugged["median"]["value"], other["median"]["value"]) == (23, 8)
    assert round(found["log_rank"]["chi_squared"], 2) == 16.79
    assert [round(each, 2) for each in found["log_rank"]["expected"]] == [19.25, 10.75]
    assert found["log_rank"]["observed"] == [9, 21]


@pytest.mark.parametrize(
    ("load", "time", "event", "group", "horizon"),
    [("load_waltons", "T", "E", "group", 50), ("load_rossi", "week", "arrest", "fin", 40)],
)
def test_lifelines_says_the_same_of_its_own_data(
    load: str, time: str, event: str, group: str, horizon: int, tmp_path: Path
) -> None:
    rows = getattr(lifelines.datasets, load)()
    rows.to_csv(tmp_path / "rows.csv", index=False)
    asked = ("--time", time, "--event", event, "--group", group, "--horizon", str(horizon), "--interval", "log-log")
    found = told("survival", tmp_path / "rows.csv", *asked)
    for each in found["groups"]:
        mine = rows[rows[group].astype(str) == each["group"]]
        theirs = KaplanMeierFitter().fit(mine[time], mine[event])
        limits = theirs.confidence_interval_
        for step in each["steps"]:
            assert step["survival"] == pytest.approx(theirs.predict(step["time"]), abs=1e-9)
            low, high = limits.loc[step["time"]]
            if step["lower"] is not None:
                assert (step["lower"], step["upper"]) == (pytest.approx(low, abs=1e-6), pytest.approx(high, abs=1e-6))
        assert each["rmst"]["value"] == pytest.approx(restricted_mean_survival_time(theirs, horizon), rel=1e-9)
    test = multivariate_logrank_test(rows[time], rows[group], rows[event])
    assert found["log_rank"]["chi_squared"] == pytest.approx(test.test_statistic, rel=1e-9)
    assert found["log_rank"]["p"] == pytest.approx(test.p_value, rel=1e-7)


def test_a_group_of_whom_nobody_is_left_at_any_event_says_nothing() -> None:
    """As R's survdiff, which leaves such a group out of the degrees of freedom."""
    leaving = {"a": ([2.0, 3.0], [5.0, 5.0], [3.0, 2.0]), "b": ([4.0], [5.0], [4.0]), "c": ([1.0], [5.0], [0.0])}
    test = compared.log_rank(
        [Counts(np.array(time), np.array(many), {1: np.array(events)}) for time, many, events in leaving.values()]
    )
    assert isinstance(test, compared.LogRank)
    assert (test.degrees, test.expected[2]) == (1, 0)
    assert (test.observed[2], sum(test.observed)) == (0, 9)
