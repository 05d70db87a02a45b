"""E-mails of sign-in: written in the transaction that makes the link, sent by the worker; they say nothing of what
they are about.

What is written and how long it takes is the same whether anybody uses the address or not. Carriers, patience and the
holds of whoever was killed are those of every other message; a link whose time is over is not sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from tornio.core.messages import (
    AWAY_FOR,
    CLAIMED_FOR,
    Carrier,
    Channel,
    MessageState,
    Outcome,
    Parcel,
    Receipt,
    Words,
    next_try,
)
from tornio.people.models import Human, SignInLetter, SignInLink
from tornio.people.sealed import seal, unseal

POST = "tornio.let_in"
PURPOSE = "a letter of sign-in"
KEPT_FOR = timedelta(days=7)  # after it ended: long enough to see that a link did not arrive


def with_link(link: str) -> Words:
    """A link that somebody asked for, or was promised; in the language of the page."""
    words = _(
        "Here is the link that you were expecting:\n\n%(link)s\n\n"
        "It works once, and not for long. If you do not know what this is, you need do nothing: "
        "nothing happens until somebody opens it and presses a button."
    )
    return Words(_("Your link"), words % {"link": link})


def of_a_link() -> Words:
    """Somebody made a link and a code for them that did not go to this address: nobody lets another in unseen."""
    words = _(
        "A new link was made for you just now. If you know why, you need do nothing. If you do not, ring the people "
        "whom you know there."
    )
    return Words(_("A new link"), words)


def write(
    words: Words, human: Human | None, address: str, *, link: SignInLink | None, useful_until: datetime, at: datetime
) -> None:
    """One letter to be sent. Nobody's goes nowhere, and takes the same work."""
    SignInLetter.objects.create(
        human=human,
        link=link,
        address=address,
        sealed=seal(f"{words.subject}\n{words.body}", PURPOSE),
        written_at=at,
        not_before=at,
        useful_until=useful_until,
    )
    app.configure_task(POST).defer()


@dataclass(frozen=True, slots=True)
class InHand:
    """One letter on its way."""

    letter: SignInLetter
    parcel: Parcel


def deliver(*, carrier: Carrier | None, clock: Callable[[], datetime], until: datetime | None = None) -> int:
    """Send what is due, one after another, until nothing is, the carrier is away or the time is over; how many went."""
    taken = 0
    _sweep(clock())
    while carrier is not None and (until is None or clock() < until):
        held = _take_in_hand(clock())
        if held is None:
            break
        receipt = carrier.carry(held.parcel, clock())
        _write_down(held.letter, receipt, clock())
        taken += receipt.outcome is Outcome.TAKEN
        if receipt.unreachable:
            _put_off(clock())
            break
    return taken


def _sweep(at: datetime) -> None:
    """Nobody's go; what is over ends unsent, and what it would have said goes with it."""
    SignInLetter.objects.filter(Q(address="") | Q(ended_at__lt=at - KEPT_FOR)).delete()
    over = Q(useful_until__lte=at) | Q(link__used_at__isnull=False) | Q(link__expires_at__lte=at)
    gone = SignInLetter.objects.filter(over | Q(human__is_active=False), state=MessageState.WAITING.value)
    keys = list(gone.values_list("pk", flat=True))
    never = SignInLetter.objects.filter(pk__in=keys, state=MessageState.WAITING.value)
    never.update(state=MessageState.NOT_NEEDED.value, ended_at=at, sealed="")


@transaction.atomic
def _take_in_hand(at: datetime) -> InHand | None:
    """The next letter that is due, held by nobody else; None when there is none."""
    waiting = SignInLetter.objects.filter(state=MessageState.WAITING.value, not_before__lte=at, useful_until__gt=at)
    letter = waiting.exclude(address="").select_for_update(skip_locked=True).order_by("written_at").first()
    if letter is None:
        return None
    subject, body = unseal(letter.sealed, PURPOSE).split("\n", 1)
    letter.tries += 1
    letter.not_before = at + CLAIMED_FOR
    letter.save(update_fields=["tries", "not_before"])
    parcel = Parcel(
        reference=letter.pk,
        channel=Channel.EMAIL,
        address=letter.address,
        words=Words(subject, body),
        name="",  # no house and no service: the address it comes from is all that is told
        urgent=True,
        doubtful=letter.tries > 1,
    )
    return InHand(letter, parcel)


def _write_down(letter: SignInLetter, receipt: Receipt, at: datetime) -> None:
    """What came of it, and when it is tried again; what it said is kept no longer than it waits."""
    letter.reason = receipt.reason
    if receipt.outcome in {Outcome.TAKEN, Outcome.REFUSED}:
        state = MessageState.SENT if receipt.outcome is Outcome.TAKEN else MessageState.NOT_ARRIVED
        letter.state, letter.ended_at, letter.sealed = state.value, at, ""
    else:
        letter.not_before = min(next_try(letter.tries, at, urgent=True), letter.useful_until)
    letter.save(update_fields=["state", "ended_at", "sealed", "reason", "not_before"])


def _put_off(at: datetime) -> None:
    """Nobody is there to carry them just now."""
    due = SignInLetter.objects.filter(state=MessageState.WAITING.value, not_before__lte=at)
    due.update(not_before=at + AWAY_FOR / 4)
