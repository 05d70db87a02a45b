"""Why something has no place in a planned week, told to whoever leads the service, and what would give it one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.actions.week_diaries import Diaries
from tornio.actions.week_problem import Eased, Wanted, moment, problem
from tornio.core import told
from tornio.core.weeks import USUAL
from tornio.planner.repairs import Stands, inside
from tornio.planner.timetable import Repair, Timetable

WHY = {
    "nobody can": gettext_lazy("Nobody who is needed and welcome there is at work then."),
    "nobody is free": gettext_lazy(
        "Nobody who is needed is free then: not at work, at another meeting, at the telephone, or too far away."
    ),
    "too few": gettext_lazy("More of us are needed at one time than are at work then."),
    "not together": gettext_lazy("Enough of us are free, but not at one time."),
}


def why_not(here: Diaries, looked_for: Sequence[Wanted], each: Wanted, found: Timetable) -> str:
    """Why it has no place in the week, and what would give it one."""
    if each.beyond_us:
        return _("More of us are promised than a week’s plan can send. Propose a time yourself.")
    out = next((out for out in found.left_out if out.meeting == each.line), None)
    if out is None:
        return str(WHY["not together"])
    said = [str(WHY[what]) for what in dict.fromkeys(reason.what for reason in out.reasons)]
    return " ".join([*said, *_handed_on(here, looked_for, each, found), *_repaired(here, out.repairs[:2])])


HOW = {
    "place": gettext_lazy("%(who)s could come on %(when)s: ask for another timetable."),
    "move": gettext_lazy("%(who)s could come on %(when)s, if another of these meetings began at another time."),
    "later": gettext_lazy("%(who)s could come on %(when)s."),
    "longer": gettext_lazy("%(who)s could come on %(when)s, if they worked longer that day."),
    "telephone": gettext_lazy("%(who)s could come on %(when)s, if somebody else held the telephone."),
}


def _repaired(here: Diaries, repairs: Iterable[Repair]) -> Iterator[str]:
    """Ways to make room for it, told with those of us who would come and nobody of another network."""
    return (_told(here, each.how, each.who, each.begins) for each in repairs)


def _handed_on(here: Diaries, looked_for: Sequence[Wanted], each: Wanted, found: Timetable) -> Iterator[str]:
    """The nearest way that would do if nobody held the telephone then."""
    if here.turns:
        as_if = problem(here, looked_for, USUAL, Eased(any_day={each.line}, no_telephone=True))
        (meeting,) = [other for other in as_if.meetings if other.name == each.line]
        known = {other.name for other in as_if.meetings}
        still = replace(found, visits=tuple(visit for visit in found.visits if visit.meeting in known))
        ways = inside(Stands(as_if, still), meeting, moving=False)
        yield from (_told(here, "telephone", option.who, option.begins) for option in ways[:1])


def _told(here: Diaries, how: str, who: Iterable[str], begins: int) -> str:
    names = [here.week.rotas[UUID(name)].practitioner.person.called for name in who]
    when = told.exact(moment(here.week, begins), here.week.zone)
    return str(HOW[how]) % {"who": _(" and ").join(names), "when": when}
