"""From diaries, working hours and ways to the planner's question: who of us could be where, and what is in the way.

Practitioners and meetings go in by their keys, times as seconds from the minute in which it was asked. What is read
here of other networks goes no further than into the search (R14).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tornio.actions.journeys import Journeys
from tornio.core.meetings import MeetingStatus, PlaceKind
from tornio.core.particulars import Particulars
from tornio.core.profiles import PeerRule, ServiceProfile
from tornio.core.values import Period
from tornio.core.working import MIDNIGHT, moment
from tornio.people import postcodes, profiles
from tornio.people.acting import Reader
from tornio.people.models import Practitioner
from tornio.planner.at_once import Ask, Movable, Prices
from tornio.planner.diary import Engagement, Hold, Somebody
from tornio.planner.spans import Span
from tornio.planner.times import Shift
from tornio.records.models import FirstContact, Network
from tornio.records.visible import contacts, diaries, particulars, working

NOTICE = timedelta(minutes=15)  # to ring them; only then does anybody leave
NOTICE_OF_A_MOVE = timedelta(hours=3)  # and what begins sooner after that is not asked to move
AHEAD = timedelta(days=7)  # how far is looked where no window was promised, or it is over
BEYOND = timedelta(hours=48)  # and beyond the window, for those who would rather have later
ROUND = (900, 300, 60)  # seconds: a quarter of an hour, or five minutes, or the minute
PEER, TRAINED = "peer", "trained"
THE_TELEPHONE, OFFERED = "telephone", "offered"
# Seconds of travel that each is worth: somebody new where there is a team (R12), or somebody new to them at all; the
# telephone handed on; a time that somebody else has been offered.
NOT_OF_THE_TEAM, STRANGER, HANDED_ON, OFFERED_PRICE = 14400, 600, 5400, 2700
# What lies outside the hours that were wished stands behind whatever lies inside them: more than all else together.
OUTSIDE = 1_000_000
# A second of waiting where nothing was promised: so that a week of it costs less than one new face (R12).
UNHURRIED = 0.02


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: where, how long, and the hours that they would like (none: any)."""

    place_kind: PlaceKind
    place_words: str
    length: timedelta
    hours: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that was read for one answer."""

    network: Network
    promised: ServiceProfile
    wish: Wish
    called: FirstContact | None
    start: datetime  # a full hour, so that quarters of an hour are those of the clock
    soonest: datetime  # a full minute: whatever is promised before it is over cannot be kept any more
    until: datetime
    due: datetime | None
    languages: tuple[str, ...]  # that would be welcome, by their codes
    rotas: Mapping[UUID, working.Rota]  # of each of us, by practitioner
    at_work: Mapping[UUID, list[Period]]  # and when they are, in the time that is looked at
    brings: Mapping[UUID, Particulars]  # where each of us starts from, and what they speak
    engaged: list[diaries.Engaged]
    turns: list[tuple[UUID, Period]]
    faces: diaries.Faces
    journeys: Journeys
    zone: ZoneInfo

    @property
    def is_running(self) -> bool:
        """Whether there is a promise that can still be kept."""
        return self.due is not None and self.due > self.soonest

    def tick(self, moment: datetime) -> int:
        """Seconds since the beginning."""
        return round((moment - self.start).total_seconds())

    def span(self, period: Period) -> Span:
        """From which tick to which; what has no end goes on as far as is looked."""
        return self.tick(period.start), self.tick(period.end or self.until)

    def moment(self, tick: int) -> datetime:
        """The moment of a tick."""
        return self.start + timedelta(seconds=tick)


def question(network: Network, wish: Wish, called: FirstContact | None, by: Reader, at: datetime) -> Question:
    """Everything that has to be read to look for a time with this network, in a constant number of questions."""
    promised = profiles.profile(network.service.profile)
    due = contacts.due_of(called, promised)
    soonest = _whole_minute(at + NOTICE)
    until = due + BEYOND if due is not None and due > soonest else at + AHEAD
    rotas = {each.practitioner.pk: each for each in working.rotas(network.service_id, soonest, until)}
    start, zone = at.replace(minute=0, second=0, microsecond=0), ZoneInfo(network.service.time_zone)
    around = timedelta(hours=12)  # what began before, or goes on beyond, is in the way as well
    return Question(
        network, promised, wish, called, start, soonest, until, due,
        contacts.wished_languages(called, promised),
        rotas,
        {key: each.at_work(soonest, until) for key, each in rotas.items()},
        particulars.standing(rotas),
        diaries.engaged(rotas, at - around, until + around),
        diaries.turns(rotas, at, until),
        diaries.faces(by, network, called),
        Journeys(promised.travel, postcodes.locate, start.astimezone(zone)),
        zone,
    )  # fmt: skip


def _whole_minute(at: datetime) -> datetime:
    """That moment, or the next full minute."""
    past = timedelta(seconds=at.second, microseconds=at.microsecond)
    return at - past + (timedelta(minutes=1) if past else timedelta(0))


def ask_of(asked: Question) -> Ask:
    """In the window where one is running; otherwise as soon as can be."""
    end = asked.tick(asked.due if asked.due is not None and asked.is_running else asked.until)
    peer, wish = asked.promised.peer, asked.wish
    return Ask(
        place=asked.journeys.of(asked.network.pk, wish.place_kind, wish.place_words),
        duration=round(wish.length.total_seconds()),
        early=asked.tick(asked.soonest),
        due=end,
        until=end,
        many=max(1, asked.promised.minimum_therapists),
        skills=(PEER,) if peer is PeerRule.REQUIRED else (),
        welcome=(*_welcome(asked.promised), *map(speaks, asked.languages)),
        wanted=tuple(asked.span(each) for each in wish.hours),
        round_to=ROUND,
        prices=Prices(outside=OUTSIDE) if asked.due is not None else Prices(outside=OUTSIDE, waiting=UNHURRIED),
    )


def _welcome(promised: ServiceProfile) -> tuple[str, ...]:
    """What a service wants at every meeting, where that can be."""
    peer = (PEER,) if promised.peer is PeerRule.PREFERRED else ()
    return (*peer, *((TRAINED,) if promised.trainings else ()))


def is_trained(asked: Question, us: UUID) -> bool:
    """Whether one of us holds, on the day from which is looked, a training that the service wants at a meeting."""
    on = asked.soonest.astimezone(asked.zone).date()
    return asked.brings.get(us, particulars.NOTHING).holds_one_of(asked.promised.trainings, on)


def somebody(asked: Question, us: Practitioner) -> Somebody:
    """One of us as the planner knows them: a number for a name, stretches for a diary."""
    brings = asked.brings.get(us.pk, particulars.NOTHING)
    base = asked.journeys.named(brings.base)
    shifts = tuple(Shift(*asked.span(each), base, base) for each in asked.at_work[us.pk])
    mine = [each for each in asked.engaged if each.practitioner == us.pk]
    agreed = tuple(
        Engagement(*asked.span(each.planned), asked.journeys.of(each.network, *each.place), str(each.meeting))
        for each in mine
        if each.status is not MeetingStatus.PROPOSED
    )
    price = _price_of_face(asked.faces, us.pk)
    skills = frozenset({PEER} if us.is_peer else ()) | {speaks(each) for each in brings.languages}
    skills |= {TRAINED} if is_trained(asked, us.pk) else set()
    return Somebody(str(us.pk), skills, shifts, agreed, _holds(asked, us.pk), price)


def speaks(language: str) -> str:
    """A language as something that somebody brings to a meeting."""
    return f"speaks {language}"


def _holds(asked: Question, us: UUID) -> tuple[Hold, ...]:
    """What can be handed on or may come to nothing: the telephone, and times offered to another network."""
    found = [Hold(THE_TELEPHONE, *asked.span(each), HANDED_ON) for who, each in asked.turns if who == us]
    found += [
        Hold(OFFERED, *asked.span(each.planned), OFFERED_PRICE)
        for each in asked.engaged
        if each.practitioner == us and each.status is MeetingStatus.PROPOSED and each.network != asked.network.pk
    ]
    return tuple(found)


def _price_of_face(faces: diaries.Faces, us: UUID) -> int:
    if faces.team:
        return 0 if us in faces.team else NOT_OF_THE_TEAM
    return 0 if faces.met[us] or us == faces.responsible else STRANGER


def movable(asked: Question) -> list[Movable]:
    """Meetings of other networks that could be asked to move: a first one inside its window, others on their day."""
    soonest = asked.soonest + NOTICE_OF_A_MOVE
    together: dict[UUID, list[diaries.Engaged]] = defaultdict(list)
    for each in asked.engaged:
        if each.status is MeetingStatus.AGREED and each.network != asked.network.pk and each.planned.start >= soonest:
            together[each.meeting].append(each)
    return [_movable(asked, of_one_meeting, soonest) for of_one_meeting in together.values()]


def _movable(asked: Question, of_one_meeting: Sequence[diaries.Engaged], soonest: datetime) -> Movable:
    """One meeting, from what each of us who comes to it has in their diary."""
    its = of_one_meeting[0]  # when and where is the same in every diary
    begins, ends = asked.span(its.planned)
    early, latest = _may_begin(its, soonest, asked.zone)
    return Movable(
        str(its.meeting),
        begins,
        ends - begins,
        asked.journeys.of(its.network, *its.place),
        frozenset(str(each.practitioner) for each in of_one_meeting),
        asked.tick(early),
        asked.tick(latest),
    )


def _may_begin(each: diaries.Engaged, soonest: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From when to when it may begin: a first meeting as promised, any other on its own day."""
    if each.is_first and each.due is not None:
        return soonest, max(each.due, each.planned.start)
    day = each.planned.start.astimezone(zone).date()
    return max(soonest, moment(day, 0, zone)), moment(day, MIDNIGHT, zone) - timedelta(minutes=1)
