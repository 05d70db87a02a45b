"""The cast: people by name who mean the same in every test, and the town they live in.

Leon is at the centre; Carol is his mother, Neil his uncle. Ruth (nurse), Tomasz (peer practitioner) and
Farah (psychiatrist) work at Saltmere; Sadia is on duty; Martin leads the service and is who a gap in the duty
rota falls to; Priya is the privacy lead, Edith the evaluator, Ada the administrator. Stranger works elsewhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from tornio.actions import people
from tornio.core.people import Capacity, Profession
from tornio.people.acting import Reader, acting_as
from tornio.people.models import Human, Organisation, Person, Practitioner, Service

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)  # a quiet Monday morning, winter time
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

STAFF = {
    "Ruth Adeyemi": (Profession.NURSE, "nurse and family therapist"),
    "Tomasz Wójcik": (Profession.PEER_PRACTITIONER, "peer practitioner"),
    "Farah Siddiqui": (Profession.PSYCHIATRIST, "psychiatrist"),
    "Sadia Khan": (Profession.OCCUPATIONAL_THERAPIST, "occupational therapist"),
}
OFFICES = {
    "Martin Oyelaran": Capacity.SERVICE_LEAD,
    "Priya Nair": Capacity.PRIVACY_LEAD,
    "Edith Moss": Capacity.EVALUATOR,
    "Ada Lund": Capacity.ADMINISTRATOR,
}
OTHERS = ("Leon Marsh", "Carol Marsh", "Neil Marsh", "Jean Marsh")


@dataclass
class Town:
    """One organisation with one service, and everyone in it by the name they are called."""

    organisation: Organisation
    service: Service
    people: dict[str, Person] = field(default_factory=dict)
    practitioners: dict[str, Practitioner] = field(default_factory=dict)
    humans: dict[str, Human] = field(default_factory=dict)

    @contextmanager
    def acting(
        self, called: str, at: datetime = MONDAY, capacity: Capacity | None = None, purpose: str = "a test"
    ) -> Iterator[Reader]:
        """Somebody of the town acts: as a practitioner if they are one, in their office, or as themselves."""
        if capacity is None:
            offices = {name.split()[0]: office for name, office in OFFICES.items()}
            capacity = offices.get(called, Capacity.ONESELF)
            if called in self.practitioners and called not in offices:
                capacity = Capacity.PRACTITIONER
        with acting_as(
            human=self.humans[called], capacity=capacity, organisation=self.organisation, purpose=purpose, at=at
        ) as reader:
            yield reader

    @contextmanager
    def nobody(self, at: datetime = MONDAY, capacity: Capacity = Capacity.PUBLIC) -> Iterator[Reader]:
        """The public page, or a job."""
        with acting_as(
            human=None,
            capacity=capacity,
            organisation=self.organisation,
            purpose="the public page",
            at=at,
            service_id=self.service.pk,
        ) as reader:
            yield reader


def seated(town: Town, person: Person, by: Reader, at: datetime) -> None:
    """They can sign in, and the town knows them by the name they are called."""
    human = Human.objects.create_user(called=person.full_name)
    people.seat(person=person, human=human, by=by, at=at)
    town.people[person.called], town.humans[person.called] = person, human


def build_town(slug: str = "saltmere", profile: str = "tornio", at: datetime = MONDAY) -> Town:
    """A town made through the real actions, where nobody has called yet."""
    organisation = people.found_organisation(slug=slug, name=f"{slug.title()} Trust")
    start = at - 365 * DAY
    with acting_as(human=None, capacity=Capacity.JOB, organisation=organisation, purpose="founding", at=start) as by:
        service = people.open_service(
            slug=slug, name=f"{slug.title()} Open Dialogue", profile=profile, telephone="01632 960145",
            neutral_name=slug.title(), exit_url="https://www.bbc.co.uk/weather", fallback_name="Martin Oyelaran",
            fallback_profession=Profession.SOCIAL_WORKER, fallback_described="social worker", by=by, at=start,
        )  # fmt: skip
        town = Town(organisation, service)
        martin = Practitioner.objects.select_related("person").get(pk=service.duty_fallback_id)
        town.practitioners["Martin"] = martin
        seated(town, martin.person, by, start)
        for name in (*STAFF, *OFFICES, *OTHERS):
            if name == "Martin Oyelaran":
                person = martin.person
            else:
                person = people.name_person(full_name=name, by=by, at=start)
                seated(town, person, by, start)
            if name in STAFF:
                profession, described = STAFF[name]
                town.practitioners[person.called] = people.employ(
                    person=person, service=service, profession=profession, described=described, by=by, at=start
                )
            if name in OFFICES:
                people.give_office(person=person, office=OFFICES[name], service=service, by=by, at=start)
    return town


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere, in a transaction that is rolled back after the test."""
    return build_town()
