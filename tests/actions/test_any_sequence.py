"""Whatever people do, in whatever order, no rule breaks: a machine plays the actions against a small oracle."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.meetings import network_of
from tests.people import MONDAY, Town
from tornio.actions import decisions, episodes, holding, meetings, presence, returns, voices
from tornio.core.decisions import DecisionKind, Outcome, Stand
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import ChosenBy, NotHeldBy, PlaceKind
from tornio.core.values import Period
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.people.models import Person
from tornio.records.models import (
    Booking,
    Decision,
    Episode,
    FirstContact,
    NetworkMeeting,
    Presence,
    Responsibility,
    TeamMember,
    Voice,
)

ROUND_THE_TABLE = ("Leon", "Carol", "Ruth", "Tomasz")
STEP = timedelta(minutes=10)
STANDS = st.sampled_from(Stand)


class Life(RuleBasedStateMachine):
    """Leon's network from a first contact to an ending and back; the oracle is a handful of plain values."""

    town: Town

    @initialize()
    def carol_has_rung(self) -> None:
        """A first contact, Ruth responsible."""
        self.before = transaction.atomic()
        self.before.__enter__()
        self.network = network_of(self.town)
        self.now: datetime = MONDAY
        self.going_on = True
        self.status: str | None = None
        self.meeting: NetworkMeeting | None = None
        self.booked = 0
        self.here: set[str] = set()
        self.was_here: set[str] = set()
        self.said = 0
        self.decided: list[datetime] = []
        self.presence_of_leon: list[list[datetime | None]] = []

    def teardown(self) -> None:
        """Everything is taken back."""
        if hasattr(self, "before"):
            transaction.set_rollback(True)
            with suppress(Exception):
                self.before.__exit__(None, None, None)

    def does(self, who: str, verb: Callable[[Reader], object], *, allowed: bool) -> bool:
        """Somebody does something; the answer must be what the oracle says."""
        self.now += STEP
        with self.town.acting(who, at=self.now) as by:
            try:
                verb(by)
            except (Refused, NotForYou) as no:
                if allowed:
                    raise AssertionError(f"{who} was refused: {no}") from no
                return False
        assert allowed, f"{who} should have been refused"
        return True

    @rule(many=st.integers(0, 2), later=st.integers(0, 3))
    def ruth_proposes(self, many: int, later: int) -> None:
        """One meeting at a time is enough for the oracle; with none, one or two of us (R11)."""
        if self.status in ("proposed", "agreed", "open"):
            return
        names, start = ("Ruth", "Tomasz")[:many], self.now + STEP + timedelta(hours=later)

        def propose(by: Reader) -> None:
            self.meeting = meetings.propose(
                network=self.network, planned=Period(start, start + timedelta(hours=1)), place_kind=PlaceKind.HOME,
                place_words="", place_chosen_by=ChosenBy.PERSON, time_chosen_by=ChosenBy.NETWORK,
                practitioners=[self.town.practitioners[name] for name in names], by=by, at=self.now,
            )  # fmt: skip

        if self.does("Ruth", propose, allowed=self.going_on):
            self.status, self.booked, self.here, self.was_here = "proposed", many, set(), set()

    @rule()
    def ruth_agrees(self) -> None:
        """R11: with at least two of us."""
        meeting = self.meeting
        if meeting is None or self.status != "proposed":
            return
        if self.does("Ruth", lambda by: meetings.agree(meeting=meeting, by=by, at=self.now), allowed=self.booked > 1):
            self.status = "agreed"

    @rule()
    def ruth_opens(self) -> None:
        """What begins is never refused for being fewer (R11); who has stopped is not met."""
        meeting = self.meeting
        if meeting is None or self.status not in ("proposed", "agreed"):
            return
        if self.booked > 1:

            def begin(by: Reader) -> None:
                self.meeting = holding.open_meeting(meeting=meeting, by=by, at=self.now)

            self.does("Ruth", begin, allowed=True)
            self.status = "open"

    @rule(who=st.sampled_from(ROUND_THE_TABLE))
    def somebody_arrives(self, who: str) -> None:
        """A fact."""
        meeting = self.meeting
        if meeting is None or self.status != "open":
            return
        person = self.town.people[who]
        self.does("Ruth", lambda by: presence.arrive(meeting=meeting, person=person, by=by, at=self.now), allowed=True)
        if who == "Leon" and who not in self.here:
            self.presence_of_leon.append([self.now, None])
        self.here.add(who)
        self.was_here.add(who)

    @rule(who=st.sampled_from(ROUND_THE_TABLE))
    def somebody_goes(self, who: str) -> None:
        """They may come back."""
        meeting = self.meeting
        if meeting is None or self.status != "open":
            return
        person = self.town.people[who]
        was = who in self.here
        self.does("Tomasz" if who == "Ruth" else "Ruth",
                  lambda by: presence.go(meeting=meeting, person=person, by=by, at=self.now), allowed=was)  # fmt: skip
        if was and who == "Leon":
            self.presence_of_leon[-1][1] = self.now
        self.here.discard(who)

    @rule(who=st.sampled_from(ROUND_THE_TABLE))
    def somebody_speaks(self, who: str) -> None:
        """R17: signed by whoever says it, while the meeting is open or after."""
        meeting = self.meeting
        if meeting is None or self.status != "open":
            return
        self.does(who, lambda by: voices.say(key=new_key(), meeting=meeting, words="As it is.", by=by, at=self.now),
                  allowed=True)  # fmt: skip
        self.said += 1

    @rule(outcome=st.sampled_from(Outcome))
    def something_is_settled(self, outcome: Outcome) -> None:
        """R15, R20: decided only in an open meeting while Leon is here; not deciding is always complete."""
        meeting = self.meeting
        if meeting is None or self.status not in ("open", "held"):
            return
        here = "Leon" in self.here
        allowed = self.status == "open" and (here or outcome is Outcome.NOT_DECIDED)

        def settle(by: Reader) -> None:
            decisions.settle(key=new_key(), meeting=meeting, outcome=outcome, words="This.", by=by, at=self.now)

        if self.does("Ruth", settle, allowed=allowed) and outcome is Outcome.DECIDED:
            self.decided.append(self.now)

    @rule(leon=STANDS, others=STANDS, all_of_them=st.booleans())
    def the_network_would_stop(self, leon: Stand, others: Stand, all_of_them: bool) -> None:
        """R22: with Leon's own yes, and where each one present stands."""
        meeting = self.meeting
        if meeting is None or self.status != "open" or "Leon" not in self.here or not self.going_on:
            return
        asked = sorted(self.here) if all_of_them else ["Leon"]

        def stop(by: Reader) -> None:
            made = decisions.settle(
                key=new_key(), meeting=meeting, outcome=Outcome.DECIDED, kind=DecisionKind.ENDING, words="We stop.",
                by=by, at=self.now,
            )  # fmt: skip
            for name in asked:
                decisions.stand(
                    key=new_key(), decision=made, stand=leon if name == "Leon" else others, by=by, at=self.now,
                    person=self.town.people[name].pk,
                )  # fmt: skip
            episodes.end_by_network(key=new_key(), decision=made, by=by, at=self.now)

        allowed = leon is Stand.AGREE and set(asked) == self.here
        with transaction.atomic():
            ended = self.does("Ruth", stop, allowed=allowed)
        self.decided.append(self.now)
        if ended:
            self.going_on = False

    @rule(why=st.sampled_from(["", "Tomasz was ill."]))
    def ruth_closes(self, why: str) -> None:
        """R11, R20: fewer than promised says why; without Leon nobody meets unasked."""
        meeting = self.meeting
        if meeting is None or self.status != "open":
            return
        enough = {"Ruth", "Tomasz"} <= self.was_here and bool(self.was_here & {"Leon", "Carol"})
        unasked = "Carol" in self.was_here and "Leon" not in self.was_here
        allowed = (enough or bool(why)) and not unasked
        if self.does("Ruth", lambda by: holding.close(meeting=meeting, by=by, at=self.now, fewer_why=why),
                     allowed=allowed):  # fmt: skip
            if "Leon" in self.here:
                self.presence_of_leon[-1][1] = self.now
            self.status, self.here = "held", set()

    @rule()
    def it_is_not_held(self) -> None:
        """Who, and why."""
        meeting = self.meeting
        if meeting is None or self.status not in ("proposed", "agreed"):
            return
        self.does("Ruth", lambda by: meetings.not_held(meeting=meeting, who=NotHeldBy.NOBODY, why="Snow.", by=by,
                                                       at=self.now), allowed=True)  # fmt: skip
        self.status = "not_held"

    @rule()
    def leon_stops(self) -> None:
        """R22: at any time, with no reason."""
        if self.status == "open":
            return
        if self.does("Leon", lambda by: episodes.stop(key=new_key(), network=self.network, by=by, at=self.now),
                     allowed=self.going_on):  # fmt: skip
            self.going_on = False
            self.status = None if self.status in ("proposed", "agreed") else self.status

    @rule(who=st.sampled_from(("Leon", "Carol")))
    def somebody_calls_back(self, who: str) -> None:
        """R22: Leon's own call reopens; Carol's is a new first contact."""
        if self.going_on:
            return

        def call(by: Reader) -> None:
            returns.return_by_own_call(key=new_key(), network=self.network, words="Again.", by=by, at=self.now)

        if self.does(who, call, allowed=who == "Leon"):
            self.going_on = True
            self.status = None

    @invariant()
    def the_record_agrees_with_the_oracle(self) -> None:
        """Asked of the tables themselves after every step."""
        if not hasattr(self, "network"):
            return
        with self.town.acting("Ruth", at=self.now):
            assert Episode.objects.filter(ended_at__isnull=True).count() == int(self.going_on)
            assert Voice.objects.count() == self.said
            self._leon_was_there_for_every_decision()
            self._somebody_is_responsible_and_nobody_twice()

    def _leon_was_there_for_every_decision(self) -> None:
        """R20."""
        leon: Person = self.town.people["Leon"]
        parts = [row.present for row in Presence.objects.filter(person=leon)]
        for decision in Decision.objects.filter(outcome=Outcome.DECIDED.value):
            assert any(part.lower <= decision.at and (not part.upper or decision.at < part.upper) for part in parts)

    @staticmethod
    def _somebody_is_responsible_and_nobody_twice() -> None:
        """R5, R12, R14: asked slowly and obviously."""
        for contact in FirstContact.objects.filter(closed_at__isnull=True):
            holding_it = Responsibility.objects.filter(first_contact=contact, during__upper_inf=True)
            assert [row.pk for row in holding_it] == [contact.held_by_id]
        agreed = Booking.objects.filter(released_at__isnull=True, meeting_status__in=("agreed", "open"))
        for one in agreed:
            for other in agreed:
                if one.pk != other.pk and one.practitioner_id == other.practitioner_id:
                    apart = one.planned.upper <= other.planned.lower or other.planned.upper <= one.planned.lower
                    assert apart
        twice = TeamMember.objects.filter(during__upper_inf=True).values("network", "practitioner")
        assert not twice.annotate(times=Count("pk")).filter(times__gt=1).exists()


def test_no_sequence_of_what_people_do_breaks_a_rule(town: Town) -> None:
    """R5, R11, R12, R14, R15, R17, R20, R22: from the first contact to the ending and back."""
    machine = type("LifeInSaltmere", (Life,), {"town": town})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
