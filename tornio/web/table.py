"""The screen on the table: a reader of its own for one meeting, in a browser in which nobody is signed in (R24)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.people.acting import Reader, acting_as, organisation_of
from tornio.records.visible import room as visible
from tornio.web.frame import Frame
from tornio.web.framing import house_of

PURPOSE = "the screen on the table"
STAYS = timedelta(hours=1)  # after the meeting was closed, for whoever still reads


def begin(request: HttpRequest, reader: Reader, meeting: visible.MeetingRow, told: str) -> None:
    """From now on this browser is the screen on the table: whoever was signed in is signed out of it."""
    request.session.flush()
    request.session["table"] = {
        "organisation": str(reader.organisation_id),
        "meeting": str(meeting.pk),
        "told": told,
    }


def put_away(request: HttpRequest) -> None:
    """The screen shows nothing any more, and remembers nothing."""
    request.session.flush()


def on_table(
    request: HttpRequest,
    table: dict[str, str],
    view: Callable[..., HttpResponse],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> HttpResponse:
    """The view's answer for the screen on the table; any other meeting does not exist for it."""
    if str(kwargs.get("meeting_id")) != table["meeting"]:
        raise NotForYou
    now = timezone.now()
    with acting_as(
        human=None,
        capacity=Capacity.SHARED_SCREEN,
        organisation=organisation_of(UUID(table["organisation"])),
        purpose=PURPOSE,
        at=now,
        subject_id=UUID(table["meeting"]),
    ) as reader:
        meeting = visible.meeting(reader, UUID(table["meeting"]))
        if meeting is None or (meeting.held_at is not None and meeting.held_at + STAYS < now):
            raise NotForYou
        service = meeting.network.service
        request.reader = reader  # type: ignore[attr-defined]
        request.frame = Frame(  # type: ignore[attr-defined]
            house=house_of(service), who=table["told"], human=f"table {table['meeting']}"
        )
        with timezone.override(ZoneInfo(service.time_zone)):
            return view(request, *args, **kwargs)
