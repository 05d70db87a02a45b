"""Keeping open pages up to date: opaque stamps, and "nothing new" from memory before any session or query.

No transaction is held while somebody waits. A stamp is a keyed digest of what this session reads at this address, so
it changes when, and only when, what they may read changes (R24).
"""

import hashlib
import hmac
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from tornio.actions import announcing
from tornio.core.sharing import CLOSE, Relationship
from tornio.records.visible.reach import reach
from tornio.web.live import listening
from tornio.web.live.memory import Memory, Page
from tornio.web.requests import Request

memory = Memory()
_DIGEST = "SELECT md5(session_data) FROM django_session WHERE session_key = %s"


def stamp(request: HttpRequest, html: str) -> str:
    """The stamp of what this session reads here; another session's stamp of the same says nothing about it."""
    session = request.session.session_key or ""
    told = f"{session}\n{request.resolver_match.kwargs if request.resolver_match else ''}\n{html}"
    return '"' + hmac.new(settings.SECRET_KEY.encode(), told.encode(), hashlib.sha256).hexdigest()[:32] + '"'


def remember(request: Request, html: str, network_id: UUID) -> str:
    """The stamp; while nothing is announced, it is answered from memory from now on."""
    made = stamp(request, html)
    session = request.session.session_key
    if not settings.SERVING or session is None:
        return made
    listening.ensure(memory)
    with connection.cursor() as cursor:
        cursor.execute(_DIGEST, [session])
        row = cursor.fetchone()
    if row is None:
        return made
    by = request.reader
    keys = {str(key) for key in (network_id, by.person_id, by.practitioner_id, by.human_id) if key is not None}
    keys |= {str(key) for key in _of_narrower_words(request, network_id)}
    page = Page(session, request.get_full_path())
    since = getattr(request, "live_since", 0)
    memory.keep(page, made, keys=keys, digest=row[0], human=str(by.human_id or ""), since=since)
    return made


def _of_narrower_words(request: Request, network_id: UUID) -> list[UUID]:
    """What is announced of words that not everybody reads reaches the pages of those who may (R24)."""
    standing = reach(request.reader).standing(network_id)
    found = [announcing.close_to(network_id)] if standing & CLOSE else []
    return [*found, announcing.centre_of(network_id)] if Relationship.CENTRE in standing else found


def part(request: HttpRequest, made: str, html: Callable[[], str]) -> HttpResponse:
    """A part of a page that is asked for again and again: "nothing new" for the stamp that was handed back."""
    headers = {"ETag": made, "Cache-Control": "no-store"}
    if request.headers.get("If-None-Match") == made:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(html(), headers=headers)


def answering(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, the very first: a page that would be given the same again is told so at once.

    With the very headers of the answer in full: nobody can tell by them whether something happened meanwhile (R24).
    """
    cookie = settings.SESSION_COOKIE_NAME

    def answer(request: HttpRequest) -> HttpResponse:
        if "HTTP_X_TORNIO_LIVE" not in request.META:
            return get_response(request)
        stamp_given = request.META.get("HTTP_IF_NONE_MATCH", "")
        session = request.COOKIES.get(cookie, "")
        page = Page(session, request.get_full_path())
        given = memory.current(page, stamp_given) if stamp_given and session else None
        if given is not None and given.headers:
            return HttpResponse(status=304, headers=dict(given.headers))
        request.live_since = memory.now()  # type: ignore[attr-defined]
        response = get_response(request)
        if session and response.has_header("ETag"):
            memory.answered(page, response["ETag"], {**response.headers, "Content-Length": "0"})
        return response

    return answer
