"""The administrator's form: somebody who works here, or holds an office."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tornio.core.people import Capacity, Profession

PROFESSIONS = {
    Profession.PEER_PRACTITIONER: _("Peer practitioner"),
    Profession.NURSE: _("Nurse"),
    Profession.PSYCHIATRIST: _("Psychiatrist"),
    Profession.PSYCHOLOGIST: _("Psychologist"),
    Profession.FAMILY_THERAPIST: _("Family therapist"),
    Profession.SOCIAL_WORKER: _("Social worker"),
    Profession.OCCUPATIONAL_THERAPIST: _("Occupational therapist"),
    Profession.SUPPORT_WORKER: _("Support worker"),
    Profession.OTHER: _("Something else"),
}
OFFICES = {
    Capacity.SERVICE_LEAD: _("Leads the service"),
    Capacity.PRIVACY_LEAD: _("Protects what is private"),
    Capacity.EVALUATOR: _("Evaluates"),
    Capacity.ADMINISTRATOR: _("Keeps the installation"),
}


class StaffForm(forms.Form):
    """A name, what they are, and where."""

    AS: ClassVar[list[tuple[str, Any]]] = [
        *((f"profession:{word.value}", label) for word, label in PROFESSIONS.items()),
        *((f"office:{word.value}", label) for word, label in OFFICES.items()),
    ]

    full_name = forms.CharField(label=_("Their name"), max_length=200)
    as_what = forms.ChoiceField(label=_("What they do here"), choices=AS)
    described = forms.CharField(
        label=_("In the words people know them by"),
        help_text=_("For example “nurse and family therapist”."),
        max_length=120,
        required=False,
    )
    service = forms.ChoiceField(label=_("Where"))

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        if isinstance(field, forms.ChoiceField):
            field.choices = services
