"""What happened in lives, as populations: months in which a network was watched, days that lie so far from its first.

Nothing said is told apart from nothing happened. Of each kind of thing a network is known from its first call on, up to
the last day up to which anybody told something of that kind; beyond that it is missing.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from tornio.evaluation.asked import NO, Asked, population

HORIZONS = (3, 12, 24, 60)  # months after the first call
A_DAY = 86_400  # seconds
FAR = 10**6  # a day that never comes


def _number(day: Any) -> Any:
    """A day as a number, the same in every engine; the night that follows it has the same."""
    return (day.cast("timestamp").epoch_seconds() / A_DAY).floor().cast("int64")


def _numbered(day: date) -> int:
    return round((datetime.combine(day, time()) - datetime(1970, 1, 1)).total_seconds()) // A_DAY  # noqa: DTZ001


def networks_begun(asked: Asked) -> ir.Table:
    """Networks with the day of their first stretch of work, and the day after the last, as far as it has ended."""
    ended = ibis.ifelse(_.ended_on.isnull(), FAR, _number(_.ended_on) + 1)
    found = asked["episodes"].mutate(stops=ended)
    found = found.group_by("network").aggregate(begun_on=_.opened_on.min(), stops=_.stops.max())
    return found.mutate(start=_number(found.begun_on))


def things_told(asked: Asked) -> ir.Table:
    """What happened, with days as numbers: from `since`, up to `end` and not that day."""
    life = asked["life"]
    told = _number(life.told_up_to)
    return life.select(
        "network", "kind", "sort",
        since=_number(life.since_on),
        end=ibis.ifelse(life.until_on.isnull(), told, _number(life.until_on)),
        goes_on=life.until_on.isnull(),
        told=told,
    )  # fmt: skip


def _once(stays: ir.Table) -> ir.Table:
    """The same nights, each once: stays of a network that overlap or touch are one."""
    order = ibis.window(group_by="network", order_by=["since", "end"], preceding=None, following=0)
    reached = stays.mutate(reached=_.end.max().over(order))
    before = reached.mutate(before=_.reached.lag().over(ibis.window(group_by="network", order_by=["since", "end"])))
    begins = ibis.ifelse(before.before.isnull() | (before.since > before.before), 1, 0)
    islands = before.mutate(begins=begins)
    islands = islands.mutate(island=islands.begins.sum().over(order))
    found = islands.group_by(["network", "island"]).aggregate(since=_.since.min(), end=_.end.max())
    return found.filter(_.since < _.end)


def _months(asked: Asked) -> Iterator[tuple[date, int, int]]:
    """The months of what is asked, the first and the last perhaps in part, up to how far the tables reach: the day from
    which each is counted, that day as a number, and the first that is not of it any more."""
    start, end = asked.since, min(asked.until, asked.as_of.date() + timedelta(days=1))
    while start < end:
        following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        yield start, _numbered(start), _numbered(min(following, end))
        start = following


def _month_by_month(networks: ir.Table, asked: Asked) -> ir.Table:
    """Each network once for each of these months."""
    months = list(_months(asked)) or [(asked.since, 0, -FAR)]  # a month of no network
    rows = networks.mutate(nth=ibis.array(list(range(len(months)))).unnest())
    told = {name: [(nth, month[place]) for nth, month in enumerate(months)]
            for place, name in enumerate(("month_on", "first", "after"))}  # fmt: skip
    return rows.mutate(
        month_on=rows.nth.cases(*told["month_on"]).cast("date"),
        first=rows.nth.cases(*told["first"]).cast("int64"),
        after=rows.nth.cases(*told["after"]).cast("int64"),
    ).drop("nth")


@population
def months_watched(asked: Asked) -> ir.Table:
    """Each month of each network, from its first call until its work ended or longer where somebody told how it was."""
    things = things_told(asked)
    known = things.group_by("network").aggregate(
        stays_known=things.told.max(where=things.kind == "stay"),
        calls_known=things.told.max(where=things.kind == "crisis_contact"),
    )
    networks = networks_begun(asked).left_join(known, "network").drop("network_right")
    networks = networks.mutate(
        watched=ibis.greatest(networks.stops, networks.stays_known.fill_null(0), networks.calls_known.fill_null(0))
    )
    rows = _month_by_month(networks, asked).filter(_.start < _.after, _.watched > _.first)
    rows = rows.mutate(
        **{f"{kind}_from": ibis.greatest(rows.start, rows.first) for kind in ("stays", "calls")},
        stays_until=ibis.least(rows.stays_known, rows.after),
        calls_until=ibis.least(rows.calls_known, rows.after),
    )
    return _with_nights(rows, things)


def _with_nights(rows: ir.Table, things: ir.Table) -> ir.Table:
    """The rows with how many days were watched, the nights in hospital among them, and the calls for help."""
    stays = things.filter(things.kind == "stay", things.sort != "none")
    days = {
        f"{kind}_days": ibis.ifelse(
            rows[f"{kind}_known"].notnull() & (rows[f"{kind}_until"] > rows[f"{kind}_from"]),
            rows[f"{kind}_until"] - rows[f"{kind}_from"],
            ibis.null("int64"),
        )
        for kind in ("stays", "calls")
    }
    found = rows.mutate(**days)
    key = ["network", "month_on"]
    for name, some in (("bed_days", stays), ("detained_days", stays.filter(stays.sort == "detained"))):
        counted = _nights(rows, _once(some), name)
        found = found.left_join(counted, key).drop("network_right", "month_on_right")
    calls = things.filter(things.kind == "crisis_contact", things.sort != "none").select("network", "since")
    called = rows.join(calls, "network").filter(_.since >= _.calls_from, _.since < _.calls_until)
    called = called.group_by(key).aggregate(calls=_.count())
    found = found.left_join(called, key).drop("network_right", "month_on_right")
    missing = ibis.null("int64")
    return found.select(
        "network", "stays_days", "calls_days",
        on=found.month_on,
        bed_days=ibis.ifelse(found.stays_days.isnull(), missing, found.bed_days.fill_null(0)),
        detained_days=ibis.ifelse(found.stays_days.isnull(), missing, found.detained_days.fill_null(0)),
        calls_for_help=ibis.ifelse(found.calls_days.isnull(), missing, found.calls.fill_null(0)),
    )  # fmt: skip


def _nights(rows: ir.Table, islands: ir.Table, name: str) -> ir.Table:
    joined = rows.join(islands, "network")
    nights = ibis.least(joined.end, joined.stays_until) - ibis.greatest(joined.since, joined.stays_from)
    joined = joined.mutate(nights=nights).filter(_.nights > 0)
    return joined.group_by(["network", "month_on"]).aggregate(_.nights.sum().name(name))


@population
def anniversaries(asked: Asked) -> ir.Table:
    """The days three, twelve, twenty-four and sixty months after a network's first call, and how it was on each."""
    begun = networks_begun(asked)
    rows = ibis.union(*[
        begun.select("network", "start", months=ibis.literal(many, "int64"),
                     on=(begun.begun_on + ibis.interval(months=many)).cast("date"))
        for many in HORIZONS
    ])  # fmt: skip
    rows = rows.filter(rows.on <= ibis.literal(asked.as_of.date()))
    rows = rows.mutate(at=_number(rows.on))
    seen = rows.join(things_told(asked), "network")
    said = seen.group_by(["network", "months"]).aggregate(**_said(seen))
    found = rows.left_join(said, ["network", "months"]).drop("network_right", "months_right")
    return found.select("network", "months", "on", **{name: _answer(found, name) for name in QUESTIONS})


# Of which kind, and by which sorts it is so; in the last place, whether at any time since the first call.
QUESTIONS: dict[str, tuple[str, tuple[str, ...], bool]] = {
    "antipsychotic": ("medication", ("antipsychotic",), False),
    "occupied": ("occupation", ("work", "study"), False),
    "benefit": ("benefit", ("benefit",), False),
    "stayed": ("stay", ("voluntary", "detained", "not_said"), True),
    "was_detained": ("stay", ("detained",), True),
}


def _said(seen: ir.Table) -> dict[str, Any]:
    """Of each question: whether it is so, whether it might be, and whether anybody told of its kind as late as that."""
    found: dict[str, Any] = {}
    for name, (kind, sorts, ever) in QUESTIONS.items():
        of_kind, so = seen.kind == kind, seen.sort.isin(sorts)
        maybe = of_kind & (so | (seen.sort == "not_said"))
        if ever:
            there = (seen.since < seen.at) & (seen.end > seen.start)
            unsure = of_kind & (seen.sort == "not_said") & there
        else:
            there = (seen.since <= seen.at) & ((seen.at < seen.end) | (seen.goes_on & (seen.told >= seen.at)))
            unsure = maybe & (
                (there & (seen.sort == "not_said")) | (seen.goes_on & (seen.since <= seen.at) & (seen.told < seen.at))
            )
        found[f"{name}_yes"] = ibis.ifelse(of_kind & so & there, 1, 0).sum()
        found[f"{name}_unsure"] = ibis.ifelse(unsure, 1, 0).sum()
        found[f"{name}_known"] = ibis.ifelse(of_kind & (seen.told >= seen.at), 1, 0).sum()
    return found


def _answer(found: ir.Table, name: str) -> Any:
    """Yes where somebody said so; no where nobody did, though they told how it was; else it is missing."""
    yes, unsure, known = (found[f"{name}_{part}"].fill_null(0) > 0 for part in ("yes", "unsure", "known"))
    return ibis.cases((known & yes, True), (~known | unsure, ibis.null("boolean")), else_=NO)
