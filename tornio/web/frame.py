"""The frame round every page: whose house this is, where one can go from here, who is reading.

A middleware puts a `Frame` on the request once it knows who is reading; views answer with `show`. Where
there is no frame (error pages, before sign-in) the page still stands: it names no service and no number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

# Where "Leave quickly" goes when no service has chosen: a page that anybody might have open.
NEUTRAL_PAGE = "https://www.bbc.co.uk/weather"


@dataclass(frozen=True, slots=True)
class House:
    """The service as its pages name it. An empty telephone or emergency number is left unsaid."""

    service_name: str = ""
    telephone: str = ""
    emergency_number: str = ""
    exit_url: str = NEUTRAL_PAGE


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands round a page: the house, the ways on as (label, url, current), and who is reading.

    `who` is the reader's name, `role` the small line under it ("peer practitioner", "on duty until 20:00").
    `human` is the key of whoever is signed in: what they typed in this tab is put back for them alone.
    """

    house: House = field(default_factory=House)
    nav: Sequence[tuple[str, str, bool]] = ()
    who: str = ""
    role: str = ""
    human: object = None
    at_a_door: object = None  # `visible.people.Door`, while the reader is on a visit
    glasses: Sequence[tuple[object, str, int]] = ()  # reached by breaking the glass: its key, whose, minutes left

    @property
    def reader_stamp(self) -> str:
        """Who is signed in, told to the page's script without telling who it is; empty when nobody is."""
        return "" if self.human is None else salted_hmac("tornio.web.frame", str(self.human)).hexdigest()[:20]


def frame_of(request: HttpRequest) -> Frame:
    """The frame the middleware gave this request, or a bare one."""
    frame = getattr(request, "frame", None)
    return frame if isinstance(frame, Frame) else Frame()


def show(
    request: HttpRequest, template: str, context: Mapping[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    """The page, framed, with `now` for telling time. No browser keeps it: "Back" shows nothing."""
    frame = frame_of(request)
    words = {
        "now": getattr(getattr(request, "reader", None), "at", None) or timezone.now(),
        "house": frame.house,
        "nav": frame.nav,
        "who": frame.who,
        "role": frame.role,
        "reader_stamp": frame.reader_stamp,
        "at_a_door": frame.at_a_door,
        "glasses": frame.glasses,
        "messages": get_messages(request),
        **(context or {}),
    }
    response = render(request, template, words, status=status)
    response["Cache-Control"] = "no-store"
    return response
