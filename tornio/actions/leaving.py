"""A meeting asks "shall we stop here?": each one's stand, how it is left, and then perhaps the ending (R22)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from tornio.actions import decisions
from tornio.actions.episodes import end_by_network, latest_stands
from tornio.actions.frame import action
from tornio.actions.standing import works_with
from tornio.core.decisions import DecisionKind, Outcome, Stand
from tornio.core.episodes import Leaving
from tornio.people.acting import Reader
from tornio.records.models import Decision, NetworkMeeting

# Only "we stop" is a decision about stopping that an ending can rest on.
_COMES_TO = {
    Leaving.STOP: (Outcome.DECIDED, DecisionKind.ENDING),
    Leaving.LATER: (Outcome.DECIDED, DecisionKind.GENERAL),
    Leaving.GO_ON: (Outcome.DECIDED, DecisionKind.GENERAL),
    Leaving.NOT_DECIDED: (Outcome.NOT_DECIDED, DecisionKind.ENDING),
}


def _words(leaving: Leaving) -> str:
    return {
        Leaving.STOP: _("We stop meeting after today."),
        Leaving.LATER: _("We stop on a later day, which we choose together."),
        Leaving.GO_ON: _("We go on meeting."),
        Leaving.NOT_DECIDED: _("Shall we stop here?"),
    }[leaving]


@action
def leave_it(
    *,
    key: UUID,
    meeting: NetworkMeeting,
    leaving: Leaving,
    stands: Mapping[UUID, tuple[Stand, str]],
    by: Reader,
    at: datetime,
    words: str = "",
) -> Decision:
    """Keep where each one stands, by person, and how the meeting leaves it; when it stops, the ending as well.

    All of it or nothing. Errors: Refused when it stops without the person's own yes or somebody's position; NotForYou
    for who does not work with the network.
    """
    works_with(by, meeting.network_id)
    outcome, kind = _COMES_TO[leaving]
    decision = _asked_already(meeting) if leaving is Leaving.STOP else None
    if decision is None:
        decision = decisions.settle(
            key=key, meeting=meeting, outcome=outcome, kind=kind, words=words.strip() or _words(leaving), by=by, at=at
        )
    given = latest_stands(decision)
    for person, (stand, own) in stands.items():
        before = given.get(person)
        if before is None or (before.stand, before.words) != (stand.value, own.strip()):
            decisions.stand(
                key=uuid5(key, str(person)), decision=decision, stand=stand, words=own.strip(), person=person,
                by=by, at=at,
            )  # fmt: skip
    if leaving is Leaving.STOP:
        end_by_network(key=uuid5(key, "ending"), decision=decision, by=by, at=at)
    return decision


def _asked_already(meeting: NetworkMeeting) -> Decision | None:
    """A decision about stopping that this meeting has put into words already, where people may stand by now."""
    asked = Decision.objects.filter(meeting=meeting, kind=DecisionKind.ENDING.value, outcome=Outcome.DECIDED.value)
    return asked.order_by("-at").first()
