"""The application must not be able to step around row-level security: if its role could, Tornio does not start."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import OperationalError, connections

POWERS = """
SELECT role.rolsuper,
       role.rolbypassrls,
       role.rolcreaterole,
       EXISTS (SELECT FROM pg_class WHERE relowner = role.oid)
           OR EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND datdba = role.oid),
       EXISTS (SELECT FROM pg_class
               JOIN pg_namespace ON pg_namespace.oid = relnamespace
               WHERE nspname = 'public' AND relkind IN ('r', 'p')
                 AND pg_has_role(role.oid, relowner, 'MEMBER'))
FROM pg_roles AS role WHERE rolname = current_user
"""
SENTENCES = (
    ("is_superuser", "is a superuser and would read everything"),
    ("bypasses_row_security", "may bypass row-level security"),
    ("makes_roles", "may make roles and give itself another"),
    ("owns_something", "owns the database or tables in it, and an owner may change any rule"),
    ("may_become_owner", "is a member of the role that owns the tables, and could become it"),
)


@dataclass(frozen=True, slots=True)
class Powers:
    """What a role could do that the application must not."""

    is_superuser: bool
    bypasses_row_security: bool
    makes_roles: bool
    owns_something: bool
    may_become_owner: bool


def powers(alias: str = "default") -> Powers:
    """The powers of the role that this connection uses."""
    with connections[alias].cursor() as cursor:
        cursor.execute(POWERS)
        row = cursor.fetchone()
    assert row is not None
    return Powers(*row)


def complaints(found: Powers) -> list[str]:
    """A sentence for each power too many."""
    # A superuser is a member of every role; one sentence about that is enough.
    if found.is_superuser:
        return [SENTENCES[0][1]]
    return [sentence for has, (_, sentence) in zip(astuple(found), SENTENCES, strict=True) if has]


def check_role(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Django's check: errors for each power of the application's role that it must not have."""
    if not databases or "default" not in databases:
        return []
    try:
        found = powers()
    except OperationalError:
        return [Error("The database cannot be reached.", id="tornio.E001")]
    role = connections["default"].settings_dict["USER"]
    return [
        Error(
            f"The application's role {role} {sentence}.",
            hint="Let DATABASE_URL name a role that owns nothing, and DATABASE_OWNER_URL the owner.",
            id="tornio.E002",
        )
        for sentence in complaints(found)
    ]
