"""`GET /healthz`: whether Tornio can serve, told to machines. It needs no reader and reads nobody's record."""

import platform
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import django
import psycopg
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from psycopg.rows import tuple_row

import tornio

ADDRESS = "/healthz"
# Whoever watches us must hear "no" sooner than they give up asking.
PATIENCE_SECONDS = 2
APPLIED = "SELECT current_setting('server_version'), array_agg(app || '.' || name) FROM django_migrations"


@dataclass(frozen=True, slots=True)
class Health:
    """What the database said: its version, and the migrations that it lacks. `state` says it in one word."""

    state: str
    postgresql: str | None = None
    missing: tuple[str, ...] = ()

    @property
    def can_serve(self) -> bool:
        """Whether requests can be answered."""
        return self.state == "ready"

    def told(self) -> dict[str, object]:
        """As JSON."""
        return {
            "status": "ok" if self.can_serve else "unavailable",
            "versions": {
                "tornio": tornio.__version__,
                "python": platform.python_version(),
                "django": django.get_version(),
                "postgresql": self.postgresql,
            },
            "database": {"state": self.state, "missing_migrations": list(self.missing)},
        }


@cache
def expected_migrations() -> frozenset[str]:
    """Every migration that this version of Tornio brings."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(f"{app}.{name}" for app, name in loader.disk_migrations)


def examine() -> Health:
    """Ask the database, over a connection of its own: whoever is busy is not a sick database."""
    parameters = connections["default"].get_connection_params()
    parameters["connect_timeout"] = PATIENCE_SECONDS
    parameters["options"] = f"-c statement_timeout={PATIENCE_SECONDS}s"
    try:
        with psycopg.connect(**parameters) as connection:
            found = connection.cursor(row_factory=tuple_row).execute(APPLIED).fetchone()
    except psycopg.errors.UndefinedTable:
        return Health("migrations missing", missing=tuple(sorted(expected_migrations())))
    except psycopg.OperationalError:
        return Health("unreachable")
    version, applied = found or (None, None)
    missing = expected_migrations() - set(applied or ())
    return Health("migrations missing" if missing else "ready", version, tuple(sorted(missing)))


class HealthMiddleware:
    """Answers before anything else: without a session, a sign-in, a reader, or a redirect to HTTPS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The state of health, or whatever the rest of Tornio says."""
        if request.path_info != ADDRESS:
            return self.get_response(request)
        health = examine()
        answer = JsonResponse(health.told(), status=200 if health.can_serve else 503)
        answer["Cache-Control"] = "no-store"
        answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 (or every probe fills the log)
        return answer
