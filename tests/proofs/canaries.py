"""A token of its own in every private field of everyone, and who may ever see each: the oracle, written out slowly.

The tokens are planted by the owner of the tables, past all actions. An answer, a log line or a file is swept for them
all at once; each that is found is looked up here, and asked whether whoever saw it may.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections

from tests.people import MONDAY, Town
from tests.proofs.actors import NETWORKS, ON_THE_TELEPHONE, Actor, keys_of
from tests.proofs.town import ProofsTown
from tornio.people.models import Person, SafeWay
from tornio.records.models import Draft
from tornio.web.policy import OF_US, Who

TOKEN = re.compile(r"zq[0-9a-f]{14}", re.IGNORECASE)
# Where people's own words, names and ways stand. `name_key` is how a name is found again: it is never to be seen.
PRIVATE: dict[str, tuple[str, ...]] = {
    "people_person": ("full_name", "called", "name_key", "communication_needs", "identifier"),
    "people_safeway": ("value", "good_hours"),
    "records_voice": ("text", "read_back_words", "said_to"),
    "records_call": ("words", "decided_for_self"),
    "records_stafftalk": ("why", "words", "others"),
    "records_safetyact": ("what", "by_whom", "power", "why_without"),
    "records_openquestion": ("text",),
    "records_decision": ("words",),
    "records_position": ("words",),
    "records_wish": ("words",),
    "records_lifeevent": ("what", "provider", "power", "source_words"),
    "records_keptapart": ("words", "why"),
    "records_draft": ("text",),
    "records_networkmeeting": ("place_words", "closing_words"),
    "records_networkmember": ("relation",),
    "records_mapnode": ("called", "relation", "word"),
    "records_firstcontact": (
        "own_words", "caller_name", "caller_relation", "person_name", "language", "needs", "wishes", "onset_words",
    ),
}  # fmt: skip
# Each of these is there so many times over, with the same reader and another token.
MANY_TIMES = {"records_voice": 45, "records_call": 40, "records_stafftalk": 40, "records_safetyact": 25,
              "records_openquestion": 25, "people_safeway": 12, "records_draft": 40}  # fmt: skip
# Who comes to meetings, or acts for who does: they know where, and who the others are.
COMES = {Who.CENTRE, Who.MEMBER, Who.PROXY, Who.NOT_READING, Who.TABLE}
CROWD = 1_600  # people of Saltmere of whom nobody here knows anything


@dataclass(frozen=True, slots=True)
class Place:
    """Where a token stands: the table, the column, and the whole row."""

    table: str
    column: str
    row: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.table}.{self.column} of {self.row['id']}"


def _asked(sql: str, *given: str) -> list[dict[str, Any]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, given)
        if cursor.description is None:
            return []
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _more(table: str, times: int, **also: str) -> None:
    """The rows of a table so many times over, each with a key of its own."""
    rows = _asked("SELECT column_name FROM information_schema.columns WHERE table_name = %s", table)
    columns = [row["column_name"] for row in rows]
    taken = ", ".join("gen_random_uuid()" if name == "id" else also.get(name, f't."{name}"') for name in columns)
    listed = ", ".join(f'"{name}"' for name in columns)
    _asked(f'INSERT INTO "{table}" ({listed}) SELECT {taken} FROM "{table}" t, generate_series(1, {times}) AS n')


def _people(proofs: ProofsTown) -> None:
    """A crowd, and something private of everybody: what they need, a number, a way to reach them, a draft."""
    organisation = proofs.here.organisation
    Person.objects.using("owner").bulk_create(
        Person(organisation=organisation, full_name="x", called="x", name_key="x", identifier=f"c{number}")
        for number in range(CROWD)
    )
    _asked("UPDATE people_person SET communication_needs = 'x', identifier = left(md5(id::text), 15)")
    seated = {person.pk: person for town in (proofs.here, proofs.elsewhere) for person in town.people.values()}
    SafeWay.objects.using("owner").bulk_create(
        SafeWay(organisation_id=each.organisation_id, person_id=key, kind="telephone", value="x", may_ring=True,
                may_text=True, good_hours="x", since=MONDAY)
        for key, each in seated.items()
    )  # fmt: skip
    Draft.objects.using("owner").bulk_create(
        Draft(organisation_id=each.organisation_id, person_id=key, place="say/x/", text="x", at=MONDAY)
        for key, each in seated.items()
    )


def plant(proofs: ProofsTown) -> dict[str, Place]:
    """A token in every private field, and where each stands."""
    _people(proofs)
    for table, times in MANY_TIMES.items():
        _more(table, times, **({"place": "t.place || n"} if table == "records_draft" else {}))
    found: dict[str, Place] = {}
    for table, columns in PRIVATE.items():
        for column in columns:
            token = f"'zq' || left(md5('{table}.{column}' || id::text), 14)"
            _asked(f'UPDATE "{table}" SET "{column}" = {token} WHERE "{column}" <> \'\'')
        for row in _asked(f'SELECT * FROM "{table}"'):
            for column in columns:
                if row[column]:
                    found[row[column].lower()] = Place(table, column, row)
    return found


@dataclass
class Oracle:
    """Who may see what. `names` gives each network its name, `circle` its people, `holders` who acts for its person."""

    proofs: ProofsTown
    names: dict[UUID, str]
    circle: dict[str, set[UUID]]
    holders: dict[str, set[UUID]]
    staff: set[UUID]
    parents: dict[UUID, dict[str, Any]]

    def may(self, actor: Actor, place: Place, where: str = "") -> bool:
        """Whether this actor may see what stands there; `where` tells which page shows it."""
        row = place.row
        town = self.proofs.elsewhere if "elsewhere" in actor.name else self.proofs.here
        if row["organisation_id"] != town.organisation.pk:
            return False
        if Who.PRIVACY_LEAD in actor.is_also:
            return place.table != "records_draft"
        if "/beyond/" in where and place.column in ("full_name", "called") and Who.PRACTITIONER in actor.is_also:
            return True  # before reaching beyond one's networks one is told whose it is (R27)
        if where == "GET /networks/" and actor.called == ON_THE_TELEPHONE and place.column in ("full_name", "called"):
            return True  # what came by the web is in her hand, and its network on her list (R5)
        if "/call/" in where and place.column in ("full_name", "called", "relation"):
            return actor.called == ON_THE_TELEPHONE or self._plainly(actor, place, town)  # who is on the line?
        return self._plainly(actor, place, town)

    def _plainly(self, actor: Actor, place: Place, town: Town) -> bool:
        """The same, wherever it is shown."""
        row = place.row
        me = town.people[actor.called].pk if actor.called else None
        asked = getattr(self, f"_{place.table.partition('_')[2]}", self._words)
        return bool(asked(actor, me, row, place.column))

    def _standing(self, actor: Actor, row: dict[str, Any]) -> frozenset[Who]:
        return actor.standing(self.names.get(row["network_id"], ""))

    def _words(self, actor: Actor, me: UUID | None, row: dict[str, Any], _column: str) -> bool:
        """Words have an audience; their author reads them always."""
        stands = self._standing(actor, row)
        author = next(
            (row[name] for name in ("author_id", "caller_id", "asked_by_id", "person_id") if name in row), None
        )
        if not stands:
            return False
        if author is not None and author == me:
            return True
        reads = bool(stands & ({Who.CENTRE, Who.MEMBER, Who.PROXY} | OF_US))
        match row["audience"]:
            case "network":
                return reads or Who.TABLE in stands
            case "person_and_team":
                return bool(stands & ({Who.CENTRE} | OF_US))
            case "chosen":
                return Who.CENTRE in stands or (reads and me in row["chosen"])
        return False

    def _position(self, actor: Actor, me: UUID | None, row: dict[str, Any], column: str) -> bool:
        decision = self.parents[row["decision_id"]]
        return self._words(actor, me, row | {"network_id": decision["network_id"]}, column)

    def _stafftalk(self, actor: Actor, _me: UUID | None, row: dict[str, Any], _column: str) -> bool:
        return bool(self._standing(actor, row) & ({Who.CENTRE} | OF_US))

    _wish = _lifeevent = _stafftalk

    def _keptapart(self, actor: Actor, _me: UUID | None, row: dict[str, Any], _column: str) -> bool:
        return bool(self._standing(actor, row) & {Who.TEAM, Who.SUBSTITUTE, Who.DUTY})

    def _mapnode(self, actor: Actor, _me: UUID | None, row: dict[str, Any], _column: str) -> bool:
        drawn = self.parents[row["map_id"]]
        return bool(self._standing(actor, drawn) & ({Who.CENTRE, Who.PROXY} | OF_US))

    def _draft(self, _actor: Actor, me: UUID | None, row: dict[str, Any], _column: str) -> bool:
        return bool(row["person_id"] == me)

    def _networkmeeting(self, actor: Actor, _me: UUID | None, row: dict[str, Any], _column: str) -> bool:
        """The place is for those who were asked; Dot was, and comes to say her own words."""
        stands = self._standing(actor, row)
        return bool(stands & (COMES | OF_US))

    def _networkmember(self, actor: Actor, me: UUID | None, row: dict[str, Any], _column: str) -> bool:
        """Who somebody is to the person is told where they speak and meet; one's own place is one's own."""
        stands = self._standing(actor, row)
        return row["person_id"] == me or bool(stands & (COMES | OF_US))

    def _safeway(self, actor: Actor, me: UUID | None, row: dict[str, Any], _column: str) -> bool:
        """One's own, and as one of us those of the people one works with (R9)."""
        return row["person_id"] == me or self._works_with(actor, row["person_id"])

    def _works_with(self, actor: Actor, person: UUID) -> bool:
        known = [name for name in NETWORKS if person in self.circle[name]]
        on_call = actor.called == ON_THE_TELEPHONE or (Who.PRACTITIONER in actor.is_also and "iris" in known)
        return any(actor.standing(name) & OF_US for name in known) or (bool(known) and on_call)

    def _person(self, actor: Actor, me: UUID | None, row: dict[str, Any], column: str) -> bool:
        """Names: one's own, whoever works here, and the people of networks one stands in; the rest is for who works
        with them, and how a name is found again is for nobody."""
        if column == "name_key":
            return False
        if column in ("communication_needs", "identifier"):
            return row["id"] == me or self._works_with(actor, row["id"])
        if row["id"] == me or row["id"] in self.staff:
            return True
        if any(actor.standing(name) & ({Who.CENTRE} | OF_US) for name in NETWORKS if row["id"] in self.holders[name]):
            return True  # who may act for the person is told to them and to who works with them
        known = [name for name in NETWORKS if row["id"] in self.circle[name]]
        return any(actor.standing(name) for name in known) or self._works_with(actor, row["id"])

    def _firstcontact(self, actor: Actor, me: UUID | None, row: dict[str, Any], _column: str) -> bool:
        """The person reads what was said about them; whoever called, their own words; and who of us has it in hand."""
        stands = self._standing(actor, row)
        if stands & ({Who.CENTRE} | OF_US) or (me is not None and row["caller_id"] == me):
            return True
        works = Who.PRACTITIONER in actor.is_also
        return works and (actor.called == ON_THE_TELEPHONE or row["opened_at"] is None)


def oracle(proofs: ProofsTown) -> Oracle:
    """The oracle, from the tables as their owner sees them."""
    known = {keys_of(proofs, name).network: name for name in NETWORKS}
    names: defaultdict[UUID, str] = defaultdict(lambda: "of whoever wrote", known)  # a first contact from the web
    circle: defaultdict[str, set[UUID]] = defaultdict(set)
    for row in _asked("SELECT id, centre_id FROM records_network"):
        circle[names[row["id"]]].add(row["centre_id"])
    for row in _asked("SELECT network_id, person_id FROM records_networkmember"):
        circle[names[row["network_id"]]].add(row["person_id"])
    holders: defaultdict[str, set[UUID]] = defaultdict(set)
    for row in _asked("SELECT network_id, holder_id FROM records_grant"):
        holders[names[row["network_id"]]].add(row["holder_id"])
    works = _asked("SELECT person_id FROM people_practitioner UNION SELECT person_id FROM people_office")
    parents = _asked("SELECT id, network_id FROM records_decision") + _asked(
        "SELECT id, network_id FROM records_networkmap"
    )
    return Oracle(
        proofs, names, circle, holders, {row["person_id"] for row in works}, {row["id"]: row for row in parents}
    )


def seen_in(text: str) -> Iterator[str]:
    """Every token in a text, once."""
    yield from {found.lower() for found in TOKEN.findall(text)}
