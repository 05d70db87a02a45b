"""The house that `benchmarks.live` serves: open meetings in which people have spoken, and a session for each device."""

import json
import sys
from datetime import timedelta

from django.utils import timezone

from tests.meetings import network_of, opened
from tests.people import HOUR, Town, build_town, seated
from tornio.actions import people, voices
from tornio.config import embedded
from tornio.core.people import Capacity, Profession
from tornio.people import sessions
from tornio.people.acting import acting_as
from tornio.people.factors import Factor
from tornio.people.keys import new_key
from tornio.people.models import Human
from tornio.people.sessions import SessionStore
from tornio.records.models import NetworkMeeting
from tornio.web.coming_in import CAME_IN

VOICES = 20  # in each meeting


def main(meetings: int) -> None:
    """Make it, and tell the devices' sessions and meetings as JSON."""
    with embedded.running():
        sys.stdout.write(json.dumps(build(meetings, VOICES)))


def build(meetings: int, words: int) -> list[dict[str, str]]:
    """So many open meetings of three people, one practitioner and a screen on the table each."""
    now = timezone.now()
    town = build_town("bench", at=now - timedelta(days=2))
    devices: list[dict[str, str]] = []
    for number in range(meetings):
        names = [f"{name}{number}" for name in ("Leon", "Carol", "Neil", "Ruth", "Tomasz")]
        _people(town, names)
        network = network_of(town, names[0], names[1:3], names[3], at=now - 3 * HOUR)
        with town.acting(names[3], at=now - HOUR) as ruth:
            meeting = opened(town, network, ruth, now - HOUR, of_us=names[3:], at=now - 2 * HOUR)
        for turn in range(words):
            at = now - HOUR + timedelta(minutes=turn)
            with town.acting(names[turn % 3], at=at) as by:
                voices.say(key=new_key(), meeting=meeting, words=f"What I have to say is {turn}. " * 4, by=by, at=at)
        devices += [
            {"session": _session(town, name), "meeting": str(meeting.pk)} for name in (names[0], names[1], names[2])
        ]
        devices.append({"session": _session(town, names[3], Capacity.PRACTITIONER), "meeting": str(meeting.pk)})
        devices.append({"session": _table(town, meeting), "meeting": str(meeting.pk)})
    return devices


def _people(town: Town, names: list[str]) -> None:
    at = timezone.now() - timedelta(days=1)
    with acting_as(human=None, capacity=Capacity.JOB, organisation=town.organisation, purpose="bench", at=at) as by:
        for number, name in enumerate(names):
            person = people.name_person(full_name=f"{name} Marsh", by=by, at=at)
            seated(town, person, by, at)
            if number >= 3:
                town.practitioners[name] = people.employ(
                    person=person, service=town.service, profession=Profession.NURSE, described="nurse", by=by, at=at
                )


def _session(town: Town, name: str, capacity: Capacity = Capacity.ONESELF) -> str:
    human: Human = town.humans[name]
    session = SessionStore()
    session["_auth_user_id"] = str(human.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = human.get_session_auth_hash()
    session[CAME_IN] = {"used": [Factor.PASSKEY.value], "at": timezone.now().isoformat()}
    session["acting"] = {"organisation": str(town.organisation.pk), "capacity": capacity.value}
    session["exit_url"] = town.service.exit_url
    session.create()
    sessions.begin(human, session.session_key or "", device="a telephone", is_shared=False, at=timezone.now())
    return str(session.session_key)


def _table(town: Town, meeting: NetworkMeeting) -> str:
    session = SessionStore()
    session["table"] = {"organisation": str(town.organisation.pk), "meeting": str(meeting.pk), "told": "On the table"}
    session.create()
    return str(session.session_key)
