"""Why something has no place in a planned week, told to whoever leads the service, and what would give it one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.actions.diaries import PEER
from tornio.actions.week_diaries import Diaries, Visit
from tornio.actions.week_problem import Eased, Wanted, as_proposed, moment, problem
from tornio.core import told
from tornio.core.weeks import USUAL
from tornio.planner.repairs import Stands, explained, inside
from tornio.planner.timetable import LeftOut, Repair, Timetable

WHY = {
    "nobody can": gettext_lazy("There is nobody of us who can, and is welcome there."),
    "nobody is free": gettext_lazy(
        "Nobody who is needed is free then: not at work, at another meeting, at the telephone, or too far away."
    ),
    "no break": gettext_lazy("Whoever is needed is free then only without their break."),
    "too few": gettext_lazy("More of us are needed at one time than there are."),
    "not together": gettext_lazy("Enough of us are free, but not at one time."),
}
OF_PEERS = {
    "nobody can": gettext_lazy("There is no peer practitioner who is welcome there."),
    "nobody is free": gettext_lazy(
        "No peer practitioner is free then: not at work, at another meeting, at the telephone, or too far away."
    ),
}
HOW = {
    "place": gettext_lazy("%(who)s could come on %(when)s: ask for another timetable."),
    "move": gettext_lazy(
        "%(who)s could come on %(when)s, if the meeting that could be on %(was)s began on %(instead)s."
    ),
    "later": gettext_lazy("%(who)s could come on %(when)s."),
    "another time": gettext_lazy("%(who)s could come on %(when)s: ask the network whether that would suit them too."),
    "too late": gettext_lazy("%(who)s could come on %(when)s, after the time that was promised."),
    "longer": gettext_lazy("%(who)s could come on %(when)s, if they worked longer that day."),
    "telephone": gettext_lazy("%(who)s could come on %(when)s, if somebody else held the telephone."),
}
INSTEAD = gettext_lazy("That would take the place of what is told for another of these.")


def why_not(
    here: Diaries, looked_for: Sequence[Wanted], found: Timetable, visits: Sequence[Visit], price: int, eased: Eased
) -> dict[str, str]:
    """Why each line that is not among these visits has no place in the week, and what would give it one beside them:
    of several, what can all be had. Nothing is wished of these that can be done without, also where a stop came before
    that was tried."""
    placed = {visit.line for visit in visits}
    without = [each for each in looked_for if each.line not in placed]
    if not without:
        return {}
    lines = {each.line for each in without}
    asked = problem(here, looked_for, price, Eased(lines.union(eased.any_day), lines.union(eased.any_of_us)))
    proposed = explained(asked, as_proposed(here, looked_for, found, visits))
    left = {out.meeting: out for out in proposed.left_out}
    handed = _handed_on(here, looked_for, proposed, left) if here.turns else {}
    most = 2 if len(left) == 1 else 1  # of several, another way for the one may be somebody else's time
    return {each.line: " ".join(_why(here, each, left.get(each.line), handed, most)) for each in without}


def _why(here: Diaries, each: Wanted, out: LeftOut | None, handed: Mapping[str, list[str]], most: int) -> Iterator[str]:
    """The reasons, and the ways to make room for it."""
    if out is None:
        yield _("More of us are promised than a week’s plan can send. Propose a time yourself.")
        return
    for what in dict.fromkeys(reason.what for reason in out.reasons):
        of_peers_alone = all(reason.role == PEER for reason in out.reasons if reason.what == what)
        yield str((OF_PEERS if of_peers_alone and what in OF_PEERS else WHY)[what])
    there_is = bool(out.repairs) and out.repairs[0].how == "place"  # nothing else need be thought of
    yield from () if there_is else handed.get(out.meeting, ())
    yield from _repaired(here, each, out.repairs[: 1 if there_is else most])


def _repaired(here: Diaries, wanted: Wanted, repairs: Iterable[Repair]) -> Iterator[str]:
    """Ways to make room for it, told with those of us who would come and nobody of another network."""
    for each in repairs:
        yield _told(here, _later(here, wanted, each.begins) if each.how == "later" else each.how, each)
        if each.instead:
            yield str(INSTEAD)


def _later(here: Diaries, wanted: Wanted, begins: int) -> str:
    """What a later time means: what is agreed, or promised, is not put off in silence."""
    if wanted.needs:
        return "another time"
    due = wanted.wants.due if wanted.wants else None
    return "too late" if due is not None and moment(here.week, begins) > due else "later"


def _handed_on(
    here: Diaries, looked_for: Sequence[Wanted], found: Timetable, left: Mapping[str, LeftOut]
) -> dict[str, list[str]]:
    """The nearest way for each that would do if nobody held the telephone then, while the others are had as told."""
    as_if = problem(here, looked_for, USUAL, Eased(set(left), set(left), no_telephone=True))
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
            words[line] = [_told(here, "telephone", done[-1][1])]
    return words


def _told(here: Diaries, how: str, way: Repair) -> str:
    _name, was, instead = way.moved or ("", way.begins, way.begins)
    moments = {"when": way.begins, "was": was, "instead": instead}
    words = {key: told.exact(moment(here.week, tick), here.week.zone) for key, tick in moments.items()}
    names = [here.week.rotas[UUID(name)].practitioner.person.called for name in way.who]
    return str(HOW[how]) % {"who": told.several(names), **words}
