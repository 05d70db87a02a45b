"""What people of the demo say of a meeting afterwards: some of them, some of it, as their own answers."""

from datetime import datetime, timedelta
from zlib import crc32

from tornio.actions import instruments as actions
from tornio.core.instruments import ReadBy, Schedule, When
from tornio.core.people import Capacity
from tornio.people.keys import new_key
from tornio.records.models import NetworkMeeting
from tornio.records.questionnaires import shipped
from tornio.records.visible import instruments as visible
from tornio.season.cast import Trust
from tornio.season.stage import Stage

WHERE = "saltmere"
AFTERWARDS = timedelta(minutes=40)
_VERSIONS = (("after-the-meeting", "1"), ("network-size", "1"))
_WORDS = (
    "A bit slower at the beginning.",
    "That Callum is asked first.",
    "Nothing. Just so again.",
    "Sit in the garden.",
)


def offer(trust: Trust, at: datetime) -> None:
    """Martin offers three taps after each meeting, and lets maps tell how many stand on them."""
    service = trust.services[WHERE]
    with trust.acting(
        trust.humans["Martin"], Capacity.SERVICE_LEAD, purpose="what people may answer", at=at, service=service
    ) as by:
        for name in _VERSIONS:
            row = actions.load(key=new_key(), service_id=service.pk, file=shipped()[name][1], by=by, at=at)
            after = Schedule(When.AFTER_MEETING)
            actions.offer(key=new_key(), instrument=row, schedule=after, by=by, at=at)


def after(stage: Stage, meeting: NetworkMeeting, here: list[str], end: datetime) -> None:
    """Half of those who were there say how it was; one in three of them leaves something out, one in four shows it."""
    at = end + AFTERWARDS
    if stage.story.service != WHERE or not stage.story.slug.isalpha() or at > stage.calendar.until:
        return
    for called in dict.fromkeys(here):
        chance = crc32(f"{stage.story.slug}/{end:%Y-%m-%d}/{called}".encode())
        if chance % 2 or not stage.writes(called):
            continue
        with stage.acting(called, at) as by:
            offered = visible.about_meeting(by, meeting.pk)
            actions.answer(
                key=new_key(),
                asking=offered,
                instrument=offered.offered[0].row.pk,
                typed=_typed(chance),
                read_by=ReadBy.PERSON_AND_TEAM if chance % 8 < 2 else ReadBy.AUTHOR,  # noqa: PLR2004 - one in four
                by=by,
                at=at,
            )


def _typed(chance: int) -> dict[str, str]:
    taps = {name: str(2 - (chance >> shift) % 5 // 2) for shift, name in ((4, "heard"), (9, "mattered"), (14, "room"))}
    if chance % 3 == 0:
        del taps[("heard", "mattered", "room")[chance >> 20 & 1]]
    return taps | ({"next-time": _WORDS[chance >> 6 & 3]} if chance % 5 == 0 else {})
