"""What happens between meetings in a story: calls, talk among staff, acts, wishes, readings, stopping, coming back."""

import re
from datetime import datetime, timedelta

from tornio.actions import between, episodes, readings, returns, wishes
from tornio.core.between import ActKind, WishKind, power_in_words
from tornio.core.contacts import Channel
from tornio.core.episodes import EndingKind
from tornio.core.voices import Audience
from tornio.people import profiles
from tornio.people.keys import new_key
from tornio.records.models import FirstContact
from tornio.season.beginning import CHANNELS
from tornio.season.script import Scene, when
from tornio.season.stage import Stage

AUDIENCES = {"all": Audience.NETWORK, "the team": Audience.PERSON_AND_TEAM}
_MINUTES = re.compile(r"(\d+) minutes")


def _minutes(scene: Scene, otherwise: int = 10) -> int:
    found = _MINUTES.search(" ".join(scene.facts))
    return int(found[1]) if found else otherwise


def call(stage: Stage, scene: Scene, at: datetime) -> None:
    """`call, Carol, Sadia, 26 minutes`: the words are the lines; `decides:` is what they decide for themself."""
    caller, wanted, *more = scene.facts
    ended = at + timedelta(minutes=_minutes(scene))
    answered = stage.answers(wanted, ended)
    words = " ".join(line for line in scene.lines if not line.startswith("decides:"))
    way = next((CHANNELS[fact] for fact in more if fact in CHANNELS), Channel.TELEPHONE)
    with stage.acting(answered, ended, "answering the telephone") as by:
        between.call(
            key=new_key(),
            network=stage.around,
            caller=stage.person(caller),
            words=stage.words(words, at),
            told_that_it_is_read=True,
            began_at=at,
            way=way,
            decided_for_self=stage.words(scene.said("decides"), at),
            audience=Audience.NETWORK if scene.has("for all") else Audience.PERSON_AND_TEAM,
            by=by,
            at=ended,
        )


def talk(stage: Stage, scene: Scene, at: datetime) -> None:
    """`talk, Ruth, Farah, 10 minutes`: staff spoke without the person, who reads it."""
    who = [fact for fact in scene.facts if stage.is_staff(fact)]
    later = at + timedelta(minutes=30)
    with stage.acting(who[0], later) as by:
        between.talk(
            key=new_key(),
            network=stage.around,
            with_whom=[stage.practitioner(name) for name in who[1:]],
            others=scene.said("with"),
            why=stage.words(scene.said("why"), at),
            words=stage.words(scene.said("words"), at),
            spoken_at=at,
            minutes=_minutes(scene),
            by=by,
            at=later,
        )


def act(stage: Stage, scene: Scene, at: datetime) -> None:
    """`act, detention, until -11 08:20`: what was done without a meeting, and who writes it down when."""
    kind, *more = scene.facts
    until = next((fact.removeprefix("until ") for fact in more if fact.startswith("until ")), "")
    who, _, moment = scene.said("written by").partition(", ")
    written_at = max(stage.calendar.moment(when(moment)), at)
    law = profiles.profile(stage.service.profile).jurisdiction
    named = {power.slug for power in law.powers}
    power = scene.said("power")
    slug, other = (power, "") if power in named else ("", power)
    with stage.acting(who, written_at) as by:
        made = between.act(
            key=new_key(),
            network=stage.around,
            kind=ActKind(kind.replace(" ", "_")),
            what=stage.words(scene.said("what"), at),
            by_whom=scene.said("by"),
            power=power_in_words(slug, other, law),
            why_without=stage.words(scene.said("why"), at),
            capacity_evidence=scene.said("seen"),
            consulted=scene.said("asked"),
            happened_at=at,
            until=max(stage.calendar.moment(when(until)), at) if until else None,
            by=by,
            at=written_at,
        )
    stage.acts.append(made)


def words(stage: Stage, scene: Scene, at: datetime) -> None:
    """`Leon, for the team: …`: sent between two meetings."""
    head, _, text = scene.lines[0].partition(": ")
    who, _, audience = head.partition(", for ")
    with stage.acting(who, at) as by:
        between.say(
            key=new_key(),
            network=stage.around,
            words=stage.words(text, at),
            audience=AUDIENCES[audience or "all"],
            by=by,
            at=at,
        )


def wish(stage: Stage, scene: Scene, at: datetime) -> None:
    """`wish, no_reflections`: the person's own mind; `refuse_practitioner, Kit` names who."""
    kind, *whom = scene.facts
    with stage.acting(stage.story.centre.called, at) as by:
        wishes.wish(
            key=new_key(),
            network=stage.around,
            kind=WishKind(kind),
            words=stage.words(" ".join(scene.lines), at),
            practitioner=stage.practitioner(whom[0]) if whom else None,
            by=by,
            at=at,
        )


def reads(stage: Stage, scene: Scene, at: datetime) -> None:
    """`reads, Farah, story: To know …`: somebody opened a page of the record."""
    who, told = scene.facts[0], ", ".join(scene.facts[1:])
    page, _, why = told.partition(": ")
    with stage.acting(who, at, why) as by:
        readings.opened(page, by=by, at=at, network=stage.around.pk, as_whom=_as_whom(stage, who))


def _as_whom(stage: Stage, who: str) -> str:
    somebody = stage.character(who)
    return somebody.relation if somebody is not None else stage.practitioner(who).described


def stops(stage: Stage, scene: Scene, at: datetime) -> None:
    """`stops, Bronwen`: the person stops; one of us writes down how they said it, or they do it themself."""
    who, _, text = scene.lines[0].partition(": ")
    writer = scene.facts[0] if scene.facts else who
    with stage.acting(writer, at) as by:
        episodes.stop(
            key=new_key(), network=stage.around, words=text, members_may_know=scene.said("members"), by=by, at=at
        )


def ends(stage: Stage, scene: Scene, at: datetime) -> None:
    """`ends, moved, Beth`: a named exception; `handed to:` says who goes on with them."""
    kind, who = scene.facts
    with stage.acting(who, at) as by:
        episodes.end_by_exception(
            key=new_key(),
            network=stage.around,
            kind=EndingKind(kind),
            words=scene.said("words"),
            handed_to=scene.said("handed to"),
            by=by,
            at=at,
        )


def returns_(stage: Stage, scene: Scene, at: datetime) -> None:
    """`returns, Sadia`: the person's own call opens it again, with the same team."""
    answered = stage.answers(scene.facts[0], at)
    _, _, text = scene.lines[0].partition(": ")
    with stage.acting(answered, at, "answering the telephone") as by:
        episode = returns.return_by_own_call(key=new_key(), network=stage.around, words=text, by=by, at=at)
        found = FirstContact.objects.filter(episode=episode).first()
    assert found is not None
    stage.contact = found.pk
