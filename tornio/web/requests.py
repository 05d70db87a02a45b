"""The request as views know it: the middleware has put the reader and the frame on it."""

from django.http import HttpRequest

from tornio.people.acting import Reader
from tornio.web.frame import Frame


class Request(HttpRequest):
    """A request whose reader is known; for annotations, never made by hand."""

    reader: Reader
    frame: Frame
