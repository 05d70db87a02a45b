"""Bringing a database up to date: extensions, tables, and the frame of roles and row-level security."""

from django.core.management import call_command
from django.db import connections

from tornio.config import postgres, walls
from tornio.people import frame
from tornio.records import policies

OWNER = "owner"


def bring_up_to_date(*, verbosity: int = 1) -> None:
    """Everything that a new version needs of its database, as its owner. Doing it twice changes nothing."""
    with connections[OWNER].cursor() as cursor:
        for extension in postgres.EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    call_command("migrate", database=OWNER, interactive=False, verbosity=verbosity)
    frame.apply(using=OWNER)
    policies.apply(using=OWNER)
    frame.let_the_clerk_do_the_same(using=OWNER)
    walls.seal(using=OWNER)
