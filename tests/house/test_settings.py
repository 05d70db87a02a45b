"""What a browser, a log and a passer-by are told of us."""

import logging
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tornio.config import logs, places, secret

ASK = "from django.conf import settings; print({})"


def with_environment(expression: str, **environment: str) -> str:
    """What a setting is in a process of its own, started with this environment."""
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(expression)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tornio.config.settings", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.django_db
def test_a_page_may_load_only_what_is_ours_and_stand_in_nobody_s_frame(client: Client) -> None:
    """The policy of every page, word for word."""
    policy = dict(part.strip().split(" ", 1) for part in client.get("/enter/")["Content-Security-Policy"].split(";"))
    own = {"style-src", "script-src", "img-src", "font-src", "connect-src", "manifest-src"}
    assert {name for name, value in policy.items() if value == "'self'"} >= own
    assert {name for name, value in policy.items() if value == "'none'"} == {
        "default-src",
        "frame-ancestors",
        "base-uri",
    }
    assert policy["form-action"].startswith("'self'")


@pytest.mark.django_db
def test_no_other_house_learns_that_somebody_came_from_here(client: Client) -> None:
    """Nor what is on the page, nor that we are in its frame."""
    answer = client.get("/enter/")
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_cookies_names_say_nothing_and_no_script_reads_them() -> None:
    """Shoulder surfing; a shared telephone."""
    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert names == {"session", "token", "language"}
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE


def test_with_https_everything_is_bound_to_it() -> None:
    """One switch: redirects, two years of HSTS, cookies that travel only so and belong to this host alone."""
    asked = "(settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS, settings.SESSION_COOKIE_SECURE, "
    asked += "settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_NAME)"
    told = with_environment(asked, TORNIO_HTTPS="1", TORNIO_HOSTS="example.org")
    assert told == "(True, 63072000, True, True, '__Host-session')"


def test_debug_pages_cannot_be_turned_on() -> None:
    """They would show what people wrote."""
    assert with_environment("settings.DEBUG", DEBUG="1", DJANGO_DEBUG="1", TORNIO_DEBUG="1") == "False"


def test_a_serving_process_cannot_even_name_the_owner_of_the_tables() -> None:
    """The application connects as a role that owns nothing; the owner's connection is for migrations."""
    assert with_environment("sorted(settings.DATABASES)") == "['default', 'owner']"
    assert with_environment("sorted(settings.DATABASES)", TORNIO_SERVING="1") == "['default']"


def test_a_database_of_one_s_own_is_reached_as_its_address_says() -> None:
    """`DATABASE_URL`, with what only PostgreSQL understands passed on."""
    url = "postgresql://app:secret@db.example:6432/record?sslmode=verify-full"
    asked = "[settings.DATABASES['default'][name] for name in ('USER', 'PASSWORD', 'HOST', 'PORT', 'NAME')]"
    assert with_environment(asked, DATABASE_URL=url) == "['app', 'secret', 'db.example', '6432', 'record']"
    asked = "settings.DATABASES['default']['OPTIONS']['sslmode'], sorted(settings.DATABASES)"
    assert with_environment(asked, DATABASE_URL=url) == "verify-full ['default']"


def test_the_secret_is_made_once_and_only_we_can_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the database, unless one was given."""
    monkeypatch.delenv("TORNIO_SECRET_KEY")
    monkeypatch.setenv("TORNIO_HOME", str(tmp_path / "home"))
    made = secret.secret_key()
    assert len(made) >= 50
    assert secret.secret_key() == made
    assert [path.name for path in places.home().iterdir()] == ["secret"]
    assert stat.S_IMODE((places.home() / "secret").stat().st_mode) == 0o600


def test_a_log_tells_where_it_broke_and_not_what_was_typed() -> None:
    """A message may quote words; the kinds of the errors and the places in the code do not."""
    try:
        try:
            raise KeyError("Leon said that he hears")
        except KeyError as first:
            raise ValueError("the river") from first
    except ValueError as second:
        error = second
    record = logging.LogRecord("tornio", logging.ERROR, __file__, 1, "broke", None, (type(error), error, None))
    told = logs.Discreet("%(levelname)s %(message)s").format(record)
    assert "Leon" not in told
    assert "river" not in told
    assert "builtins.KeyError" in told
    assert "builtins.ValueError" in told
    assert "test_settings.py" in told


def test_a_socket_s_path_is_never_longer_than_the_kernel_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A deep home moves only the socket; the same home always to the same place."""
    monkeypatch.setenv("TORNIO_HOME", "/" + "deep/" * 30)
    assert len(os.fsencode(places.socket_directory())) <= places.LONGEST_SOCKET_DIRECTORY
    assert places.socket_directory() == places.socket_directory()
    monkeypatch.setenv("TORNIO_HOME", "/srv/tornio")
    assert places.socket_directory() == Path("/srv/tornio/database")
