"""The walls between people: if the database's policies are not those of this version, Tornio does not start.

`tornio migrate` seals what it has made: a digest of what the policy says, and one of what the database then holds. A
start compares both. Whoever alters a policy, a function, an owner's force or a right by hand is told so.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, connections

from tornio.people import frame
from tornio.records import policies

SEALED_ON = "FUNCTION tornio_reach(text)"
# Everything of which the walls are made, as the catalogue tells it, in one digest.
HELD = """
SELECT encode(sha256(convert_to(string_agg(said, E'\\n' ORDER BY said), 'UTF8')), 'hex') FROM (
    SELECT concat_ws('|', 'policy', tablename, policyname, permissive, roles, cmd, qual, with_check) AS said
    FROM pg_policies WHERE schemaname = 'public'
    UNION ALL
    SELECT concat_ws('|', 'table', c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity,
                     pg_get_userbyid(c.relowner), c.relacl, c.reloptions)
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    UNION ALL
    SELECT concat_ws('|', 'column', c.relname, a.attname, a.attacl) FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND a.attacl IS NOT NULL
    UNION ALL
    SELECT concat_ws('|', 'function', p.proname, p.prosecdef, p.proconfig, p.prosrc) FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
) AS walls
"""
OPEN = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v'
  AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)
ORDER BY c.relname
"""


def said() -> str:
    """The digest of what this version says the walls are."""
    return hashlib.sha256("\n".join([*frame.statements(), *policies.statements()]).encode()).hexdigest()


def held(alias: str) -> str:
    """The digest of what the database holds."""
    with connections[alias].cursor() as cursor:
        cursor.execute(HELD)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def seal(using: str = "owner") -> None:
    """After a migration: this is how the walls were made."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"COMMENT ON {SEALED_ON} IS '{said()} {held(using)}'")


def complaints(alias: str = "default") -> list[str]:
    """What is not as this version made it."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regprocedure('tornio_reach(text)')::oid, 'pg_proc')")
        row = cursor.fetchone()
        cursor.execute(OPEN)
        views = [str(name) for (name,) in cursor.fetchall()]
    sealed = (row[0] if row else None) or ""
    if not sealed:
        return []  # nothing was migrated yet, which /healthz says
    found = [f"The view {name} would show rows past row-level security." for name in views]
    made, kept = sealed.split()
    if made != said():
        found.append("The database's policies are of another version: run `tornio migrate`.")
    if kept != held(alias):
        found.append("The database's policies, owners or rights were changed by hand: run `tornio migrate`.")
    return found


def check_walls(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Django's check: an error for each wall that does not stand as it was made."""
    if not databases or "default" not in databases:
        return []
    try:
        found = complaints()
    except DatabaseError:
        return []  # that it cannot be reached is said by another check
    return [Error(sentence, id="tornio.E003") for sentence in found]
