"""Forms for what happened in life: one thing of a kind; putting it right; a file of many."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from tornio.core.between import power_in_words
from tornio.core.inputs.rough import RoughDay, a_rough_day
from tornio.core.jurisdictions import ANOTHER_POWER, Jurisdiction
from tornio.core.life import LONGEST, SORTS, Event, LifeKind, LifeSource, Sort
from tornio.web.forms.between import Keyed
from tornio.web.life_page import NONE, SOURCES
from tornio.web.life_page import SORTS as WORDS
from tornio.web.refusing import answer_to, beside
from tornio.web.sheets import SheetForm

HOW = _("A day, a month or a year: 3 March 2026, March 2026, 2026.")
ASKED = {
    LifeKind.STAY: _("How did it come about?"),
    LifeKind.MEDICATION: _("What kind of medicine is it?"),
    LifeKind.OCCUPATION: _("What was it?"),
    LifeKind.BENEFIT: _("What was it?"),
    LifeKind.CRISIS_CONTACT: _("Who was asked for help?"),
}
WHAT = {
    LifeKind.MEDICATION: _("Which medicine?"),
    LifeKind.OCCUPATION: _("Which work, or which course?"),
    LifeKind.BENEFIT: _("Which benefit?"),
}
WHERE = {
    LifeKind.STAY: _("Which hospital and ward?"),
    LifeKind.OCCUPATION: _("Where?"),
    LifeKind.CRISIS_CONTACT: _("Where?"),
}


def _line(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST, required=False)


class LifeForm(Keyed):
    """One thing of a kind. Which fields there are follows from the kind; the person is not asked who told it."""

    sort = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": _("Choose one.")})
    what = _line("")
    provider = _line("")
    power = forms.ChoiceField(label=_("If it was by law: under which power?"), widget=forms.RadioSelect, required=False)
    power_other = _line(_("Which, in words"))
    since = forms.CharField(
        label=_("From when?"), help_text=HOW, max_length=40, error_messages={"required": _("Say from when.")}
    )
    until = forms.CharField(
        label=_("Until when?"), help_text=_("Leave it empty while it goes on."), max_length=40, required=False
    )
    source = forms.ChoiceField(
        label=_("Who told it?"), widget=forms.RadioSelect, error_messages={"required": _("Say who told it.")}
    )
    source_words = _line(_("Whose record?"))

    def __init__(self, *args: Any, kind: LifeKind, own: bool, law: Jurisdiction, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.law, self.today, self.own = kind, law, today, own
        sorts = [(each.value, NONE[kind] if each is Sort.NONE else _as_choice(WORDS[each])) for each in SORTS[kind]]
        self.choices("sort", sorts)
        self.fields["sort"].label = ASKED[kind]
        for field, labels in (("what", WHAT), ("provider", WHERE)):
            if kind in labels:
                self.fields[field].label = labels[kind]
            else:
                del self.fields[field]
        self._powers()
        self._days()
        if own:
            del self.fields["source"], self.fields["source_words"]
        else:
            told = [(each.value, SOURCES[each]) for each in (LifeSource.SAID, LifeSource.OTHER_RECORD)]
            self.choices("source", told, LifeSource.SAID.value)

    def _powers(self) -> None:
        if self.kind is not LifeKind.STAY:
            del self.fields["power"], self.fields["power_other"]
            return
        self.choices("power", [(each.slug, each.words) for each in self.law.powers_to_choose])

    def _days(self) -> None:
        if self.kind is LifeKind.CRISIS_CONTACT:
            self.fields["since"].label = _("When?")
            self.fields["until"].label = _("Until when, if there was none in a longer time?")
            self.fields["until"].help_text = ""

    def _day(self, field: str) -> RoughDay | None:
        typed, found = self.cleaned_data.get(field) or "", None
        if typed:
            with beside(self):
                found = a_rough_day(typed, today=self.today, answer=answer_to(self, field), field=field)
        return found

    def clean(self) -> dict[str, Any]:
        """`event`, when all of it can be read, and `source`."""
        given: dict[str, Any] = self.cleaned_data
        since, until = self._day("since"), self._day("until")
        given["source"] = LifeSource.SAID if self.own else LifeSource(given.get("source") or LifeSource.SAID.value)
        if self.errors or since is None:
            return given
        with beside(self):
            sort = Sort(given["sort"])
            slug, other = given.get("power") or "", given.get("power_other") or ""
            power = power_in_words(slug, other, self.law) if sort is Sort.DETAINED else ""
            given["event"] = Event(
                self.kind, sort, since, self.today, until, given.get("what") or "", given.get("provider") or "", power
            )
        return given


def _as_choice(words: Any) -> str:
    told = str(words)
    return told[:1].upper() + told[1:]


def as_typed(event: Event, law: Jurisdiction) -> dict[str, str]:
    """What stands in the fields of something that is to be put right."""
    named = {power.words: power.slug for power in law.powers}
    power = {} if not event.power else {"power": named.get(event.power, ANOTHER_POWER.slug)}
    return {
        "sort": event.sort.value, "what": event.what, "provider": event.provider,
        "power_other": "" if event.power in named else event.power, **power,
        "since": event.since.as_typed(), "until": event.until.as_typed() if event.until else "",
    }  # fmt: skip


class RightForm(LifeForm):
    """How it was, and why it is put right."""

    why = forms.CharField(
        label=_("Why is it put right?"), max_length=LONGEST, error_messages={"required": _("Say why it is put right.")}
    )


class BackForm(Keyed):
    """It was not so, or it is of somebody else's life."""

    how = forms.ChoiceField(
        label=_("What is it with this?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    reason = forms.CharField(
        label=_("Say in a line why"), max_length=LONGEST, error_messages={"required": _("Say in a line why.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        not_so = _t("It was not so. It stays readable as what was written.")
        elsewhere = _t("It is of somebody else’s life. It is out of view at once, for everybody.")
        self.choices("how", [("not_so", not_so), ("elsewhere", elsewhere)])


class LifeFileForm(SheetForm):
    """A table of what happened, and up to which day it tells everything."""

    up_to = forms.CharField(
        label=_("Up to which day does it tell everything?"),
        help_text=_("What goes on in it is counted up to that day, and not beyond."),
        validators=[MaxLengthValidator(40)],  # a day's own field has no such attribute
        error_messages={"required": _("Say up to which day.")},
        widget=forms.DateInput(attrs={"type": "date"}),
    )
