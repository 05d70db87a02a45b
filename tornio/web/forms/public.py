"""The public page's form: for oneself, for somebody close, from one's work; nothing but the words is needed."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from tornio.core.contacts import ForWhom
from tornio.web.forms.callers import CallerForm

FOR_WHOM = [
    (ForWhom.SELF.value, gettext_lazy("Me")),
    (ForWhom.RELATIVE.value, gettext_lazy("Somebody close to me")),
    (ForWhom.PROFESSIONAL.value, gettext_lazy("Somebody I meet in my work")),
]
WAYS = [
    ("ring", gettext_lazy("You may ring me")),
    ("text", gettext_lazy("You may text me. Messages never say what they are about")),
    ("leave", gettext_lazy("You may leave word with whoever answers")),
]


class PublicForm(CallerForm):
    """What somebody writes to us."""

    ways = forms.MultipleChoiceField(
        label=gettext_lazy("What is safe for you?"), choices=WAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    missing_words = gettext_lazy("Write what you would like to tell us. One sentence is enough.")

    LABELS: ClassVar[dict[str, tuple[Any, Any]]] = {
        "own_words": (
            gettext_lazy("What would you like to tell us?"),
            gettext_lazy("In your own words. One sentence is enough."),
        ),
        "for_whom": (gettext_lazy("Who is it about?"), ""),
        "caller_name": (gettext_lazy("Your name"), gettext_lazy("Any name that you like to be called.")),
        "caller_relation": (
            gettext_lazy("Who are you to them?"),
            gettext_lazy("For example “his sister”, “her doctor”"),
        ),
        "person_name": (gettext_lazy("Their name, if it is about somebody else"), ""),
        "telephone": (
            gettext_lazy("Telephone"),
            gettext_lazy("One that is safe for you. Could anybody else pick up, or read a message?"),
        ),
        "email": (gettext_lazy("Or e-mail"), gettext_lazy("One that only you read.")),
        "good_hours": (gettext_lazy("When is it good to ring?"), ""),
        "language": (gettext_lazy("Which languages shall we speak?"), ""),
        "needs": (gettext_lazy("What helps you with hearing or reading?"), ""),
        "wishes": (
            gettext_lazy("Where and when would you like to meet, and who should be there?"),
            gettext_lazy("At home, or anywhere else. People who matter are welcome from the first time."),
        ),
        "onset_words": (gettext_lazy("When did it begin?"), gettext_lazy("For example “about Sunday”")),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.LABELS.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        whom = self.fields["for_whom"]
        whom.required, whom.initial = False, ForWhom.SELF.value
        if isinstance(whom, forms.ChoiceField):
            whom.choices = FOR_WHOM

    def clean(self) -> dict[str, Any]:
        """Without an answer it is about whoever writes."""
        given = super().clean()
        given["for_whom"] = given.get("for_whom") or ForWhom.SELF.value
        return given
