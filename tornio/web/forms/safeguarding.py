"""Forms of the safeguarding store: raising something, and what the lead writes beside it (R25)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tornio.core.safeguarding import Step
from tornio.web.forms.between import Keyed

STEPS: Mapping[Step, Any] = {
    Step.NOTE: _("A note"),
    Step.HANDED_ON: _("Handed on to somebody outside"),
    Step.CLOSED: _("Closed"),
    Step.OPENED_AGAIN: _("Opened again"),
}


class RaiseForm(Keyed):
    """What worries one of us, and about whom."""

    about = forms.CharField(
        label=_("Whom is it about?"), max_length=300, error_messages={"required": _("Say about whom.")}
    )
    words = forms.CharField(
        label=_("What worries you?"),
        help_text=_("What you saw or were told, when, and by whom."),
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Nothing is written yet.")},
    )


class BesideForm(Keyed):
    """What the lead does about it."""

    step = forms.ChoiceField(
        label=_("What is this?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what this is.")},
    )
    handed_to = forms.CharField(label=_("To whom it was handed on"), max_length=300, required=False)
    words = forms.CharField(
        label=_("In words"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Nothing is written yet.")},
    )

    def __init__(self, *args: Any, is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left_out = Step.OPENED_AGAIN if is_open else Step.CLOSED
        offered = [(step.value, words) for step, words in STEPS.items() if step is not left_out]
        self.choices("step", offered, Step.NOTE.value)
