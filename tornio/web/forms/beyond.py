"""Forms for reaching beyond one's networks: whom, why; and the privacy lead's word that they have looked (R27)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tornio.people.keys import new_key


class WhomForm(forms.Form):
    """Whom one has to reach: the name of the person at the centre."""

    name = forms.CharField(
        label=_("Whose network do you have to reach?"),
        help_text=_("The first name and the last name of the person it is about."),
        max_length=200,
        error_messages={"required": _("Write their name.")},
    )


class WhyForm(forms.Form):
    """Why one has to reach it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why do you need to read this?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        error_messages={
            "required": _("Say why you need to read this. The person will see it."),
            "max_length": _("Say it in fewer words, please: three hundred letters at most."),
        },
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, initial={"key": new_key()}, **kwargs)


class NoteForm(forms.Form):
    """The privacy lead has looked at it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What did you find?"),
        help_text=_("For you and whoever does this work after you. Nobody else reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, initial={"key": new_key()}, **kwargs)
