"""Forms for what is kept from the person: keeping it, looking at it again, and why the privacy lead reads it (R25)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tornio.core.apart import Looked
from tornio.core.jurisdictions import KeptApartGround
from tornio.web.forms.between import Keyed

GROUNDS: Mapping[KeptApartGround, Any] = {
    KeptApartGround.SERIOUS_HARM: _("Reading it would do them, or somebody else, serious harm"),
    KeptApartGround.THIRD_PARTY_CONFIDENCE: _("Somebody else told us in confidence"),
    KeptApartGround.CHILD_ABUSE_DATA: _("It is about harm done to a child"),
    KeptApartGround.CRIME: _("Reading it would hinder preventing or clearing up a crime"),
    KeptApartGround.COURT: _("A court has ordered it"),
}
LOOKED: Mapping[Looked, Any] = {
    Looked.OPENED: _("They may read it from now on"),
    Looked.KEPT_ON: _("It stays kept from them, until the next look"),
    Looked.ENDED: _("It ends: nobody of us reads it any more, and neither do they"),
}
AGAIN = [
    ("7", _("In a week")),
    ("14", _("In two weeks")),
    ("30", _("In 30 days")),
    ("60", _("In 60 days")),
    ("90", _("In 90 days, which is the longest")),
]
_DECIDED = _("Who decided so: a health professional by name, and what they are")


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _LookedAtAgain(Keyed):
    again = forms.ChoiceField(label=_("When do we look at it again?"), choices=AGAIN, initial="30")

    def review_by(self, at: datetime) -> datetime:
        """The moment by which it is looked at again."""
        return at + timedelta(days=int(self.cleaned_data["again"]))


class KeepApartForm(_LookedAtAgain):
    """What is kept from them, on which ground, why, and until when."""

    ground = forms.ChoiceField(
        label=_("What does the law allow it for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the ground that the law names.")},
    )
    decided_by = forms.CharField(
        label=_DECIDED, help_text=_("Needed where it would do serious harm."), max_length=200, required=False
    )
    words = forms.CharField(
        label=_("What is kept from them"), widget=_words(6), error_messages={"required": _("Nothing is written yet.")}
    )
    why = forms.CharField(
        label=_("Why it is kept from them"),
        widget=_words(3),
        error_messages={"required": _("Say why it is kept from them.")},
    )

    def __init__(self, *args: Any, grounds: Sequence[KeptApartGround], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices("ground", [(ground.value, GROUNDS[ground]) for ground in grounds])


class LookForm(_LookedAtAgain):
    """What comes of looking at it again."""

    looked = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[(looked.value, words) for looked, words in LOOKED.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what becomes of it.")},
    )
    why = forms.CharField(label=_("Why"), widget=_words(3), error_messages={"required": _("Say why.")})
    decided_by = forms.CharField(
        label=_DECIDED,
        help_text=_("Needed again where it would do serious harm and stays kept from them."),
        max_length=200,
        required=False,
    )


class WhyReadForm(forms.Form):
    """Why the privacy lead reads it."""

    reason = forms.CharField(
        label=_("Why do you need to read it?"),
        help_text=_("It is written down beside your name."),
        max_length=200,
        error_messages={"required": _("Say why you need to read it.")},
    )
