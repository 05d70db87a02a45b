"""What can be done to a meeting before it begins: each button's form, and the one action it calls."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from tornio.actions import bookings, holding, meetings, presence
from tornio.core.errors import NotForYou
from tornio.core.meetings import Answer, ChosenBy, NotHeldBy, PlaceKind
from tornio.core.values import Period
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.visible import meetings as visible
from tornio.records.visible.untold import untold
from tornio.web.forms import arranging as fields
from tornio.web.jinja import tellings
from tornio.web.requests import Request

Act = Callable[[Reader, visible.Arrangement, Mapping[str, Any]], str]
WORDS = {"places": fields.PLACES, "chose": fields.CHOSE, "answers": fields.ANSWERS, "whose": fields.WHOSE}


def told_of_us(each: visible.OfUs) -> str:
    """One of us with what they are; that they are busy or away, and never where or why."""
    words = f"{each.practitioner.person.full_name}, {each.practitioner.described}"
    if each.trained:
        words = _("%(who)s, trained for this") % {"who": words}
    if each.of_the_team:
        words = _("%(who)s (of the team)") % {"who": words}
    if each.away:
        return _("%(who)s: away then") % {"who": words}
    return _("%(who)s: busy then") % {"who": words} if each.busy else words


def told_place(seen: visible.Arrangement) -> str:
    """Where, as far as the reader may know: who was not asked reads the kind of place alone (R10)."""
    return fields.told_place(PlaceKind(seen.meeting.place_kind), seen.place)


def agree(reader: Reader, seen: visible.Arrangement, _given: Mapping[str, Any]) -> str:
    """The time holds."""
    others = [each.person.called for each in untold(reader, seen)]
    meetings.agree(meeting=seen.meeting, by=reader, at=reader.at)
    told = _("Agreed. Everyone who was asked and comes in here can see when and where.")
    tell = _("Tell %(who)s yourselves: they cannot.") % {"who": tellings().several(others)} if others else ""
    return f"{told} {tell}".strip()


def move(reader: Reader, seen: visible.Arrangement, given: Mapping[str, Any]) -> str:
    """Another time or place."""
    wanted = Period(given["starts"], given["starts"] + timedelta(minutes=int(given["length"])))
    meetings.move(
        meeting=seen.meeting,
        planned=wanted,
        time_chosen_by=ChosenBy(given["time_chosen_by"]),
        place_kind=PlaceKind(given["place_kind"]),
        place_words=given["place_words"],
        place_chosen_by=ChosenBy(given["place_chosen_by"]),
        by=reader,
        at=reader.at,
    )
    return _("Moved. Whoever had answered for another time is asked anew.")


def not_held(reader: Reader, seen: visible.Arrangement, given: Mapping[str, Any]) -> str:
    """It will not be held."""
    meetings.not_held(meeting=seen.meeting, who=NotHeldBy(given["who"]), why=given["why"], by=reader, at=reader.at)
    return _("Written down. Nothing ends by a meeting that was not held.")


def book(reader: Reader, seen: visible.Arrangement, given: Mapping[str, Any]) -> str:
    """One of us says yes; standing in for somebody when that was said."""
    practitioner = visible.of_us(reader, UUID(given["practitioner"]))
    whom = given["stands_in_for"]
    common: dict[str, Any] = {"meeting": seen.meeting, "practitioner": practitioner, "by": reader, "at": reader.at}
    if whom:
        other = visible.of_us(reader, UUID(whom))
        bookings.name_substitute(reason=given["reason"], stands_in_for=other, key=given["key"], **common)
    else:
        bookings.book(reason=given["reason"], key=given["key"], **common)
    return _("%(who)s comes.") % {"who": practitioner.person.called}


def release(reader: Reader, seen: visible.Arrangement, given: Mapping[str, Any]) -> str:
    """One of us cannot come after all."""
    practitioner = visible.of_us(reader, UUID(given["practitioner"]))
    bookings.release(meeting=seen.meeting, practitioner=practitioner, why=given["why"], by=reader, at=reader.at)
    return _("%(who)s does not come. Tell the network.") % {"who": practitioner.person.called}


def told(reader: Reader, seen: visible.Arrangement, given: Mapping[str, Any]) -> str:
    """The network knows who stands in."""
    found = _one(seen.substitutions, given["substitution"])
    bookings.told(substitution=found, words=given["words"], by=reader, at=reader.at)
    return _("Written down that the network knows.")


def answer(reader: Reader, seen: visible.Arrangement, given: Mapping[str, Any]) -> str:
    """What somebody says to being asked."""
    found = _one(seen.invitations, given["invitation"])
    presence.answer_invitation(
        invitation=found, answer=Answer(given["answer"]), words=given["words"], by=reader, at=reader.at
    )
    return _("Thank you. We know now.") if found.person_id == reader.person_id else _("Written down.")


def invite(reader: Reader, seen: visible.Arrangement, given: Mapping[str, Any]) -> str:
    """One more is asked."""
    people = {str(each.person.pk): each.person for each in visible.who_can_be_asked(seen.meeting.network)}
    person = people[given["person"]]
    presence.invite(meeting=seen.meeting, person=person, by=reader, at=reader.at)
    return _("%(who)s is asked.") % {"who": person.called}


def take_back(reader: Reader, seen: visible.Arrangement, given: Mapping[str, Any]) -> str:
    """Somebody is not asked any more."""
    presence.take_back(invitation=_one(seen.invitations, given["invitation"]), by=reader, at=reader.at)
    return _("Taken back.")


def tell(reader: Reader, seen: visible.Arrangement, given: Mapping[str, Any]) -> str:
    """Somebody who cannot come in was told how it stands."""
    found = _cannot_come_in(reader, seen, given["invitation"])
    presence.tell(invitation=found, by=reader, at=reader.at)
    return _("Written down that %(who)s knows.") % {"who": found.person.called}


def not_told(reader: Reader, seen: visible.Arrangement, given: Mapping[str, Any]) -> str:
    """They were not, after all."""
    found = _cannot_come_in(reader, seen, given["invitation"])
    presence.not_told(invitation=found, by=reader, at=reader.at)
    return _("Taken back. Somebody has to tell %(who)s.") % {"who": found.person.called}


def _cannot_come_in(reader: Reader, seen: visible.Arrangement, key: UUID) -> Any:
    return _one([each.invitation for each in untold(reader, seen)], key)


def host(reader: Reader, seen: visible.Arrangement, given: Mapping[str, Any]) -> str:
    """Whose place it is says yes."""
    people = {str(each.person.pk): each.person for each in visible.who_can_be_asked(seen.meeting.network)}
    meetings.agree_host(meeting=seen.meeting, host=people[given["host"]], by=reader, at=reader.at)
    return _("Written down: we may come.")


def without(reader: Reader, seen: visible.Arrangement, given: Mapping[str, Any]) -> str:
    """The person was asked about a meeting without them (R20)."""
    holding.hold_without_person(
        meeting=seen.meeting, asked_at=given["asked_at"], answer=given["answer"], by=reader, at=reader.at
    )
    return _("Kept, with the answer. They can read what is said.")


def begin(reader: Reader, seen: visible.Arrangement, _given: Mapping[str, Any]) -> str:
    """The meeting opens."""
    holding.open_meeting(meeting=seen.meeting, by=reader, at=reader.at)
    return _("The meeting is open.")


def _one(rows: list[Any], key: UUID | str) -> Any:
    found = next((each for each in rows if str(each.pk) == str(key)), None)
    if found is None:
        raise NotForYou
    return found


def forms_of(request: Request, seen: visible.Arrangement) -> dict[str, tuple[forms.Form, Act]]:
    """Every button this reader has on the page, by the name it sends; the one that was pressed is bound."""
    made: dict[str, tuple[forms.Form, Act]] = {}
    if not seen.is_ahead:
        return made
    pressed = request.POST.get("do")

    def add(name: str, act: Act, kind: type[forms.Form], **more: Any) -> Any:
        data = request.POST if pressed == name else None
        form = kind(data, auto_id=f"{name}_%s", **more)
        made[name] = (form, act)
        return form

    if seen.mine is not None or seen.is_staff:
        first = {"answer": seen.mine.answer, "words": seen.mine.words} if seen.mine else {}
        kind = fields.TheirAnswerForm if seen.is_staff else fields.AnswerForm
        form = add("answer", answer, kind, initial=first)
        theirs = seen.invitations if seen.is_staff else [each for each in seen.invitations if each == seen.mine]
        fields.choose(form, "invitation", [(str(each.pk), each.person.full_name) for each in theirs])
    if seen.is_staff or seen.is_centre:
        _of_the_arrangers(request, seen, add)
    if seen.is_staff:
        _of_us(request, seen, add)
    return made


def _of_the_arrangers(request: Request, seen: visible.Arrangement, add: Callable[..., Any]) -> None:
    """What the person and staff can do."""
    meeting, network = seen.meeting, seen.meeting.network
    minutes = visible.length_of(meeting)
    first = {
        "starts": meeting.planned.lower, "length": str(minutes), "place_kind": meeting.place_kind,
        "place_words": meeting.place_words, "place_chosen_by": meeting.place_chosen_by,
        "time_chosen_by": meeting.time_chosen_by,
    }  # fmt: skip
    places = visible.promise(network).places
    add("move", move, fields.MoveForm, now=request.reader.at, places=places, usual=minutes, initial=first)
    add("not_held", not_held, fields.NotHeldForm)
    add("agree", agree, fields.NothingForm)
    add("take_back", take_back, fields.InvitationForm)
    asked = {each.person_id for each in seen.invitations}
    others = [each for each in visible.who_can_be_asked(network) if each.person.pk not in asked]
    if others:
        form = add("invite", invite, fields.InviteForm)
        fields.choose(form, "person", [(str(each.person.pk), each.person.full_name) for each in others])


def _of_us(request: Request, seen: visible.Arrangement, add: Callable[..., Any]) -> None:
    """What only staff can do."""
    meeting = seen.meeting
    planned = Period(meeting.planned.lower, meeting.planned.upper)
    booked = {each.practitioner_id: each.practitioner for each in (*seen.no_longer, *seen.bookings)}
    ours = visible.which_of_us(request.reader, meeting.network, planned, besides=meeting.pk)
    coming = [(str(pk), each.person.full_name) for pk, each in booked.items()]
    wanted = str(seen.no_longer[0].practitioner_id) if seen.no_longer else ""
    form = add("book", book, fields.BookForm, initial={"key": new_key(), "stands_in_for": wanted})
    others = [each for each in ours if each.practitioner.pk not in booked]
    fields.choose(form, "practitioner", [(str(each.practitioner.pk), told_of_us(each)) for each in others])
    fields.choose(form, "stands_in_for", [("", _("For nobody in particular")), *coming])
    if booked:
        fields.choose(add("release", release, fields.ReleaseForm), "practitioner", coming)
    if seen.host_to_ask:
        people = visible.who_can_be_asked(meeting.network)
        fields.choose(
            add("host", host, fields.HostForm),
            "host",
            [(str(each.person.pk), each.person.full_name) for each in people],
        )
    add("told", told, fields.ToldForm)
    add("tell", tell, fields.InvitationForm)
    add("not_told", not_told, fields.InvitationForm)
    now = request.reader.at
    add("without", without, fields.WithoutForm, now=now, initial={"asked_at": now})
    add("open", begin, fields.NothingForm)
