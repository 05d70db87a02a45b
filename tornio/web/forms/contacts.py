"""The forms of a first contact: what is told while somebody calls, and what is done until the first meeting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.core.contacts import AttemptWay, Channel, ClosedBy, ForWhom, Knows
from tornio.core.inputs.names import a_name
from tornio.core.inputs.text import a_line, own_words
from tornio.web.forms.callers import LONG_ONSET, LONG_WISHES, CallerForm, Plain, RuledForm, a_past_day
from tornio.web.refusing import beside
from tornio.web.when import WhenField, offer

LONG_WHY = 4000
LANGUAGES = gettext_lazy("Which languages shall we speak?")
NEEDS = gettext_lazy("What helps with hearing or reading?")
BEGAN = gettext_lazy("When did it begin, in their words?")

FOR_WHOM = [
    (ForWhom.SELF.value, gettext_lazy("For themselves")),
    (ForWhom.RELATIVE.value, gettext_lazy("For somebody close to them")),
    (ForWhom.PROFESSIONAL.value, gettext_lazy("For somebody they work with")),
]
CHANNELS = [
    (Channel.TELEPHONE.value, gettext_lazy("On the telephone")),
    (Channel.IN_PERSON.value, gettext_lazy("In person")),
    (Channel.VIDEO.value, gettext_lazy("By video")),
    (Channel.LETTER.value, gettext_lazy("By letter")),
]
KNOWS = [
    (Knows.BESIDE.value, gettext_lazy("Yes, and is beside them")),
    (Knows.ELSEWHERE.value, gettext_lazy("Yes, but is not there")),
    (Knows.NOT_YET.value, gettext_lazy("Not yet")),
    (Knows.NOT_ASKED.value, gettext_lazy("We have not asked")),
]
WAYS = [
    ("ring", gettext_lazy("We may ring")),
    ("text", gettext_lazy("We may text. Messages never say what they are about")),
    ("leave", gettext_lazy("We may leave word with whoever answers")),
]
NOTHING_SAFE = "nothing"
SAFE = [*WAYS, (NOTHING_SAFE, gettext_lazy("Nothing: keep the number, and do not use it"))]
ATTEMPTS = [
    (AttemptWay.TELEPHONE.value, gettext_lazy("By telephone")),
    (AttemptWay.TEXT.value, gettext_lazy("By text")),
    (AttemptWay.VISIT.value, gettext_lazy("At their door")),
    (AttemptWay.EMAIL.value, gettext_lazy("By e-mail")),
    (AttemptWay.LETTER.value, gettext_lazy("By letter")),
    (AttemptWay.THROUGH_SOMEBODY.value, gettext_lazy("Through somebody")),
]
CLOSED_BY = [
    (ClosedBy.PERSON.value, gettext_lazy("The person")),
    (ClosedBy.CALLER.value, gettext_lazy("Whoever called")),
    (ClosedBy.PERSON_AND_NETWORK.value, gettext_lazy("The person and their people together")),
    (ClosedBy.SERVICE.value, gettext_lazy("We did, and have told them")),
    (ClosedBy.NOT_FOUND.value, gettext_lazy("Nobody: they could not be found")),
]


class TakeForm(CallerForm):
    """Somebody is calling: their own words are enough."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How did they reach us?"), choices=CHANNELS, initial=CHANNELS[0][0], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    knows = forms.ChoiceField(
        label=gettext_lazy("Does the person know of this call?"), choices=KNOWS, required=False,
        initial=Knows.NOT_ASKED.value, widget=forms.RadioSelect,
    )  # fmt: skip
    ways = forms.MultipleChoiceField(
        label=gettext_lazy("What is safe?"), choices=WAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    onset_on = Plain(
        label=gettext_lazy("The day, if they know it"), help_text=gettext_lazy("For example 8 November 2026")
    )
    contacted_at = WhenField(label=gettext_lazy("If they reached us earlier: when?"), required=False)
    began = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    LABELS: ClassVar[dict[str, tuple[Any, Any]]] = {
        "own_words": (
            gettext_lazy("What are they telling you?"),
            gettext_lazy("In their own words, as they say them. You could ask: “What made you ring today?”"),
        ),
        "for_whom": (gettext_lazy("Who is calling, and for whom?"), ""),
        "caller_name": (gettext_lazy("The caller"), ""),
        "caller_relation": (gettext_lazy("Who they are to the person"), gettext_lazy("For example “her sister”")),
        "person_name": (gettext_lazy("The person it is about"), ""),
        "telephone": (gettext_lazy("Telephone"), ""),
        "email": (gettext_lazy("E-mail"), ""),
        "good_hours": (gettext_lazy("When is it good to ring?"), ""),
        "language": (LANGUAGES, ""),
        "needs": (NEEDS, ""),
        "wishes": (
            gettext_lazy("Where and when would they like to meet, and who should be there?"),
            gettext_lazy("Their home, or anywhere else. People who matter to them are welcome from the first time."),
        ),
        "onset_words": (BEGAN, gettext_lazy("For example “about Sunday”")),
    }

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        for name, (label, hint) in self.LABELS.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        whom = self.fields["for_whom"]
        whom.required, whom.initial = False, ForWhom.SELF.value
        if isinstance(whom, forms.ChoiceField):
            whom.choices = FOR_WHOM
        ways = self.fields["ways"]
        if self.is_bound and isinstance(ways, forms.MultipleChoiceField):
            ways.choices = SAFE  # that nothing is safe can be said once it was asked
        offer(self, "contacted_at", now=now, back=7, ahead=0)

    def clean(self) -> dict[str, Any]:
        """The day it began may be asked about; when they rang is when the page was opened, unless it was earlier."""
        given = super().clean()
        given["for_whom"] = given.get("for_whom") or ForWhom.SELF.value
        given["channel"] = given.get("channel") or Channel.TELEPHONE.value
        ticked = set(given.get("ways", ()))
        if given["telephone"] and (NOTHING_SAFE in ticked) == bool(ticked - {NOTHING_SAFE}):
            self.add_error("ways", _("They gave a number. May we ring it? Tick what is safe, or that nothing is."))
        given["onset_on"] = self.read_asking("onset_on", a_past_day, today=localdate(self.now))
        opened = given.get("began")
        fresh = opened is not None and 0 <= (self.now - opened).total_seconds() < DAY_IN_SECONDS
        given["contacted_at"] = given.get("contacted_at") or (opened if fresh else None)
        return given


DAY_IN_SECONDS = 24 * 60 * 60


class WhyForm(RuledForm):
    """One reason, in somebody's own words; its field's name says which."""

    reason = Plain(label=gettext_lazy("Why?"), widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, Any]:
        """The reason as it was typed; the action says when it is missing."""
        self.cleaned_data["reason"] = self.read("reason", own_words, limit=LONG_WHY) or ""
        return self.cleaned_data


class OfferForm(WhyForm):
    """Pass it on: to whom, and why."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.ChoiceField(
        label=gettext_lazy("To whom?"), error_messages={"required": gettext_lazy("Choose somebody.")}
    )

    def __init__(self, *args: Any, colleagues: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        if isinstance(to, forms.ChoiceField):
            to.choices = [("", _("Choose somebody")), *colleagues]


class AttemptForm(RuledForm):
    """A try to reach them, and what came of it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    way = forms.ChoiceField(label=gettext_lazy("How?"), choices=ATTEMPTS)
    reached = forms.ChoiceField(
        label=gettext_lazy("Were they reached?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No answer"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether they were reached.")},
    )
    words = Plain(label=gettext_lazy("What came of it?"), widget=forms.Textarea(attrs={"rows": 2}))
    tried_at = WhenField(label=gettext_lazy("If it was earlier: when?"), required=False)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "tried_at", now=now, back=7, ahead=0)

    def clean(self) -> dict[str, Any]:
        """What came of it, as it was typed."""
        self.cleaned_data["words"] = self.read("words", own_words, limit=LONG_WHY) or ""
        return self.cleaned_data


class ClocksForm(RuledForm):
    """The clocks that begin with others: being sent to us, and our saying yes."""

    referred_at = WhenField(label=gettext_lazy("When were they sent to us?"), required=False)
    accepted_at = WhenField(label=gettext_lazy("When did we say yes?"), required=False)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("referred_at", "accepted_at"):
            offer(self, name, now=now, back=13, ahead=0)


class CloseForm(RuledForm):
    """It goes no further: who decided so, and why (R4)."""

    closed_by = forms.ChoiceField(
        label=gettext_lazy("Who decided?"), choices=CLOSED_BY, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say who decided.")},
    )  # fmt: skip
    why = Plain(
        label=gettext_lazy("Why, in their own words?"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person can read this."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Why, as it was typed."""
        with beside(self):
            typed = self.cleaned_data.get("why", "")
            self.cleaned_data["why"] = own_words(typed, limit=LONG_WHY, missing=_("Say why."), field="why")
        return self.cleaned_data


class MoreForm(RuledForm):
    """What was learned after the call; what the caller said stays as they said it."""

    name = Plain(label=gettext_lazy("The name of the person it is about"))
    knows = forms.ChoiceField(
        label=gettext_lazy("Does the person know of this call?"), choices=KNOWS, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    language = Plain(label=LANGUAGES)
    needs = Plain(label=NEEDS)
    wishes = Plain(
        label=gettext_lazy("Where and when would they like to meet, and who should be there?"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    onset_words = Plain(label=BEGAN)

    def clean(self) -> dict[str, Any]:
        """The values by the rules."""
        given: dict[str, Any] = self.cleaned_data
        ruled: dict[str, Any] = {
            "name": self.read_asking("name", a_name),
            "language": self.read("language", a_line, limit=200),
            "needs": self.read("needs", own_words, limit=LONG_WISHES),
            "wishes": self.read("wishes", own_words, limit=LONG_WISHES),
            "onset_words": self.read("onset_words", a_line, limit=LONG_ONSET),
        }
        given.update({name: value or "" for name, value in ruled.items()})
        return given
