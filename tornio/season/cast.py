"""Who works in the services of the season: each is founded, opened and staffed through the real actions."""

import tomllib
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from tornio.actions import particulars as actions
from tornio.actions import people, working
from tornio.core.particulars import Training, particulars
from tornio.core.people import Capacity, Profession, WayKind
from tornio.core.working import WEEKDAYS, read_day
from tornio.people import demo, entry
from tornio.people.acting import Reader, acting_as
from tornio.people.models import Human, Organisation, Person, Practitioner, Service


@cache
def told() -> dict[str, Any]:
    """The cast as it is written down."""
    return tomllib.loads((files("tornio.season") / "cast.toml").read_text(encoding="utf-8"))


@dataclass
class Trust:
    """One organisation, its services, and everyone in it who can act, by the name they are called."""

    organisation: Organisation
    services: dict[str, Service] = field(default_factory=dict)
    practitioners: dict[str, Practitioner] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    humans: dict[str, Human] = field(default_factory=dict)

    @contextmanager
    def acting(
        self, human: Human | None, capacity: Capacity, *, purpose: str, at: datetime, service: Service | None = None
    ) -> Iterator[Reader]:
        """Somebody acts here."""
        with acting_as(
            human=human,
            capacity=capacity,
            organisation=self.organisation,
            purpose=purpose,
            at=at,
            service_id=service.pk if service else None,
        ) as reader:
            yield reader

    def know(self, person: Person, by: Reader, at: datetime) -> None:
        """A member of staff has a seat, and is known by the name they are called."""
        if person.called in self.humans:
            return
        human = Human.objects.create_user(called=person.full_name)
        people.seat(person=person, human=human, by=by, at=at)
        self.persons[person.called], self.humans[person.called] = person, human
        self._can_be_reached(person, by, at)

    def _can_be_reached(self, person: Person, by: Reader, at: datetime) -> None:
        """By e-mail and by text, for their work; the numbers are those kept for drama."""
        name = "".join(each for each in unicodedata.normalize("NFKD", person.full_name.lower()) if each.isascii())
        mail = f"{name.replace(' ', '.').replace(chr(39), '')}@{self.organisation.slug}.example"
        number = f"+4477009{len(self.persons):05}"
        people.tell_safe_way(person=person, kind=WayKind.EMAIL, value=mail, may_write=True, by=by, at=at)
        people.tell_safe_way(
            person=person, kind=WayKind.TELEPHONE, value=number, may_ring=True, may_text=True, by=by, at=at
        )


def found(since: datetime) -> dict[str, Trust]:
    """Every organisation of the season, by the short names of its services."""
    trusts: dict[str, Trust] = {}
    for each in told()["organisations"]:
        trust = Trust(people.found_organisation(slug=each["slug"], name=each["name"]))
        with trust.acting(None, Capacity.JOB, purpose="founding", at=since) as by:
            for service in each["services"]:
                _open(trust, service, by, since)
                trusts[service["slug"]] = trust
            for office in each["offices"]:
                _give(trust, office, by, since)
    return trusts


def _open(trust: Trust, told_of: dict[str, Any], by: Reader, at: datetime) -> None:
    falls_to = told_of["falls_to"]
    service = people.open_service(
        slug=told_of["slug"],
        name=told_of["name"],
        profile=told_of["profile"],
        telephone=told_of["telephone"],
        neutral_name=told_of["neutral_name"],
        exit_url=told_of["exit_url"],
        fallback_name=falls_to["name"],
        fallback_profession=Profession(falls_to["profession"]),
        fallback_described=falls_to["described"],
        by=by,
        at=at,
    )
    trust.services[service.slug] = service
    lead = Practitioner.objects.select_related("person", "service").get(pk=service.duty_fallback_id)
    trust.know(lead.person, by, at)
    trust.practitioners[lead.person.called] = lead
    works(lead, falls_to, by, at)
    can_do(lead, falls_to, by, at)
    for each in told_of["staff"]:
        person = people.name_person(full_name=each["name"], languages=tuple(each.get("languages", ())), by=by, at=at)
        trust.know(person, by, at)
        trust.practitioners[person.called] = people.employ(
            person=person,
            service=service,
            profession=Profession(each["profession"]),
            described=each["described"],
            by=by,
            at=at,
        )
        works(trust.practitioners[person.called], each, by, at)
        can_do(trust.practitioners[person.called], each, by, at)


def works(somebody: Practitioner, told_of: dict[str, Any], by: Reader, at: datetime) -> None:
    """Their hours, from the day the service opens: a line for each weekday. Who has none has not said yet."""
    week = [stretch for day, text in zip(WEEKDAYS, told_of.get("hours", ()), strict=False)
            for stretch in read_day(text, day)]  # fmt: skip
    if week:
        first = at.astimezone(ZoneInfo(somebody.service.time_zone)).date()
        working.keep_week(practitioner_id=somebody.pk, week=week, first=first, by=by, at=at)


def can_do(somebody: Practitioner, told_of: dict[str, Any], by: Reader, at: datetime) -> None:
    """Their languages and trainings and where they start from, from the day the service opens."""
    held = [Training(name, date.fromisoformat(on)) for name, on in told_of.get("trainings", ())]
    brings = particulars(told_of.get("languages", ()), held, told_of.get("base", ""))
    actions.keep_particulars(practitioner_id=somebody.pk, brings=brings, by=by, at=at)


def _give(trust: Trust, told_of: dict[str, str], by: Reader, at: datetime) -> None:
    called = told_of["name"].split()[0]
    if called not in trust.persons:
        trust.know(people.name_person(full_name=told_of["name"], by=by, at=at), by, at)
    service = trust.services[told_of["service"]] if "service" in told_of else None
    people.give_office(person=trust.persons[called], office=Capacity(told_of["office"]), service=service, by=by, at=at)


def let_in(human: Human, token: str, who: str, at: datetime) -> None:
    """A link to the demo that carries no secret, ends never and may be used again."""
    entry.make_link(human, at=at, label=demo.label(token, who), reusable=True, token=token)
