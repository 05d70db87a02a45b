"""Letting somebody in: an invitation handed over by staff, a link they ask for, the codes they show, and out again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tornio.actions import sign_in_letters
from tornio.actions.frame import action, note
from tornio.actions.messages import USEFUL
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.emails import an_email
from tornio.core.people import Capacity
from tornio.people import entry, factors, patience, sessions
from tornio.people.acting import Reader, capacities
from tornio.people.entry import WayIn
from tornio.people.factors import Factor
from tornio.people.models import Human, Person, Seat
from tornio.records.visible import ways_in as visible

Link = Callable[[str], str]  # makes an address whole
_ADDRESS = "a new address"
_ADDRESS_LASTS = timedelta(hours=1)


# --- by staff -------------------------------------------------------------------------------------------------------


@action
def give_way_in(*, person: Person, by: Reader, at: datetime, address: str = "", link: Link | None = None) -> WayIn:
    """A link that lets this person in once within 72 hours, and a code to tell them in person; both told once.

    With an address the link goes there too, and that is where links go that they ask for later.
    Errors: NotForYou when the reader has nothing to do with the person; Refused when somebody else uses the address.
    """
    if not visible.may_let_in(by, person.pk):
        raise NotForYou
    human = _seated(person, by)
    if address:
        _keep_address(human, an_email(address, field="address"))
    way = entry.make_invitation(human, at=at)
    if human.email:
        whole = link(f"/enter/{way.token}/") if address and link else ""
        if whole:
            made, words = entry.open_ones(human, at).get(), sign_in_letters.with_link(whole)
            sign_in_letters.write(words, human, human.email, link=made, useful_until=at + entry.LASTS, at=at)
        else:  # told also when the link has been used by then: then all the more
            words, until = sign_in_letters.of_a_link(), at + USEFUL
            sign_in_letters.write(words, human, human.email, link=None, useful_until=until, at=at)
    note("gave a way in", by=by, at=at, subject=person.pk)
    return way


@action
def give_first_way_in(*, person: Person, by: Reader, at: datetime) -> WayIn:
    """The first administrator's, given from the installation's own command line."""
    if by.capacity is not Capacity.JOB:
        raise NotForYou
    way = entry.make_invitation(_seated(person, by), at=at)
    note("gave the first way in", by=by, at=at, subject=person.pk)
    return way


def _seated(person: Person, by: Reader) -> Human:
    seat = Seat.objects.select_related("human").filter(person=person).first()
    if seat is None:
        human = Human.objects.create_user(called=person.full_name)
        seat = Seat.objects.create(human=human, organisation_id=by.organisation_id, person=person)
    return seat.human


def _keep_address(human: Human, address: str) -> None:
    other = entry.by_address(address)
    if other is not None and other != human:
        raise Refused(
            _("Somebody else comes in with this address. Agree on another, or hand the link over on paper."), "address"
        )
    human.email, human.address_taken_at = address, None
    human.save(update_fields=["email", "address_taken_at"])


# --- by whoever comes in; nobody is acting yet ----------------------------------------------------------------------


@transaction.atomic
def send_link(*, address: str, at: datetime, link: Link) -> None:
    """A link to this address, if somebody comes in with it; the caller sees and waits the same if nobody does."""
    made, token = entry.link_to_send(address, at=at)
    words = sign_in_letters.with_link(link(f"/enter/{token}/"))
    to = made.human.email or "" if made.human else ""
    sign_in_letters.write(words, made.human, to, link=made, useful_until=at + entry.SENT_LASTS, at=at)


@transaction.atomic
def try_code(*, human: Human, code: str, at: datetime) -> tuple[Factor | None, int]:
    """Which of their ways this code opens, or how many more codes we look at."""
    patience.hold(human)
    if not patience.left(human, at):
        return None, 0
    used = factors.try_code(human, code, at)
    if used is None:
        patience.missed(human, at)
        return None, patience.left(human, at)
    patience.found(human)
    return used, 0


# --- by whoever is in, about their own sign-in ----------------------------------------------------------------------


def works_somewhere(human: Human, at: datetime) -> bool:
    """Whether they act for a service anywhere, and so need a passkey or an app."""
    return any(len(capacities(human, each, at)) > 1 for each in entry.organisations_of(human))


@transaction.atomic
def ask_for_address(*, human: Human, address: str, at: datetime, link: Link) -> None:
    """A link to the address they would like links to go to. That somebody else uses it is told to staff alone."""
    other = entry.by_address(address)
    taken = other is not None and other != human
    Human.objects.filter(pk=human.pk).update(address_taken_at=at if taken else F("address_taken_at"))
    token = signing.dumps([str(human.pk), human.email, address], salt=_ADDRESS, compress=True)
    words = sign_in_letters.with_link(link(f"/in/address/{token}/"))
    until = at + _ADDRESS_LASTS
    sign_in_letters.write(
        words, None if taken else human, "" if taken else address, link=None, useful_until=until, at=at
    )


@transaction.atomic
def take_address(*, human: Human, token: str) -> bool:
    """The address is theirs now; False when the link is old, was used, is another's, or the address was taken since."""
    try:
        key, before, address = signing.loads(token, salt=_ADDRESS, max_age=_ADDRESS_LASTS)
    except signing.BadSignature:
        return False
    if key != str(human.pk) or before != human.email:
        return False
    try:
        _keep_address(human, address)
    except Refused:
        return False
    return True


def sign_out_there(*, human: Human, sign_in_id: UUID) -> bool:
    """One of their own browsers is signed out, at once; False when it is not theirs."""
    return sessions.end(human, sign_in_id)


def sign_out_others(*, human: Human, here: str) -> int:
    """Every other browser of theirs is signed out, at once; how many there were."""
    return sessions.end_others(human, here)
