"""The database's side of the frame: what the application's roles may do, and each organisation apart from the others.

Who may read a row within an organisation is said in `records.policies`. `apply` is safe to run again; `tornio migrate`
runs it after the migrations.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import connections, models

APP_ROLE = "tornio_app"
CLERK_ROLE = "tornio_clerk"  # the application when it must look further than its reader: see `acting.as_clerk`
OWNER_ROLE = "tornio_owner"
ROOMS = ("people", "records")
JOBS = ("jobs", "periodic_defers", "workers")  # Procrastinate's own: names of tasks and moments, nobody's data
# Tables of sign-in that are not ours: passkeys and codes, and which other house knows whom. Nothing else of theirs.
SIGN_IN = {
    "mfa_authenticator": "SELECT, INSERT, UPDATE, DELETE",
    "socialaccount_socialaccount": "SELECT, INSERT, UPDATE, DELETE",
    "socialaccount_socialapp": "SELECT",
    "socialaccount_socialtoken": "SELECT, DELETE",  # always empty; parting from a house looks there
}
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
    """Row-level security: never beyond one's own organisation, by the reader set in this transaction."""
    table = model._meta.db_table
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS own_organisation ON "{table}"',
        (
            f'CREATE POLICY own_organisation ON "{table}" AS RESTRICTIVE TO {APP_ROLE}, {CLERK_ROLE} '
            f"USING ({_OWN}) WITH CHECK ({_OWN})"
        ),
        f'DROP POLICY IF EXISTS keeper ON "{table}"',
        f'CREATE POLICY keeper ON "{table}" TO {OWNER_ROLE} USING (true) WITH CHECK (true)',
    ]


def out_of_view(model: type[models.Model]) -> list[str]:
    """An entry in the wrong record, or deleted, is out of every view at once, whoever asks and whatever they join."""
    table = model._meta.db_table
    if not any(field.name == "out_of_view_at" for field in model._meta.concrete_fields):
        return []
    return [
        f'DROP POLICY IF EXISTS in_view ON "{table}"',
        (
            f'CREATE POLICY in_view ON "{table}" AS RESTRICTIVE FOR SELECT TO {APP_ROLE}, {CLERK_ROLE} '
            "USING (out_of_view_at IS NULL)"
        ),
    ]


def statements() -> list[str]:
    """Everything `apply` runs, in order."""
    wanted = [
        f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO {APP_ROLE}",
        f"GRANT SELECT ON django_migrations TO {APP_ROLE}",
        *(f'GRANT {rights} ON "{table}" TO {APP_ROLE}' for table, rights in SIGN_IN.items()),
    ]
    wanted += [f'GRANT SELECT, INSERT, UPDATE, DELETE ON "procrastinate_{table}" TO {APP_ROLE}' for table in JOBS]
    wanted.append(f"GRANT SELECT, INSERT ON procrastinate_events TO {APP_ROLE}")
    wanted += [f'GRANT USAGE ON SEQUENCE "procrastinate_{table}_id_seq" TO {APP_ROLE}' for table in (*JOBS, "events")]
    for model in tables():
        wanted += grants(model)
        if is_kept(model):
            wanted += [*policies(model), *out_of_view(model)]
    return wanted


# The clerk may do to a table whatever the application may, and nothing else: only the rows it sees are more.
_AS_THE_APPLICATION = """
DO $grants$ DECLARE given record; BEGIN
    FOR given IN SELECT format('GRANT %s ON %I TO {CLERK_ROLE}', privilege_type, table_name) AS said
        FROM information_schema.role_table_grants WHERE grantee = '{APP_ROLE}' AND table_schema = 'public'
    UNION ALL SELECT format('GRANT %s (%I) ON %I TO {CLERK_ROLE}', privilege_type, column_name, table_name)
        FROM information_schema.role_column_grants
        WHERE grantee = '{APP_ROLE}' AND table_schema = 'public' AND privilege_type = 'UPDATE'
    LOOP EXECUTE given.said; END LOOP;
    FOR given IN SELECT format('GRANT %s ON SEQUENCE %I TO {CLERK_ROLE}', p.name, c.relname) AS said
        FROM pg_class c CROSS JOIN unnest(ARRAY['USAGE', 'SELECT', 'UPDATE']) AS p(name)
        WHERE c.relkind = 'S' AND c.relnamespace = 'public'::regnamespace
            AND has_sequence_privilege('{APP_ROLE}', c.oid, p.name)
    LOOP EXECUTE given.said; END LOOP;
END $grants$
""".replace("{CLERK_ROLE}", CLERK_ROLE).replace("{APP_ROLE}", APP_ROLE)


def apply(using: str = "owner") -> None:
    """Bring the roles' rights and the walls between organisations to what the models say."""
    with connections[using].cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def let_the_clerk_do_the_same(using: str = "owner") -> None:
    """Last of all: the clerk's rights follow the application's."""
    with connections[using].cursor() as cursor:
        for model in tables():
            cursor.execute(f'REVOKE ALL ON "{model._meta.db_table}" FROM {CLERK_ROLE}')
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {CLERK_ROLE}")
        cursor.execute(_AS_THE_APPLICATION)
