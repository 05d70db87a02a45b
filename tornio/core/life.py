"""What happened in life, as far as outcomes are told by it: stays, medicines, work and study, benefits, calls for help.

One shape holds them all: of a kind and a sort, from a day to a day as far as anybody knows, by whom it was told. What
did not happen is written down as well ("no stay in this time"), so that nothing said is told apart from nothing known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tornio.core.errors import Refused
from tornio.core.inputs.rough import RoughDay
from tornio.core.inputs.text import LONGEST_LINE, a_line

LONGEST = LONGEST_LINE  # characters of a name, of a place, of a power
A_DAY = timedelta(days=1)


class LifeKind(StrEnum):
    """What kind of thing happened: the glossary's Stay, Medication, Occupation, and two more."""

    STAY = "stay"
    MEDICATION = "medication"
    OCCUPATION = "occupation"
    BENEFIT = "benefit"
    CRISIS_CONTACT = "crisis_contact"


class Sort(StrEnum):
    """Of what sort it was, within its kind."""

    VOLUNTARY = "voluntary"
    DETAINED = "detained"
    ANTIPSYCHOTIC = "antipsychotic"
    OTHER_MEDICINE = "other_medicine"
    NOT_SAID = "not_said"  # a stay or a medicine of which nobody knew the sort
    WORK = "work"
    STUDY = "study"
    BENEFIT = "benefit"
    EMERGENCY_DEPARTMENT = "emergency_department"
    CRISIS_TEAM = "crisis_team"
    HELPLINE = "helpline"
    AMBULANCE_OR_POLICE = "ambulance_or_police"
    ELSEWHERE = "elsewhere"
    NONE = "none"  # nothing of this kind in this time; of medicines: no antipsychotic


SORTS: Mapping[LifeKind, tuple[Sort, ...]] = {
    LifeKind.STAY: (Sort.VOLUNTARY, Sort.DETAINED, Sort.NOT_SAID, Sort.NONE),
    LifeKind.MEDICATION: (Sort.ANTIPSYCHOTIC, Sort.OTHER_MEDICINE, Sort.NOT_SAID, Sort.NONE),
    LifeKind.OCCUPATION: (Sort.WORK, Sort.STUDY, Sort.NONE),
    LifeKind.BENEFIT: (Sort.BENEFIT, Sort.NONE),
    LifeKind.CRISIS_CONTACT: (
        Sort.EMERGENCY_DEPARTMENT, Sort.CRISIS_TEAM, Sort.HELPLINE, Sort.AMBULANCE_OR_POLICE, Sort.ELSEWHERE, Sort.NONE,
    ),
}  # fmt: skip
NAMED = frozenset({LifeKind.MEDICATION, LifeKind.BENEFIT})  # says which; a stay says where, the rest may


class LifeSource(StrEnum):
    """By whom it was told."""

    SAID = "said"  # by the person or their network
    OTHER_RECORD = "other_record"  # read in another provider's record
    FILE = "file"  # in a file that was brought in


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `up_to`: the day up to which whoever told it knew how it was."""

    kind: LifeKind
    sort: Sort
    since: RoughDay
    up_to: date
    until: RoughDay | None = None
    what: str = ""  # which medicine, work, benefit
    provider: str = ""  # where, by whom
    power: str = ""  # under which power of the law somebody was held

    @property
    def is_ongoing(self) -> bool:
        """True for what goes on, as far as anybody knew."""
        return self.until is None and self.kind is not LifeKind.CRISIS_CONTACT

    @property
    def counted_from(self) -> date:
        """The day from which it is counted; of a month its middle."""
        return self.since.middle

    @property
    def counted_until(self) -> date:
        """The day on which it is not counted any more: of what goes on, the one up to which anybody knew how it was."""
        if self.kind is LifeKind.CRISIS_CONTACT and self.sort is not Sort.NONE:
            return self.counted_from + A_DAY
        return max(self.until.middle if self.until else self.up_to, self.counted_from)


def an_event(event: Event, today: date) -> Event:
    """The same with its words in one line each. Refused, beside the field, where it cannot have been so.

    `up_to` is never after `today`, nor for what did not happen after its end.
    """
    what, provider, power = (
        " ".join(a_line(said, field=field).split())
        for said, field in ((event.what, "what"), (event.provider, "provider"), (event.power, "power"))
    )
    none = event.sort is Sort.NONE
    if event.sort not in SORTS[event.kind]:
        raise Refused("This is no sort of it.", "sort")
    if event.kind in NAMED and not none and not what:
        raise Refused("Say which.", "what")
    if event.kind is LifeKind.STAY and not none and not provider:
        raise Refused("Say where.", "provider")
    if event.sort is Sort.DETAINED and not power:
        raise Refused("Say under which power they were held.", "power_other")
    _days(event, today)
    last = today if event.until is None or not none else min(today, event.until.last)
    return Event(
        event.kind, event.sort, event.since, min(event.up_to, last), event.until,
        "" if none else what, "" if none else provider, power if event.sort is Sort.DETAINED else "",
    )  # fmt: skip


def _days(event: Event, today: date) -> None:
    if event.since.first > today:
        raise Refused("This day has not come yet.", "since")
    if event.since.first > event.up_to:
        raise Refused("It began after the day up to which this is told.", "since")
    if event.until is None:
        if event.sort is Sort.NONE:
            raise Refused("Say up to which day.", "until")
        return
    if event.kind is LifeKind.CRISIS_CONTACT and event.sort is not Sort.NONE:
        raise Refused("A call for help is on one day.", "until")
    if event.until.first > today:
        raise Refused("This day has not come yet. Leave it empty while it goes on.", "until")
    if event.until.last < event.since.first:
        raise Refused("It ended before it began.", "until")


Stretch = tuple[date, date]  # from a day to another that is not of it any more


def once(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same days, each once: stretches that overlap or touch are one."""
    found: list[Stretch] = []
    for start, end in sorted(each for each in stretches if each[0] < each[1]):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def nights(stretches: Iterable[Stretch]) -> int:
    """How many nights lie in them, each once however many of them it lies in."""
    return sum((end - start).days for start, end in once(stretches))


def overlapping(events: Iterable[Event]) -> bool:
    """Whether some nights lie in two stays, as when one hospital keeps a bed while another has somebody in."""
    stays = _stays(events)
    return nights(stays) < sum((end - start).days for start, end in stays)


@dataclass(frozen=True, slots=True)
class BedDays:
    """Nights in a hospital, each once: in all, and those of them in which somebody was held there."""

    all: int
    detained: int


def bed_days(events: Iterable[Event]) -> BedDays:
    """Of these stays, with any provider; one that goes on is counted as far as anybody told, that day not any more."""
    known = list(events)
    held = [each for each in known if each.sort is Sort.DETAINED]
    return BedDays(nights(_stays(known)), nights(_stays(held)))


def _stays(events: Iterable[Event]) -> list[Stretch]:
    return [
        (each.counted_from, each.counted_until)
        for each in events
        if each.kind is LifeKind.STAY and each.sort is not Sort.NONE
    ]
