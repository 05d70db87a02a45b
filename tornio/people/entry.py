"""Signing in by a link: only its hash is kept; following it does nothing, pressing the button does."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from tornio.people.models import Human, Organisation, Seat, SignInLink

LASTS = timedelta(hours=72)


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(human: Human, *, at: datetime, label: str = "", reusable: bool = False, token: str | None = None) -> str:
    """A new token that signs this human in once, within 72 hours; a demo's may be used again and does not end."""
    token = token or secrets.token_urlsafe(32)
    SignInLink.objects.create(
        human=human,
        hashed=hashed(token),
        label=label,
        made_at=at,
        expires_at=None if reusable else at + LASTS,
        reusable=reusable,
    )
    return token


def find(token: str, *, at: datetime) -> SignInLink | None:
    """The link behind a token, while it is good."""
    link = SignInLink.objects.select_related("human").filter(hashed=hashed(token)).first()
    if link is None or not link.human.is_active:
        return None
    over = link.expires_at is not None and link.expires_at <= at
    used = link.used_at is not None and not link.reusable
    return None if over or used else link


def use(token: str, *, at: datetime) -> Human | None:
    """The human whom the token signs in; None when it is used up. Two devices at once: one gets in."""
    with transaction.atomic():
        link = find(token, at=at)
        if link is None:
            return None
        fresh = SignInLink.objects.filter(pk=link.pk)
        if not link.reusable and not fresh.filter(used_at__isnull=True).update(used_at=at):
            return None
        if link.reusable:
            fresh.update(used_at=at)
        return link.human


def organisations_of(human: Human) -> list[Organisation]:
    """The organisations in which this human has a seat."""
    return [seat.organisation for seat in Seat.objects.select_related("organisation").filter(human=human)]
