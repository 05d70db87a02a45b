"""The forms that stand on the page of a first contact, each with a prefix of its own."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.forms import BaseForm

from tornio.records.visible.contacts import Sheet
from tornio.web.forms.contacts import AttemptForm, ClocksForm, CloseForm, MoreForm, OfferForm, WhyForm

FORMS: dict[str, type[BaseForm]] = {
    "offer": OfferForm,
    "duty": WhyForm,
    "attempt": AttemptForm,
    "clocks": ClocksForm,
    "close": CloseForm,
    "more": MoreForm,
    "goes-on": WhyForm,
}


def form_for(verb: str, sheet: Sheet, now: datetime, data: Any = None) -> BaseForm:
    """The form of this verb, empty or with what was typed."""
    options: dict[str, Any] = {"prefix": verb, "initial": {"key": uuid4()}}
    if verb == "offer":
        options["colleagues"] = [(str(each.pk), each.person.full_name) for each in sheet.colleagues]
    if verb in ("attempt", "clocks"):
        options["now"] = now
    return FORMS[verb](data, **options)


def all_forms(sheet: Sheet, now: datetime) -> dict[str, BaseForm]:
    """Every form of the page, by its verb."""
    return {verb: form_for(verb, sheet, now) for verb in FORMS}
