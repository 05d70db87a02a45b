"""What stands on the page of a meeting: its live body, the same for the page and for its updates, and its forms."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from tornio.core.between import WishKind
from tornio.core.meetings import MeetingStatus
from tornio.core.people import Capacity
from tornio.core.voices import VoiceKind
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.records.visible import between, decisions, instruments, room, voices
from tornio.web import drafts
from tornio.web.forms.between import WISHES
from tornio.web.forms.decisions import CloseForm, SettleForm
from tornio.web.forms.voices import AskForm, Choices, SayForm, as_choices
from tornio.web.frame import show
from tornio.web.requests import Request

SLOTS = ("say", "ask", "settle", "close", "table")  # forms that stand among what others change, and stay as they are
MANY = 6  # voices, from which on the latest is the way in


@dataclass
class Room:
    """One meeting before one reader: what they may read of it, and what they may do in it."""

    reader: Reader
    meeting: room.MeetingRow
    bound: dict[str, Any] = field(default_factory=dict)  # forms that were refused, by their slot

    @property
    def name(self) -> str:
        """The person at the centre, as they are called."""
        return str(self.meeting.network.centre.called)

    @property
    def is_open(self) -> bool:
        """True while the meeting goes on."""
        return bool(self.meeting.status == MeetingStatus.OPEN.value)

    @property
    def on_table(self) -> bool:
        """True for the screen on the table."""
        return self.reader.capacity is Capacity.SHARED_SCREEN

    @property
    def as_staff(self) -> bool:
        """True for one of us on our own device."""
        return self.reader.capacity is Capacity.PRACTITIONER

    @property
    def is_centre(self) -> bool:
        """True for the person at the centre."""
        return not self.on_table and self.reader.person_id == self.meeting.network.centre_id

    @cached_property
    def reads(self) -> bool:
        """True for whoever reads more than their own words (R8)."""
        return self.on_table or voices.reads_with_others(self.reader, self.meeting.network_id)

    @cached_property
    def writes(self) -> bool:
        """True for whoever may add words of their own."""
        return room.writes(self.reader, self.meeting)

    @cached_property
    def reflects(self) -> bool:
        """True unless the person has said that they find reflections strange (R10)."""
        if self.is_open and self.as_staff:
            return all(each.kind != WishKind.NO_REFLECTIONS.value for each in self.wished)
        return not room.wishes_no_reflections(self.meeting)

    @cached_property
    def wished(self) -> list[between.WishRow]:
        """What the person wishes, while the meeting goes on: for them and for us, on our own devices."""
        if not self.is_open or not (self.as_staff or self.is_centre):
            return []
        return list(between.wishes(self.reader, self.meeting.network_id).filter(until__isnull=True))

    @property
    def settles(self) -> bool:
        """True for who writes down what the meeting comes to."""
        return self.on_table or self.as_staff or self.is_centre

    @cached_property
    def people(self) -> list[room.Here]:
        """Everyone who was there, was asked or comes."""
        return room.people(self.meeting) if self.reads else []

    @property
    def goes_on(self) -> bool:
        """True until the work with this network has ended."""
        return room.goes_on(self.meeting)

    @property
    def nobody_yet(self) -> bool:
        """True while the meeting is open and nobody was written down as here."""
        return self.is_open and not any(each.came for each in self.people)

    @cached_property
    def _spoken(self) -> tuple[list[voices.Said], list[voices.VoiceRow]]:
        if self.is_open and self.reads:
            return voices.of_the_room(self.reader, self.meeting)
        return voices.of_meeting(self.reader, self.meeting), []

    @property
    def said(self) -> list[voices.Said]:
        """What was said, as far as the reader may read it."""
        return self._spoken[0]

    @property
    def said_before(self) -> list[voices.VoiceRow]:
        """What somebody said since the last meeting, while this one goes on: it is heard before it is forgotten."""
        return self._spoken[1]

    def everyone(self, *, but_me: bool = False) -> Choices:
        """Everyone round the table, for a list."""
        me = self.reader.person_id if but_me else None
        return as_choices((each.person.pk, each.person.called) for each in self.people if each.person.pk != me)

    def of_us(self, *, but_me: bool = False) -> Choices:
        """Those of us round the table, for a list."""
        us = [each for each in self.people if each.of_us and (each.person.pk != self.reader.person_id or not but_me)]
        return as_choices((each.person.pk, each.person.called) for each in us)

    def writers(self) -> Choices:
        """Who may be writing: asked only on the screen on the table."""
        return [("", _("One of us")), *self.of_us()] if self.on_table else []

    def layout(self) -> str:
        """Which frame the page stands in."""
        if self.on_table:
            return "layout/shared.html"
        return "layout/staff.html" if self.as_staff else "layout/member.html"

    def place(self) -> str:
        """The draft's place: this meeting."""
        return f"say/{self.meeting.pk.hex}/"


def the_room(request: Request, meeting_id: Any) -> Room:
    """The meeting's room; 404 for whom it does not exist."""
    found = room.meeting(request.reader, meeting_id)
    if found is None:
        raise Http404
    return Room(request.reader, found)


def say_form(here: Room, data: Any = None, initial: dict[str, Any] | None = None) -> SayForm:
    """The form for words, as this reader needs it."""
    form = SayForm(data, initial=initial or {})
    if here.on_table:
        return form.on_table(here.everyone(), here.writers(), reflects=here.reflects)
    if here.as_staff:
        people, us = here.everyone(but_me=True), here.of_us(but_me=True)
        return form.as_staff(here.name, people, us, reflects=here.reflects)
    chosen = room.may_be_chosen(here.reader, here.meeting) if here.reads else []
    people = as_choices((each.pk, each.called) for each in chosen)
    return form.as_member(here.name, people, _called(here))


def _called(here: Room) -> str:
    me = [each.person.called for each in here.people if each.person.pk == here.reader.person_id]
    return me[0] if me else _("your name")


def grouped(said: Iterable[voices.Said]) -> list[tuple[bool, list[voices.Said]]]:
    """The voices in their order; reflections that follow each other stand together as (True, [...])."""
    kinds = groupby(said, key=lambda each: each.voice.kind == VoiceKind.REFLECTION.value)
    return [(reflecting, list(each)) for reflecting, each in kinds]


def names_told(names: Iterable[str]) -> str:
    """“Ruth, Tomasz and Farah”, each once."""
    known = list(dict.fromkeys(names))
    if len(known) < 2:  # noqa: PLR2004
        return "".join(known)
    return _("%(some)s and %(last)s") % {"some": ", ".join(known[:-1]), "last": known[-1]}


def body(here: Room) -> str:
    """The live part of the page, without any form: the same bytes whenever the reader may read the same (R24)."""
    context: dict[str, Any] = {"here": here, "slots": {name: Markup(f"<!--{name}-->") for name in SLOTS}}  # noqa: S704
    if here.reads:
        meeting = here.meeting
        spoken = room.spoke_of_medication(meeting)
        began = meeting.opened_at or meeting.planned.lower
        context |= {
            "acts": between.acts_standing_first(here.reader, meeting) if here.is_open else [],
            "named": dict(WISHES),
            "left": room.left_untold(meeting) if here.is_open and here.as_staff else [],
            "gone": room.gone(meeting) if here.is_open and (here.as_staff or here.is_centre) else [],
            "groups": grouped(here.said),
            "front": [each for each in here.said if each.voice.front_at is not None],
            "latest": here.said[-1] if len(here.said) > MANY else None,
            "questions": voices.questions(here.reader, meeting),
            "settled": decisions.of_meeting(here.reader, meeting),
            "spoken": any(of == meeting.pk for of, _at in spoken),
            "before": [at for of, at in spoken if of != meeting.pk and at < began],
            "openings": profiles.profile(meeting.network.service.profile).opening_questions,
            "names_told": names_told,
            "voices_told": _voices_told,
        }
    return render_to_string("room/_live.html" if here.reads else "room/_own.html", context)


def _voices_told(count: int) -> str:
    return ngettext("The only voice", "The latest of %(count)s voices", count) % {"count": count}


def with_slots(html: str, forms: dict[str, str]) -> str:
    """The body with its forms in their places."""
    for name in SLOTS:
        html = html.replace(f"<!--{name}-->", forms.get(name, ""))
    return html


def shells(here: Room) -> dict[str, str]:
    """Empty forms for an update: the page keeps the ones it has, with what is being written in them."""
    return {name: f'<form id="{name}"></form>' for name in _needed(here)}


def _needed(here: Room) -> list[str]:
    if not here.writes:
        return []
    names = ["say"]
    if here.is_open and here.reads:
        names.append("ask")
        if here.settles:
            names.append("settle")
        if here.as_staff:
            names += ["close", "table"]
    return names


def forms_of(request: Request, here: Room) -> dict[str, str]:
    """The forms of the page in full, with what was typed in those that were refused."""
    context: dict[str, Any] = {"here": here}
    needed = _needed(here)
    if "say" in needed:
        begun = voices.drafts(here.reader, here.place())
        mine = here.place() + drafts.device(request)
        context["say"] = here.bound.get("say") or say_form(here, initial={"words": begun.get(mine, "")})
        context["elsewhere"] = [text for place, text in begun.items() if place != mine]
    if "ask" in needed:
        speakers = here.everyone(but_me=True) if here.as_staff or here.on_table else []
        context["ask"] = here.bound.get("ask") or AskForm().of(speakers, here.writers())
    if "settle" in needed:
        context["settle"] = here.bound.get("settle") or SettleForm().of(here.writers())
    if "close" in needed:
        context["close"] = here.bound.get("close") or CloseForm()
    return {name: render_to_string(f"room/forms/{name}.html", context, request) for name in needed}


def live_address(here: Room) -> str:
    """Where the page asks for what is new; it says in what state it was opened."""
    return reverse("meeting_live", args=[here.meeting.pk]) + f"?in={here.meeting.status}"


def page(request: Request, here: Room, stamp_of: Any, status: int = 200) -> HttpResponse:
    """The page of the meeting."""
    live = body(here)
    errors = [form for form in here.bound.values() if form.errors]
    context = {
        "here": here,
        "layout": here.layout(),
        "address": live_address(here),
        "stamp": stamp_of(request, live),
        "live_body": Markup(with_slots(live, forms_of(request, here))),  # noqa: S704 - made by our own templates
        "number": room.number(here.meeting) if here.reads else 0,
        "refused": errors[0] if errors else None,
        "asks_how": not here.on_table and instruments.asks(here.reader, here.meeting),
    }
    return show(request, "room/room.html", context, status=status)
