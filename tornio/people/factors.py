"""What somebody has of their own to come in with: passkeys, an app that shows codes, codes on paper (by allauth)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from allauth.account.utils import url_str_to_user_pk
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction
from fido2.utils import websafe_decode

from tornio.people.models import Human

STEP_SECONDS = 30
APART = (-1, 0, 1)  # a telephone's clock may be half a minute off
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", " -\N{NO-BREAK SPACE}")


class Factor(StrEnum):
    """With what somebody has shown that it is they."""

    PASSKEY = "passkey"
    APP = "app"
    PAPER = "paper"
    TOLD = "told"  # the code told in person, once
    HOUSE = "house"  # another house that asks for two itself
    DEMO = "demo"


# With these staff may act; codes on paper let them in to set up another.
FOR_STAFF = frozenset({Factor.PASSKEY, Factor.APP, Factor.HOUSE})
_KINDS = {"webauthn": Factor.PASSKEY, "totp": Factor.APP, "recovery_codes": Factor.PAPER}


@dataclass(frozen=True, slots=True)
class Own:
    """One thing that somebody has to come in with."""

    id: int
    factor: Factor
    name: str
    since: datetime
    used_at: datetime | None
    left: int | None = None  # codes on paper that are not used yet


def of_human(human: Human) -> list[Own]:
    """Everything they have, the oldest first."""
    return [_own(row) for row in Authenticator.objects.filter(user=human).order_by("created_at")]


def _own(row: Authenticator) -> Own:
    factor = _KINDS[row.type]
    name = str(row.data["name"]) if factor is Factor.PASSKEY else ""
    left = len(RecoveryCodes(row).get_unused_codes()) if factor is Factor.PAPER else None
    return Own(row.pk, factor, name, row.created_at, row.last_used_at, left)


def kinds(human: Human) -> frozenset[Factor]:
    """Which ways they have."""
    return frozenset(_KINDS[kind] for kind in Authenticator.objects.filter(user=human).values_list("type", flat=True))


def who_have_some(humans: Iterable[UUID]) -> set[UUID]:
    """Those of them who have a way of their own, whichever it is."""
    return set(Authenticator.objects.filter(user__in=list(humans)).values_list("user_id", flat=True))


# --- codes ----------------------------------------------------------------------------------------------------------


def plain(code: str) -> str:
    """A code as it was meant: without spaces, in any digits."""
    return code.strip().translate(DIGITS)


def try_code(human: Human, code: str, at: datetime) -> Factor | None:
    """Which way this code opens: the app's, or one on paper, which is used up. Each code opens once."""
    given = plain(code)
    if _try_app(human, given, at):
        return Factor.APP
    paper = Authenticator.objects.filter(user=human, type="recovery_codes").first()
    if paper is not None and given.isascii() and given.isdigit() and RecoveryCodes(paper).validate_code(given):
        Authenticator.objects.filter(pk=paper.pk).update(last_used_at=at)
        return Factor.PAPER
    return None


@transaction.atomic
def _try_app(human: Human, given: str, at: datetime) -> bool:
    row = Authenticator.objects.select_for_update().filter(user=human, type="totp").first()
    if row is None:
        return False
    step = _step_of(totp.decrypt(row.data["secret"]), given, at)
    if step is None or step <= row.data.get("last_step", 0):
        return False  # wrong, or a code that was used already
    row.data["last_step"] = step
    row.last_used_at = at
    row.save(update_fields=["data", "last_used_at"])
    return True


def _step_of(secret: str, given: str, at: datetime) -> int | None:
    now = int(at.timestamp()) // STEP_SECONDS
    steps = (now + apart for apart in APART)
    return next((step for step in steps if totp.format_hotp_value(totp.hotp_value(secret, step)) == given), None)


def new_secret() -> str:
    """What an app and we would share; kept in the session until a code has shown that the app has it."""
    return cast(str, totp.generate_totp_secret())


def add_app(human: Human, secret: str, code: str, at: datetime) -> bool:
    """The app is theirs once it shows a right code; an earlier app's codes open nothing any more."""
    step = _step_of(secret, plain(code), at)
    if step is None:
        return False
    with transaction.atomic():
        Authenticator.objects.filter(user=human, type="totp").delete()
        row = totp.TOTP.activate(human, secret).instance
        row.data["last_step"] = step
        row.save(update_fields=["data"])
    return True


def new_paper(human: Human) -> list[str]:
    """Ten codes to write down; those made before open nothing any more."""
    with transaction.atomic():
        Authenticator.objects.filter(user=human, type="recovery_codes").delete()
        return list(RecoveryCodes.activate(human).generate_codes())


def take_away(human: Human, factor_id: int) -> bool:
    """One of their own ways is gone; False when it is not theirs."""
    return bool(Authenticator.objects.filter(user=human, pk=factor_id).delete()[0])


# --- passkeys; allauth keeps the question in the session of the present request ------------------------------------


def ask_for_new_passkey(human: Human) -> dict[str, Any]:
    """What the browser is asked when a passkey is made."""
    return cast(dict[str, Any], webauthn.begin_registration(human, passwordless=True))


def add_passkey(human: Human, name: str, answer: dict[str, Any]) -> bool:
    """Keep what the browser made; False when it answers another question, or nobody showed who they are."""
    try:
        webauthn.parse_registration_response(answer)
        made = webauthn.complete_registration(answer)
    except (ValidationError, ValueError, KeyError, TypeError):
        return False
    if not made.is_user_verified():
        return False
    webauthn.WebAuthn.add(human, name, answer)
    return True


def ask_for_passkey(human: Human | None = None) -> dict[str, Any]:
    """What the browser is asked at coming in: for anyone's passkey of ours, or for one of this human's."""
    return cast(dict[str, Any], webauthn.begin_authentication(human))


def try_passkey(answer: dict[str, Any], at: datetime, human: Human | None = None) -> Human | None:
    """Whose passkey answered; None when it did not, or is not theirs."""
    try:
        webauthn.parse_authentication_response(answer)
        found = human or _human_of(answer)
        if found is None:
            return None
        used = webauthn.complete_authentication(found, answer)
    except (ValidationError, ValueError, KeyError, TypeError, AttributeError):
        return None
    Authenticator.objects.filter(pk=used.pk).update(last_used_at=at)
    return found


def _human_of(answer: dict[str, Any]) -> Human | None:
    handle = websafe_decode(answer["response"]["userHandle"]).decode()
    return Human.objects.filter(pk=url_str_to_user_pk(handle), is_active=True).first()


def strong_enough_for_staff(used: Iterable[str]) -> bool:
    """Whether somebody who showed these may act as staff."""
    return any(each in FOR_STAFF for each in used)
