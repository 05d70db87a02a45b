"""What goes into a log: kinds of errors and places in the code, never a name or a word of anybody."""

import logging
import sys
from types import TracebackType
from typing import Any

import psycopg

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def kind_of(error: BaseException) -> str:
    """The kind of an error. From the database also its code and the rule's name, which are ours, not people's."""
    told = [f"{type(error).__module__}.{type(error).__qualname__}"]
    if isinstance(error, psycopg.Error):
        told += [part for part in (error.sqlstate, error.diag.table_name, error.diag.constraint_name) if part]
    return " ".join(told)


def chain(error: BaseException | None) -> list[BaseException]:
    """An error and those that led to it, the first one first."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found[::-1]


class Discreet(logging.Formatter):
    """Tells where an error happened and of what kind, without its message: a message may quote what was typed."""

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 (logging's own name)
        """The frames and the kinds, one a line."""
        lines: list[str] = []
        for error in chain(ei[1]):
            trace = error.__traceback__
            while trace is not None:
                code = trace.tb_frame.f_code
                lines.append(f"  {code.co_filename}:{trace.tb_lineno} {code.co_name}")
                trace = trace.tb_next
            lines.append(kind_of(error))
        return "\n".join(lines)


def configuration(level: str) -> dict[str, Any]:
    """Django's `LOGGING`: everything to the standard error stream, where whoever runs the machine collects it."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "discreet": {"()": Discreet, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "discreet"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            # Addresses that were not found are nobody's fault, and tell what somebody was looking for.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }
