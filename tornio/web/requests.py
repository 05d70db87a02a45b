"""The request as views know it: the middleware has put the reader and the frame on it."""

from uuid import UUID

from django.http import HttpRequest

from tornio.core.errors import NotForYou
from tornio.people.acting import Reader
from tornio.web.frame import Frame


class Request(HttpRequest):
    """A request whose reader is known; for annotations, never made by hand."""

    reader: Reader
    frame: Frame


def key_sent(request: HttpRequest, name: str) -> UUID | None:
    """A key that a button sends beside its form; none where it sends none, and nobody's where it is no key."""
    sent = request.POST.get(name, "")
    try:
        return UUID(sent) if sent else None
    except ValueError as wrong:
        raise NotForYou from wrong
