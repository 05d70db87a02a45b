"""Plays a season: every story's moments in the order of their time, each through the real actions."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from itertools import chain
from random import Random

from django.db import transaction
from django.utils import timezone

from tornio.actions import duty, figures, messages, week_job, weeks, working
from tornio.core.figures import LENGTHS, CountingKind, months_before
from tornio.core.people import Capacity
from tornio.core.tallies import monday
from tornio.people import profiles
from tornio.people.keys import new_key, seeded
from tornio.people.models import Service
from tornio.planner.search import Stop
from tornio.season import answering, cast, post, rota, script, timeline
from tornio.season.calendar import Calendar, Diary, rounded
from tornio.season.cast import Trust
from tornio.season.rota import Turn
from tornio.season.script import Story, When
from tornio.season.stage import Stage
from tornio.season.timeline import Moment
from tornio.season.variation import told_again

A_MONTH = timedelta(days=30)
_BEFORE = timedelta(days=30)  # the services are there before anybody calls
_SAID_BEFORE = timedelta(days=10)  # how long before the end days away were written down
_AT_ONCE = 40  # moments that are kept together
_MOVES = 100_000  # of each search for a timetable


@dataclass(frozen=True, slots=True)
class Happening:
    """A moment of one story; `number` keeps the order of those at the same time."""

    at: datetime
    number: int
    moment: Moment
    stage: Stage


@cache
def stories(listed: str = "order") -> tuple[Story, ...]:
    """The stories of a list: `order` holds the networks, the first ones in every season; `board` the latest calls."""
    names = (files("tornio.season") / "stories" / f"{listed}.txt").read_text(encoding="utf-8")
    return tuple(script.story(slug) for slug in names.split())


def play(*, networks: int = 24, months: int = 4, seed: int = 1, until: datetime | None = None) -> None:
    """A season that ends at `until`, now by default. The same seed and end play the same season."""
    end = rounded(until or timezone.now()).astimezone(UTC)
    with seeded(seed), messages.quietly(since=end - post.LATELY):
        trusts = cast.found(end - months * A_MONTH - _BEFORE)
        stages = [_stage(trusts, story, end) for story in chosen(networks, months, seed)]
        _rotas(trusts, stages, months, end)
        answering.offer(trusts[answering.WHERE], end - months * A_MONTH)
        _go_away(trusts, end)
        organisations = {trust.organisation.pk: trust.organisation for trust in trusts.values()}
        left = _in_order(stages)
        for moment in post.rounds(end):
            now = [each for each in left if each.at <= moment]
            left = left[len(now) :]
            _all_happen(now)
            with transaction.atomic():
                for organisation in organisations.values():
                    post.go_round(organisation, moment)
        _plan_next_week(trusts["saltmere"], end)
        _ask_for_figures(trusts["saltmere"], end)
        _let_in(trusts, stages, end)


def _all_happen(happenings: list[Happening]) -> None:
    for first in range(0, len(happenings), _AT_ONCE):
        with transaction.atomic():
            for each in happenings[first : first + _AT_ONCE]:
                _happen(each)


def _happen(each: Happening) -> None:
    """One moment; a refusal says in which story and when, so that a story can be mended."""
    try:
        each.moment.what(each.stage)
    except Exception as error:
        error.add_note(f"In the story of {each.stage.story.slug}, {each.at:%d %B %H:%M}.")
        raise


def chosen(networks: int, months: int, seed: int = 1) -> list[Story]:
    """So many stories as fit into the months; when there are too few of them, they are told again of others."""
    days = months * A_MONTH.days
    fitting = [story for story in stories() if _began(story) <= days]
    found, chance = fitting[:networks], Random(seed)  # noqa: S311 - a story's names guard nothing
    whole = [story for story in fitting if story.scenes[0].when.minutes is None]
    while whole and len(found) < networks:
        number = len(found)
        story = whole[number % len(whole)]
        weeks = chance.randint(0, (days - _began(story)) // 7)
        found.append(told_again(story, number, weeks, chance))
    return [*found, *stories("board")]


def _began(story: Story) -> int:
    """How many days before the end a story begins."""
    return max(-scene.when.day for scene in story.scenes)


def _stage(trusts: dict[str, Trust], story: Story, end: datetime) -> Stage:
    trust = trusts[story.service]
    service = trust.services[story.service]
    calendar = Calendar(end, profiles.profile(service.profile).jurisdiction.time_zone)
    return Stage(story=story, trust=trust, service=service, calendar=calendar, hand=story.team[0])


def _in_order(stages: list[Stage]) -> list[Happening]:
    diary = Diary()
    found: list[Happening] = []
    for stage in stages:
        staff = frozenset(stage.trust.practitioners)
        for moment in timeline.moments(stage.story, stage.calendar, diary, staff=staff):
            if moment.at <= stage.calendar.until:
                found.append(Happening(moment.at, len(found), moment, stage))
    return sorted(found, key=lambda each: (each.at, each.number))


def _rotas(trusts: dict[str, Trust], stages: list[Stage], months: int, end: datetime) -> None:
    """The rota of every service; whoever answers in a story is on duty then."""
    for told in cast.told()["organisations"]:
        for each in told["services"]:
            trust = trusts[each["slug"]]
            service = trust.services[each["slug"]]
            here = [stage for stage in stages if stage.service is service]
            calendar = Calendar(end, service.time_zone)
            fixed = {rota.day_of(end, calendar): str(each["on_duty_at_the_end"])}
            for scene, who in chain.from_iterable(rota.answered(stage.story) for stage in here):
                fixed.setdefault(rota.day_of(calendar.moment(scene.when), calendar), who)
            turns = list(rota.turns(each["duty"], months * A_MONTH.days + 1, fixed, calendar))
            _give_turns(trust, service, turns, end - months * A_MONTH - A_MONTH)
            for stage in here:
                stage.turns = turns


def _give_turns(trust: Trust, service: Service, turns: list[Turn], at: datetime) -> None:
    with trust.acting(None, Capacity.JOB, purpose="the rota", at=at, service=service) as by:
        for turn in turns:
            duty.give_turn(
                practitioner_id=trust.practitioners[turn.who].pk,
                service_id=service.pk,
                start=turn.start,
                end=turn.end,
                by=by,
                at=at,
                key=new_key(),
                answer="yes",
            )


def _go_away(trusts: dict[str, Trust], end: datetime) -> None:
    """Days away round the end of the season, as they were written down some time before."""
    at = end - _SAID_BEFORE
    for service_told in chain.from_iterable(each["services"] for each in cast.told()["organisations"]):
        trust = trusts[service_told["slug"]]
        service = trust.services[service_told["slug"]]
        calendar = Calendar(end, service.time_zone)
        with trust.acting(None, Capacity.JOB, purpose="the rota", at=at, service=service) as by:
            for each in service_told["staff"]:
                somebody = trust.practitioners[each["name"].split()[0]]
                for first, last in each.get("away", ()):
                    start, back = (calendar.moment(When(day, time())) for day in (first, last + 1))
                    working.go_away(practitioner_id=somebody.pk, start=start, end=back, by=by, at=at, key=new_key())


def _plan_next_week(trust: Trust, end: datetime) -> None:
    """Martin has asked for a timetable of next week, and it waits for him; as many moves give the same each time."""
    service = trust.services["saltmere"]
    calendar = Calendar(end, service.time_zone)
    first, martin = monday(calendar.today) + timedelta(days=7), trust.humans["Martin"]
    with trust.acting(martin, Capacity.SERVICE_LEAD, purpose="planning a week", at=end, service=service) as by:
        asked = weeks.ask(service=service, week=first, by=by, at=end, key=new_key())
    week_job.reckon(trust.organisation, asked.pk, lambda: end, Stop(moves=_MOVES))


def _ask_for_figures(trust: Trust, end: datetime) -> None:
    """Martin has asked for the last twelve whole months; the worker counts them as soon as it runs."""
    service = trust.services["saltmere"]
    until = Calendar(end, service.time_zone).today.replace(day=1)
    period = (months_before(until, LENGTHS[0]), until)
    with trust.acting(
        trust.humans["Martin"], Capacity.SERVICE_LEAD, purpose="looking at figures", at=end, service=service
    ) as by:
        figures.ask(service=service, kind=CountingKind.FIGURES, period=period, by=by, at=end, key=new_key())


def _let_in(trusts: dict[str, Trust], stages: list[Stage], end: datetime) -> None:
    """A link for each of those who can be tried, in the order of the cast."""
    by_slug = {stage.story.slug: stage for stage in stages}
    for place, way in enumerate(cast.told()["ways_in"]):
        humans = by_slug[way["story"]].humans if "story" in way else trusts["saltmere"].humans
        cast.let_in(humans[way["called"]], way["token"], way["who"], end + timedelta(milliseconds=place))
