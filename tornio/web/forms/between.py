"""Forms for what happens between meetings: a call, a message, talk among staff, an act without a meeting, a wish."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from tornio.core.between import ActKind, WishKind
from tornio.core.contacts import Channel
from tornio.core.jurisdictions import ANOTHER_POWER, Jurisdiction
from tornio.core.voices import Audience
from tornio.people.keys import new_key
from tornio.web.when import WhenField, WhenWidget, offer

WAYS = [
    (Channel.TELEPHONE.value, _("By telephone")),
    (Channel.IN_PERSON.value, _("Face to face")),
    (Channel.VIDEO.value, _("By video")),
    (Channel.LETTER.value, _("In writing")),
]
ACTS = [
    (ActKind.EMERGENCY.value, _("Something that could not wait")),
    (ActKind.DETENTION.value, _("They were held against their will")),
    (ActKind.URGENT_MEDICATION.value, _("Medication was changed at once")),
    (ActKind.BY_LAW.value, _("Decided by law, for somebody who could not decide it then")),
]
WISHES = [
    (WishKind.MEET_ALONE.value, _("I want to meet alone sometimes")),
    (WishKind.NO_REFLECTIONS.value, _("Please do not talk with each other about me in front of me")),
    (WishKind.NOT_AT_HOME.value, _("Not at my home")),
    (WishKind.INVOLVE.value, _("Somebody should be there or know")),
    (WishKind.NOT_INVOLVE.value, _("Somebody should not be there or know")),
    (WishKind.REFUSE_PRACTITIONER.value, _("There is one of you whom I do not want to meet")),
    (WishKind.REFUSE_SOMETHING.value, _("There is something I do not want")),
    (WishKind.OTHER.value, _("Something else")),
]


def _words(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def audiences(name: str) -> list[tuple[str, str]]:
    """For whom staff write: the person always reads it."""
    return [
        (Audience.PERSON_AND_TEAM.value, _t("%(name)s and the team") % {"name": name}),
        (Audience.NETWORK.value, _t("Everyone in the network whom %(name)s lets read") % {"name": name}),
    ]


def lately(form: forms.Form, name: str, now: datetime) -> None:
    """The days of the past week for something that has happened, today first."""
    offer(form, name, now=now, back=6, ahead=0)
    widget = cast(WhenWidget, form.fields[name].widget)
    *days, another = widget.days
    widget.days = [*reversed(days), another]


class Keyed(forms.Form):
    """A form that carries the key of the row it becomes: one key, one row."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = new_key()

    def choices(self, name: str, choices: Sequence[tuple[str, Any]], first: str | None = None) -> None:
        """The answers to choose from, and the one that stands chosen until another is."""
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = list(choices)
        field.initial = first


class CallerForm(forms.Form):
    """Who is on the line?"""

    name = forms.CharField(
        label=_("Who is calling?"),
        help_text=_("Their name, or the name of the person they call about."),
        max_length=200,
        error_messages={"required": _("Write a name, or part of one.")},
    )


class CallForm(Keyed):
    """What was said, and what the caller decided for themself."""

    told = forms.BooleanField(required=False)
    words = forms.CharField(
        label=_("What was said"),
        help_text=_("In their own words, as they said them."),
        widget=_words(6),
        error_messages={"required": _("Write what was said.")},
    )
    decided_for_self = forms.CharField(
        label=_("What they decided for themself"),
        help_text=_("A call decides nothing else. What concerns everybody waits for the next meeting."),
        widget=_words(2),
        required=False,
    )
    way = forms.ChoiceField(label=_("How"), choices=WAYS, initial=Channel.TELEPHONE.value)
    began_at = WhenField(label=_("When, if it was not just now"), required=False)
    audience = forms.ChoiceField(label=_("Who may read it"), widget=forms.RadioSelect)
    comes_back = forms.BooleanField(required=False)

    def __init__(self, *args: Any, now: datetime, centre: str, caller: str, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lately(self, "began_at", now)
        self.choices("audience", audiences(centre), Audience.PERSON_AND_TEAM.value)
        told = _t("I have told %(caller)s that this is written down, for the team and for them to read")
        if not own:
            told = _t("I have told %(caller)s that %(centre)s may read this")
        self.fields["told"].label = told % {"caller": caller, "centre": centre}
        self.fields["comes_back"].label = _t("%(caller)s wants to meet again") % {"caller": caller}


class WordForm(Keyed):
    """Words to the team, or to the network, between two meetings."""

    words = forms.CharField(
        label=_("What would you like to say?"),
        widget=_words(5),
        error_messages={"required": _("Nothing is written yet.")},
    )
    audience = forms.ChoiceField(label=_("Who may read it"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, centre: str, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = audiences(centre)
        if own:
            offered = [
                (Audience.PERSON_AND_TEAM.value, _t("You and the team")),
                (Audience.NETWORK.value, _t("Everyone in your network whom you let read")),
            ]
        self.choices("audience", offered, Audience.PERSON_AND_TEAM.value)


class TalkForm(Keyed):
    """Who spoke, why without the person, what was said."""

    with_whom = forms.MultipleChoiceField(
        label=_("With whom did you speak?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    others = forms.CharField(label=_("Somebody from elsewhere"), max_length=300, required=False)
    why = forms.CharField(
        label=_("Why without them?"),
        widget=_words(2),
        error_messages={"required": _("Say why you spoke without them.")},
    )
    words = forms.CharField(
        label=_("What was said"), widget=_words(6), error_messages={"required": _("Write what was said.")}
    )
    spoken_at = WhenField(label=_("When, if it was not just now"), required=False)
    minutes = forms.IntegerField(label=_("For how many minutes"), min_value=1, max_value=1440, required=False)

    def __init__(self, *args: Any, now: datetime, colleagues: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lately(self, "spoken_at", now)
        cast(forms.MultipleChoiceField, self.fields["with_whom"]).choices = list(colleagues)


class ActForm(Keyed):
    """What was done without a meeting, by whom, under which power, and why without the network (R21)."""

    kind = forms.ChoiceField(
        label=_("What kind of thing was it?"),
        choices=ACTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what kind of thing it was.")},
    )
    what = forms.CharField(
        label=_("What was done"), widget=_words(), error_messages={"required": _("Say what was done.")}
    )
    by_whom = forms.CharField(
        label=_("By whom"),
        help_text=_("Names, and what they are."),
        widget=_words(2),
        error_messages={"required": _("Say by whom.")},
    )
    power = forms.ChoiceField(
        label=_("Under which power"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say under which power it was done, or why none was needed.")},
    )
    power_other = forms.CharField(label=_("Which, in words"), max_length=200, required=False)
    capacity_evidence = forms.CharField(
        label=_("What showed that they could not decide it then"),
        help_text=_("Only where it was decided by law."),
        widget=_words(2),
        required=False,
    )
    consulted = forms.CharField(
        label=_("Who was asked"), help_text=_("Only where it was decided by law."), widget=_words(2), required=False
    )
    why_without = forms.CharField(
        label=_("Why not with the network"),
        widget=_words(2),
        error_messages={"required": _("Say why it was not done with the network.")},
    )
    happened_at = WhenField(label=_("When it began"), required=False)
    until = WhenField(label=_("When it ended, if it has"), required=False)
    audience = forms.ChoiceField(label=_("Who may read it"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, now: datetime, centre: str, law: Jurisdiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("happened_at", "until"):
            lately(self, name, now)
        self.choices("audience", audiences(centre), Audience.PERSON_AND_TEAM.value)
        self.choices("power", [(power.slug, _t(power.words)) for power in law.powers_to_choose])
        if not law.powers:  # nothing to choose from: it is said in words
            self.fields["power"].initial = ANOTHER_POWER.slug
            self.fields["power"].widget = forms.HiddenInput()
            self.fields["power_other"].label = _t("Under which power")


class WishForm(Keyed):
    """What the person wishes."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=WISHES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    practitioner = forms.ChoiceField(
        label=_("Whom do you not want to meet?"),
        help_text=_(
            "They come no more from this moment, and read nothing more of yours. Who was of your team comes back to it"
            " only when a meeting decides so, with you there."
        ),
        required=False,
    )
    words = forms.CharField(
        label=_("In your own words"), help_text=_("You need not say why."), widget=_words(3), required=False
    )

    def __init__(self, *args: Any, of_us: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices("practitioner", [("", _t("Nobody")), *of_us], "")
