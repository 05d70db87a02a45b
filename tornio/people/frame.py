"""The database's side of the frame: what the application's role may do, and row-level security on every table.

`apply` is safe to run again; `tornio migrate` runs it after the migrations.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import connections, models

APP_ROLE = "tornio_app"
OWNER_ROLE = "tornio_owner"
ROOMS = ("people", "records")
_READER = "(SELECT current_setting('tornio.organisation')::uuid)"
_OWN = f"organisation_id = {_READER}"
# Without a reader the setting is missing or empty, and either is an error: never an empty page.


def tables() -> Iterator[type[models.Model]]:
    """Every table of the rooms that hold people's data and of sign-in."""
    for room in ROOMS:
        yield from apps.get_app_config(room).get_models()


def is_kept(model: type[models.Model]) -> bool:
    """True for a row of somebody's record: under row-level security, nothing deleted, little changed."""
    return hasattr(model, "may_change") and not getattr(model, "stands_outside", False)


def grants(model: type[models.Model]) -> list[str]:
    """What the application may do with this table."""
    table = model._meta.db_table
    wanted = [f'REVOKE ALL ON "{table}" FROM {APP_ROLE}']
    if not hasattr(model, "may_change"):
        return [*wanted, f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO {APP_ROLE}']
    wanted.append(f'GRANT SELECT, INSERT ON "{table}" TO {APP_ROLE}')
    may_change: tuple[str, ...] = model.may_change
    if may_change:
        columns = ", ".join(f'"{model._meta.get_field(name).column}"' for name in may_change)  # type: ignore[union-attr]
        wanted.append(f'GRANT UPDATE ({columns}) ON "{table}" TO {APP_ROLE}')
    return wanted


def policies(model: type[models.Model]) -> list[str]:
    """Row-level security: one's own organisation, by the reader set in this transaction."""
    table = model._meta.db_table
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS own_organisation ON "{table}"',
        f'CREATE POLICY own_organisation ON "{table}" TO {APP_ROLE} USING ({_OWN}) WITH CHECK ({_OWN})',
        f'DROP POLICY IF EXISTS keeper ON "{table}"',
        f'CREATE POLICY keeper ON "{table}" TO {OWNER_ROLE} USING (true) WITH CHECK (true)',
    ]


def statements() -> list[str]:
    """Everything `apply` runs, in order."""
    wanted = [
        f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO {APP_ROLE}",
        f"GRANT SELECT ON django_migrations TO {APP_ROLE}",
    ]
    for model in tables():
        wanted += grants(model)
        if is_kept(model):
            wanted += policies(model)
    return wanted


def apply(using: str = "owner") -> None:
    """Bring roles' rights and row-level security to what the models say."""
    with connections[using].cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)
