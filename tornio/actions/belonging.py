"""How somebody belongs: their yes, the person's yes, reading or not, in name, gone (R8, R24)."""

from datetime import datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tornio.actions.frame import action, note
from tornio.actions.standing import arranges, is_centre_of, is_staff_of
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import MeetingStatus
from tornio.core.networks import GONE, Belonging, move, settled
from tornio.people.acting import Reader
from tornio.records.models import Invitation, Network, NetworkMember
from tornio.records.visible import reach

_AHEAD = (MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value)
# The least that a membership lasts, so that one which ends at once is a period all the same.
_AN_INSTANT = timedelta(microseconds=1)


@action
def say_yes(*, member: NetworkMember, by: Reader, at: datetime) -> NetworkMember:
    """The member says yes, or staff write down that they did; they belong when the person has said yes as well.

    Whoever asked them in was told that they will read and write; the person may change it at any time.
    """
    _members_own(member, by)
    now = held_still(member, by)
    if Belonging(now.belonging) is Belonging.BELONGS:
        return now
    return _agree(now, by, at, verb="said yes to belonging", member_agreed_at=at, reads=True, writes=True)


@action
def person_agrees(
    *, member: NetworkMember, by: Reader, at: datetime, may_read: bool, may_write: bool, with_person: bool = False
) -> NetworkMember:
    """The person says yes to somebody, and whether they may read and write.

    Until they have said yes themself there is nothing to narrow: they are asked in to read and write, as anyone is.
    """
    _persons_wish(member.network, by, with_person=with_person)
    now = held_still(member, by)
    if Belonging(now.belonging) is Belonging.BELONGS:
        return now
    if now.member_agreed_at is None and not (may_read and may_write):
        raise Refused("They say yes first. Then choose what they may read.")
    verb = "the person said yes to somebody"
    return _agree(now, by, at, verb=verb, person_agreed_at=at, reads=may_read, writes=may_write)


@action
def set_reading(
    *, member: NetworkMember, may_read: bool, may_write: bool, by: Reader, at: datetime, with_person: bool = False
) -> NetworkMember:
    """What a member may read and write from this instant, in old entries too; the person's wish at any time (R24)."""
    _persons_wish(member.network, by, with_person=with_person)
    now = held_still(member, by)
    if Belonging(now.belonging) is not Belonging.BELONGS:
        raise Refused("Only somebody who belongs to the network reads or writes in it.")
    return _become(now, by, at, verb="changed what somebody may read", may_read=may_read, may_write=may_write)


@action
def stay_in_name(*, member: NetworkMember, by: Reader, at: datetime, with_person: bool = False) -> NetworkMember:
    """A member stays in name and in no audience: their own wish or the person's. Either says yes anew before more."""
    own = by.person_id == member.person_id
    if not own:
        _persons_wish(member.network, by, with_person=with_person)
    now = held_still(member, by)
    if Belonging(now.belonging) is Belonging.IN_NAME:
        return now
    move(Belonging(now.belonging), Belonging.IN_NAME)
    words: dict[str, Any] = {"member_agreed_at": None} if own else {}
    _take_back_invitations(now, at)
    return _become(
        now, by, at, verb="stays in name", belonging=Belonging.IN_NAME.value, may_read=False, may_write=False,
        person_agreed_at=None, **words,
    )  # fmt: skip


@action
def leave(*, member: NetworkMember, by: Reader, at: datetime) -> NetworkMember:
    """A member goes of their own accord, or staff write down that they said so; no reason is asked."""
    _members_own(member, by)
    return _end(member, Belonging.LEFT, by, at, verb="left the network")


@action
def ask_to_leave(*, member: NetworkMember, by: Reader, at: datetime, with_person: bool = False) -> NetworkMember:
    """The person asks somebody to leave. From this instant they read only their own words; they are not told why."""
    _persons_wish(member.network, by, with_person=with_person)
    return _end(member, Belonging.ASKED_TO_LEAVE, by, at, verb="asked somebody to leave")


def held_still(member: NetworkMember, by: Reader) -> NetworkMember:
    """The membership as it is now, locked until the verb is done."""
    rows = NetworkMember.objects.select_related(None).filter(organisation_id=by.organisation_id, pk=member.pk)
    found = rows.select_for_update().first()
    if found is None:
        raise NotForYou
    return found


def _persons_wish(network: Network, by: Reader, *, with_person: bool) -> None:
    """The person's own deed, or that of staff who do it with them; nobody else's."""
    arranges(by, network.pk)
    if not is_centre_of(by, network.pk) and not with_person:
        raise Refused("This is the person's to decide. Do it with them.", "with_person")


def _members_own(member: NetworkMember, by: Reader) -> None:
    """The member's own deed, or that of staff who write it down for them; not even the person's."""
    if by.person_id != member.person_id and not is_staff_of(by, member.network_id):
        raise NotForYou


def _agree(
    member: NetworkMember, by: Reader, at: datetime, *, verb: str, reads: bool, writes: bool, **said: datetime
) -> NetworkMember:
    agreed = {"person_agreed_at": member.person_agreed_at, "member_agreed_at": member.member_agreed_at} | said
    now = Belonging(member.belonging)
    if now in GONE:
        move(now, Belonging.BELONGS)
    stands = settled(
        now,
        person_agreed=agreed["person_agreed_at"] is not None,
        member_agreed=agreed["member_agreed_at"] is not None,
    )
    audience = {"may_read": reads, "may_write": writes} if stands is Belonging.BELONGS else {}
    return _become(member, by, at, verb=verb, belonging=stands.value, **said, **audience)


def _end(member: NetworkMember, how: Belonging, by: Reader, at: datetime, *, verb: str) -> NetworkMember:
    now = held_still(member, by)
    if Belonging(now.belonging) in GONE:
        return now
    move(Belonging(now.belonging), how)
    began: datetime = now.during.lower
    _take_back_invitations(now, at)
    return _become(
        now, by, at, verb=verb, belonging=how.value, may_read=False, may_write=False,
        during=DateTimeTZRange(began, max(at, began + _AN_INSTANT)), ended_by_id=by.person_id,
    )  # fmt: skip


def _take_back_invitations(member: NetworkMember, at: datetime) -> None:
    """Who is in no audience is asked to no meeting that lies ahead."""
    Invitation.objects.filter(
        person=member.person_id,
        meeting__network=member.network_id,
        meeting__status__in=_AHEAD,
        taken_back_at__isnull=True,
    ).update(taken_back_at=at)


def _become(member: NetworkMember, by: Reader, at: datetime, *, verb: str, **columns: Any) -> NetworkMember:
    NetworkMember.objects.filter(pk=member.pk).update(**columns)
    for name, value in columns.items():
        setattr(member, name, value)
    note(verb, by=by, at=at, network=member.network_id, subject=member.pk)
    reach.forget(by)
    return member
