"""Forms for what is not right, what left the record, letters, a death, and how long records are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from tornio.core.decisions import Stand
from tornio.core.letters import SentBy
from tornio.core.retention import Since
from tornio.core.rights import DeletionGround, Fact
from tornio.web.forms.between import Keyed, lately
from tornio.web.when import WhenField

FACTS = [
    (Fact.FULL_NAME.value, _("The whole name")),
    (Fact.CALLED.value, _("What people call them")),
    (Fact.BORN_ON.value, _("The day of birth")),
    (Fact.IDENTIFIER.value, _("The number in the health service")),
]
GROUNDS = [
    (DeletionGround.RIGHT.value, _("the person has a right to it")),
    (DeletionGround.COURT.value, _("a court has ordered it")),
    (DeletionGround.WRONG_RECORD.value, _("it was in the wrong record")),
    (DeletionGround.RETENTION_ENDED.value, _("the time for which it is kept has ended")),
]
STANDS = [
    (Stand.AGREE.value, _("Agree")),
    (Stand.UNSURE.value, _("Unsure")),
    (Stand.DISAGREE.value, _("Disagree")),
    (Stand.DID_NOT_SAY.value, _("Did not say")),
]
SENT_BY = [
    (SentBy.POST.value, _("By post")),
    (SentBy.BY_HAND.value, _("By hand")),
    (SentBy.SECURE_MAIL.value, _("By secure e-mail")),
    (SentBy.PERSON.value, _("The person took it themself")),
]
SINCE = [
    (Since.ENDED.value, _("After the work has ended")),
    (Since.DIED.value, _("After a death")),
]


def _words(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NotRightForm(Keyed):
    """What is not right about an entry."""

    words = forms.CharField(required=False, label=_("What is not right?"), widget=_words())

    def __init__(self, *args: Any, mine: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if mine:
            self.fields["words"].label = _t("What would you add to it?")


class WhyForm(Keyed):
    """Why: in words that stay."""

    why = forms.CharField(required=False, label=_("Why?"), widget=_words(3))


class TimeForm(Keyed):
    """When it happened."""

    happened_at = WhenField(label=_("When was it?"), required=False)
    why = forms.CharField(required=False, label=_("How do you know?"), widget=_words(2))

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lately(self, "happened_at", now)


class FactForm(Keyed):
    """A name or a date as it should be."""

    fact = forms.ChoiceField(label=_("What is to be put right?"), choices=FACTS, widget=forms.RadioSelect)
    now = forms.CharField(label=_("How is it right?"), required=False)
    why = forms.CharField(required=False, label=_("How do you know?"), widget=_words(2))


class MoveForm(Keyed):
    """The network where an entry belongs."""

    to = forms.ChoiceField(label=_("Where does it belong?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, networks: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices("to", networks)


class LetterForm(Keyed):
    """To whom, and the words."""

    to_whom = forms.CharField(required=False, label=_("To whom?"), max_length=300)
    words = forms.CharField(required=False, label=_("The letter, in the words of everyone here"), widget=_words(12))


class StandForm(Keyed):
    """Where somebody stands on these words."""

    person = forms.ChoiceField(label=_("Who?"), required=False, widget=forms.RadioSelect)
    where = forms.ChoiceField(label=_("Where do you stand on these words?"), choices=STANDS, widget=forms.RadioSelect)
    words = forms.CharField(required=False, label=_("In your own words"), widget=_words(2))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people:
            self.choices("person", people, people[0][0])
            self.fields["where"].label = _t("Where do they stand on these words?")
        else:
            del self.fields["person"]


class SentForm(Keyed):
    """Which way it went."""

    way = forms.ChoiceField(label=_("Which way did it go?"), choices=SENT_BY, widget=forms.RadioSelect)


class DiedForm(Keyed):
    """What we were told, and which day."""

    died_on = forms.DateField(
        label=_("On which day?"),
        help_text=_("When nobody knows, leave it empty. Whoever acted for them does so no more from today."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    words = forms.CharField(required=False, label=_("What were you told, and by whom?"), widget=_words())


class DeletionForm(Keyed):
    """On which ground, and which order, right or period it is."""

    ground = forms.ChoiceField(label=_("On which ground?"), widget=forms.RadioSelect)
    words = forms.CharField(required=False, label=_("Which order, which right or which period?"), widget=_words(3))

    def __init__(self, *args: Any, grounds: Sequence[DeletionGround], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices("ground", [(value, words) for value, words in GROUNDS if DeletionGround(value) in grounds])


class PeriodForm(Keyed):
    """How long a service keeps a record after which event."""

    service = forms.ChoiceField(label=_("Which service?"))
    since_what = forms.ChoiceField(label=_("After which event?"), choices=SINCE, widget=forms.RadioSelect)
    months = forms.IntegerField(label=_("How many months?"), min_value=1, max_value=1800)
    source = forms.CharField(required=False, label=_("Where does this come from?"), widget=_words(2))

    def __init__(self, *args: Any, services: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices("service", services, services[0][0] if services else None)


class KeepOnForm(Keyed):
    """Until which day, and why."""

    until_on = forms.DateField(label=_("Until which day?"), widget=forms.DateInput(attrs={"type": "date"}))
    why = forms.CharField(required=False, label=_("Why is it kept on?"), widget=_words(3))


class DecideForm(forms.Form):
    """Who reads after a death, by the service's decision."""

    members_read = forms.ChoiceField(
        label=_("Do those whom the person let read go on reading?"),
        choices=[("yes", _("Yes, as the person had let them")), ("no", _("No, each reads their own words"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(required=False, label=_("What was decided, and on what does it rest?"), widget=_words(3))


class CopyForm(forms.Form):
    """A copy for somebody who does not come in."""

    person = forms.ChoiceField(
        label=_("For whom?"), widget=forms.RadioSelect, error_messages={"required": _("Choose for whom.")}
    )
    why = forms.CharField(
        label=_("How did they ask for it, and how do they get it?"),
        help_text=_("For example: she asked on the telephone today; I bring it to her on Thursday."),
        widget=_words(2),
        required=False,
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]
