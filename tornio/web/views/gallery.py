"""The gallery: every component of the screens with fixed example values, for looking at them; never in a service."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tornio.core.asking import Ask, Choice
from tornio.web.frame import Frame, House, show
from tornio.web.middleware import for_anyone
from tornio.web.refusing import refuse
from tornio.web.when import WhenField, offer

PAGES = {
    "board": "The board",
    "meeting": "A meeting",
    "member": "As a member",
    "live": "Kept up to date",
    "form": "Forms",
    "refused": "Errors beside fields",
    "states": "Lists, tables, empty places",
    "map": "The map",
    "story": "The story",
    "day": "In the hand",
    "public": "The public page",
    "confirm": "Asked once more",
    "print": "For paper",
}
ERRORS = ("400", "403", "404", "500", "503", "offline")
NOON = datetime(2026, 11, 12, 12, tzinfo=ZoneInfo("Europe/London"))
KEY = "0e8dd9a4-4a51-7a3c-9c8e-3f6f2a1c5b7d"
STAMP = '"opaque"'
HOUSE = House("Saltmere Open Dialogue", "01632 960 145", "999")


class Example(forms.Form):
    """One field of every kind, as a view author would declare it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=KEY)
    words = forms.CharField(
        label="What are they telling you?",
        help_text="In their own words, as they say them. You could ask: “What made you ring today?”",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what they said, even if it is one word."},
    )
    for_whom = forms.ChoiceField(
        label="Who is calling, and for whom?",
        choices=[("self", "For themselves"), ("other", "For somebody else")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say for whom the call is."},
    )
    caller = forms.CharField(label="The caller", required=False)
    telephone = forms.CharField(
        label="Telephone",
        help_text="What you write here stays theirs.",
        widget=forms.TextInput(attrs={"type": "tel"}),
        error_messages={"required": "Give a number, or say below that we may not ring."},
    )
    ways = forms.MultipleChoiceField(
        label="How may we reach them?",
        choices=[("ring", "We may ring"), ("text", "We may text. Messages never say what they are about")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    language = forms.ChoiceField(label="Language", choices=[("en", "English"), ("syl", "Sylheti")])
    meet = WhenField(label="When would they like to meet?", help_text="Any hour of the day, any day.")
    read_back = forms.BooleanField(
        label="I have read it back, and it is what was said",
        error_messages={"required": "Read it back first, then say so here."},
    )


def at(clock: str, days: int = 0) -> datetime:
    """A moment of the example day, "17:06", or of one some days away."""
    hour, minute = clock.split(":")
    return (NOON + timedelta(days=days)).replace(hour=int(hour), minute=int(minute))


def frame(name: str) -> Frame:
    """The frame that the example's reader would have."""
    nav = [(label, reverse("gallery_page", args=[page]), page == name) for page, label in PAGES.items()]
    who = {
        "member": Frame(HOUSE, [("Home", "#main", False), ("My people", "#top", True)], "Carol Marsh"),
        "meeting": Frame(HOUSE, who="On the table, for all to see", role="Ruth opened it at 17:00"),
        "public": Frame(HOUSE),
        "day": Frame(HOUSE, who="Tomasz Wójcik", role="peer practitioner"),
    }
    return who.get(name) or Frame(HOUSE, nav, "Sadia Khan", "on duty until 20:00")


def _said(request: HttpRequest) -> HttpResponse:
    """What the live part of the example asks for: the same always, so the answer is "nothing new"."""
    if request.headers.get("If-None-Match") == STAMP:
        return HttpResponse(status=304)
    response = show(request, "gallery/_said.html", {"at": at})
    response["ETag"] = STAMP
    return response


def _refused() -> Example:
    """The form sent with too little, and with something that a rule asks about."""
    given = {"telephone": "07700 900 14", "language": "en", "key": KEY, "caller": "Nasima 12/11/26"}
    form = Example(given | {"meet_0": "2026-11-13", "meet_2": "25 past"})
    offer(form, "meet", now=at("14:20"))
    form.add_error("telephone", "This number is one digit short. Please look at it again.")
    choices = [Choice("name", "It is part of the name"), Choice("day", "It is the day of the call")]
    refuse(form, Ask("“12/11/26” looks like a day. Which is it?", choices, "caller"))
    return form


@for_anyone
@require_safe
def gallery(request: HttpRequest, name: str = "board") -> HttpResponse:
    """One page of the gallery."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    request.frame = frame(name)  # type: ignore[attr-defined]
    if name == "said":
        return _said(request)
    if name in ERRORS:
        return show(request, f"errors/{name}.html")
    if name not in PAGES:
        raise Http404
    form = _refused() if name == "refused" else Example()
    offer(form, "meet", now=at("14:20"))
    return show(request, f"gallery/{name}.html", {"now": at("14:20"), "at": at, "form": form, "stamp": STAMP})
