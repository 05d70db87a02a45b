"""How what happened in life is told and drawn on a page: words for each kind and sort, days as far as known, a picture.

The picture's places are shares of its width, so that its words are as large on a telephone as on a desk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tornio.core.inputs.rough import Precision, RoughDay
from tornio.core.life import Event, LifeKind, LifeSource, Sort
from tornio.records.visible.life import Standing

KINDS = {
    LifeKind.STAY: _("In hospital"),
    LifeKind.MEDICATION: _("Medicines"),
    LifeKind.OCCUPATION: _("Work and study"),
    LifeKind.BENEFIT: _("Benefits"),
    LifeKind.CRISIS_CONTACT: _("Calls for help"),
}
ADD = {
    LifeKind.STAY: _("A stay in hospital"),
    LifeKind.MEDICATION: _("A medicine"),
    LifeKind.OCCUPATION: _("Work or study"),
    LifeKind.BENEFIT: _("A benefit"),
    LifeKind.CRISIS_CONTACT: _("A call for help in a crisis"),
}
SORTS = {
    Sort.VOLUNTARY: _("by choice"),
    Sort.DETAINED: _("held by law"),
    Sort.ANTIPSYCHOTIC: _("an antipsychotic"),
    Sort.OTHER_MEDICINE: _("another medicine"),
    Sort.NOT_SAID: _("sort not known"),
    Sort.WORK: _("work"),
    Sort.STUDY: _("study"),
    Sort.BENEFIT: _("a benefit"),
    Sort.EMERGENCY_DEPARTMENT: _("emergency department"),
    Sort.CRISIS_TEAM: _("crisis team"),
    Sort.HELPLINE: _("helpline"),
    Sort.AMBULANCE_OR_POLICE: _("ambulance or police"),
    Sort.ELSEWHERE: _("somewhere else"),
}
NONE = {
    LifeKind.STAY: _("No stay in this time"),
    LifeKind.MEDICATION: _("No antipsychotic medicine in this time"),
    LifeKind.OCCUPATION: _("No work and no study in this time"),
    LifeKind.BENEFIT: _("No benefit in this time"),
    LifeKind.CRISIS_CONTACT: _("No call for help in this time"),
}
SOURCES = {
    LifeSource.SAID: _("They said so"),
    LifeSource.OTHER_RECORD: _("Read in another record"),
    LifeSource.FILE: _("From a file"),
}
# Drawn full where somebody's freedom or body is meant most: told apart by fill, and by the words above each bar.
FULL = frozenset({Sort.DETAINED, Sort.ANTIPSYCHOTIC, Sort.WORK})
ROW, HEAD, TOP, FOOT = 34, 30, 8, 26  # heights, in pixels
MOST = 30  # things in one picture
LONGEST = 26  # letters above a bar: as many as fit on a telephone
THREE_YEARS = timedelta(days=3 * 365)
MOST_TICKS = 5
NEAR, FAR = 35, 65  # per cent: between them there is room for words on both sides


def day_told(day: RoughDay) -> str:
    """The day as exactly as it is known: 3 March 2026, March 2026, 2026."""
    form = {Precision.DAY: "j F Y", Precision.MONTH: "F Y", Precision.YEAR: "Y"}[day.known]
    return date_format(day.first, form)


def when_told(event: Event) -> str:
    """From when until when."""
    since = day_told(event.since)
    if event.kind is LifeKind.CRISIS_CONTACT and event.sort is not Sort.NONE:
        return since
    if event.until is None:
        return _now("since %(since)s") % {"since": since}
    until = day_told(event.until)
    return since if since == until else _now("%(since)s to %(until)s") % {"since": since, "until": until}


def what_told(event: Event) -> str:
    """What it was, in a line: “Riverside ward, held by law”."""
    if event.sort is Sort.NONE:
        return str(NONE[event.kind])
    named = [part for part in (event.what, event.provider) if part]
    sort = str(SORTS[event.sort])
    if event.sort is Sort.BENEFIT and named:
        return ", ".join(named)
    return ", ".join([*named, sort]) if named else sort[:1].upper() + sort[1:]


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing: a bar, or a dot for what was on one day. `x`, `width` in per cent, `y` in pixels."""

    x: float
    width: float
    y: int
    look: str
    words: str
    words_x: float
    anchor: str  # its words begin, end or have their middle there, so that they stay inside the picture


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture: its kinds with their heights, its bars, and the days along its foot."""

    height: int
    heads: tuple[tuple[str, int], ...]
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    met: float | None
    left_out: int


def draw(standing: Sequence[Standing], met_on: date, today: date) -> Picture | None:
    """What can be drawn: things that were so, the latest of them; None where there is nothing."""
    drawn = [each for each in standing if not each.is_taken_back and each.event.sort is not Sort.NONE]
    if not drawn:
        return None
    some = drawn[:MOST]
    first = min(met_on, *(each.event.counted_from for each in some))
    start = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
    scale = _Scale(start, today)
    heads: list[tuple[str, int]] = []
    bars: list[Bar] = []
    y = TOP
    for kind, name in KINDS.items():
        here = [each for each in reversed(some) if each.event.kind is kind]
        if here:
            heads.append((str(name), y + 16))
            y += HEAD
        for each in here:
            bars.append(_bar(each, scale, y))
            y += ROW
    ticks = tuple((scale.at(day), told) for day, told in _ticks(start, today))
    return Picture(y + FOOT, tuple(heads), tuple(bars), ticks, scale.at(met_on), len(drawn) - len(some))


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a day stands between the first and the last, in per cent."""

    start: date
    end: date

    def at(self, day: date) -> float:
        whole = max(1, (self.end - self.start).days)
        return round(min(100.0, max(0.0, 100 * (day - self.start).days / whole)), 2)


def _bar(each: Standing, scale: _Scale, y: int) -> Bar:
    event = each.event
    x, right = scale.at(event.counted_from), scale.at(event.counted_until)
    one_day = event.kind is LifeKind.CRISIS_CONTACT
    exact = event.since.known is Precision.DAY and (event.until is None or event.until.known is Precision.DAY)
    look = "dot" if one_day else ("full" if event.sort in FULL else "light") + ("" if exact else " rough")
    words = what_told(event)
    words = words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip(" ,") + "…"
    width = round(max(right - x, 0.8), 2)
    return Bar(x, width, y, look, words, *_anchored(x, x + width))


def _anchored(x: float, right: float) -> tuple[float, str]:
    if x < NEAR:
        return x, "start"
    return (min(right, 100.0), "end") if right > FAR else (round((x + right) / 2, 2), "middle")


def _ticks(start: date, today: date) -> list[tuple[date, str]]:
    """Quarters of a year while it is short, then years, never more than some."""
    if today - start < THREE_YEARS:
        months = [(year, month) for year in range(start.year, today.year + 1) for month in (1, 4, 7, 10)]
        days = [date(*each, 1) for each in months if start <= date(*each, 1) <= today]
        form = "M Y"
    else:
        days = [date(year, 1, 1) for year in range(start.year, today.year + 1) if date(year, 1, 1) >= start]
        form = "Y"
    step = -(-len(days) // MOST_TICKS)
    return [(day, date_format(day, form)) for day in days[:: max(1, step)]]
