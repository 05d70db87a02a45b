"""The forms for what a meeting comes to: settled or not, where each one stands, when to meet again."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.core.decisions import DecisionKind, Outcome, Stand
from tornio.web.forms.voices import AudienceFields, Choices, Keyed

STILL_TALKING = "still_talking"


class SettleForm(Keyed):
    """Is there something to settle? Deciding, not deciding and going on talking are equal."""

    marks = "settle_%s"

    outcome = forms.ChoiceField(
        label=gettext_lazy("Is there something to settle?"),
        widget=forms.RadioSelect,
        choices=[
            (Outcome.DECIDED.value, gettext_lazy("We decided")),
            (Outcome.NOT_DECIDED.value, gettext_lazy("We did not decide")),
            (STILL_TALKING, gettext_lazy("We are still talking")),
        ],
        error_messages={"required": gettext_lazy("Choose one. All three are equal.")},
    )
    words = forms.CharField(
        label=gettext_lazy("What it is about, in your own words"),
        strip=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Is it about one of these?"),
        choices=[
            (DecisionKind.GENERAL.value, gettext_lazy("Something else")),
            (DecisionKind.MEDICATION.value, gettext_lazy("Medication")),
            (DecisionKind.TEAM.value, gettext_lazy("Who of us comes")),
        ],
    )
    writer = forms.ChoiceField(label=gettext_lazy("Who is writing"), required=False)

    def of(self, writers: Choices) -> "SettleForm":
        """By whose hand, on the screen on the table."""
        if writers:
            self.fields["writer"].choices = writers  # type: ignore[attr-defined]
        else:
            del self.fields["writer"]
        return self


class StandForm(Keyed, AudienceFields):
    """Where somebody stands, in their own words."""

    person = forms.ChoiceField(label=gettext_lazy("Who says it"), required=False)
    writer = forms.ChoiceField(label=gettext_lazy("Who is writing"), required=False)
    stand = forms.ChoiceField(
        label=gettext_lazy("Where do you stand?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one. All of them are equal.")},
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"), strip=False, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    field_order = ("key", "person", "writer", "stand", "words", "audience", "chosen")

    def of(self, people: Choices, writers: Choices) -> "StandForm":
        """Whose position it may be, and by whose hand."""
        told = {
            Stand.AGREE: _("Agree"),
            Stand.UNSURE: _("Unsure"),
            Stand.DISAGREE: _("Disagree"),
            Stand.DID_NOT_SAY: _("Did not say"),
        }
        self.fields["stand"].choices = [(each.value, words) for each, words in told.items()]  # type: ignore[attr-defined]
        if people:
            people = [("", _("Choose")), *people]  # nobody's position is anybody's by default
            self.fields["person"].required = True
            self.fields["person"].error_messages["required"] = _("Whose words are these?")
            self.fields["stand"].label = _("Where do they stand?")
            self.fields["words"].label = _("In their own words")
        for name, choices in (("person", people), ("writer", writers)):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        return self

    def whose(self) -> tuple[UUID | None, UUID | None]:
        """Whose position it is, and by whose hand; none: one's own."""
        person, writer = self.cleaned_data.get("person"), self.cleaned_data.get("writer")
        return UUID(person) if person else None, UUID(writer) if writer else None


class CloseForm(forms.Form):
    """When shall we meet again, who should be there; and what a meeting held with fewer has to say."""

    closing_words = forms.CharField(
        label=gettext_lazy("When shall we meet again? Who should be there?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    fewer_why = forms.CharField(
        label=gettext_lazy("Fewer of us were here than we promise. Why?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def asking_why(self) -> bool:
        """True when the rule has asked why there were fewer."""
        return "fewer_why" in self.errors or bool(self.data.get("fewer_why"))
