"""The forms round a meeting: when, where, who chose, which of us, whom to ask; and what people answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tornio.core.meetings import Answer, ChosenBy, NotHeldBy, PlaceKind
from tornio.core.values import Period
from tornio.people.keys import new_key
from tornio.web.when import WhenField, offer

Choices = Sequence[tuple[str, Any]]

PLACES = {
    PlaceKind.HOME: _("At home"),
    PlaceKind.ELSEWHERE: _("Somewhere else"),
    PlaceKind.OUR_ROOMS: _("At our rooms"),
    PlaceKind.WARD: _("On a ward"),
    PlaceKind.TELEPHONE: _("By telephone"),
    PlaceKind.VIDEO: _("By video"),
}
NAMED = {  # before words of theirs, which often begin with "at"
    PlaceKind.HOME: _("Home"),
    PlaceKind.ELSEWHERE: _("Somewhere else"),
    PlaceKind.OUR_ROOMS: _("Our rooms"),
    PlaceKind.WARD: _("A ward"),
    PlaceKind.TELEPHONE: _("Telephone"),
    PlaceKind.VIDEO: _("Video"),
}
CHOSE = {
    ChosenBy.PERSON: _("The person"),
    ChosenBy.NETWORK: _("Somebody in the network"),
    ChosenBy.TOGETHER: _("We chose together"),
    ChosenBy.TEAM: _("We did, the team"),
}
ANSWERS = {
    Answer.COMES: _("I come"),
    Answer.FOR_PART: _("I come for part of it"),
    Answer.MAYBE: _("I do not know yet"),
    Answer.CANNOT: _("I cannot come"),
}
THEIR_ANSWERS = {
    Answer.COMES: _("They come"),
    Answer.FOR_PART: _("They come for part of it"),
    Answer.MAYBE: _("They do not know yet"),
    Answer.CANNOT: _("They cannot come"),
}
WHOSE = {
    NotHeldBy.PERSON: _("The person did not want it, or could not"),
    NotHeldBy.NETWORK: _("Somebody in the network could not"),
    NotHeldBy.SERVICE: _("We could not"),
    NotHeldBy.NOBODY: _("Nobody: snow on the road, for example"),
}
LENGTHS = (30, 45, 60, 75, 90, 120, 150, 180)


def told_place(kind: PlaceKind, words: str) -> str:
    """Where, as it was told; the kind of place alone where nothing was, or it is not the reader's to know (R10)."""
    return f"{NAMED[kind]}: {words}" if words else str(PLACES[kind])


def lengths(usual: int) -> Choices:
    """How long, in words; the service's usual length is among them."""
    minutes = sorted({*LENGTHS, usual})
    return [(str(each), _now("%(minutes)d minutes") % {"minutes": each}) for each in minutes]


class KeyForm(forms.Form):
    """A form that carries its row's key, so that sending it twice makes nothing twice."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)


class Where(forms.Form):
    """For how long, and where."""

    length = forms.ChoiceField(error_messages={"required": _("Say how long.")}, label=_("How long"))
    place_kind = forms.ChoiceField(
        error_messages={"required": _("Say where.")}, label=_("Where"), widget=forms.RadioSelect
    )
    place_words = forms.CharField(label=_("The address, the ward, or how to join"), max_length=300, required=False)

    def __init__(self, *args: Any, places: Sequence[PlaceKind], usual: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "length", lengths(usual))
        choose(self, "place_kind", [(each.value, PLACES[each]) for each in places])


class WhenAndWhere(Where):
    """When, for how long, and where."""

    field_order = ("key", "starts")

    starts = WhenField(error_messages={"required": _("Say on which day, and at what time.")}, label=_("When"))

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["place_words"].help_text = _now("Only those who are asked to come can read this.")
        offer(self, "starts", now=now)

    def clean_starts(self) -> datetime | None:
        """The beginning, which has not been yet."""
        starts = cast("datetime | None", self.cleaned_data.get("starts"))
        if starts is not None and starts < self.now - timedelta(minutes=1):
            raise ValidationError(_now("That time has passed. Choose one that is still to come."))
        return starts

    def planned(self) -> Period:
        """From when to when."""
        starts: datetime = self.cleaned_data["starts"]
        return Period(starts, starts + timedelta(minutes=int(self.cleaned_data["length"])))


class WhoChose(forms.Form):
    """Who chose the time and who the place (R10)."""

    time_chosen_by = forms.ChoiceField(
        error_messages={"required": _("Say who chose the time.")},
        label=_("Who chose the time"),
        widget=forms.RadioSelect,
        choices=[(k.value, v) for k, v in CHOSE.items()],
    )
    place_chosen_by = forms.ChoiceField(
        error_messages={"required": _("Say who chose the place.")},
        label=_("Who chose the place"),
        widget=forms.RadioSelect,
        choices=[(k.value, v) for k, v in CHOSE.items()],
    )


class ProposeForm(WhoChose, WhenAndWhere, KeyForm):
    """A proposal, by staff."""

    host = forms.ChoiceField(
        label=_("Whose home or place is it"),
        help_text=_("They say yes before a meeting is agreed there. Leave it open when it is clear."),
        required=False,
    )
    practitioners = forms.MultipleChoiceField(
        label=_("Which of us"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(
        label=_("If somebody is not of the team: why do they stand in?"), max_length=300, required=False
    )
    invited = forms.MultipleChoiceField(label=_("Whom to ask"), widget=forms.CheckboxSelectMultiple, required=False)


class AskForm(WhenAndWhere, KeyForm):
    """The person asks for a meeting; who of us comes is ours to find."""

    invited = forms.MultipleChoiceField(
        label=_("Who should be there"), widget=forms.CheckboxSelectMultiple, required=False
    )


class MoveForm(WhoChose, WhenAndWhere):
    """Another time, another place, or both."""


class NotHeldForm(forms.Form):
    """Whose doing it was, and why."""

    who = forms.ChoiceField(
        error_messages={"required": _("Say whose doing it was.")},
        label=_("Whose doing is it"),
        widget=forms.RadioSelect,
        choices=[(k.value, v) for k, v in WHOSE.items()],
    )
    why = forms.CharField(
        error_messages={"required": _("Say why, in a few words.")},
        label=_("Why, in a few words"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BookForm(KeyForm):
    """One of us says yes; who is not of the team says why they stand in, and for whom."""

    practitioner = forms.ChoiceField(error_messages={"required": _("Say who.")}, label=_("Who"))
    reason = forms.CharField(label=_("Why they stand in"), max_length=300, required=False)
    stands_in_for = forms.ChoiceField(label=_("For whom"), required=False)


class ReleaseForm(forms.Form):
    """One of us cannot come after all."""

    practitioner = forms.ChoiceField(error_messages={"required": _("Say who.")}, label=_("Who cannot come"))
    why = forms.CharField(error_messages={"required": _("Say why, in a few words.")}, label=_("Why"), max_length=300)


class ToldForm(forms.Form):
    """The network has been told who stands in."""

    substitution = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("Whom you told, and how"), max_length=300, required=False)


class AnswerForm(forms.Form):
    """What somebody says to being asked."""

    invitation = forms.ChoiceField(label=_("Who answered"))
    answer = forms.ChoiceField(
        error_messages={"required": _("Say whether you come.")},
        label=_("Do you come?"),
        widget=forms.RadioSelect,
        choices=[(k.value, v) for k, v in ANSWERS.items()],
    )
    words = forms.CharField(
        label=_("Anything we should know"),
        help_text=_("For example “after work, from six”, or that this time is not right any more."),
        max_length=300,
        required=False,
    )


class TheirAnswerForm(AnswerForm):
    """What somebody said to being asked, written down by one of us."""

    answer = forms.ChoiceField(
        error_messages={"required": _("Say whether they come.")},
        label=_("Do they come?"),
        widget=forms.RadioSelect,
        choices=[(k.value, v) for k, v in THEIR_ANSWERS.items()],
    )


class InviteForm(forms.Form):
    """One more of the network is asked."""

    person = forms.ChoiceField(error_messages={"required": _("Say whom to ask.")}, label=_("Ask somebody else"))


class InvitationForm(forms.Form):
    """One invitation, by its key."""

    invitation = forms.UUIDField(widget=forms.HiddenInput)


class HostForm(forms.Form):
    """Who said yes to our coming."""

    host = forms.ChoiceField(label=_("Who said yes"))


class WithoutForm(forms.Form):
    """The person was asked whether the others may meet without them (R20)."""

    asked_at = WhenField(error_messages={"required": _("Say when you asked.")}, label=_("When did you ask"))
    answer = forms.CharField(
        error_messages={"required": _("Say what the answer was.")},
        label=_("What they answered, in their words"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "asked_at", now=now, back=7, ahead=0)


class NothingForm(forms.Form):
    """A button that needs no words."""


def choose(form: forms.BaseForm, name: str, choices: Choices) -> None:
    """Give a field its choices."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def as_typed(form: forms.BaseForm, data: Any) -> dict[str, Any]:
    """What was typed, to be shown again without looking at whether it is right."""
    found = {name: field.widget.value_from_datadict(data, form.files, name) for name, field in form.fields.items()}
    return {name: value for name, value in found.items() if value is not None}


def period_typed(form: WhenAndWhere, data: Any) -> Period | None:
    """The time as far as it can be read already, to see who is free then."""
    starts = form.fields["starts"]
    try:
        start = starts.clean(starts.widget.value_from_datadict(data, {}, "starts"))
        minutes = int(data.get("length") or 0)
    except (ValidationError, ValueError):
        return None
    return Period(start, start + timedelta(minutes=minutes)) if start and 0 < minutes <= max(LENGTHS) else None
