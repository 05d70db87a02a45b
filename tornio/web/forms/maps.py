"""Forms of the map: one line of it, somebody new, a line between two, keeping a drawing; and their words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tornio.core.maps import NodeKind, Sheet, Thing, TieKind
from tornio.core.networks import Ring, Sector
from tornio.web.forms.between import Keyed

RINGS = {Ring.CLOSEST: _("Closest"), Ring.CLOSE: _("Close"), Ring.FURTHER: _("Further")}
SECTORS = {
    Sector.FAMILY: _("Family"),
    Sector.FRIENDS: _("Friends"),
    Sector.WORK_AND_STUDY: _("Work and study"),
    Sector.PLACES: _("Places"),
    Sector.HELPERS: _("Helpers"),
}
KINDS = {
    NodeKind.PERSON: _("Someone"),
    NodeKind.STAFF: _("A helper"),
    NodeKind.PLACE: _("A place"),
    NodeKind.ANIMAL: _("An animal"),
    NodeKind.DIED: _("Someone who has died"),
}
TIES = {
    TieKind.TOUCH: _("In touch"),
    TieKind.STRAINED: _("Hard at the moment"),
    TieKind.QUIET: _("Not in touch now"),
}
NO_LINE = ("", _("No line"))
EVERY_RING = [(str(ring.value), words) for ring, words in RINGS.items()]
EVERY_SECTOR = [(sector.value, words) for sector, words in SECTORS.items()]
EVERY_KIND = [(kind.value, words) for kind, words in KINDS.items()]
EVERY_TIE: list[tuple[str, Any]] = [*((kind.value, words) for kind, words in TIES.items()), NO_LINE]


class Line(forms.Form):
    """How close, which part of life, what is between you."""

    ring = forms.TypedChoiceField(label=_("How close"), choices=EVERY_RING, coerce=lambda value: Ring(int(value)))
    sector = forms.TypedChoiceField(label=_("Part of life"), choices=EVERY_SECTOR, coerce=Sector)
    tie = forms.TypedChoiceField(
        label=_("Between you"), choices=EVERY_TIE, coerce=TieKind, empty_value=None, required=False
    )


class Words(forms.Form):
    """What they are called, and small words beside the name."""

    called = forms.CharField(
        label=_("What you call them"), max_length=120, error_messages={"required": _("Write a name: any name you use.")}
    )
    relation = forms.CharField(label=_("Who they are to you"), max_length=120, required=False)
    word = forms.CharField(label=_("A word beside"), max_length=120, required=False)
    kind = forms.TypedChoiceField(label=_("What stands here"), choices=EVERY_KIND, coerce=NodeKind)


class ChangeForm(Line, Words):
    """One line of the map opened for change, with the line as it was seen."""

    field_order = ("ring", "sector", "tie", "called", "relation", "word", "kind")

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def clean_seen(self) -> tuple[Ring, Sector, TieKind | None] | None:
        """The line as whoever draws saw it."""
        parts = str(self.cleaned_data["seen"]).split(".")
        try:
            ring, sector, tie = parts
            return Ring(int(ring)), Sector(sector), TieKind(tie) if tie else None
        except ValueError:
            return None


def change_form(thing: Thing, sheet: Sheet) -> ChangeForm:
    """The form of one line as it stands."""
    tie = sheet.ties.get((None, thing.key))
    line = {"ring": thing.ring.value, "sector": thing.sector.value, "tie": tie.value if tie else ""}
    words = {"called": thing.called, "relation": thing.relation, "word": thing.word, "kind": thing.kind.value}
    return ChangeForm(initial=line | words | {"seen": ".".join(str(part) for part in line.values())})


class AddForm(Keyed, Line, Words):
    """Somebody or something new."""

    field_order = ("called", "relation", "kind", "ring", "sector", "tie", "word")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ring"].initial = str(Ring.CLOSE.value)


class TieForm(forms.Form):
    """A line between two of them."""

    one = forms.TypedChoiceField(label=_("From"))
    other = forms.TypedChoiceField(label=_("To"))
    tie = forms.TypedChoiceField(
        label=_("Between them"), choices=EVERY_TIE, coerce=TieKind, empty_value=None, required=False
    )

    def __init__(self, *args: Any, things: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = things


class KeepForm(forms.Form):
    """A few words for the line of time."""

    note = forms.CharField(label=_("A few words about today, if you like"), max_length=200, required=False)
