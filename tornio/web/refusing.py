"""How a form says no: the rule's sentence beside its field, what was typed kept; a question with its answers.

    form = CallForm(request.POST)
    with beside(form):
        number = a_telephone(form.data["telephone"], region="GB", answer=answer_to(form, "telephone"))

The macro `field` shows the answers as radio buttons; the one that is chosen comes back through `answer_to`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, cast

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest

from tornio.core.asking import Ask, Choice
from tornio.core.errors import Refused


class Asking(Protocol):
    """A form that has questions open: by field, the answers to choose from."""

    asked: dict[str, tuple[Choice, ...]]


def refuse(form: BaseForm, no: Refused, otherwise: str | None = None) -> None:
    """The sentence beside the field it names; where the form has no such field beside `otherwise`, or at the top."""
    field = no.field if no.field in form.fields else otherwise
    form.add_error(field, no.sentence)
    if field is not None and isinstance(no, Ask):
        asking = cast(Asking, form)
        asking.asked = {**getattr(form, "asked", {}), field: no.choices}


@contextmanager
def beside(form: BaseForm) -> Iterator[None]:
    """What is refused in here stands beside its field, and the page goes on."""
    try:
        yield
    except Refused as no:
        refuse(form, no)


@contextmanager
def above(request: HttpRequest) -> Iterator[None]:
    """What is refused in here stands at the top of the next page, where there is no form to come back to."""
    try:
        yield
    except Refused as no:
        messages.error(request, no.sentence)


def answer_to(form: BaseForm, field: str) -> str | None:
    """What was answered to the question about this field, if one was asked and answered."""
    given = form.data.get(f"{form.add_prefix(field)}_answer")
    return given if isinstance(given, str) else None
