"""Who may do what, said once as data: from how somebody stands to a network follow their rights in it (R8, R24).

Every table stands on a `Shelf`, which says by what a row of it is read. The querysets of `records.visible`, the
policies of the database and the pages in docs/ are made from this and from `RIGHTS`.
"""

from dataclasses import dataclass
from enum import StrEnum

from tornio.core.voices import Audience


class Relationship(StrEnum):
    """How a reader stands to one network just now."""

    CENTRE = "centre"
    MEMBER = "member"  # belongs, and the person lets them read
    OWN_WORDS = "own_words"  # belongs without reading, stays in name, or left: their own words only
    PROXY = "proxy"  # acts for the person by law, in what a grant covers and while it lasts
    TEAM = "team"
    RESPONSIBLE = "responsible"  # for the first contact
    BOOKED = "booked"  # before there is a team
    SUBSTITUTE = "substitute"  # from being named until 24 hours after
    DUTY = "duty"  # took a call of this network while on duty
    BREAK_GLASS = "break_glass"  # reached it for a reason, for an hour (R27)
    SCREEN = "screen"  # the screen on the table in a meeting: what everyone invited may read


class Resource(StrEnum):
    """What there is to read or write."""

    ENTRIES = "entries"  # voices, questions, decisions, positions, meetings, calls
    MAP = "map"
    SAFE_WAYS = "safe_ways"  # others' contact details
    READINGS = "readings"
    KEPT_APART = "kept_apart"  # kept from the person for a lawful reason (R25)


class Right(StrEnum):
    """What somebody may do with it."""

    READ = "read"
    WRITE = "write"


_RW = frozenset({Right.READ, Right.WRITE})
_R = frozenset({Right.READ})

# The table of the specification, row by row. What is not here is not allowed.
RIGHTS: dict[tuple[Relationship, Resource], frozenset[Right]] = {
    (Relationship.CENTRE, Resource.ENTRIES): _RW,
    (Relationship.CENTRE, Resource.MAP): _RW,
    (Relationship.CENTRE, Resource.READINGS): _R,
    (Relationship.MEMBER, Resource.ENTRIES): _RW,  # writing as the person allows: NetworkMember.may_write
    (Relationship.PROXY, Resource.ENTRIES): _RW,  # writing where the grant says so: Grant.may_write
    (Relationship.PROXY, Resource.MAP): _R,
    (Relationship.TEAM, Resource.ENTRIES): _RW,
    (Relationship.TEAM, Resource.MAP): _RW,
    (Relationship.TEAM, Resource.SAFE_WAYS): _RW,
    (Relationship.TEAM, Resource.KEPT_APART): _RW,
    (Relationship.RESPONSIBLE, Resource.ENTRIES): _RW,
    (Relationship.RESPONSIBLE, Resource.MAP): _R,
    (Relationship.RESPONSIBLE, Resource.SAFE_WAYS): _RW,
    (Relationship.BOOKED, Resource.ENTRIES): _RW,
    (Relationship.BOOKED, Resource.MAP): _R,
    (Relationship.BOOKED, Resource.SAFE_WAYS): _RW,
    (Relationship.SUBSTITUTE, Resource.ENTRIES): _RW,
    (Relationship.SUBSTITUTE, Resource.MAP): _R,
    (Relationship.SUBSTITUTE, Resource.SAFE_WAYS): _R,
    (Relationship.SUBSTITUTE, Resource.KEPT_APART): _R,
    (Relationship.DUTY, Resource.ENTRIES): _RW,
    (Relationship.DUTY, Resource.MAP): _R,
    (Relationship.DUTY, Resource.SAFE_WAYS): _R,
    (Relationship.DUTY, Resource.KEPT_APART): _R,
    (Relationship.BREAK_GLASS, Resource.ENTRIES): _R,
    (Relationship.BREAK_GLASS, Resource.MAP): _R,
    (Relationship.BREAK_GLASS, Resource.SAFE_WAYS): _R,
    (Relationship.SCREEN, Resource.ENTRIES): _R,
}

STAFF = frozenset(
    {
        Relationship.TEAM,
        Relationship.RESPONSIBLE,
        Relationship.BOOKED,
        Relationship.SUBSTITUTE,
        Relationship.DUTY,
    }
)

# Who reads what is for the person and the team: whoever works with them, and whoever had to reach them (R27).
CLOSE = STAFF | {Relationship.CENTRE, Relationship.BREAK_GLASS}


def may(relationships: frozenset[Relationship], right: Right, resource: Resource) -> bool:
    """True when any of the ways in which somebody stands to the network gives the right."""
    return any(right in RIGHTS.get((standing, resource), frozenset()) for standing in relationships)


class Reach(StrEnum):
    """The sets of networks that decide, each following from `RIGHTS`."""

    STANDS = "stands"  # in which the reader stands in any way
    READS = "reads"  # whose shared entries they read
    CLOSE = "close"  # the person, those who work with the network, and whoever broke the glass
    CENTRE = "centre"  # their own
    WORKS = "works"  # those they work with
    MAP = "map"
    SAFE_WAYS = "safe_ways"
    READINGS = "readings"
    KEPT_APART = "kept_apart"  # kept from the person for a lawful reason (R25)


_READ_BY = {
    Resource.ENTRIES: Reach.READS,
    Resource.MAP: Reach.MAP,
    Resource.SAFE_WAYS: Reach.SAFE_WAYS,
    Resource.READINGS: Reach.READINGS,
    Resource.KEPT_APART: Reach.KEPT_APART,
}


def reaches(standing: frozenset[Relationship]) -> frozenset[Reach]:
    """Which sets a network belongs to for somebody who stands to it in these ways."""
    found = {Reach.STANDS} if standing else set()
    if standing & CLOSE:
        found.add(Reach.CLOSE)
    if Relationship.CENTRE in standing:
        found.add(Reach.CENTRE)
    if standing & STAFF:
        found.add(Reach.WORKS)
    found |= {reach for resource, reach in _READ_BY.items() if may(standing, Right.READ, resource)}
    return frozenset(found)


def reads_words(standing: frozenset[Relationship], *, audience: Audience, is_mine: bool, is_chosen: bool) -> bool:
    """True when somebody who stands so may read words with this audience (R23, R24).

    `is_mine`: they said them. `is_chosen`: their author chose them, among others, to read it.
    """
    here = reaches(standing)
    if is_mine or Reach.READS not in here:
        return is_mine and Reach.STANDS in here
    match audience:
        case Audience.NETWORK:
            return True
        case Audience.PERSON_AND_TEAM:
            return Reach.CLOSE in here
        case Audience.CHOSEN:
            return is_chosen or Reach.CENTRE in here
        case Audience.AUTHOR:  # pragma: no branch - the types know no other audience
            return False


class Kind(StrEnum):
    """By what a row is read."""

    HOUSE = "house"  # whoever acts in the organisation: who works here, who holds the telephone
    ROTA = "rota"  # when we work: practitioners and service leads; whoever might lie in wait for one of us never learns
    COUNTED = "counted"  # how many, exact, never who: service leads
    RELEASED = "released"  # what leaves the service: service leads, privacy leads, evaluators
    EVALUATED = "evaluated"  # what a release was counted from, under keys that mean nothing elsewhere: one job
    PEOPLE = "people"  # names: of one's networks; staff those of the organisation ("do we know them?")
    WAYS = "ways"  # contact details: one's own, and those of the networks and contacts one works with (R9)
    OWN = "own"  # one's own alone
    WORDS = "words"  # by the audience of each row (R23, R24)
    CLOSED = "closed"  # by the reader's networks alone, whoever they are
    FACTS = "facts"  # by the reader's networks; staff those of the organisation, without words
    MEETINGS = "meetings"  # like facts; and those at which the reader was
    CONTACTS = "contacts"  # first contacts: who has them in hand, and their own caller
    UNDER = "under"  # by the row it belongs to
    TRAIL = "trail"  # who read and changed what
    PRIVACY = "privacy"  # the privacy lead's own notes
    JOBS = "jobs"  # jobs alone
    APART = "apart"  # kept from the person (R25): whoever reaches it by `Reach.KEPT_APART`, and the privacy lead
    SAFEGUARDING = "safeguarding"  # any of the staff may write it; the privacy lead alone reads it
    WATCHED = "watched"  # by the reader's networks, by whose it is, and by the privacy lead: what left a record
    OUTSIDE = "outside"  # nobody's data


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a table stands. Columns are named as in the database.

    `network` is the column that names the network, `own` the column that names a person whose row it is, `reach`
    the set of networks that reads, `parent` the table and column of the row it belongs to, `hidden_by` a column that
    is true where the row is kept and not shown to the person it is about, `signed` the column that names whoever
    writes it down: nobody writes in another's name (R17).
    """

    kind: Kind
    network: str = "network_id"
    own: str = ""
    reach: Reach = Reach.READS
    parent: tuple[str, str] = ("", "")
    hidden_by: str = ""
    signed: str = ""


HOUSE = Shelf(Kind.HOUSE)
ROTA = Shelf(Kind.ROTA)
COUNTED = Shelf(Kind.COUNTED)
RELEASED = Shelf(Kind.RELEASED)
EVALUATED = Shelf(Kind.EVALUATED)


def own(person: str) -> Shelf:
    """Read by the person named in this column alone."""
    return Shelf(Kind.OWN, own=person)


def words(author: str, *, under: tuple[str, str] = ("", ""), signed: str = "written_by_id") -> Shelf:
    """Words with an audience, whose they are and who writes them; `under` a row that names the network."""
    return Shelf(Kind.WORDS, own=author, parent=under, signed=signed)


def closed(reach: Reach = Reach.CLOSE, network: str = "network_id") -> Shelf:
    """Read by whoever reaches the network so, and nobody else."""
    return Shelf(Kind.CLOSED, network=network, reach=reach)


def watched(*, own: str = "") -> Shelf:
    """What left a record, or stands frozen: the person, those who work with them, whose it is, the privacy lead."""
    return Shelf(Kind.WATCHED, own=own, reach=Reach.CLOSE)


def facts(reach: Reach = Reach.READS, *, network: str = "network_id", own: str = "") -> Shelf:
    """What is so, without words: by one's networks, one's own row, and staff."""
    return Shelf(Kind.FACTS, network=network, own=own, reach=reach)


def under(table: str, column: str, *, own: str = "") -> Shelf:
    """Read by whoever reads the row of that table which this column names."""
    return Shelf(Kind.UNDER, parent=(table, column), own=own)
