"""When somebody works, from a day on; days away; a table of hours from a file."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from tornio.core.inputs.dates import a_date
from tornio.core.working import WEEKDAYS, Stretch, field_of, moment, read_day, written
from tornio.web.refusing import beside
from tornio.web.sheets import SheetForm
from tornio.web.when import DAYS

_SAY_THE_DAY = _("Say which day.")
_USUALLY = "09:00–17:00"
_WORKDAYS = range(1, 6)
_A_DAY = timedelta(days=1)


def _day(label: Any, *, help_text: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _SAY_THE_DAY},
    )


def week_as_typed(week: Sequence[Stretch]) -> dict[str, str]:
    """What stands in the fields of a week; where nothing is known yet, what most people work."""
    if not week:
        return {field_of(each): _USUALLY if each in _WORKDAYS else "" for each in WEEKDAYS}
    return {field_of(each): written([one for one in week if one.weekday == each]) for each in WEEKDAYS}


class DatedForm(forms.Form):
    """A form with days in it, which are read as people type them; `today` where the service is."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def read(self, name: str) -> date | None:
        """The day that was typed; none where there is none, or where it cannot be read: then that stands beside it."""
        typed, found = self.cleaned_data.get(name), None
        if typed:
            with beside(self):
                found = a_date(typed, today=self.today, field=name)
        return found


class WeekForm(DatedForm):
    """A week as it holds from a day on: each day in one line, as people write it."""

    first = _day(_("From which day on?"), help_text=_("What you wrote for before that day stays as it was."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, label in DAYS.items():
            self.fields[field_of(weekday)] = forms.CharField(label=label, required=False, max_length=100)

    def clean(self) -> dict[str, Any]:
        """`week` and `first`, when all of it can be read."""
        given: dict[str, Any] = self.cleaned_data
        given["first"] = self.read("first")
        week: list[Stretch] = []
        for weekday in WEEKDAYS:
            with beside(self):
                week += read_day(given.get(field_of(weekday)) or "", weekday)
        given["week"] = week
        return given


class AwayForm(DatedForm):
    """Days away: a first, and a last as far as anybody knows. Why is not asked."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    first = _day(_("The first day away"))
    last = _day(_("The last day away"), help_text=_("Leave it empty when nobody knows yet."), required=False)

    def clean(self) -> dict[str, Any]:
        """`first` and `last` as days."""
        given: dict[str, Any] = self.cleaned_data
        given["first"], given["last"] = self.read("first"), self.read("last")
        return given

    def period(self, zone: ZoneInfo) -> tuple[datetime, datetime | None]:
        """From the beginning of the first day to the end of the last."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        return moment(first, 0, zone), day_after(last, zone) if last else None


class BackForm(DatedForm):
    """The last day away, earlier than was written."""

    last = _day(_("The last day away"))

    def clean(self) -> dict[str, Any]:
        """`last` as a day."""
        given: dict[str, Any] = self.cleaned_data
        given["last"] = self.read("last")
        return given


def day_after(last: date, zone: ZoneInfo) -> datetime:
    """The end of that day."""
    return moment(last + _A_DAY, 0, zone)


class TableForm(SheetForm, DatedForm):
    """A table of hours, and the day from which all of it holds."""

    first = _day(_("From which day on?"))

    def clean(self) -> dict[str, Any]:
        """`first` as a day."""
        given: dict[str, Any] = self.cleaned_data
        given["first"] = self.read("first")
        return given
