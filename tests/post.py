"""How tests about messages begin: everyone's safe ways, a clock that a test winds, carriers that remember or fail."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from tests.people import DAY, MONDAY, Town
from tornio.actions import escalations, people
from tornio.actions.posting import Post, deliver
from tornio.core.messages import Carrier, Channel, Outcome, Parcel, Receipt
from tornio.core.people import Capacity, WayKind
from tornio.people.acting import as_clerk
from tornio.records.models import Message, Sending

MAIL = {
    name: f"{name.lower()}@example.org"
    for name in ("Leon", "Carol", "Neil", "Ruth", "Tomasz", "Farah", "Sadia", "Martin")
}
NUMBERS = {name: f"+4477009001{number:02}" for number, name in enumerate(MAIL)}
LONG_AGO = MONDAY - 300 * DAY


@dataclass
class Clock:
    """The time, wound by hand."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        """What it shows."""
        return self.now

    def wind(self, forward: timedelta) -> datetime:
        """Some time later."""
        self.now += forward
        return self.now


@dataclass
class Remembering:
    """A carrier that takes everything and remembers it; or answers as it is told to."""

    taken: list[Parcel] = field(default_factory=list)
    tried: int = 0
    answers: Callable[[Parcel, datetime], Receipt | None] = lambda _parcel, _at: None

    def carry(self, parcel: Parcel, at: datetime) -> Receipt:
        """Taken, unless it is told otherwise."""
        self.tried += 1
        answer = self.answers(parcel, at)
        if answer is None or answer.outcome is Outcome.TAKEN:
            self.taken.append(parcel)
        return answer or Receipt(Outcome.TAKEN)


def away(_parcel: Parcel, _at: datetime) -> Receipt:
    """Nobody listens there."""
    return Receipt(Outcome.FAILED, "ConnectionRefusedError", unreachable=True)


@dataclass
class House:
    """A town whose messages go out: what the worker does, by hand."""

    town: Town
    clock: Clock = field(default_factory=Clock)
    mail: Remembering = field(default_factory=Remembering)
    texts: Remembering = field(default_factory=Remembering)

    def post(self) -> Post:
        """The carriers for one round."""
        carriers: dict[Channel, Carrier] = {Channel.EMAIL: self.mail, Channel.TEXT: self.texts}
        return Post(carriers, self.clock)

    def look(self) -> int:
        """What is owed by now is written."""
        with self.town.nobody(at=self.clock.now, capacity=Capacity.JOB) as job:
            return escalations.look(by=job, at=self.clock.now)

    def round(self) -> int:
        """What the worker does every few seconds; how many messages a carrier took."""
        self.look()
        post = self.post()
        return sum(deliver(self.town.organisation, post=post, urgent=urgent) for urgent in (True, False))

    def reached(self) -> dict[str, list[str]]:
        """For each channel who was reached, by name, in order."""
        names = {address: name for known in (MAIL, NUMBERS) for name, address in known.items()}
        return {
            channel: [names[parcel.address] for parcel in carrier.taken]
            for channel, carrier in (("email", self.mail), ("text", self.texts))
        }

    def messages(self) -> list[Message]:
        """Every message, oldest first, as a job reads them."""
        with self.town.nobody(at=self.clock.now, capacity=Capacity.JOB), as_clerk():
            rows = Message.objects.select_related("person").order_by("written_at", "kind", "person__called", "route")
            return list(rows)

    def sendings(self) -> list[Sending]:
        """Every try."""
        with self.town.nobody(at=self.clock.now, capacity=Capacity.JOB), as_clerk():
            return list(Sending.objects.select_related("message__person").order_by("began_at", "number"))


def mail_for(town: Town, *names: str, hours: tuple[time, time] | None = None) -> None:
    """These people say that an e-mail is safe."""
    _tell(town, names, WayKind.EMAIL, MAIL, hours)


def texts_for(town: Town, *names: str, hours: tuple[time, time] | None = None) -> None:
    """These people say that a text is safe."""
    _tell(town, names, WayKind.TELEPHONE, NUMBERS, hours)


def _tell(
    town: Town, names: tuple[str, ...], kind: WayKind, values: dict[str, str], hours: tuple[time, time] | None
) -> None:
    begin, end = hours or (None, None)
    with town.nobody(at=LONG_AGO, capacity=Capacity.JOB) as by:
        for name in names:
            people.tell_safe_way(
                person=town.people[name], kind=kind, value=values[name], may_text=kind is WayKind.TELEPHONE,
                may_write=kind is WayKind.EMAIL, hours_from=begin, hours_until=end, by=by, at=LONG_AGO,
            )  # fmt: skip


def reachable(town: Town) -> House:
    """Everybody who works at Saltmere can be reached by e-mail and by text."""
    staff = ("Ruth", "Tomasz", "Farah", "Sadia", "Martin")
    mail_for(town, *staff)
    texts_for(town, *staff)
    return House(town)
