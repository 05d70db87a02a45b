"""What is looked for when a time is wanted: where, for how long, between which hours; and the way that was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tornio.core.errors import Refused
from tornio.core.localtime import clock_time
from tornio.core.values import Period
from tornio.web.forms.arranging import CHOSE, KeyForm, Where


class ClockField(forms.Field):
    """A time of day as people write it, or nothing."""

    def to_python(self, value: Any) -> time | None:
        """The time. Errors: the sentence of whoever cannot read it."""
        typed = str(value or "").strip()
        if not typed:
            return None
        try:
            return clock_time(typed)
        except Refused as no:
            raise ValidationError(no.sentence) from no


class LookForm(Where, KeyForm):
    """Where, how long, and the hours they would like."""

    field_order = ("key", "place_kind", "place_words")

    not_before = ClockField(label=_("Not before"), help_text=_("For example 16:00"), required=False)
    not_after = ClockField(label=_("Over by"), help_text=_("For example 19:30"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_words"].help_text = _now("With its postcode the journey can be reckoned.")

    def clean(self) -> dict[str, Any]:
        """The hours of a day begin before they end, and a meeting fits between them."""
        given: dict[str, Any] = super().clean() or {}
        least, most = given.get("not_before"), given.get("not_after")
        minutes = (most.hour - least.hour) * 60 + most.minute - least.minute if least and most else None
        if minutes is not None and "length" in given and minutes < int(given["length"]):
            self.add_error("not_after", _now("The meeting does not fit between these hours."))
        return given

    def hours(self, now: datetime, days: int) -> tuple[Period, ...]:
        """The hours they would like on each of the coming days; none where any are right."""
        least, most = self.cleaned_data["not_before"], self.cleaned_data["not_after"]
        if least is None and most is None:
            return ()
        zone = get_current_timezone()
        assert isinstance(zone, ZoneInfo)
        today = now.astimezone(zone).date()
        ends = timedelta(days=0 if most else 1)
        return tuple(
            Period(
                datetime.combine(today + timedelta(days=step), least or time(0), zone),
                datetime.combine(today + timedelta(days=step) + ends, most or time(0), zone),
            )
            for step in range(days)
        )


class OfferForm(forms.Form):
    """What is asked beside the ways: a form of its own, so that no key pressed while one types can offer anything."""

    place_chosen_by = forms.ChoiceField(
        error_messages={"required": _("Say who chose the place.")},
        label=_("Who chose the place"),
        choices=[("", _("Say who")), *((k.value, v) for k, v in CHOSE.items())],
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """The way that was chosen: from when, who of us, and whether another meeting has to move first."""

    starts: datetime
    practitioners: tuple[UUID, ...]
    moves: bool


def offer_told(starts: datetime, practitioners: Sequence[UUID], *, moves: bool) -> str:
    """A way as a button carries it."""
    return " ".join([starts.isoformat(), "moves" if moves else "stays", *map(str, practitioners)])


def offer_read(told: str) -> Offer | None:
    """The way that a button carried; None where it is none."""
    starts, _space, rest = told.partition(" ")
    moves, *practitioners = rest.split() or [""]
    try:
        moment = datetime.fromisoformat(starts)
        keys = tuple(UUID(each) for each in practitioners)
    except ValueError:
        return None
    return Offer(moment, keys, moves == "moves") if moment.tzinfo and keys and moves in ("moves", "stays") else None
