"""Writing down who may act for the person by law, and what they cannot decide just now; looking at both again (R8)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tornio.actions import people
from tornio.actions.frame import action, kept_already, note
from tornio.actions.standing import works_with
from tornio.core.errors import NotForYou, Refused
from tornio.core.grants import CapacityLook, GrantKind, GrantLook, ends_at, look_by, looked_at_by, own_control_from
from tornio.core.inputs.text import a_line, own_words
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.models import Person
from tornio.records.models import CannotDecide, CapacityReview, Grant, GrantReview, Network
from tornio.records.visible import grants as visible
from tornio.records.visible import reach

_AN_INSTANT = timedelta(microseconds=1)  # the least that a grant lasts, so that one which ends at once is a period


@action
def give(
    *,
    key: UUID,
    network: Network,
    kind: GrantKind,
    power: str,
    covers: str,
    evidence: str,
    look_again: datetime,
    by: Reader,
    at: datetime,
    holder: Person | None = None,
    holder_name: str = "",
    may_read: bool = False,
    may_write: bool = False,
    until: datetime | None = None,
) -> Grant:
    """Somebody may act for the person from now on: what staff saw, by which power, in what, until when.

    A parent's grant ends at the latest when the person decides for themself; every grant ends with its day and with
    the person's death. Errors: NotForYou for whoever does not work with the network; Refused where something is unsaid.
    """
    works_with(by, network.pk)
    kept: Grant | None = kept_already(Grant, key, written_by_id=by.person, network_id=network.pk)
    if kept is not None:
        return kept
    centre, law = Person.objects.get(pk=network.centre_id), profiles.profile(network.service.profile)
    zone = law.jurisdiction.zone
    control = own_control_from(centre.born_on, law.own_control_age, zone, born_year=centre.born_year)
    made = Grant.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        centre=centre,
        holder=_holder(holder, holder_name, by, at),
        kind=kind.value,
        power=a_line(power, missing="Say by which power.", field="power"),
        covers=own_words(covers, missing="Say for which decisions.", field="covers"),
        may_read=may_read or may_write,
        may_write=may_write,
        evidence=own_words(evidence, missing="Say what you have seen.", field="evidence"),
        during=DateTimeTZRange(at, ends_at(kind, until, control, begins=at)),
        look_by=look_by(look_again, at, centre.born_on, law.ages_of_review, zone),
        written_by_id=by.person,
        written_at=at,
    )
    note("wrote down who may act for somebody", by=by, at=at, network=network.pk, subject=made.pk)
    return made


def _holder(holder: Person | None, name: str, by: Reader, at: datetime) -> Person:
    if holder is not None:
        return holder
    if not name.strip():
        raise Refused("Say who it is.", "holder")
    return people.name_person(full_name=name, by=by, at=at)


@action
def look_at(
    *, key: UUID, network: Network, grant_id: UUID, looked: GrantLook, words: str, by: Reader, at: datetime,
    look_again: datetime | None = None,
) -> GrantReview:  # fmt: skip
    """Staff looked at a grant again: it goes on until another day, or it ends at this instant."""
    works_with(by, network.pk)
    kept: GrantReview | None = kept_already(GrantReview, key, by_id=by.person, grant_id=grant_id)
    if kept is not None:
        return kept
    standing = visible.grant(by, network.pk, grant_id)
    if standing is None or not standing.holds:
        raise NotForYou
    goes_on = looked is GrantLook.GOES_ON
    if goes_on and look_again is None:
        raise Refused("Say when it is looked at again.", "look_again")
    centre, law = standing.grant.network.centre, profiles.profile(network.service.profile)
    made = GrantReview.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        grant=standing.grant,
        network=network,
        looked=looked.value,
        words=own_words(words, missing="Say what you found."),
        by_id=by.person,
        at=at,
        look_by=look_by(look_again, at, centre.born_on, law.ages_of_review, law.jurisdiction.zone)
        if goes_on and look_again is not None
        else None,
    )
    if not goes_on:
        began: datetime = standing.grant.during.lower
        Grant.objects.filter(pk=grant_id).update(during=DateTimeTZRange(began, max(at, began + _AN_INSTANT)))
    note("looked at who may act for somebody", by=by, at=at, network=network.pk, subject=grant_id)
    reach.forget(by)
    return made


@action
def cannot_decide(
    *, key: UUID, network: Network, about: str, found_by: str, evidence: str, helped: str, look_again: datetime,
    by: Reader, at: datetime, found_at: datetime | None = None,
) -> CannotDecide:  # fmt: skip
    """The person cannot decide one thing now: about what, who found so, on what, and when it is looked at again."""
    works_with(by, network.pk)
    kept: CannotDecide | None = kept_already(CannotDecide, key, written_by_id=by.person, network_id=network.pk)
    if kept is not None:
        return kept
    found = found_at or at
    if found > at:
        raise Refused("That time has not come yet.", "found_at")
    made = CannotDecide.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        centre_id=network.centre_id,
        about=own_words(about, missing="Say which decision.", field="about"),
        found_by=a_line(found_by, missing="Say who found so, and what they are.", field="found_by"),
        evidence=own_words(evidence, missing="Say what showed it.", field="evidence"),
        helped=own_words(helped, missing="Say what was done to help them decide it themself.", field="helped"),
        found_at=found,
        look_by=looked_at_by(look_again, found),
        written_by_id=by.person,
        written_at=at,
    )
    note("wrote down what somebody cannot decide now", by=by, at=at, network=network.pk, subject=made.pk)
    return made


@action
def look_at_finding(
    *, key: UUID, network: Network, finding_id: UUID, looked: CapacityLook, found_by: str, evidence: str, by: Reader,
    at: datetime, look_again: datetime | None = None,
) -> CapacityReview:  # fmt: skip
    """Somebody looked again: the person can decide it now, or still cannot until another day."""
    works_with(by, network.pk)
    kept: CapacityReview | None = kept_already(CapacityReview, key, by_id=by.person, finding_id=finding_id)
    if kept is not None:
        return kept
    standing = visible.finding(by, network.pk, finding_id)
    if standing is None or not standing.holds:
        raise NotForYou
    still = looked is CapacityLook.STILL_CANNOT
    if still and look_again is None:
        raise Refused("Say when it is looked at again.", "look_again")
    made = CapacityReview.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        finding=standing.found,
        network=network,
        looked=looked.value,
        found_by=a_line(found_by, missing="Say who found so, and what they are.", field="found_by"),
        evidence=own_words(evidence, missing="Say what showed it.", field="evidence"),
        by_id=by.person,
        at=at,
        look_by=looked_at_by(look_again, at) if still and look_again is not None else None,
    )
    note("looked again at what somebody can decide", by=by, at=at, network=network.pk, subject=finding_id)
    return made
