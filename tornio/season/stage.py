"""The stage of one story: who is who, who acts, and what has been made so far."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tornio.actions import people
from tornio.core.people import Capacity
from tornio.people.acting import Reader
from tornio.people.models import Human, Person, Practitioner, Service
from tornio.records.models import Decision, Network, NetworkMeeting, OpenQuestion, SafetyAct, Voice
from tornio.season.calendar import Calendar
from tornio.season.cast import Trust
from tornio.season.rota import Turn
from tornio.season.script import Character, Story


@dataclass
class Stage:
    """Everything that a story's scenes share while they are played."""

    story: Story
    trust: Trust
    service: Service
    calendar: Calendar
    hand: str  # who of us writes until there is a team
    network: Network | None = None
    contact: UUID | None = None
    persons: dict[str, Person] = field(default_factory=dict)
    humans: dict[str, Human] = field(default_factory=dict)
    belong: set[str] = field(default_factory=set)
    meetings: dict[int, NetworkMeeting] = field(default_factory=dict)  # by the scene's place in the story
    questions: list[OpenQuestion] = field(default_factory=list)
    voices: list[tuple[str, Voice]] = field(default_factory=list)
    acts: list[SafetyAct] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    team: set[str] = field(default_factory=set)
    things: dict[str, UUID] = field(default_factory=dict)  # what stands on the map, by its name

    @property
    def around(self) -> Network:
        """The network, once somebody has called."""
        assert self.network is not None
        return self.network

    def character(self, called: str) -> Character | None:
        """Somebody of the story by the name they are called; none when they work here."""
        return next((each for each in self.story.people if each.called == called), None)

    def is_staff(self, called: str) -> bool:
        """True for those who work here."""
        return self.character(called) is None and called in self.trust.practitioners

    def person(self, called: str) -> Person:
        """Anybody's row, once they are known."""
        known = self.persons.get(called)
        return known if known is not None else self.trust.persons[called]

    def practitioner(self, called: str) -> Practitioner:
        """The row of somebody who works here."""
        return self.trust.practitioners[called]

    def writes(self, called: str) -> bool:
        """True when they write in the record themselves; otherwise somebody writes it down and reads it back."""
        somebody = self.character(called)
        return self.is_staff(called) or (
            somebody is not None and somebody.writes and (somebody is self.story.centre or called in self.belong)
        )

    def answers(self, called: str, at: datetime) -> str:
        """Who answers the telephone: who the story says, when they are of the team or on duty; else who is."""
        holders = [turn.who for turn in self.turns if turn.start <= at < turn.end]
        return called if called in self.team or not holders else holders[0]

    def voice(self, called: str) -> Voice:
        """The last thing that somebody said."""
        return next(voice for who, voice in reversed(self.voices) if who == called)

    def question(self, begins: str) -> OpenQuestion:
        """The question that begins so."""
        return next(each for each in self.questions if each.text.startswith(begins))

    def words(self, text: str, at: datetime) -> str:
        """Somebody's words, with the names of days as they are on that day."""
        return self.calendar.words(text, at)

    @contextmanager
    def acting(self, called: str, at: datetime, purpose: str = "") -> Iterator[Reader]:
        """Somebody of the story acts as themself, or somebody who works here as a practitioner."""
        staff = self.is_staff(called)
        human = self.trust.humans[called] if staff else self.humans[called]
        capacity = Capacity.PRACTITIONER if staff else Capacity.ONESELF
        why = purpose or ("working with the network" if staff else "for oneself")
        with self.trust.acting(human, capacity, purpose=why, at=at) as reader:
            yield reader

    def seat(self, called: str, by: Reader, at: datetime) -> None:
        """Somebody of the story can sign in from now on."""
        if called in self.humans:
            return
        person = self.persons[called]
        human = Human.objects.create_user(called=person.full_name)
        people.seat(person=person, human=human, by=by, at=at)
        self.humans[called] = human
