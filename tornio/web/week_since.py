"""What has come in between since a line of a planned week was found, and how those of us are called who are in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tornio.actions.week_meanwhile import Meanwhile, in_words
from tornio.core.values import Period
from tornio.core.working import covers
from tornio.records.visible.timetables import LineRow
from tornio.records.visible.weeks import PractitionerRow, Spoken, Week
from tornio.web.jinja import tellings


class Names:
    """How those of us are called on this page; in full where two are called the same."""

    def __init__(self, of_us: Iterable[PractitionerRow]) -> None:
        people = {each.pk: each.person for each in of_us}
        called = [each.called for each in people.values()]
        self._names = {
            key: each.called if called.count(each.called) == 1 else each.full_name for key, each in people.items()
        }

    def of(self, keys: Iterable[UUID]) -> str:
        """Several of us, in one breath."""
        return str(tellings().several([self._names.get(key, _("somebody who has left")) for key in keys]))


def changed(of_us: Iterable[UUID], spoken: Spoken, names: Names) -> str:
    """Who would come that a network does not know, where it has been met: for half a sentence; empty for its team."""
    come, team = list(of_us), [each.pk for each in spoken.of_us]
    new = [who for who in come if who not in team]
    if spoken.met_at is None or not new:
        return ""
    if len(new) == len(come):
        return _("nobody they know")
    left = [who for who in team if who not in come]
    if not left:
        return _("new to them: %(who)s") % {"who": names.of(new)}
    return _("%(who)s instead of %(left)s") % {"who": names.of(new), "left": names.of(left)}


def instead_of(each: LineRow, who: UUID, week: Week, names: Names) -> str:
    """In whose place somebody is wanted, and of why no more than that they do not come."""
    stopped = any(stands.meeting == each.meeting_id and who in stands.stopped for stands in week.stands)
    words = (
        _("instead of %(who)s, who does not come any more") if stopped else _("instead of %(who)s, who is away then")
    )
    return words % {"who": names.of([who])}


@dataclass(frozen=True, slots=True)
class Since:
    """What a week does not tell of itself: whom the person refused, by network, and who holds the telephone."""

    refused: Mapping[UUID, frozenset[UUID]]
    turns: Sequence[tuple[UUID, Period]]
    now: datetime


def meanwhile(each: LineRow, planned: Period, week: Week, names: Names, since: Since) -> str:
    """What has come in between since it was found."""
    if planned.start <= since.now:
        return in_words(Meanwhile.PASSED)
    for stands in week.stands:
        both = [who for who in each.practitioners if who in stands.who]
        if both and stands.agreed and stands.planned.overlaps(planned) and stands.meeting != each.meeting_id:
            return in_words(Meanwhile.BOOKED, names.of(both))
        if not each.meeting_id and stands.network == each.network_id:
            return in_words(Meanwhile.ARRANGED)
    if each.instead_of_id and (arranged := _arranged(each, each.instead_of_id, planned, week, names)):
        return arranged
    return _cannot_come(each, planned, week, names, since)


def _cannot_come(each: LineRow, planned: Period, week: Week, names: Names, since: Since) -> str:
    if not since.refused.get(each.network_id, frozenset()).isdisjoint(each.practitioners):
        return in_words(Meanwhile.REFUSED)
    gone = [who for who in each.practitioners if not _is_at_work(who, planned, week)]
    if gone:
        return in_words(Meanwhile.NOT_AT_WORK, names.of(gone[:1]))
    holds = [who for who, turn in since.turns if who in each.practitioners and turn.overlaps(planned)]
    return in_words(Meanwhile.TELEPHONE, names.of(holds[:1])) if holds else ""


def _arranged(each: LineRow, away: UUID, planned: Period, week: Week, names: Names) -> str:
    """Why nobody has to come instead of who is away, or comes no more."""
    meets = [stands for stands in week.stands if stands.meeting == each.meeting_id and stands.planned == planned]
    if any(needs.instead_of == away and needs.stands in meets for needs in week.needs):
        return ""
    comes = any(away in stands.who for stands in meets)
    return in_words(Meanwhile.IS_BACK, names.of([away])) if comes else in_words(Meanwhile.FOUND)


def _is_at_work(who: UUID, planned: Period, week: Week) -> bool:
    assert planned.end is not None
    rota = week.rotas.get(who)
    return rota is not None and covers(rota.at_work(planned.start, planned.end), planned)
