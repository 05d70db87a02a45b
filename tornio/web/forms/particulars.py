"""What somebody brings: the languages they speak, their trainings, where they start from."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tornio.core.particulars import (
    LONGEST_BASE,
    LONGEST_TRAINING,
    MOST_TRAININGS,
    Particulars,
    Training,
    a_training,
    particulars,
)
from tornio.people import languages
from tornio.web.forms.working import DatedForm
from tornio.web.refusing import beside

LONGEST_DAY = 40  # characters in which a day can be told
EMPTY_ROWS = 2  # so that more can be written down without a script
_PARTS = ("name", "held", "until")


def _fields(row: int) -> tuple[str, str, str]:
    name, held, until = (f"training_{row}_{part}" for part in _PARTS)
    return name, held, until


class ParticularsForm(DatedForm):
    """Everything of one of us on one page; a training whose name is taken away is taken back."""

    languages = forms.CharField(
        label=_("Which languages can you hold a meeting in?"),
        help_text=_("For example: English, Polish"),
        required=False,
        max_length=400,
    )
    base = forms.CharField(
        label=_("Where do you start from?"),
        help_text=_("With its postcode the journeys can be reckoned. Only you and whoever leads the service read it."),
        required=False,
        max_length=LONGEST_BASE,
    )

    def __init__(self, *args: Any, mine: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not mine:
            self.fields["languages"].label = _("Which languages can they hold a meeting in?")
            self.fields["base"].label = _("Where do they start from?")
            self.fields["base"].help_text = _(
                "With its postcode the journeys can be reckoned. Only they and whoever leads the service read it."
            )
        self.rows = range(self._many())
        for row in self.rows:
            name, held, until = _fields(row)
            self.fields[name] = forms.CharField(label=_("Training"), required=False, max_length=LONGEST_TRAINING)
            for field, label in ((held, _("Held on")), (until, _("Good until"))):
                widget = forms.DateInput(attrs={"type": "date"})
                short = [MaxLengthValidator(LONGEST_DAY)]  # said here, for a field of days has no such attribute
                self.fields[field] = forms.CharField(label=label, required=False, validators=short, widget=widget)

    def _many(self) -> int:
        """As many rows as were sent, or as there are trainings and two more."""
        told: Mapping[str, Any] = self.data if self.is_bound else self.initial
        filled = [row for row in range(MOST_TRAININGS) if _fields(row)[0] in told]
        return min(MOST_TRAININGS, len(filled) + (0 if self.is_bound else EMPTY_ROWS))

    def trainings(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each row, for the page."""
        return [(self[name], self[held], self[until]) for name, held, until in map(_fields, self.rows)]

    def clean(self) -> dict[str, Any]:
        """`brings`, when all of it can be read."""
        given: dict[str, Any] = self.cleaned_data
        held = list(self._held(given))
        with beside(self):
            given["brings"] = particulars(languages.spoken(given.get("languages") or ""), held, given.get("base") or "")
        return given

    def _held(self, given: Mapping[str, Any]) -> Iterator[Training]:
        for row in self.rows:
            name, held, until = _fields(row)
            if not any(given.get(field) for field in (name, held, until)):
                continue
            with beside(self):
                days = self.read(held), self.read(until)
                if not {held, until} & self.errors.keys():
                    yield a_training(given.get(name) or "", *days, self.today, (name, held, until))


def as_typed(brings: Particulars) -> dict[str, str]:
    """What stands in the fields."""
    typed = {"languages": ", ".join(languages.told(each) for each in brings.languages), "base": brings.base}
    for row, each in enumerate(brings.trainings):
        until = each.until.isoformat() if each.until else ""
        typed |= dict(zip(_fields(row), (each.name, each.held_on.isoformat(), until), strict=True))
    return typed


def language_names(brings: Particulars) -> str:
    """The languages in one line."""
    return _now(", ").join(languages.told(each) for each in brings.languages)
