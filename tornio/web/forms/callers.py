"""What a caller tells: fields that the staff form and the public page share, and the rules that answer beside them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.core.asking import Choice
from tornio.core.contacts import ForWhom, Knows, Told
from tornio.core.errors import Refused
from tornio.core.inputs.dates import a_date
from tornio.core.inputs.emails import an_email
from tornio.core.inputs.marks import typed_by_hand
from tornio.core.inputs.names import a_name
from tornio.core.inputs.telephones import a_telephone
from tornio.core.inputs.text import a_line, own_words
from tornio.web.refusing import answer_to, beside, refuse

Value = TypeVar("Value")
LONG_WISHES = 4000
LONG_ONSET = 300


class Plain(forms.CharField):
    """Text as it was typed: Django neither strips nor judges it; the rules of `core.inputs` do."""

    default_validators: list[Any] = []

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(strip=False, **options)
        self.validators = []

    def to_python(self, value: Any) -> str:
        """The same text; what no hand can have typed answers 400."""
        return typed_by_hand("" if value is None else str(value))


class RuledForm(forms.Form):
    """A form whose fields are read by rules; a rule's refusal or question stands beside its field."""

    asked: dict[str, tuple[Choice, ...]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {}

    def read(self, name: str, rule: Callable[..., Value], **options: Any) -> Value | None:
        """What was typed in this field, by the rule; None where it is empty or was refused."""
        typed = str(self.cleaned_data.get(name) or "")
        if not typed.strip():
            return None
        try:
            return rule(typed, field=name, **options)
        except Refused as no:
            refuse(self, no)
            return None

    def read_asking(self, name: str, rule: Callable[..., Value], **options: Any) -> Value | None:
        """The same for a rule that may ask back."""
        return self.read(name, rule, answer=answer_to(self, name), **options)


class CallerForm(RuledForm):
    """Who calls, for whom, how they can be reached safely, and how to be understood."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    own_words = Plain(widget=forms.Textarea(attrs={"rows": 5}))
    for_whom = forms.ChoiceField(widget=forms.RadioSelect)
    caller_name = Plain()
    caller_relation = Plain()
    person_name = Plain()
    telephone = Plain(widget=forms.TextInput(attrs={"type": "tel"}))
    email = Plain()
    good_hours = Plain()
    language = Plain()
    needs = Plain()
    wishes = Plain(widget=forms.Textarea(attrs={"rows": 3}))
    onset_words = Plain()
    missing_words: Any = gettext_lazy("Write what they said, even if it is one word.")

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region

    def clean(self) -> dict[str, Any]:
        """The values by the rules; what was typed stays in the form."""
        given: dict[str, Any] = self.cleaned_data
        ruled: Mapping[str, Any] = {
            "caller_name": self.read_asking("caller_name", a_name),
            "person_name": self.read_asking("person_name", a_name),
            "caller_relation": self.read("caller_relation", a_line, limit=200),
            "telephone": self.read_asking("telephone", a_telephone, region=self.region),
            "email": self.read_asking("email", an_email),
            "good_hours": self.read("good_hours", a_line, limit=300),
            "language": self.read("language", a_line, limit=200),
            "needs": self.read("needs", own_words, limit=LONG_WISHES),
            "wishes": self.read("wishes", own_words, limit=LONG_WISHES),
            "onset_words": self.read("onset_words", a_line, limit=LONG_ONSET),
        }
        given.update({name: value or "" for name, value in ruled.items()})
        with beside(self):
            given["own_words"] = own_words(
                given.get("own_words", ""), missing=str(self.missing_words), field="own_words"
            )
        return given

    def told(self) -> Told:
        """Everything they told, as one value."""
        given = self.cleaned_data
        names = (
            "own_words", "caller_name", "caller_relation", "person_name", "language", "needs", "wishes", "onset_words",
            "telephone", "email", "good_hours",
        )  # fmt: skip
        ways = set(given.get("ways", ()))
        return Told(
            **{name: given.get(name, "") for name in names},
            for_whom=ForWhom(given["for_whom"]),
            knows=Knows(given.get("knows") or Knows.NOT_ASKED.value),
            onset_on=given.get("onset_on"),
            may_ring="ring" in ways,
            may_text="text" in ways,
            may_leave_word="leave" in ways,
        )


def a_past_day(text: str, *, today: date, answer: str | None = None, field: str | None = None) -> date:
    """A day that has been; refused when it is still to come."""
    found = a_date(text, today=today, answer=answer, field=field)
    if found > today:
        raise Refused(_("This day has not come yet."), field)
    return found
