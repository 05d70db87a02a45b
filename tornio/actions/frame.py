"""What every action shares: all or nothing, the database's refusals as sentences, one change recorded."""

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext

from tornio.actions.announcing import announce
from tornio.core.errors import NotForYou, Refused
from tornio.people.acting import Reader
from tornio.records.models import Change

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=models.Model)

_inside: ContextVar[bool] = ContextVar("inside_an_action", default=False)

OTHERWISE = "That cannot be kept as it is. Look at the page again."


@functools.cache
def sentences() -> dict[str, str]:
    """The sentence for people of every constraint that has one, by its name."""
    found: dict[str, str] = {}
    for room in ("people", "records"):
        for model in apps.get_app_config(room).get_models():
            for constraint in model._meta.constraints:
                if constraint.violation_error_message != models.BaseConstraint.default_violation_error_message:
                    found[constraint.name] = str(constraint.violation_error_message)
    return found


def broken_rule(error: IntegrityError) -> str | None:
    """The name of the constraint that refused."""
    told = getattr(error.__cause__, "diag", None)
    return getattr(told, "constraint_name", None)


@contextmanager
def refusals() -> Iterator[None]:
    """Inside, what the database refuses becomes `Refused` with the rule's own sentence, and nothing is kept."""
    outermost = not _inside.get()
    token = _inside.set(True)
    try:
        with transaction.atomic():
            yield
            if outermost:
                _ask_the_rules_that_wait()
    except IntegrityError as error:
        raise Refused(gettext(sentences().get(broken_rule(error) or "", OTHERWISE))) from error
    finally:
        _inside.reset(token)


def _ask_the_rules_that_wait() -> None:
    """Rules that look at the whole are asked when the whole is there, and while their refusal can still be told."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def action(verb: Callable[P, R]) -> Callable[P, R]:
    """A verb: keyword-only, all or nothing; the database's refusals become sentences."""

    @functools.wraps(verb)
    def acted(*args: P.args, **kwargs: P.kwargs) -> R:
        with refusals():
            return verb(*args, **kwargs)

    return acted


def note(
    verb: str,
    *,
    by: Reader,
    at: datetime,
    network: UUID | None = None,
    subject: UUID | None = None,
    to: Iterable[UUID] | None = None,
) -> None:
    """One change recorded: who did what, in which capacity and why (append-only); open pages look again.

    `to`: the keys of the pages that do, for what not everybody in the network may read; else all of the network.
    """
    Change.objects.create(
        organisation_id=by.organisation_id,
        network=network,
        person_id=by.person_id,
        human=by.human_id,
        capacity=by.capacity.value,
        purpose=by.purpose[:300],
        verb=verb,
        subject=subject,
        at=at,
    )
    for key in (network or subject,) if to is None else to:
        announce(key)


def change(row: models.Model, **columns: object) -> None:
    """Write these columns of a row, and have them in hand as well: what was written may be out of the writer's view."""
    type(row)._default_manager.filter(pk=row.pk).update(**columns)
    for name, value in columns.items():
        setattr(row, name, value)


def kept_already(model: type[M], key: UUID, **same: Any) -> M | None:
    """The row that this form made before, when it is sent twice; NotForYou when the key is somebody else's."""
    row = model._default_manager.filter(pk=key).first()
    if row is None:
        return None
    if any(getattr(row, name) != value for name, value in same.items()):
        raise NotForYou
    return row
