"""Links that let somebody in: only hashes are kept; following one uses nothing up, pressing the button does.

An invitation is handed over by staff and asks for a code that was told in person; a link that somebody asked for goes
to their own address and asks for a second factor of theirs; a demo's may be used again, and opens nothing elsewhere.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from tornio.people import patience
from tornio.people.factors import plain
from tornio.people.keys import new_key
from tornio.people.models import Human, Organisation, Seat, SignInLink

HumanRow = Human  # for annotations of floors above, which know no tables
LinkRow = SignInLink
LASTS = timedelta(hours=72)
SENT_LASTS = timedelta(minutes=15)
SENT_AT_MOST = 5  # in an hour, to one address
HOUR = timedelta(hours=1)
CODE_DIGITS = 6


class Kind(StrEnum):
    """What a link asks for besides itself."""

    INVITATION = "invitation"  # the code told in person
    SENT = "sent"  # a second factor
    DEMO = "demo"  # nothing


@dataclass(frozen=True, slots=True)
class WayIn:
    """What staff hand over, told once: the link on one way, the code on another."""

    token: str
    code: str


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _told(token: str, code: str) -> str:
    """What is kept of a code: without the token, which is not kept, nobody can try what it was."""
    return hmac.new(token.encode(), code.encode(), hashlib.sha256).hexdigest()


def _new_token() -> str:
    return secrets.token_urlsafe(32)


def make_link(human: Human, *, at: datetime, label: str = "", reusable: bool = False, token: str | None = None) -> str:
    """A token for one human, good once for 15 minutes; a demo's may be used again and does not end."""
    token = token or _new_token()
    SignInLink.objects.create(
        human=human,
        hashed=hashed(token),
        label=label,
        made_at=at,
        expires_at=None if reusable else at + SENT_LASTS,
        reusable=reusable,
    )
    return token


@transaction.atomic
def make_invitation(human: Human, *, at: datetime) -> WayIn:
    """A token and a code, good once within 72 hours; invitations made before for this human end."""
    open_ones(human, at).update(expires_at=at)
    way = WayIn(_new_token(), f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}")
    SignInLink.objects.create(
        human=human, hashed=hashed(way.token), told=_told(way.token, way.code), made_at=at, expires_at=at + LASTS
    )
    return way


def open_ones(human: Human, at: datetime) -> QuerySet[SignInLink]:
    """Invitations of this human that could be used now."""
    return SignInLink.objects.filter(human=human, used_at=None, expires_at__gt=at).exclude(told="")


def last_let_in(human: Human) -> datetime | None:
    """When somebody last came in as this human with a link and a code that staff had made: theirs to know."""
    used = SignInLink.objects.filter(human=human, used_at__isnull=False).exclude(told="").order_by("-used_at")
    return used.values_list("used_at", flat=True).first()


@transaction.atomic
def link_to_send(address: str, *, at: datetime) -> tuple[SignInLink, str]:
    """A link to send to this address; nobody's, where nobody comes in with it or was sent enough already.

    Whoever is behind the address, the same is read and written, so that the time it takes tells nothing.
    """
    asker = by_address(address)
    token = _new_token()
    SignInLink.objects.filter(human=None, made_at__lt=at - HOUR).delete()
    lately = SignInLink.objects.filter(human=asker.pk if asker else new_key(), told="", made_at__gt=at - HOUR).count()
    wanted = asker if lately < SENT_AT_MOST else None
    link = SignInLink.objects.create(human=wanted, hashed=hashed(token), made_at=at, expires_at=at + SENT_LASTS)
    return link, token


def by_address(address: str) -> Human | None:
    """Whose e-mail address this is."""
    return Human.objects.filter(email__iexact=address, is_active=True).first() if address else None


def human(key: UUID) -> Human | None:
    """The human with this key, if they may come in."""
    return Human.objects.filter(pk=key, is_active=True).first()


def kind(link: SignInLink) -> Kind:
    """What this link asks for."""
    if link.reusable:
        return Kind.DEMO
    return Kind.INVITATION if link.told else Kind.SENT


def find(token: str, *, at: datetime) -> SignInLink | None:
    """The link behind a token, while it is good."""
    link = SignInLink.objects.select_related("human").filter(hashed=hashed(token)).first()
    if link is None or link.human is None or not link.human.is_active:
        return None
    if link.reusable:
        return link if settings.DEMO else None
    over = link.expires_at is not None and link.expires_at <= at
    return None if over or link.used_at is not None else link


def use(token: str, *, at: datetime) -> Human | None:
    """The human whom a link without a code names; None when it is used up. Two devices at once: one gets in."""
    with transaction.atomic():
        link = find(token, at=at)
        return None if link is None or link.told else _used(link, at)


def _used(link: SignInLink, at: datetime) -> Human | None:
    fresh = SignInLink.objects.filter(pk=link.pk)
    if not link.reusable and not fresh.filter(used_at__isnull=True).update(used_at=at):
        return None
    if link.reusable:
        fresh.update(used_at=at)
    return link.human


def use_invitation(token: str, code: str, *, at: datetime) -> tuple[Human | None, int]:
    """The human whom the invitation and the code told in person name together; else nobody, and how often one may try.

    When no try is left the invitation is over: whoever has it by accident cannot go on trying.
    """
    with transaction.atomic():
        link = find(token, at=at)
        if link is None or link.human is None or not link.told:
            return None, 0
        patience.hold(link.human)
        if patience.left(link.human, at) and hmac.compare_digest(_told(token, plain(code)), link.told):
            patience.found(link.human)
            return _used(link, at), 0
        patience.missed(link.human, at)
        left = patience.left(link.human, at)
        if not left:
            SignInLink.objects.filter(pk=link.pk).update(expires_at=at)
        return None, left


def organisations_of(human: Human) -> list[Organisation]:
    """The organisations in which this human has a seat."""
    return [seat.organisation for seat in Seat.objects.select_related("organisation").filter(human=human)]
