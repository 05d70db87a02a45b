"""Who holds the telephone: one more turn, or one that ends earlier."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.web.when import WhenField, offer


class PassForm(forms.Form):
    """Somebody else holds it."""

    practitioner = forms.ChoiceField(
        label=gettext_lazy("Who holds it?"), error_messages={"required": gettext_lazy("Choose somebody.")}
    )

    def __init__(self, *args: Any, who: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["practitioner"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [("", _("Choose somebody")), *who]


class TurnForm(PassForm):
    """Somebody holds the telephone from one hour to another."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    start = WhenField(label=gettext_lazy("From when?"), error_messages={"required": gettext_lazy("Say from when.")})
    end = WhenField(label=gettext_lazy("Until when?"), error_messages={"required": gettext_lazy("Say until when.")})

    def __init__(self, *args: Any, who: Sequence[tuple[str, str]], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, who=who, **kwargs)
        for name in ("start", "end"):
            offer(self, name, now=now, ahead=14)


class ShortenForm(forms.Form):
    """A turn ends earlier."""

    end = WhenField(label=gettext_lazy("Until when?"), error_messages={"required": gettext_lazy("Say until when.")})

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "end", now=now, ahead=14)
