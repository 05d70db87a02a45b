"""Forms for stopping and coming back: where each one stands, the person's own stop, a named exception (R22)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from tornio.core.decisions import Stand
from tornio.core.episodes import EndingKind, Leaving
from tornio.web.forms.between import Keyed

LEAVING = [
    (Leaving.STOP.value, _("We stop after today")),
    (Leaving.LATER.value, _("We choose a later day")),
    (Leaving.NOT_DECIDED.value, _("We did not decide")),
    (Leaving.GO_ON.value, _("We go on meeting")),
]
STANDS = [
    (Stand.AGREE.value, _("Agrees")),
    (Stand.UNSURE.value, _("Unsure")),
    (Stand.DISAGREE.value, _("Disagrees")),
    (Stand.DID_NOT_SAY.value, _("Did not say")),
]
NOTHING, STOPPED, OWN = "nothing", "stopped", "own"


class LeavingForm(Keyed):
    """Where each one present stands, in their own words, and how the meeting leaves it."""

    leaving = forms.ChoiceField(
        label=_("How do we leave it today?"),
        choices=LEAVING,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how you leave it. “We did not decide” is an answer too.")},
    )

    def __init__(self, *args: Any, present: Sequence[tuple[UUID, str, str, str]], **kwargs: Any) -> None:
        """`present` are (person, name, stand so far, own words so far)."""
        super().__init__(*args, **kwargs)
        self.present = [person for person, *_rest in present]
        for person, name, stand, words in present:
            self.fields[f"stand_{person}"] = forms.ChoiceField(
                label=name, choices=STANDS, widget=forms.RadioSelect, required=False, initial=stand
            )
            self.fields[f"words_{person}"] = forms.CharField(
                label=_t("In their own words"),
                widget=forms.Textarea(attrs={"rows": 1}),
                required=False,
                initial=words,
            )

    def stands(self) -> dict[UUID, tuple[Stand, str]]:
        """Where each one stands who was asked."""
        given = self.cleaned_data
        return {
            person: (Stand(given[f"stand_{person}"]), given[f"words_{person}"])
            for person in self.present
            if given[f"stand_{person}"]
        }


class StopForm(Keyed):
    """The person stops: no reason is asked; what the others may know is theirs to choose."""

    may_know = forms.ChoiceField(
        label=_("What may the others know?"),
        choices=[
            (NOTHING, _("Nothing")),
            (STOPPED, _("Only that I have stopped")),
            (OWN, _("What I write here")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the others may know.")},
    )
    words = forms.CharField(
        label=_("In your own words, for the others"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def members_may_know(self, name: str) -> str:
        """What members are told; nothing when the person wants nothing told."""
        chosen = self.cleaned_data["may_know"]
        if chosen == STOPPED:
            return _t("%(name)s has stopped.") % {"name": name}
        return str(self.cleaned_data["words"]) if chosen == OWN else ""

    def clean(self) -> dict[str, Any]:
        """Own words need to be written."""
        given = super().clean() or {}
        if given.get("may_know") == OWN and not given.get("words", "").strip():
            self.add_error("words", _t("Write what the others may know."))
        return given


class OtherEndingForm(Keyed):
    """The person told us that they stop; or what happened has a name of its own."""

    kind = forms.ChoiceField(
        label=_("What happened?"),
        choices=[
            (EndingKind.PERSON_STOPPED.value, _("They told us that they stop")),
            (EndingKind.DIED.value, _("They died")),
            (EndingKind.MOVED.value, _("They moved, and others go on with them")),
            (EndingKind.SERVICE_CLOSED.value, _("This service closes, and others go on with them")),
            (EndingKind.NOT_FOUND.value, _("They could not be found, after every try that we promise")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what happened.")},
    )
    words = forms.CharField(
        label=_("In words"),
        help_text=_("If they told us: how they said it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what happened.")},
    )
    handed_to = forms.CharField(label=_("Who goes on with them"), max_length=300, required=False)
    died_on = forms.DateField(
        label=_("The day on which they died"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    members_may_know = forms.CharField(
        label=_("What the others may know"),
        help_text=_("Only what the person allows, or would have. Leave it empty and nothing is told."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


class BackForm(Keyed):
    """The person comes back from their own page."""

    words = forms.CharField(
        label=_("What would you like to tell us?"),
        help_text=_("One word is enough."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write something, even if it is one word.")},
    )
