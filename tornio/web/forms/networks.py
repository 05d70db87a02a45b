"""Forms of a network: finding one, asking somebody in, what a member may read, and doing it with the person."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from tornio.core.networks import Ring, Sector
from tornio.web.forms.between import Keyed
from tornio.web.forms.maps import EVERY_RING, EVERY_SECTOR
from tornio.web.when import WhenField, offer

DAYS_BACK = 13


class FindForm(forms.Form):
    """Find a network by anyone's name."""

    name = forms.CharField(label=_("A name"), max_length=200, required=False)


class WithPerson(forms.Form):
    """Staff do what is the person's to decide only with them; the person needs to say nothing."""

    with_person = forms.BooleanField(required=False)

    def __init__(self, *args: Any, own: bool, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["with_person"]
        else:
            self.fields["with_person"].label = _t("I do this with %(name)s, who wants it so") % {"name": name}


class InviteForm(Keyed):
    """Somebody is asked in; staff say when the person gave their word."""

    full_name = forms.CharField(label=_("Who?"), max_length=400)
    relation = forms.CharField(label=_("Who are they to you?"), max_length=120, required=False)
    ring = forms.TypedChoiceField(label=_("How close"), choices=EVERY_RING, coerce=lambda value: Ring(int(value)))
    sector = forms.TypedChoiceField(label=_("Part of life"), choices=EVERY_SECTOR, coerce=Sector)
    person_agreed_at = WhenField(label="", required=False)

    def __init__(self, *args: Any, own: bool, name: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].error_messages["required"] = _t("Write a name: any name that people use.")
        self.fields["ring"].initial = str(Ring.CLOSE.value)
        if own:
            del self.fields["person_agreed_at"]
            return
        self.fields["relation"].label = _t("Who are they to %(name)s?") % {"name": name}
        self.fields["person_agreed_at"].label = _t("When did %(name)s say yes to this?") % {"name": name}
        offer(self, "person_agreed_at", now=now, back=DAYS_BACK, ahead=0)
        # Today by name, and no time: that they gave their word is written, never taken for granted.
        self.initial["person_agreed_at"] = [now.astimezone(get_current_timezone()).date().isoformat(), "", "", ""]


class ReadingForm(WithPerson):
    """What one member may read and write from now on."""

    may_read = forms.BooleanField(
        label=_("May read what is for everyone"),
        help_text=_("What others say to the whole network. Never what is for the team alone."),
        required=False,
    )
    may_write = forms.BooleanField(
        label=_("May add their own words"),
        help_text=_("In meetings and between them."),
        required=False,
    )

    field_order = ("may_read", "may_write", "with_person")
