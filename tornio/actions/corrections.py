"""Corrections are additions: somebody says what is not right, staff put a fact right, and what was stays (R17, R28)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tornio.actions.frame import action, kept_already, note
from tornio.actions.standing import is_centre_of, is_staff_of, works_with
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.dates import a_birth
from tornio.core.inputs.identifiers import an_identifier
from tornio.core.inputs.names import a_name, same_name_key
from tornio.core.inputs.text import a_line, own_words
from tornio.core.rights import Fact
from tornio.core.voices import Audience
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.models import Person, Practitioner
from tornio.records.models import Correction, Network, NetworkMember, Statement
from tornio.records.visible.rights import Entry

HOW = "Say how you know."


@action
def not_right(
    *,
    key: UUID,
    entry: Entry,
    words: str,
    by: Reader,
    at: datetime,
    person: UUID | None = None,
    read_back: bool = False,
) -> Statement:
    """Somebody who reads an entry says beside it what is not right. It stays as it was said; so do their words.

    Staff may write it down for somebody of the network, read back to them. It is for whom the entry is for.
    """
    kept: Statement | None = kept_already(Statement, key, network_id=entry.network_id, written_by_id=by.person)
    if kept is not None:
        return kept
    whose = person or by.person
    if whose != by.person:
        _for_somebody(entry, whose, by, read_back=read_back)
    made = Statement.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network_id=entry.network_id,
        kind=entry.kind.value,
        author_id=entry.author_id,
        said_at=entry.at,
        person_id=whose,
        spoken_as=_as_whom(entry.network_id, whose),
        written_by_id=by.person,
        read_back_at=at if whose != by.person else None,
        words=own_words(words, missing="Write what is not right."),
        at=at,
        audience=entry.audience,
        chosen=list(entry.chosen),
    )
    note("said that something is not right", by=by, at=at, network=entry.network_id, subject=made.pk)
    return made


def _for_somebody(entry: Entry, whose: UUID, by: Reader, *, read_back: bool) -> None:
    works_with(by, entry.network_id)
    if entry.audience == Audience.AUTHOR.value:
        raise NotForYou
    of_network = Network.objects.filter(pk=entry.network_id, centre=whose).exists()
    if not of_network and not NetworkMember.objects.filter(network=entry.network_id, person=whose).exists():
        raise Refused("Whose words are these?", "person")
    if not read_back:
        raise Refused("Read it back first, and keep it when they say yes.", "read_back")


def _as_whom(network_id: UUID, person: UUID) -> str:
    """As whom they say it: their relation, or what they are here."""
    members = NetworkMember.objects.filter(network=network_id, person=person).order_by("-during")
    relation = members.values_list("relation", flat=True).first()
    described = Practitioner.objects.filter(person=person).values_list("described", flat=True).first()
    return (relation or described or "")[:120]


@dataclass(frozen=True, slots=True)
class Right:
    """A fact as it should be: how it is told from now on, and which columns of the person say so."""

    now: str
    columns: dict[str, Any]


def _of_person(fact: Fact, now: str, network: Network, at: datetime, answer: str | None) -> Right:
    match fact:
        case Fact.FULL_NAME:
            name = a_name(now, field="now")
            return Right(name, {"full_name": name, "name_key": same_name_key(name)})
        case Fact.CALLED:
            called = a_line(now, missing="What are they called?", field="now")
            return Right(called, {"called": called})
        case Fact.BORN_ON:
            born = a_birth(now, today=at.date(), answer=answer, field="now")
            return Right(
                born.on.isoformat() if born.on else str(born.year), {"born_on": born.on, "born_year": born.year}
            )
        case Fact.IDENTIFIER:
            kinds = profiles.profile(network.service.profile).jurisdiction.identifiers
            if not kinds:
                raise Refused("No such number is known in this country.", "now")
            number = an_identifier(kinds[0], now, answer=answer, field="now")
            return Right(number, {"identifier": number})
        case Fact.WHEN:  # pragma: no branch - the types know no other fact
            raise Refused("This belongs to something that happened.", "fact")


@action
def put_right(
    *,
    key: UUID,
    network: Network,
    fact: Fact,
    now: str,
    why: str,
    by: Reader,
    at: datetime,
    answer: str | None = None,
) -> Correction:
    """A fact about the person at the centre is put right by staff, or by the person: what it was stays readable."""
    if not (is_staff_of(by, network.pk) or is_centre_of(by, network.pk)):
        raise NotForYou
    kept: Correction | None = kept_already(Correction, key, network_id=network.pk, corrected_by_id=by.person)
    if kept is not None:
        return kept
    right = _of_person(fact, now, network, at, answer)
    centre = Person.objects.get(pk=network.centre_id)
    was = getattr(centre, fact.value)
    made = Correction.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        fact=fact.value,
        was=str(was or ""),
        now=right.now,
        why=own_words(why, missing=HOW, field="why"),
        corrected_by_id=by.person,
        at=at,
        audience=Audience.PERSON_AND_TEAM.value,
    )
    Person.objects.filter(pk=centre.pk).update(**right.columns)
    note("put a fact right", by=by, at=at, network=network.pk, subject=made.pk)
    return made


@action
def put_time_right(*, key: UUID, entry: Entry, happened_at: datetime, why: str, by: Reader, at: datetime) -> Correction:
    """An entry happened at another time than is written. The entry stays as it is; the right time stands beside it."""
    works_with(by, entry.network_id)
    kept: Correction | None = kept_already(Correction, key, network_id=entry.network_id, corrected_by_id=by.person)
    if kept is not None:
        return kept
    if happened_at > at:
        raise Refused("That time has not come yet.", "happened_at")
    latest = Correction.objects.filter(network=entry.network_id, kind=entry.kind.value, author=entry.author_id)
    before = latest.filter(said_at=entry.at, fact=Fact.WHEN.value).order_by("-at").values_list("now", flat=True).first()
    made = Correction.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network_id=entry.network_id,
        kind=entry.kind.value,
        author_id=entry.author_id,
        said_at=entry.at,
        fact=Fact.WHEN.value,
        was=before or entry.at.isoformat(),
        now=happened_at.isoformat(),
        why=own_words(why, missing=HOW, field="why"),
        corrected_by_id=by.person,
        at=at,
        audience=entry.audience,
        chosen=list(entry.chosen),
    )
    note("put a time right", by=by, at=at, network=entry.network_id, subject=made.pk)
    return made
