"""Who may do what, said once as data: from how somebody stands to a network follow their rights in it (R8, R24)."""

from enum import StrEnum


class Relationship(StrEnum):
    """How a reader stands to one network just now."""

    CENTRE = "centre"
    MEMBER = "member"  # belongs, and the person lets them read
    OWN_WORDS = "own_words"  # belongs without reading, stays in name, or left: their own words only
    TEAM = "team"
    RESPONSIBLE = "responsible"  # for the first contact
    BOOKED = "booked"  # before there is a team
    SUBSTITUTE = "substitute"  # from being named until 24 hours after
    DUTY = "duty"  # took a call of this network while on duty


class Resource(StrEnum):
    """What there is to read or write."""

    ENTRIES = "entries"  # voices, questions, decisions, positions, meetings, calls
    MAP = "map"
    SAFE_WAYS = "safe_ways"  # others' contact details
    READINGS = "readings"


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
    (Relationship.TEAM, Resource.ENTRIES): _RW,
    (Relationship.TEAM, Resource.MAP): _RW,
    (Relationship.TEAM, Resource.SAFE_WAYS): _RW,
    (Relationship.RESPONSIBLE, Resource.ENTRIES): _RW,
    (Relationship.RESPONSIBLE, Resource.MAP): _R,
    (Relationship.RESPONSIBLE, Resource.SAFE_WAYS): _RW,
    (Relationship.BOOKED, Resource.ENTRIES): _RW,
    (Relationship.BOOKED, Resource.MAP): _R,
    (Relationship.BOOKED, Resource.SAFE_WAYS): _RW,
    (Relationship.SUBSTITUTE, Resource.ENTRIES): _RW,
    (Relationship.SUBSTITUTE, Resource.MAP): _R,
    (Relationship.SUBSTITUTE, Resource.SAFE_WAYS): _R,
    (Relationship.DUTY, Resource.ENTRIES): _RW,
    (Relationship.DUTY, Resource.MAP): _R,
    (Relationship.DUTY, Resource.SAFE_WAYS): _R,
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


def may(relationships: frozenset[Relationship], right: Right, resource: Resource) -> bool:
    """True when any of the ways in which somebody stands to the network gives the right."""
    return any(right in RIGHTS.get((standing, resource), frozenset()) for standing in relationships)
