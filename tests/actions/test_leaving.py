"""How a meeting leaves the question whether to stop: each one's stand and the ending in one step (R15, R19, R22)."""

from uuid import UUID

import pytest

from tests.kitchen import ALL_AGREE, a_decision
from tests.people import HOUR, MONDAY, Town
from tornio.actions.leaving import leave_it
from tornio.core.decisions import DecisionKind, Outcome, Stand
from tornio.core.episodes import EndingKind, Leaving
from tornio.core.errors import NotForYou, Refused
from tornio.people.keys import new_key
from tornio.records.models import Decision, Ending, Episode, Network, NetworkMeeting, Position

AT = MONDAY + HOUR


def left(
    town: Town, meeting: NetworkMeeting, leaving: Leaving, stands: dict[str, tuple[Stand, str]],
    called: str = "Ruth", key: UUID | None = None,
) -> Decision:  # fmt: skip
    """Somebody writes down how the meeting leaves it."""
    with town.acting(called, at=AT) as by:
        given = {town.people[name].pk: stand for name, stand in stands.items()}
        return leave_it(key=key or new_key(), meeting=meeting, leaving=leaving, stands=given, by=by, at=AT)


def everybody(**others: tuple[Stand, str]) -> dict[str, tuple[Stand, str]]:
    """All agree and say nothing more, but these."""
    return {name: (stand, "") for name, stand in ALL_AGREE.items()} | others


def test_they_stop_with_leons_yes_and_carols_doubt_in_her_words(
    town: Town, network: Network, meeting: NetworkMeeting
) -> None:
    """R19, R22: the decision, where each one stands and the ending are kept together."""
    decision = left(town, meeting, Leaving.STOP, everybody(Carol=(Stand.UNSURE, " And at Christmas? ")))
    with town.acting("Ruth", at=AT):
        ending = Ending.objects.get(decision=decision)
        assert (ending.kind, ending.persons_stand) == (EndingKind.NETWORK_DECIDED, "agree")
        assert not Episode.objects.filter(network=network, ended_at__isnull=True).exists()
        carols = Position.objects.get(decision=decision, person=town.people["Carol"])
        assert (carols.stand, carols.words) == ("unsure", "And at Christmas?")


def test_without_leons_yes_nothing_of_it_is_kept(town: Town, network: Network, meeting: NetworkMeeting) -> None:
    """R22: all or nothing; nobody's stand is left behind from an ending that was none."""
    with pytest.raises(Refused):
        left(town, meeting, Leaving.STOP, everybody(Leon=(Stand.DISAGREE, "Not yet.")))
    with town.acting("Ruth", at=AT):
        assert not Decision.objects.filter(meeting=meeting).exists()
        assert not Position.objects.exists()
        assert Episode.objects.filter(network=network, ended_at__isnull=True).exists()


def test_what_was_put_into_words_before_is_what_they_stop_by_and_a_stand_is_written_once(
    town: Town, meeting: NetworkMeeting
) -> None:
    """R17, R19: who stood there already and says the same is not written down anew; who says otherwise is."""
    before = a_decision(town, meeting, MONDAY, stands=ALL_AGREE)
    decision = left(town, meeting, Leaving.STOP, everybody(Carol=(Stand.UNSURE, "")))
    assert decision == before
    with town.acting("Ruth", at=AT):
        numbers = Position.objects.filter(decision=before).values_list("person__called", "number")
        assert sorted(numbers) == sorted([(name, 1) for name in ALL_AGREE] + [("Carol", 2)])


@pytest.mark.parametrize(
    ("leaving", "outcome", "kind", "words"),
    [
        (Leaving.LATER, Outcome.DECIDED, DecisionKind.GENERAL, "We stop on a later day, which we choose together."),
        (Leaving.GO_ON, Outcome.DECIDED, DecisionKind.GENERAL, "We go on meeting."),
        (Leaving.NOT_DECIDED, Outcome.NOT_DECIDED, DecisionKind.ENDING, "Shall we stop here?"),
    ],
)
def test_however_else_they_leave_it_nothing_ends(
    town: Town, meeting: NetworkMeeting, leaving: Leaving, outcome: Outcome, kind: DecisionKind, words: str
) -> None:
    """R15, R22: "we did not decide" is a complete outcome."""
    decision = left(town, meeting, leaving, {"Carol": (Stand.UNSURE, "")} if outcome is Outcome.DECIDED else {})
    assert (decision.outcome, decision.kind, decision.words) == (outcome, kind, words)
    with town.acting("Ruth", at=AT):
        assert not Ending.objects.exists()
        assert Episode.objects.filter(network=meeting.network_id, ended_at__isnull=True).exists()


def test_farah_who_does_not_work_with_them_writes_nothing_down(town: Town, meeting: NetworkMeeting) -> None:
    """R22: staff from elsewhere cannot even ask."""
    with pytest.raises(NotForYou):
        left(town, meeting, Leaving.GO_ON, {}, called="Farah")
