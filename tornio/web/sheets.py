"""Tables that leave as a file for a spreadsheet and come back, from a file or pasted, looked at before they stay."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tornio.core.errors import Refused
from tornio.core.tables import WrongRows, from_bytes
from tornio.web.refusing import refuse

LARGEST = 2_000_000  # bytes
T = TypeVar("T")


class SheetForm(forms.Form):
    """A table, from a file or pasted."""

    file = forms.FileField(
        label=_("A file from a spreadsheet (CSV)"), required=False, allow_empty_file=True, widget=forms.FileInput
    )
    text = forms.CharField(
        label=_("Or paste the table here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )


def as_file(text: str, name: str) -> HttpResponse:
    """A table to be taken along."""
    # The mark at the beginning tells Excel that it is UTF-8.
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def looked_at(form: Any, read: Callable[[str], T]) -> tuple[T | None, list[tuple[int, str]]]:
    """What is in the table, or none and its wrong rows. What was in the file stands in the field, to be mended."""
    file, text = form.cleaned_data["file"], form.cleaned_data["text"]
    try:
        if file is not None:
            if file.size > LARGEST:
                raise Refused(_now("This file is larger than a table like this can be."), "file")
            text = from_bytes(file.read())
            typed = cast(QueryDict, form.data).copy()
            typed["text"] = text.replace("\x00", "")
            form.data = typed
        return read(text), []
    except WrongRows as no:
        return None, no.rows
    except Refused as no:
        refuse(form, no, otherwise="text")
        return None, []
