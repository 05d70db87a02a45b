"""The forms of a meeting for words: saying something, asking, wording anew; none of them summarises anybody."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.core.voices import Audience, Became, How, audiences
from tornio.people.keys import new_key

NOTHING = gettext_lazy("Nothing is written yet.")
Choices = list[tuple[str, str]]


def told_audience(audience: Audience, name: str) -> str:
    """Who may read, as one says it."""
    words = {
        Audience.NETWORK: _("Everyone in %(name)s’s network who may read"),
        Audience.PERSON_AND_TEAM: _("%(name)s and the team. Nobody else sees that it is there"),
        Audience.CHOSEN: _("%(name)s, and people I choose"),
        Audience.AUTHOR: _("Only me. It is a note to myself"),
    }
    return words[audience] % {"name": name}


def as_choices(people: Iterable[tuple[UUID, str]]) -> Choices:
    """People for a list."""
    return [(str(pk), name) for pk, name in people]


class Keyed(forms.Form):
    """A form whose key becomes the new row's: sending twice makes one."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    marks = "id_%s"  # several forms stand on one page: each names its own fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": new_key(), **(kwargs.get("initial") or {})}
        kwargs.setdefault("auto_id", self.marks)
        super().__init__(*args, **kwargs)


class AudienceFields(forms.Form):
    """Who may read it: by its author's word."""

    audience = forms.ChoiceField(label=gettext_lazy("Who may read it?"), widget=forms.RadioSelect, required=False)
    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("The people I choose"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def offer(self, allowed: Iterable[Audience], name: str, people: Choices) -> None:
        """The audiences there are for these words, and the people who can be chosen."""
        known = [each for each in allowed if each is not Audience.CHOSEN or people]
        self.fields["audience"].choices = [(each.value, told_audience(each, name)) for each in known]  # type: ignore[attr-defined]
        self.fields["chosen"].choices = people  # type: ignore[attr-defined]
        if Audience.CHOSEN not in known:
            del self.fields["chosen"]

    def audience_given(self) -> tuple[Audience, list[UUID]]:
        """What was chosen; everyone where nothing was asked."""
        chosen = [UUID(each) for each in self.cleaned_data.get("chosen", [])]
        return Audience(self.cleaned_data.get("audience") or Audience.NETWORK), chosen


class SayForm(Keyed, AudienceFields):
    """Somebody's words: one's own, a reflection, or written down for somebody and read back."""

    marks = "say_%s"

    how = forms.ChoiceField(label=gettext_lazy("Whose words are these?"), widget=forms.RadioSelect, required=False)
    speaker = forms.ChoiceField(label=gettext_lazy("Who is speaking"), required=False)
    writer = forms.ChoiceField(label=gettext_lazy("Who is writing"), required=False)
    said_to = forms.ChoiceField(label=gettext_lazy("Said to"), required=False)
    words = forms.CharField(
        label=gettext_lazy("Add my words"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": NOTHING},
    )
    read_back_words = forms.CharField(required=False, max_length=200)

    field_order = ("key", "how", "speaker", "writer", "said_to", "words", "audience", "chosen")

    def as_member(self, name: str, people: Choices, signed: str) -> "SayForm":
        """For the person and the members, on their own device: their own words only."""
        self._without("how", "speaker", "writer", "said_to")
        self.fields["words"].help_text = _("They will be signed “%(name)s”. Only you can add to them.") % {
            "name": signed
        }
        self.offer(audiences(staff=False), name, people)
        self.initial.setdefault("audience", Audience.NETWORK.value)
        return self

    def as_staff(self, name: str, speakers: Choices, colleagues: Choices, *, reflects: bool = True) -> "SayForm":
        """For us, on our own device. Where the person wishes no reflections, there are none to choose (R10)."""
        self._without("writer")
        self._how((How.OWN, How.REFLECTION, How.FOR_SOMEBODY) if reflects else (How.OWN, How.FOR_SOMEBODY))
        if not reflects:
            self._without("said_to")
            self.fields["how"].help_text = _("%(name)s would rather that we do not reflect with each other here.") % {
                "name": name
            }
        self._people(speakers, colleagues)
        self.fields["words"].label = _("The words, as they were said")
        self.offer(audiences(staff=True), name, [])
        self.initial.setdefault("audience", Audience.NETWORK.value)
        return self

    def on_table(self, everyone: Choices, of_us: Choices, *, reflects: bool = True) -> "SayForm":
        """On the screen on the table: who is speaking, who is writing; all of it for everyone."""
        self._without("audience", "chosen")
        if reflects:
            self._how((How.OWN, How.REFLECTION))
        else:
            self._without("how", "said_to")
        self._people(everyone, of_us)
        self.fields["writer"].choices = of_us  # type: ignore[attr-defined]
        self.fields["words"].label = _("The words, as they were said")
        return self

    def _without(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    def _how(self, ways: tuple[How, ...]) -> None:
        told = {
            How.OWN: _("Somebody speaks to everyone") if "writer" in self.fields else _("My own, to everyone"),
            How.REFLECTION: _("We reflect with each other"),
            How.FOR_SOMEBODY: _("I am writing for somebody"),
        }
        self.fields["how"].choices = [(each.value, told[each]) for each in ways]  # type: ignore[attr-defined]
        self.initial.setdefault("how", How.OWN.value)

    def _people(self, speakers: Choices, colleagues: Choices) -> None:
        self.fields["speaker"].choices = [("", _("Choose")), *speakers]  # type: ignore[attr-defined]
        if "said_to" in self.fields:
            to = [(name, _("to %(name)s") % {"name": name}) for _pk, name in colleagues]
            self.fields["said_to"].choices = [("", _("to everybody")), *to]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What was given, for the action."""
        given = self.cleaned_data
        how = How(given.get("how") or How.OWN)
        audience, chosen = self.audience_given()
        if how is How.REFLECTION:  # before everybody; the question who may read it is not asked
            audience, chosen = Audience.NETWORK, []
        said_to = given.get("said_to", "") if how is How.REFLECTION else ""
        speaker = given.get("speaker") if "writer" in self.fields or how is How.FOR_SOMEBODY else None
        return {
            "key": given["key"],
            "words": given["words"],
            "how": how,
            "speaker": UUID(speaker) if speaker else None,
            "writer": UUID(given["writer"]) if given.get("writer") else None,
            "said_to": said_to,  # the name; where it is shown, it is told in the reader's language
            "audience": audience,
            "chosen": chosen,
            "read_back": "read_back" in self.data,
            "read_back_words": given["read_back_words"],
        }


class AskForm(Keyed):
    """A question that the network keeps open."""

    marks = "ask_%s"

    words = forms.CharField(
        label=gettext_lazy("A question to keep open"),
        strip=False,
        error_messages={"required": gettext_lazy("What is the question?")},
    )
    asked_by = forms.ChoiceField(label=gettext_lazy("Who asks it"), required=False)
    writer = forms.ChoiceField(label=gettext_lazy("Who is writing"), required=False)

    def of(self, speakers: Choices, writers: Choices) -> "AskForm":
        """Whose question it may be, and by whose hand; empty lists are not asked."""
        whose = [("", _("Choose")), *speakers] if writers else speakers
        if speakers and not writers:
            whose = [("", _("I ask it")), *speakers]
        for name, people in (("asked_by", whose), ("writer", writers)):
            if people:
                self.fields[name].choices = people  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        return self


class TurnForm(forms.Form):
    """What became of a question, in words if one likes."""

    became = forms.ChoiceField(
        label=gettext_lazy("What became of it today?"),
        widget=forms.RadioSelect,
        choices=[
            (Became.STAYS_OPEN.value, gettext_lazy("It stays open")),
            (Became.FOUND_ANSWER.value, gettext_lazy("It found an answer")),
            (Became.MELTED_AWAY.value, gettext_lazy("It melted away")),
        ],
        error_messages={"required": gettext_lazy("Choose one. All three are equal.")},
    )
    words = forms.CharField(
        label=gettext_lazy("In words"), strip=False, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    writer = forms.ChoiceField(label=gettext_lazy("Who is writing"), required=False)

    def of(self, writers: Choices) -> "TurnForm":
        """By whose hand, on the screen on the table."""
        if writers:
            self.fields["writer"].choices = writers  # type: ignore[attr-defined]
        else:
            del self.fields["writer"]
        return self


class AddForm(Keyed):
    """More words after one's own."""

    words = forms.CharField(
        label=gettext_lazy("An afterword"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": NOTHING},
    )


class RewordForm(Keyed):
    """One's own words in another wording."""

    words = forms.CharField(
        label=gettext_lazy("In other words"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": NOTHING},
    )


class ShareForm(AudienceFields):
    """Who may read one's own words from now on."""
