"""Why something has no place in a planned week, told to whoever leads the service, and what would give it one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.actions.week_diaries import Diaries, Visit
from tornio.actions.week_problem import Eased, Wanted, as_proposed, moment, problem
from tornio.core import told
from tornio.core.weeks import USUAL
from tornio.planner.problem import Problem
from tornio.planner.repairs import Stands, explained, inside
from tornio.planner.timetable import LeftOut, Repair, Timetable

WHY = {
    "nobody can": gettext_lazy("Nobody who is needed and welcome there is at work then."),
    "nobody is free": gettext_lazy(
        "Nobody who is needed is free then: not at work, at another meeting, at the telephone, or too far away."
    ),
    "too few": gettext_lazy("More of us are needed at one time than are at work then."),
    "not together": gettext_lazy("Enough of us are free, but not at one time."),
}


def why_not(
    here: Diaries, looked_for: Sequence[Wanted], found: Timetable, visits: Sequence[Visit], asked: Problem
) -> dict[str, str]:
    """Why each line that is not among these visits has no place in the week, and what would give it one beside them:
    of several, what can all be had. `asked` is the question to which the timetable was found."""
    without = [each for each in looked_for if each.line not in {visit.line for visit in visits}]
    if not without:
        return {}
    proposed = explained(asked, as_proposed(here, looked_for, found, visits))
    left = {out.meeting: out for out in proposed.left_out}
    handed = _handed_on(here, looked_for, proposed, left) if here.turns else {}
    most = 2 if len(left) == 1 else 1  # of several, another way for the one may be somebody else's time
    return {each.line: " ".join(_why(here, left.get(each.line), handed, most)) for each in without}


def _why(here: Diaries, out: LeftOut | None, handed: Mapping[str, list[str]], most: int) -> Iterator[str]:
    """The reasons, and the ways to make room for it."""
    if out is None:
        yield _("More of us are promised than a week’s plan can send. Propose a time yourself.")
        return
    for what in dict.fromkeys(reason.what for reason in out.reasons):
        yield str(WHY[what])
    yield from handed.get(out.meeting, ())
    there_is = bool(out.repairs) and out.repairs[0].how == "place"  # nothing else need be thought of
    yield from _repaired(here, out.repairs[: 1 if there_is else most])


HOW = {
    "place": gettext_lazy("%(who)s could come on %(when)s: ask for another timetable."),
    "move": gettext_lazy("%(who)s could come on %(when)s, if another of these meetings began at another time."),
    "later": gettext_lazy("%(who)s could come on %(when)s."),
    "longer": gettext_lazy("%(who)s could come on %(when)s, if they worked longer that day."),
    "telephone": gettext_lazy("%(who)s could come on %(when)s, if somebody else held the telephone."),
}


INSTEAD = gettext_lazy("That would take the place of what is told for another of these.")


def _repaired(here: Diaries, repairs: Iterable[Repair]) -> Iterator[str]:
    """Ways to make room for it, told with those of us who would come and nobody of another network."""
    for each in repairs:
        yield _told(here, each.how, each.who, each.begins)
        if each.instead:
            yield str(INSTEAD)


def _handed_on(
    here: Diaries, looked_for: Sequence[Wanted], found: Timetable, left: Mapping[str, LeftOut]
) -> dict[str, list[str]]:
    """The nearest way for each that would do if nobody held the telephone then, while the others are had as told."""
    as_if = problem(here, looked_for, USUAL, Eased(any_day=set(left), no_telephone=True))
    meetings = {each.name: each for each in as_if.meetings}
    still = replace(found, visits=tuple(visit for visit in found.visits if visit.meeting in meetings))
    words, done = dict[str, list[str]](), list[tuple[str, Repair]]()
    first = [(name, out.repairs[0]) for name, out in left.items() if out.repairs and not out.repairs[0].instead]
    for line in left:
        stands = Stands(as_if, still)
        for name, repair in [*done, *first]:
            stands = stands.done(meetings[name], repair) if name != line else stands
        for way in inside(stands, meetings[line], moving=False)[:1]:
            done.append((line, Repair("place", way.begins, way.who, round(way.total))))
            words[line] = [_told(here, "telephone", way.who, way.begins)]
    return words


def _told(here: Diaries, how: str, who: Iterable[str], begins: int) -> str:
    names = [here.week.rotas[UUID(name)].practitioner.person.called for name in who]
    when = told.exact(moment(here.week, begins), here.week.zone)
    return str(HOW[how]) % {"who": _(" and ").join(names), "when": when}
