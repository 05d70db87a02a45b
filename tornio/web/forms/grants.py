"""Forms for who may act for the person by law, and for one thing that they cannot decide now (R8)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from tornio.core.grants import CapacityLook, GrantKind, GrantLook
from tornio.web.forms.between import Keyed, lately
from tornio.web.when import WhenField

KINDS: Mapping[GrantKind, Any] = {
    GrantKind.PARENT: _("A parent, or somebody with the same duty, for somebody who is a child"),
    GrantKind.PROXY: _("Somebody named by the person before, or by a court"),
}
LOOKED: Mapping[GrantLook, Any] = {
    GrantLook.GOES_ON: _("It goes on"),
    GrantLook.ENDED: _("It ends now"),
}
CAN: Mapping[CapacityLook, Any] = {
    CapacityLook.CAN_NOW: _("They can decide it now"),
    CapacityLook.STILL_CANNOT: _("They still cannot decide it"),
}
SOMEBODY_ELSE = "new"
_IN_A_YEAR = [
    ("30", _("In 30 days")), ("90", _("In 90 days")), ("180", _("In half a year")), ("365", _("In a year")),
]  # fmt: skip
_IN_NINETY_DAYS = [
    ("1", _("Tomorrow")), ("7", _("In a week")), ("14", _("In two weeks")), ("30", _("In 30 days")),
    ("90", _("In 90 days, which is the longest")),
]  # fmt: skip


def _words(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _Again(Keyed):
    again = forms.ChoiceField(label=_("When do we look at it again?"))
    offered: Sequence[tuple[str, Any]] = _IN_NINETY_DAYS
    first = "7"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices("again", self.offered, self.first)

    def look_again(self, at: datetime) -> datetime:
        """The moment by which it is looked at again."""
        return at + timedelta(days=int(self.cleaned_data["again"]))


class GrantForm(_Again):
    """Who may act, by which power, in what, on what evidence, and until when."""

    offered, first = _IN_A_YEAR, "180"

    holder = forms.ChoiceField(label=_("Who is it?"))
    holder_name = forms.CharField(label=_("Their name, if they are not of the network"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("By what may they act?"),
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say by what they may act.")},
    )
    power = forms.CharField(
        label=_("By which power, as the paper names it"), max_length=200,
        error_messages={"required": _("Say by which power.")},
    )  # fmt: skip
    covers = forms.CharField(
        label=_("For which decisions"),
        help_text=_("Only what the paper says. Nothing else follows from it."),
        widget=_words(),
        error_messages={"required": _("Say for which decisions.")},
    )
    evidence = forms.CharField(
        label=_("What have you seen?"),
        help_text=_("Which paper, its date, who showed it."),
        widget=_words(2),
        error_messages={"required": _("Say what you have seen.")},
    )
    may_read = forms.BooleanField(label=_("They may read what is for everyone"), required=False)
    may_write = forms.BooleanField(label=_("They may add their own words too"), required=False)
    until = forms.DateField(
        label=_("Until when, if the paper says so"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices("holder", [*people, (SOMEBODY_ELSE, _t("Somebody who is not of the network"))])


class GrantLookForm(_Again):
    """What came of looking at a grant again."""

    offered, first = _IN_A_YEAR, "180"

    looked = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[(looked.value, words) for looked, words in LOOKED.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what becomes of it.")},
    )
    words = forms.CharField(
        label=_("What you found"), widget=_words(), error_messages={"required": _("Say what you found.")}
    )


class _Found(_Again):
    found_by = forms.CharField(
        label=_("Who found so, and what they are"), max_length=200,
        error_messages={"required": _("Say who found so, and what they are.")},
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("What showed it"), widget=_words(), error_messages={"required": _("Say what showed it.")}
    )


class CannotDecideForm(_Found):
    """One decision that the person cannot make now."""

    about = forms.CharField(
        label=_("Which decision is it about?"),
        help_text=_("One decision. About everything else they decide themself."),
        widget=_words(2),
        error_messages={"required": _("Say which decision.")},
    )
    helped = forms.CharField(
        label=_("What was done to help them decide it themself"),
        widget=_words(),
        error_messages={"required": _("Say what was done to help them decide it themself.")},
    )
    found_at = WhenField(label=_("When, if it was not just now"), required=False)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lately(self, "found_at", now)


class CapacityLookForm(_Found):
    """What came of looking again."""

    looked = forms.ChoiceField(
        label=_("Can they decide it now?"),
        choices=[(looked.value, words) for looked, words in CAN.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether they can decide it now.")},
    )
