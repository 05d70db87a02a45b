"""Messages: what may be told and how little of it is said, by which way, when again, and when no more (R9).

A message says that there is one, and the service's neutral name. Nothing else ever leaves the house.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from tornio.core.errors import Refused
from tornio.core.safe_hours import SafeHours


class MessageKind(StrEnum):
    """What a message is about; never said in it, told only inside, to whoever it is for."""

    INVITED = "invited"  # asked to a meeting
    REMINDER = "reminder"  # the day before
    MOVED = "moved"  # another time or place
    CALLED_OFF = "called_off"
    TEAM = "team"  # somebody joined or left the team (R12)
    STANDS_IN = "stands_in"  # who stands in, told beforehand (R12)
    READ_BACK = "read_back"  # your words were written down and read back (R17)
    OFFERED = "offered"  # a first contact is offered to you (R6)
    WAITS = "waits"  # a first contact has no meeting yet (R4)
    SILENCE = "silence"  # somebody at a door has not said that they are out (R10)
    HELP = "help"  # somebody at a door needs help (R10)
    BEYOND = "beyond"  # somebody reached beyond their networks: for the privacy lead (R27)
    TELEPHONE = "telephone"  # when one of us holds the telephone has changed (R5)
    EXPECTED = "expected"  # one of us is expected at a meeting that is new, agreed or at another time
    NOT_EXPECTED = "not_expected"  # one of us is expected at a meeting no more; never why (R12)
    LOOK = "look"  # something waits for them to look at it (R25); the same word whatever it is, and for whomever


AT_ANY_HOUR = frozenset(
    {
        MessageKind.OFFERED,
        MessageKind.WAITS,
        MessageKind.SILENCE,
        MessageKind.HELP,
        MessageKind.BEYOND,
        MessageKind.TELEPHONE,
    }
)
"""Told to whoever works here at every hour; everything else in the hours that they call safe."""
TO_STAFF = AT_ANY_HOUR | {MessageKind.EXPECTED, MessageKind.NOT_EXPECTED, MessageKind.LOOK}
"""Told to whoever works here."""
URGENT = frozenset({MessageKind.WAITS, MessageKind.SILENCE, MessageKind.HELP, MessageKind.BEYOND})
"""What cannot wait: sent before all else, tried again within seconds."""


class Channel(StrEnum):
    """How a message travels."""

    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"


BY_MACHINE = (Channel.TEXT, Channel.EMAIL)


class MessageState(StrEnum):
    """Where a message has got to."""

    WAITING = "waiting"  # for its moment, or for another try
    TO_PRINT = "to_print"  # a letter: somebody prints and posts it
    SENT = "sent"  # taken by whoever carries it
    POSTED = "posted"
    TOLD = "told"  # a human told them in another way
    NOT_NEEDED = "not_needed"  # what it was about is over, or is theirs to read no more
    NOT_ARRIVED = "not_arrived"


ENDED = frozenset(MessageState) - {MessageState.WAITING, MessageState.TO_PRINT}


class NotArrived(StrEnum):
    """Why a message did not arrive."""

    NO_WAY = "no_way"  # nobody has told us a way that is safe
    HOURS_IN_WORDS = "hours_in_words"  # the safe hours are told in words, which no machine may guess at
    REFUSED = "refused"  # every way they gave refuses it
    TOO_LATE = "too_late"  # it could not be sent while it was of use


class Outcome(StrEnum):
    """What came of one sending."""

    TAKEN = "taken"
    REFUSED = "refused"  # there is no such address: the same way need not be tried again
    FAILED = "failed"  # not now
    UNKNOWN = "unknown"  # it may have been taken: asked again under the same reference


@dataclass(frozen=True, slots=True)
class Words:
    """All that a message says."""

    subject: str
    body: str


# The whole of what Tornio ever sends; a test reads every line for anything that it must not say.
TEMPLATES: Mapping[tuple[str, bool], Words] = {
    ("en", False): Words("A message for you", "There is a message for you.\n\n{name}"),
    ("en", True): Words("A message for you, now", "There is a message for you. It cannot wait.\n\n{name}"),
    ("fi", False): Words("Sinulle on viesti", "Sinulle on viesti.\n\n{name}"),
    ("fi", True): Words("Sinulle on viesti nyt", "Sinulle on viesti. Se ei voi odottaa.\n\n{name}"),
}


def one_line(text: str, field: str) -> str:
    """The text, refused when it holds a line break or anything that does not show: a header would end there."""
    if not text.strip() or any(not each.isprintable() for each in text):
        raise Refused("This has to be one line of plain text.", field)
    return text


def compose(kind: MessageKind, name: str, language: str = "en") -> Words:
    """What is said: that there is a message, and the neutral name; in English where there is no better."""
    template = TEMPLATES.get((language[:2].lower(), kind in URGENT), TEMPLATES["en", kind in URGENT])
    neutral = one_line(name, "neutral_name")
    return Words(template.subject, template.body.format(name=neutral))


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message on its way to one address; `reference` is the same at every try, so that none arrives twice."""

    reference: UUID
    channel: Channel
    address: str
    words: Words
    name: str
    urgent: bool
    doubtful: bool = False  # an earlier try may have been taken

    def __post_init__(self) -> None:
        one_line(self.address, "address")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the carrier answered; `reason` is a code of theirs or a kind of error, never an address or a word."""

    outcome: Outcome
    reason: str = ""
    unreachable: bool = False  # the carrier itself is away: nothing else need be tried there just now


class Carrier(Protocol):
    """Whoever takes messages out of the house."""

    def carry(self, parcel: Parcel, at: datetime) -> Receipt:
        """Hand over one parcel; never raises for what a network can do."""


class PostBox:
    """The demo's carrier: takes everything and keeps it in the house."""

    def carry(self, parcel: Parcel, at: datetime) -> Receipt:
        """Taken, and gone nowhere."""
        return Receipt(Outcome.TAKEN, "demo")


@dataclass(frozen=True, slots=True)
class Way:
    """A way that somebody calls safe, for messages. `hours` None: told in words, which no machine may guess at."""

    id: UUID
    channel: Channel
    address: str
    hours: SafeHours | None
    language: str = "en"


CLAIMED_FOR = timedelta(seconds=30)
"""How long whoever took a message in hand has for it: longer than any carrier is waited for, so that only who was
killed meanwhile is overtaken, and short enough that what cannot wait is told within the minute."""
_CALM = tuple(timedelta(minutes=each) for each in (1, 2, 5, 10, 15, 30))
_URGENT = (*(timedelta(seconds=15),) * 8, *(timedelta(minutes=1),) * 8, timedelta(minutes=5))
AWAY_FOR = timedelta(minutes=1)
"""When a carrier is away, how long until its calm messages look again."""
OVERDUE_AFTER = timedelta(minutes=15)
"""A message that could not be sent for so long is shown to humans, while it is still tried."""


def next_try(tries: int, at: datetime, *, urgent: bool) -> datetime:
    """When to try again after so many tries: soon at first, then every half hour, or every five minutes."""
    steps = _URGENT if urgent else _CALM
    return at + steps[min(max(tries, 1), len(steps)) - 1]


def route(
    ways: Sequence[Way], tries: int, *, away: Collection[Channel] = (), wanted: str = "", again: UUID | None = None
) -> Way | None:
    """The way to try now; None when none can be tried just now.

    Each failure turns to the next way; `again` is the way whose outcome is not known, tried under its reference.
    """
    known = [way for way in ways if way.id == again]
    open_ways = [way for way in known or ways if way.channel not in away and wanted in ("", way.channel.value)]
    return open_ways[tries % len(open_ways)] if open_ways else None


def in_order(ways: Iterable[Way]) -> list[Way]:
    """A text reaches most people soonest, then e-mail; a letter only where there is nothing else."""
    ordered = sorted(ways, key=lambda way: (list(Channel).index(way.channel), way.address))
    by_machine = [way for way in ordered if way.channel in BY_MACHINE]
    return by_machine or ordered
