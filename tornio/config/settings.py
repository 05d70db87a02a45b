"""Django's settings. Everything that differs between installations comes from the environment."""

import json
import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from tornio.config import logs, other_houses, places, routing, secret

PACKAGE = Path(__file__).resolve().parents[1]


def _on(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _listed(name: str, otherwise: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, otherwise).split(",") if part.strip()]


# Debug pages show what people wrote; there is no way to turn them on.
DEBUG = False
SECRET_KEY = secret.secret_key()
SECRET_KEY_FALLBACKS = _listed("TORNIO_FORMER_SECRET_KEYS")
DEMO = _on("TORNIO_DEMO")
# Set by `tornio serve` for its workers: connections that are kept, and no way to reach the database as its owner.
SERVING = _on("TORNIO_SERVING")

# --- who we are -----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "tornio.config.apps.ConfigConfig",
    "tornio.people.apps.PeopleConfig",
    "tornio.records.apps.RecordsConfig",
    "tornio.web",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "anymail",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "tornio.web.live.answering",  # "nothing new" before any session or query
    "tornio.config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tornio.web.compressing.Compressing",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tornio.web.coming_in.staying",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tornio.web.keeping.keeping",
    "tornio.web.middleware.ActingMiddleware",
]
ROOT_URLCONF = "tornio.config.urls"
WSGI_APPLICATION = "tornio.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Human"
LOGIN_URL = "enter"

# Coming in: our own pages and rules; of allauth the passkeys, the codes and the conversation with other houses.
# There are no passwords and nobody signs up by themself.
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "tornio.people.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # so a passkey is two factors: the device, and a finger, a face or a PIN
SOCIALACCOUNT_ADAPTER = "tornio.web.other_houses.OtherHouses"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": other_houses.configured(os.environ)}}
SOCIALACCOUNT_STORE_TOKENS = False
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # frames are forbidden by frame-ancestors, below

# --- the database ---------------------------------------------------------------------------------------------------


def database(url: str, *, kept: bool = False) -> dict[str, Any]:
    """A connection string as Django wants it; what Django has no word for is passed on as it is."""
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    options: dict[str, Any] = {"connect_timeout": "5", "application_name": "tornio"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", places.DATABASE),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        # A serving thread keeps its own connection, and looks whether it still holds before each request. A pool beside
        # as many threads would add nothing but a way to run dry after the database has been away.
        "CONN_MAX_AGE": 1800 if kept else 0,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,  # acting_as opens the transaction
        "OPTIONS": options | parts,
    }


# The application's role owns nothing; the owner's is for migrations alone, and a serving process has not got it.
DATABASES = {"default": database(places.application_url(), kept=SERVING)}
# What is asked often is planned once for each connection, not again for each value that is asked for: row-level
# security makes planning most of the work.
DATABASES["default"]["OPTIONS"] |= {
    "server_side_binding": True,
    "prepare_threshold": 2,
    "options": "-c plan_cache_mode=force_generic_plan",
}
_owner = places.owner_url()
if _owner is not None and not SERVING:
    DATABASES["owner"] = database(_owner)

# --- messages out of the house --------------------------------------------------------------------------------------

# Without a sender, e-mail is carried by nobody; without an address, texts are.
EMAIL_SENDER = os.environ.get("TORNIO_EMAIL_FROM", "")
EMAIL_BACKEND = os.environ.get("TORNIO_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("TORNIO_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("TORNIO_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("TORNIO_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TORNIO_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = _on("TORNIO_EMAIL_TLS")
EMAIL_TIMEOUT = 8  # seconds; shorter than a hold on a message lasts
ANYMAIL = {"REQUESTS_TIMEOUT": EMAIL_TIMEOUT, **json.loads(os.environ.get("TORNIO_ANYMAIL", "{}"))}
SMS_URL = os.environ.get("TORNIO_SMS_URL", "")
SMS_KEY = os.environ.get("TORNIO_SMS_KEY", "")
SMS_TEMPLATE = os.environ.get("TORNIO_SMS_TEMPLATE", "")
SMS_URGENT_TEMPLATE = os.environ.get("TORNIO_SMS_URGENT_TEMPLATE", "")
# Where the heads of the trail are told to, beside the files; nowhere without an address.
HEADS_URL = os.environ.get("TORNIO_HEADS_URL", "")
HEADS_KEY = os.environ.get("TORNIO_HEADS_KEY", "")
# A route finder of the service's own; without one, ways are reckoned by distance.
ROUTING = routing.configured(os.environ)
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["tornio.config.tasks"]

# --- pages ----------------------------------------------------------------------------------------------------------

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "tornio.web.jinja.environment", "autoescape": True},
    }
]
FORM_RENDERER = "django.forms.renderers.Jinja2"  # a choice among five hundred takes a tenth of the time
STATIC_URL = "/static/"
STATIC_ROOT = places.home() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024  # a megabyte of pasted text, percent-encoded
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
# A language is offered once its words are there: half a page in another language helps nobody.
_SPOKEN = [("en-gb", _("English")), ("fi", _("Finnish"))]
LANGUAGES = [each for each in _SPOKEN if each[0] == LANGUAGE_CODE or (LOCALE_PATHS[0] / each[0]).is_dir()]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TORNIO_TIME_ZONE", "Europe/London")

# --- what a browser is told -----------------------------------------------------------------------------------------

HTTPS = _on("TORNIO_HTTPS")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # a browser gives passkeys without HTTPS only to this very machine
ALLOWED_HOSTS = _listed("TORNIO_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _on("TORNIO_BEHIND_PROXY") else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# An address of ours in another site's log would say that somebody came from here.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# The names of the cookies say nothing about what this is; with HTTPS no other host may set them.
_prefix = "__Host-" if HTTPS else ""
SESSION_ENGINE = "tornio.people.sessions"
SESSION_COOKIE_NAME = f"{_prefix}session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # an invitation is followed from a letter or a message
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{_prefix}token"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "tornio.web.views.errors.page_grown_old"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A browser follows a form's redirect only to these: ourselves, and where people may come in from.
        "form-action": [SELF, *other_houses.origins(os.environ)],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LOGGING = logs.configuration(os.environ.get("TORNIO_LOG_LEVEL", "WARNING"))
