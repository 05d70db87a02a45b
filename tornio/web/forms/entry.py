"""Forms of coming in: an address, a code, whether others use this device, the name of a passkey."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tornio.core.errors import Refused
from tornio.core.inputs.emails import an_email

YES, NO = "yes", "no"


class HereForm(forms.Form):
    """Whether others use this device too: then nobody stays signed in on it for long."""

    is_shared = forms.ChoiceField(
        label=_("Do others use this device too?"),
        help_text=_("Then it signs you out after 15 quiet minutes."),
        choices=[(YES, _("Yes, or I am not sure")), (NO, _("No, it is mine alone"))],
        initial=YES,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_is_shared(self) -> bool:
        """Only a clear no is a no."""
        return bool(self.cleaned_data["is_shared"] != NO)


class CodeForm(HereForm):
    """A short code, written with or without spaces."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        error_messages={"required": _("Write the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    field_order = ("code", "is_shared")


class PasskeyForm(HereForm):
    """What the browser answered for a passkey."""

    answer = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60_000)

    def clean_answer(self) -> dict[str, Any]:
        """The answer as the browser made it; empty when it made none."""
        try:
            found = json.loads(self.cleaned_data["answer"] or "{}")
        except (ValueError, RecursionError):  # thousands of brackets in each other are no answer either
            return {}
        return found if isinstance(found, dict) else {}


class NewPasskeyForm(PasskeyForm):
    """A passkey to keep, and the name by which its owner knows it."""

    name = forms.CharField(
        label=_("What do you call this device?"),
        help_text=_("So that you know it again, for example “my telephone”."),
        max_length=60,
        required=False,
    )


class AddressForm(forms.Form):
    """An e-mail address."""

    address = forms.CharField(
        label=_("Your e-mail address"),
        max_length=400,
        error_messages={"required": _("Write your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_address(self) -> str:
        """The address as it is written to."""
        try:
            return an_email(self.cleaned_data["address"], field="address")
        except Refused as no:
            raise forms.ValidationError(no.sentence) from no


class WayInForm(forms.Form):
    """For staff: where the link goes, if it goes by e-mail."""

    address = forms.CharField(
        label=_("Their e-mail address"),
        help_text=_("Only if they said that it is safe. Leave it empty to hand the link over on paper."),
        max_length=400,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
