"""A day and a time in a form, asked as people tell them: “tomorrow”, or another day; “half past two” is 14:30.

    class MeetForm(forms.Form):
        starts = WhenField(label=_("When shall we meet?"))

        def __init__(self, *args, now, **kwargs):
            super().__init__(*args, **kwargs)
            offer(self, "starts", now=now)

The macro `field` draws it. Its value is a moment in UTC, read by the clocks of the service.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tornio.core import told
from tornio.core.asking import Ask, Choice
from tornio.core.errors import Refused
from tornio.core.inputs.dates import a_date
from tornio.core.localtime import clock_time, local_moment

DAYS = {number + 1: name for number, name in WEEKDAYS.items()}  # Monday is 1 and Sunday 7, as in ISO 8601
NEARBY = 1  # days from today that are told by name: yesterday, today, tomorrow


def _zone() -> ZoneInfo:
    return get_current_timezone()


def days_told(now: datetime, *, back: int = 0, ahead: int = 13) -> list[tuple[str, str]]:
    """The days round now, each with its value and its name; the last stands for any other day."""
    zone, lang = _zone(), get_language() or "en"
    today = now.astimezone(zone).date()

    def name(on: date) -> str:
        long_day = told.long_day(on, now, zone, lang)
        return (
            f"{told.opening(told.day(on, now, zone, lang))}, {long_day}"
            if abs((on - today).days) <= NEARBY
            else told.opening(long_day)
        )

    days = [today + timedelta(days=step) for step in range(-back, ahead + 1)]
    return [*((on.isoformat(), name(on)) for on in days), ("", _("Another day"))]


class WhenWidget(forms.MultiWidget):
    """A day by its name, another day, a time, and which of two when the clocks go back."""

    days: Sequence[tuple[str, str]] = ()
    asked: Sequence[Choice] = ()

    def __init__(self) -> None:
        another_day = forms.DateInput(attrs={"type": "date"})
        super().__init__([forms.TextInput, another_day, forms.TextInput, forms.TextInput])

    def decompress(self, value: datetime | None) -> list[str]:
        """A moment as the parts that are shown."""
        if value is None:
            return [self.days[0][0] if self.days else "", "", "", ""]
        local = value.astimezone(_zone())
        named = local.date().isoformat()
        is_near = named in {day for day, _name in self.days}
        return [named if is_near else "", "" if is_near else named, f"{local:%H:%M}", ""]

    def given(self, value: Any) -> list[str]:
        """What was typed, or the parts of the moment that the form began with."""
        return [part or "" for part in value] if isinstance(value, list) else self.decompress(value)


class WhenField(forms.MultiValueField):
    """A moment; `offer` gives it the days to choose from when the form is made."""

    widget = WhenWidget
    now: datetime

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False) for _part in range(4)]
        super().__init__(fields=parts, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> datetime | None:
        """The moment; a first day that is merely offered is no answer while no time is given."""
        if not any((value or [])[1:3]) and not self.required:
            return None
        return cast("datetime | None", super().clean(value))

    def compress(self, data_list: Sequence[str]) -> datetime | None:
        """The parts as one moment, or the sentence that says what is missing."""
        if not data_list:
            return None
        day, another, clock, answer = data_list
        try:
            return self._moment(another or day, clock, answer)
        except Refused as no:
            if isinstance(no, Ask):
                cast(WhenWidget, self.widget).asked = no.choices
            raise ValidationError(no.sentence) from no

    def _moment(self, day: str, clock: str, answer: str) -> datetime:
        if not day:
            raise Refused(_("Say which day."))
        if not clock:
            raise Refused(_("Say at what time."))
        on = a_date(day, today=self.now.astimezone(_zone()).date())
        return local_moment(on, clock_time(clock), _zone(), answer=answer or None)


def offer(form: forms.BaseForm, name: str, *, now: datetime, back: int = 0, ahead: int = 13) -> None:
    """Give a form's `WhenField` its days by name: `back` for what has happened, `ahead` for what is to come."""
    field = cast(WhenField, form.fields[name])
    field.now = now
    cast(WhenWidget, field.widget).days = days_told(now, back=back, ahead=ahead)
