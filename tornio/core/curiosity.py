"""Which readings the privacy lead is shown, and why: named reasons, nothing added up, nobody put before another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

AFTER_A_CALL = timedelta(hours=1)  # whoever took a call reads on this long while answering it
IN_A_ROW = timedelta(minutes=30)
MANY = 5  # networks that are not one's own to look after, one after another


class Reason(StrEnum):
    """Why somebody may want to ask about a reading; each is a question, never an answer."""

    SAME_SURNAME = "same_surname"
    SAME_ADDRESS = "same_address"
    COLLEAGUE = "colleague"  # the person at the centre works here
    NO_MEETING = "no_meeting"  # no meeting with this network, none agreed, no call just now
    MANY_IN_A_ROW = "many_in_a_row"


@dataclass(frozen=True, slots=True)
class Look:
    """One reading by somebody who works here, with what can be known of the two."""

    reader: UUID
    network: UUID
    at: datetime
    reader_name: str  # as compared: plain letters, small
    names: frozenset[str]  # of the person at the centre and who belongs
    reader_addresses: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    centre_works_here: bool = False
    looks_after_them: bool = False  # of the team, responsible, or in a meeting of theirs, past or agreed
    calls: tuple[datetime, ...] = ()  # that this reader took from this network


def surname(name: str) -> str:
    """The last of several names; nothing for somebody who has only one."""
    parts = name.split()
    return parts[-1] if len(parts) > 1 else ""


def plain_address(address: str) -> str:
    """An address as it is compared: letters and digits alone, small."""
    return "".join(each for each in address.casefold() if each.isalnum())


def _has_no_reason_to_be_there(look: Look) -> bool:
    on_the_line = any(began <= look.at <= began + AFTER_A_CALL for began in look.calls)
    return not (look.looks_after_them or on_the_line)


def reasons(look: Look) -> frozenset[Reason]:
    """The reasons that lie in this reading alone."""
    own = surname(look.reader_name)
    found = set()
    if own and own in {surname(name) for name in look.names}:
        found.add(Reason.SAME_SURNAME)
    if look.reader_addresses & look.addresses:
        found.add(Reason.SAME_ADDRESS)
    if look.centre_works_here and not look.looks_after_them:
        found.add(Reason.COLLEAGUE)
    if _has_no_reason_to_be_there(look):
        found.add(Reason.NO_MEETING)
    return frozenset(found)


def in_a_row(looks: Sequence[Look]) -> set[int]:
    """Which of one reader's looks, by their place in time order, stand among many networks in half an hour."""
    found: set[int] = set()
    strange = [place for place, look in enumerate(looks) if not look.looks_after_them]
    first = 0
    for end, place in enumerate(strange):
        while looks[place].at - looks[strange[first]].at > IN_A_ROW:
            first += 1
        stretch = strange[first : end + 1]
        if len({looks[each].network for each in stretch}) >= MANY:
            found.update(stretch)
    return found


def curious(looks: Iterable[Look]) -> dict[tuple[UUID, UUID], frozenset[Reason]]:
    """For each reader and network that somebody may want to ask about, every reason; the others are not told of."""
    by_reader: dict[UUID, list[Look]] = {}
    for look in looks:
        by_reader.setdefault(look.reader, []).append(look)
    found: dict[tuple[UUID, UUID], frozenset[Reason]] = {}
    for reader, theirs in by_reader.items():
        theirs.sort(key=lambda look: look.at)
        many = in_a_row(theirs)
        for place, look in enumerate(theirs):
            why = reasons(look) | ({Reason.MANY_IN_A_ROW} if place in many else set())
            if why:
                found[reader, look.network] = found.get((reader, look.network), frozenset()) | why
    return found
