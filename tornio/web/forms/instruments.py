"""An instrument's questions as a form, each of which may stay empty; when it is offered; a file of one."""

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tornio.core.instrument_files import MOST_WEEKS
from tornio.core.instruments import Definition, Item, ItemKind, Schedule, When, number


def said(text: Any) -> str:
    """Words of a definition in the language of the page."""
    return str(text.said(get_language() or "en"))


def _field(item: Item) -> forms.Field:
    words = said(item.text)
    if item.kind is ItemKind.CHOICE:
        options = [(number(each.value), said(each.text)) for each in item.options]
        return forms.ChoiceField(label=words, choices=options, required=False, widget=forms.RadioSelect)
    if item.kind is ItemKind.WORDS:
        return forms.CharField(
            label=words, required=False, strip=False, help_text=_("In your own words, if you like."),
            widget=forms.Textarea(attrs={"rows": 3}),
        )  # fmt: skip
    told = _("A whole number from %(lowest)s to %(highest)s") % {
        "lowest": number(item.lowest), "highest": number(item.highest),
    }  # fmt: skip
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.CharField(label=words, required=False, max_length=12, help_text=told, widget=widget)


class AnswersForm(forms.Form):
    """The questions in their order; what they mean is read by the core, so that an odd answer is refused there."""

    def __init__(self, definition: Definition, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        for item in definition.asked:
            self.fields[item.key] = _field(item)

    def typed(self) -> dict[str, str]:
        """What was typed, by question."""
        return {item.key: str(self.cleaned_data.get(item.key) or "") for item in self.definition.asked}


WHEN = (
    (When.AFTER_MEETING.value, _("After each meeting, to whoever was there")),
    (When.WEEKS.value, _("Again after some weeks, to the person and the members")),
)


class OfferForm(forms.Form):
    """When it is offered."""

    when = forms.ChoiceField(label=_("When is it offered?"), choices=WHEN, widget=forms.RadioSelect)
    weeks = forms.IntegerField(
        label=_("After how many weeks does it come again?"),
        help_text=_("Leave it empty where it is offered after each meeting."),
        required=False, min_value=1, max_value=MOST_WEEKS,
    )  # fmt: skip

    def schedule(self) -> Schedule:
        """What was chosen."""
        when = When(self.cleaned_data["when"])
        return Schedule(when, self.cleaned_data["weeks"] if when is When.WEEKS else None)


class FileForm(forms.Form):
    """An instrument's file."""

    file = forms.FileField(
        label=pgettext_lazy("an instrument", "The file (JSON)"), required=False, allow_empty_file=True,
        widget=forms.FileInput,
    )  # fmt: skip
    text = forms.CharField(
        label=_("Or paste it here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
