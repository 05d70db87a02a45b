"""How and when one may be written to: a way that is safe, and its hours by the clock."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.core.inputs.emails import an_email
from tornio.core.inputs.telephones import a_telephone
from tornio.core.inputs.text import own_words
from tornio.core.localtime import clock_time
from tornio.core.people import WayKind
from tornio.web.forms.callers import Plain, RuledForm
from tornio.web.when import DAYS

KINDS = (
    (WayKind.TELEPHONE.value, gettext_lazy("A text")),
    (WayKind.EMAIL.value, gettext_lazy("An e-mail")),
    (WayKind.POST.value, gettext_lazy("A letter")),
)
LONGEST_ADDRESS = 300


WITH_THEM = gettext_lazy("I do this with them, and they want it so")


class WayForm(RuledForm):
    """One way that is safe, and when."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How may we write to you?"), choices=KINDS, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )  # fmt: skip
    value = Plain(
        label=gettext_lazy("Where?"),
        help_text=gettext_lazy("A number, an e-mail or an address. One that only you open."),
    )
    hours_from = Plain(label=gettext_lazy("From what time?"), help_text=gettext_lazy("For example 18:00"))
    hours_until = Plain(label=gettext_lazy("Until what time?"), help_text=gettext_lazy("For example 21:00"))
    days = forms.MultipleChoiceField(
        label=gettext_lazy("On which days?"), help_text=gettext_lazy("None chosen means every day."),
        choices=[(str(number), name) for number, name in DAYS.items()], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region

    def clean(self) -> dict[str, Any]:
        """The values by the rules; what was typed stays in the form."""
        given: dict[str, Any] = self.cleaned_data
        given["value"] = self._where(given.get("kind", ""))
        if given["value"] is None and "value" not in self.errors:
            self.add_error("value", _("Write where we may reach you."))
        for name in ("hours_from", "hours_until"):
            given[name] = self._clock(name)
        if (given["hours_from"] is None) != (given["hours_until"] is None) and not self.errors:
            self.add_error("hours_until", _("Say both: from what time, and until what time."))
        given["days"] = [int(each) for each in given.get("days", ())]
        return given

    def _where(self, kind: str) -> str | None:
        if kind == WayKind.TELEPHONE.value:
            return self.read_asking("value", a_telephone, region=self.region)
        if kind == WayKind.EMAIL.value:
            return self.read_asking("value", an_email)
        return self.read("value", own_words, limit=LONGEST_ADDRESS)

    def _clock(self, name: str) -> time | None:
        return self.read(name, clock_time)


class WayWithThemForm(WayForm):
    """The same, written down by one of us together with whom it is about."""

    with_them = forms.BooleanField(label=WITH_THEM, required=False)

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, region=region, **kwargs)
        self.fields["kind"].label = _("How may we write to them?")
        self.fields["value"].help_text = _("A number, an e-mail or an address. One that only they open.")
