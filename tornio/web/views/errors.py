"""What is said when a page cannot be shown; `config.urls` names these as its handlers.

Django hands over the exception; its words are never shown, for they may tell what is hidden (R24).
"""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tornio.web.frame import show
from tornio.web.middleware import for_anyone

log = logging.getLogger(__name__)

AWAY = (OperationalError, InterfaceError)  # the database cannot be reached, or went while we asked it
AWAY_STATUS = 503

# Said when even the page that says so cannot be made.
BARE = b"<!doctype html><html lang=en><title>Tornio</title><h1>Something went wrong on our side</h1>"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be read."""
    return show(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: sent from a page that had grown old, or from somewhere else."""
    return show(request, "errors/403.html", status=403)


def page_grown_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The setting CSRF_FAILURE_VIEW: the form's secret is not the one we gave."""
    return show(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not theirs; the two answers are the same to the byte (R24)."""
    return show(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: the fault is ours. 503 while the database cannot be reached: it is there again in a moment."""
    status = AWAY_STATUS if isinstance(sys.exc_info()[1], AWAY) else 500
    try:
        answer = show(request, f"errors/{status}.html", {"messages": ()}, status=status)
    except Exception:  # whatever broke the page may break this one too; somebody still deserves a sentence
        log.exception("The page that says something went wrong could not be made.")
        answer = HttpResponse(BARE, status=status)
    if status == AWAY_STATUS:
        answer["Retry-After"] = "30"
    return answer


@for_anyone
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page for when there is no connection: the same for everybody, so that a browser may keep it beforehand."""
    return show(request, "errors/offline.html")
