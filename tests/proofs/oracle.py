"""Who may read a row, worked out slowly and obviously from the tests' own table of who stands where."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.proofs.actors import Actor
from tests.proofs.town import ProofsTown
from tornio.core.people import Capacity
from tornio.core.sharing import RIGHTS, Kind, Reach, Relationship, Resource, Right, Shelf, reads_words
from tornio.core.voices import Audience
from tornio.web.policy import Who

STANDS_AS = {
    Who.CENTRE: Relationship.CENTRE,
    Who.MEMBER: Relationship.MEMBER,
    Who.NOT_READING: Relationship.OWN_WORDS,
    Who.IN_NAME: Relationship.OWN_WORDS,
    Who.LEFT: Relationship.OWN_WORDS,
    Who.PROXY: Relationship.PROXY,
    Who.TEAM: Relationship.TEAM,
    Who.SUBSTITUTE: Relationship.SUBSTITUTE,
    Who.DUTY: Relationship.DUTY,
    Who.RESPONSIBLE: Relationship.RESPONSIBLE,
    Who.BOOKED: Relationship.BOOKED,
    Who.TABLE: Relationship.SCREEN,
}
WORKS = {Who.TEAM, Who.SUBSTITUTE, Who.DUTY, Who.RESPONSIBLE, Who.BOOKED}
RESOURCE = {
    Reach.READS: Resource.ENTRIES,
    Reach.MAP: Resource.MAP,
    Reach.SAFE_WAYS: Resource.SAFE_WAYS,
    Reach.READINGS: Resource.READINGS,
    Reach.KEPT_APART: Resource.KEPT_APART,
}
STAFF = {Capacity.PRACTITIONER, Capacity.SERVICE_LEAD, Capacity.PRIVACY_LEAD}
Row = dict[str, Any]


@dataclass
class Everything:
    """Every row of every table, as the clerks of both organisations find it."""

    rows: dict[str, dict[UUID, Row]] = field(default_factory=dict)

    def where(self, table: str, **wanted: Any) -> list[Row]:
        """The rows of a table with these values."""
        found = self.rows[table].values()
        return [row for row in found if all(row[name] == value for name, value in wanted.items())]


@dataclass(frozen=True)
class Looking:
    """One actor: who they are here, in which capacity, and how they stand to each network."""

    actor: Actor
    proofs: ProofsTown
    organisation: UUID
    capacity: Capacity
    person: UUID | None
    practitioner: UUID | None
    meeting: UUID | None  # whose screen this is

    def standing(self, network: UUID | None) -> frozenset[Relationship]:
        """How they stand, by the tests' own table."""
        names = {getattr(self.proofs, name).network: name for name in ("leon", "omar", "iris", "northcliff")}
        return frozenset(STANDS_AS[who] for who in self.actor.standing(names.get(network, "")))

    def reaches(self, wanted: Reach, network: UUID | None) -> bool:
        """Whether this network is one of that set for them."""
        stands = self.standing(network)
        whos = {who for who, relationship in STANDS_AS.items() if relationship in stands}
        match wanted:
            case Reach.STANDS:
                return bool(stands)
            case Reach.CENTRE:
                return Relationship.CENTRE in stands
            case Reach.WORKS:
                return bool(whos & WORKS)
            case Reach.CLOSE:
                return Relationship.CENTRE in stands or bool(whos & WORKS)
        return any(Right.READ in RIGHTS.get((each, RESOURCE[wanted]), ()) for each in stands)


@dataclass(frozen=True)
class Asked:
    """One row before one actor."""

    who: Looking
    shelf: Shelf
    row: Row
    all_rows: Everything
    shelves: dict[str, Shelf]

    @property
    def is_mine(self) -> bool:
        """The row names them as whose it is."""
        return bool(self.shelf.own) and self.who.person is not None and self.row[self.shelf.own] == self.who.person

    @property
    def is_read_by_network(self) -> bool:
        """Their networks give it to them."""
        return self.who.reaches(self.shelf.reach, self.row.get(self.shelf.network))

    @property
    def is_staff(self) -> bool:
        """They see what is so in the whole organisation."""
        return self.who.capacity in STAFF

    @property
    def is_privacy(self) -> bool:
        """They answer for what is private."""
        return self.who.capacity is Capacity.PRIVACY_LEAD


def _trail(asked: Asked) -> bool:
    own = asked.who.person is not None and asked.row["person_id"] == asked.who.person
    shown = not (asked.shelf.hidden_by and asked.row[asked.shelf.hidden_by])
    readings = asked.who.reaches(Reach.READINGS, asked.row.get(asked.shelf.network))
    return own or asked.is_privacy or (shown and readings)


def _under(asked: Asked) -> bool:
    above, column = asked.shelf.parent
    parent = asked.all_rows.rows[above].get(asked.row[column])
    if asked.is_mine or parent is None:
        return asked.is_mine
    return may_read(asked.who, above, asked.shelves[above], parent, asked.all_rows, asked.shelves)


def _named(asked: Asked) -> bool:
    names = asked.is_staff or asked.who.capacity is Capacity.ADMINISTRATOR
    return names or asked.row["id"] in _people(asked.who, asked.all_rows)


POLICY: dict[Kind, Callable[[Asked], bool]] = {
    Kind.HOUSE: lambda asked: True,
    Kind.ROTA: lambda asked: asked.who.capacity in (Capacity.PRACTITIONER, Capacity.SERVICE_LEAD),
    Kind.COUNTED: lambda asked: asked.who.capacity is Capacity.SERVICE_LEAD,
    Kind.RELEASED: lambda asked: (
        asked.who.capacity in (Capacity.SERVICE_LEAD, Capacity.PRIVACY_LEAD, Capacity.EVALUATOR)
    ),
    Kind.EVALUATED: lambda asked: False,
    Kind.OUTSIDE: lambda asked: True,
    Kind.OWN: lambda asked: asked.is_mine,
    Kind.JOBS: lambda asked: False,
    Kind.PRIVACY: lambda asked: asked.is_privacy,
    Kind.SAFEGUARDING: lambda asked: asked.is_privacy,
    Kind.APART: lambda asked: (
        asked.is_privacy or asked.who.reaches(Reach.KEPT_APART, asked.row.get(asked.shelf.network))
    ),
    Kind.WORDS: lambda asked: _words(asked.who, asked.shelf, asked.row, asked.all_rows, mine=asked.is_mine),
    Kind.WATCHED: lambda asked: asked.is_mine or asked.is_privacy or asked.is_read_by_network,
    Kind.CLOSED: lambda asked: asked.is_mine or asked.is_read_by_network,
    Kind.FACTS: lambda asked: asked.is_mine or asked.is_staff or asked.is_read_by_network,
    Kind.MEETINGS: lambda asked: (
        asked.is_staff or asked.is_read_by_network or _was_asked(asked.who, asked.row, asked.all_rows)
    ),
    Kind.TRAIL: _trail,
    Kind.UNDER: _under,
    Kind.CONTACTS: lambda asked: _contact(asked.who, asked.row, asked.all_rows),
    Kind.WAYS: lambda asked: asked.is_mine or asked.row[asked.shelf.own] in _reachable(asked.who, asked.all_rows),
    Kind.PEOPLE: _named,
}


def may_read(who: Looking, table: str, shelf: Shelf, row: Row, all_rows: Everything, shelves: dict[str, Shelf]) -> bool:
    """The whole policy for one row: one's own organisation, in view, and what its shelf says."""
    if row["organisation_id"] != who.organisation or row.get("out_of_view_at") is not None:
        return False
    return POLICY[shelf.kind](Asked(who, shelf, row, all_rows, shelves))


def _words(who: Looking, shelf: Shelf, row: Row, all_rows: Everything, *, mine: bool) -> bool:
    above, column = shelf.parent
    if above and mine:
        return True  # where one stands oneself
    network = all_rows.rows[above][row[column]]["network_id"] if above else row[shelf.network]
    return reads_words(
        who.standing(network), audience=Audience(row["audience"]), is_mine=mine, is_chosen=who.person in row["chosen"]
    )


def _was_asked(who: Looking, row: Row, all_rows: Everything) -> bool:
    there = all_rows.where("records_presence", meeting_id=row["id"], person_id=who.person)
    asked = all_rows.where("records_invitation", meeting_id=row["id"], person_id=who.person, taken_back_at=None)
    return who.person is not None and bool(there or asked)


def _contact(who: Looking, row: Row, all_rows: Everything) -> bool:
    ours = who.person is not None and who.person in (row["caller_id"], row["person_id"])
    if ours or who.capacity is Capacity.SERVICE_LEAD or who.reaches(Reach.CENTRE, row["network_id"]):
        return True
    if who.practitioner is None:
        return False
    held = all_rows.rows["records_responsibility"][row["held_by_id"]]["practitioner_id"]
    offers = all_rows.where(
        "records_handover", first_contact_id=row["id"], offered_to_id=who.practitioner, answered_at=None
    )
    works_here = all_rows.rows["people_practitioner"][who.practitioner]["service_id"] == row["service_id"]
    waits = row["opened_at"] is None and row["closed_at"] is None and row["first_met_at"] is None
    in_hand = held == who.practitioner or bool(offers) or who.reaches(Reach.WORKS, row["network_id"])
    return in_hand or (works_here and waits) or _holds_the_telephone(who, row, all_rows)


def _holds_the_telephone(who: Looking, contact: Row, all_rows: Everything) -> bool:
    """In this town nobody but Sadia has a turn; Martin is who a gap falls to, when he acts as a practitioner."""
    return bool(all_rows.where("records_duty", practitioner_id=who.practitioner, service_id=contact["service_id"]))


def _reachable(who: Looking, all_rows: Everything) -> set[UUID]:
    """Whose contact details they may have, besides their own."""
    found = set()
    for network in all_rows.rows["records_network"].values():
        if who.reaches(Reach.SAFE_WAYS, network["id"]):
            found.add(network["centre_id"])
            found |= {row["person_id"] for row in all_rows.where("records_networkmember", network_id=network["id"])}
    for contact in all_rows.rows["records_firstcontact"].values():
        held = all_rows.rows["records_responsibility"][contact["held_by_id"]]["practitioner_id"]
        if who.practitioner and (held == who.practitioner or _holds_the_telephone(who, contact, all_rows)):
            found |= {contact["caller_id"], contact["person_id"]}
    return found


def _people(who: Looking, all_rows: Everything) -> set[UUID | None]:
    """Whom somebody who is not staff knows by name: themself, their networks, and everyone who works here."""
    found = {who.person}
    for table in ("people_practitioner", "people_office"):
        found |= {row["person_id"] for row in all_rows.rows[table].values()}
    for network in all_rows.rows["records_network"].values():
        if who.reaches(Reach.STANDS, network["id"]):
            found.add(network["centre_id"])
            for table in ("records_networkmember", "records_presence"):
                found |= {row["person_id"] for row in all_rows.where(table, network_id=network["id"])}
        if who.reaches(Reach.CLOSE, network["id"]):  # who may act for the person is told to them and their staff
            found |= {row["holder_id"] for row in all_rows.where("records_grant", network_id=network["id"])}
    return found
