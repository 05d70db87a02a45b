"""What the pages share that read stretches of time in from a table: looked at first, kept as it was looked at."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.forms import BaseForm

from tornio.core.errors import Refused
from tornio.core.table_of_times import Becomes, Line
from tornio.core.tables import WrongRows
from tornio.web.refusing import refuse
from tornio.web.requests import Request


def fingerprint(told: Sequence[object]) -> str:
    """What the page shows, in short: it comes back with what is to be kept, and says whether that is still so."""
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def is_to_be_kept(request: Request, told: Sequence[object]) -> bool:
    """Was it looked at as it is now, and is it to stay?"""
    return bool(told) and request.POST.get("do") == "keep" and request.POST.get("seen") == fingerprint(told)


@contextmanager
def keeping(form: BaseForm, wrong: list[tuple[int, str]]) -> Iterator[None]:
    """What is refused in here stands beside the table, each row with its number, and the page goes on."""
    try:
        yield
    except WrongRows as no:
        wrong += no.rows
    except Refused as no:
        refuse(form, no, otherwise="text")


def context(
    request: Request,
    form: BaseForm,
    wrong: list[tuple[int, str]],
    lines: Sequence[Line[Any, Any]],
    told: Sequence[object],
) -> dict[str, object]:
    """What the page of such a table is told with. `anew`: something was changed since it was looked at."""
    right = not (form.errors or wrong)
    return {
        "form": form,
        "wrong": wrong,
        "found": told if right else [],
        "seen": fingerprint(told),
        "anew": right and bool(lines) and request.POST.get("do") == "keep",
        "over": sum(each.becomes is Becomes.OVER for each in lines),
        "is_new": any(each.becomes in (Becomes.NEW, Becomes.CHANGES) for each in lines),
        "read": bool(lines) and right,
    }
