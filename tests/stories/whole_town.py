"""A small town in which everything exists at once, made through the real actions: ground for reading every page.

Ruth took Carol's call about Leon; Tomasz works with her. Neil, his uncle, has left; Amy, his sister, is asked in. The
network has met, meets just now, and will meet again. Gareth has stopped. Others have called and wait.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.counts import a_year_counted
from tests.people import DAY, HOUR, Town, build_town, seated
from tornio.actions import (
    belonging,
    between,
    contacts,
    decisions,
    drafts,
    duty,
    episodes,
    holding,
    instruments,
    life,
    maps,
    meetings,
    networks,
    particulars,
    presence,
    questions,
    responsibility,
    visits,
    voices,
    wishes,
    working,
)
from tornio.core.between import ActKind, WishKind
from tornio.core.contacts import AttemptWay, Channel, ForWhom, Told
from tornio.core.decisions import DecisionKind, Outcome, Stand
from tornio.core.inputs.rough import RoughDay
from tornio.core.instruments import ReadBy, Schedule, When
from tornio.core.life import Event, LifeKind, LifeSource, Sort
from tornio.core.maps import TieKind
from tornio.core.meetings import ChosenBy, PlaceKind
from tornio.core.networks import Ring, Sector
from tornio.core.particulars import Particulars, Training
from tornio.core.people import Capacity
from tornio.core.values import Period
from tornio.core.voices import Audience, How
from tornio.core.working import WEEKDAYS, Stretch
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.people.models import Person
from tornio.records.models import FirstContact, Network, NetworkMeeting, NetworkMember
from tornio.records.questionnaires import shipped
from tornio.records.visible import instruments as visible

MINUTE = timedelta(minutes=1)
LONG = timedelta(minutes=90)
ABOUT_LEON = Told(
    "He hasn’t slept since Sunday and he’s taken all the clocks down.", ForWhom.RELATIVE, caller_name="Carol Birch",
    caller_relation="his mother", person_name="Leon Birch", telephone="+447700900102", may_ring=True,
)  # fmt: skip


@dataclass
class WholeTown:
    """The town, the hour it is, and the meetings whose pages differ."""

    town: Town
    now: datetime
    leons: Network
    first: NetworkMeeting
    open: NetworkMeeting
    agreed: NetworkMeeting
    proposed: NetworkMeeting


def build(now: datetime) -> WholeTown:
    """Three weeks of it, up to `now`."""
    town = build_town(at=now - 21 * DAY)
    with town.acting("Martin", at=now - DAY) as by:
        on_duty = town.practitioners["Sadia"].pk
        duty.give_turn(practitioner_id=on_duty, start=now - 2 * HOUR, end=now + 10 * HOUR, by=by, at=now - DAY)
    _ruths_hours(town, now)
    leons = _leons_network(town, now - 20 * DAY)
    first = _meet(town, leons, now - 19 * DAY)
    _speak(town, first, now - 19 * DAY + 5 * MINUTE)
    first = _close(town, first, now - 19 * DAY + LONG)
    _say_how_it_was(town, first, now - 18 * DAY)
    _neil_comes_and_goes(town, leons, now - 12 * DAY)
    _between(town, leons, now - 3 * DAY)
    _draw(town, leons, now - 5 * DAY)
    meeting = _meet(town, leons, now - 10 * MINUTE)
    _speak(town, meeting, now - 8 * MINUTE)
    agreed, proposed = _lies_ahead(town, leons, now)
    _others(town, now)
    a_year_counted(town, now)
    return WholeTown(town, now, leons, first, meeting, agreed, proposed)


def _ruths_hours(town: Town, now: datetime) -> None:
    """She works at night, and so not when anybody meets tomorrow; next week she is away for two days."""
    ruth, at = town.practitioners["Ruth"].pk, now - DAY
    with town.acting("Ruth", at=at) as by:
        nights = [Stretch(day, 0, 60) for day in WEEKDAYS]
        working.keep_week(practitioner_id=ruth, week=nights, first=now.date(), by=by, at=at)
        working.go_away(practitioner_id=ruth, start=now + 10 * DAY, end=now + 12 * DAY, by=by, at=at, key=new_key())
        held = Training("Open Dialogue, foundation year", date(2021, 9, 1))
        brings = Particulars(("en", "pl"), (held,), "The old bakery, SW1A 1AA")
        particulars.keep_particulars(practitioner_id=ruth, brings=brings, by=by, at=at)


def _comes_to_town(town: Town, person: Person, at: datetime) -> None:
    """Somebody whom a call has named can sign in."""
    with town.nobody(at=at, capacity=Capacity.JOB) as job:
        seated(town, person, job, at)


def _leons_network(town: Town, at: datetime) -> Network:
    with town.acting("Ruth", at=at) as ruth:
        call = contacts.take(told=ABOUT_LEON, channel=Channel.TELEPHONE, by=ruth, at=at)
        contacts.attempt(
            contact_id=call.pk, way=AttemptWay.TELEPHONE, reached=False, words="It rang out.", by=ruth, at=at + HOUR
        )
        contact = FirstContact.objects.select_related("person", "caller", "network").get(pk=call.pk)
        carol = NetworkMember.objects.select_related("network").get(network=contact.network, person=contact.caller)
    _comes_to_town(town, contact.person, at)
    _comes_to_town(town, contact.caller, at)
    with town.acting("Leon", at=at + HOUR) as leon:
        belonging.person_agrees(member=carol, may_read=True, may_write=True, by=leon, at=at + HOUR)
        amy, neil = (_asked_in(contact.network, name, leon, at + 2 * HOUR) for name in ("Amy Birch", "Neil Birch"))
    for member in (amy, neil):
        _comes_to_town(town, member.person, at + 2 * HOUR)
    for called, member in (("Carol", carol), ("Neil", neil)):
        with town.acting(called, at=at + 3 * HOUR) as by:
            belonging.say_yes(member=member, by=by, at=at + 3 * HOUR)
    network: Network = contact.network
    return network


def _asked_in(network: Network, name: str, by: Reader, at: datetime) -> NetworkMember:
    relation = {"Amy Birch": "his sister", "Neil Birch": "his uncle"}[name]
    return networks.invite(key=new_key(), network=network, full_name=name, relation=relation, by=by, at=at)


def _planned(town: Town, network: Network, start: datetime, by: Reader, at: datetime, *names: str) -> NetworkMeeting:
    return meetings.propose(
        network=network, planned=Period(start, start + LONG), place_kind=PlaceKind.HOME, place_words="17 Ferry Lane",
        place_chosen_by=ChosenBy.PERSON, time_chosen_by=ChosenBy.NETWORK,
        practitioners=[town.practitioners[name] for name in names or ("Ruth", "Tomasz")],
        reasons={town.practitioners[name].pk: "Ruth is away that day." for name in names},
        host=town.people["Leon"], by=by, at=at,
    )  # fmt: skip


def _agreed(town: Town, meeting: NetworkMeeting, at: datetime) -> NetworkMeeting:
    with town.acting("Leon", at=at) as leon:
        meetings.agree_host(meeting=meeting, by=leon, at=at)
    with town.acting("Ruth", at=at) as ruth:
        return meetings.agree(meeting=meeting, by=ruth, at=at)


def _meet(town: Town, network: Network, at: datetime) -> NetworkMeeting:
    """Everyone sits down in Leon's kitchen; Tomasz says that he is at the door."""
    with town.acting("Ruth", at=at - HOUR) as ruth:
        meeting = _planned(town, network, at, ruth, at - HOUR)
    _agreed(town, meeting, at - HOUR)
    with town.acting("Ruth", at=at) as ruth:
        meeting = holding.open_meeting(meeting=meeting, by=ruth, at=at)
        for name in ("Leon", "Carol", "Ruth", "Tomasz"):
            presence.arrive(meeting=meeting, person=town.people[name], by=ruth, at=at)
    with town.acting("Tomasz", at=at) as tomasz:
        visit = visits.check_in(meeting=meeting, due_out_at=at + 2 * HOUR, key=new_key(), by=tomasz, at=at)
        if at + DAY < datetime.now(at.tzinfo):
            visits.out_and_safe(visit=visit, by=tomasz, at=at + LONG)
    return meeting


SAID = (
    ("Leon", "Let us talk about sleep, not about the clocks."),
    ("Carol", "I lie awake and listen for the stairs."),
    ("Tomasz", "I am glad you rang."),
    ("Carol", "I rang because I did not know whom else to ring."),
    ("Ruth", "Who would you like to have here next time?"),
    ("Leon", "Neil. He does not talk much."),
    ("Carol", "Then I will ask him."),
)


def _speak(town: Town, meeting: NetworkMeeting, at: datetime) -> None:
    for number, (called, words) in enumerate(SAID):
        with town.acting(called, at=at + number * timedelta(seconds=20)) as by:
            key = new_key()
            voice = voices.say(key=key, meeting=meeting, words=words, by=by, at=by.at)
            if number == 1:
                voices.reword(key=new_key(), voice=voice, words=f"{words} Every night.", by=by, at=by.at)
    later = at + 3 * MINUTE
    with town.acting("Tomasz", at=later) as by:
        voices.say(
            key=new_key(), meeting=meeting, words="I wonder what the clocks said to him.", how=How.REFLECTION,
            said_to="Ruth", by=by, at=later,
        )  # fmt: skip
    with town.acting("Carol", at=later) as by:
        questions.ask(key=new_key(), meeting=meeting, words="What shall we do at night?", by=by, at=later)
        voices.say(key=new_key(), meeting=meeting, words="I am frightened.", audience=Audience.AUTHOR, by=by, at=later)
        drafts.keep(place=f"say/{meeting.pk.hex}/elsewhere", text="What I meant was", by=by, at=later)
    with town.acting("Ruth", at=later) as by:
        voices.say(
            key=new_key(), meeting=meeting, words="I eat when Mum eats.", how=How.FOR_SOMEBODY,
            speaker=town.people["Leon"].pk, read_back=True, read_back_words="Yes.", by=by, at=later,
        )  # fmt: skip
        _settle(town, meeting, by, later)


def _settle(town: Town, meeting: NetworkMeeting, by: Reader, at: datetime) -> None:
    """One thing is decided, with where each one stands; one is left open, which is complete (R15)."""
    decided = decisions.settle(
        key=new_key(), meeting=meeting, outcome=Outcome.DECIDED, words="No new tablets for now.",
        kind=DecisionKind.MEDICATION, by=by, at=at,
    )  # fmt: skip
    for called, where in (("Leon", Stand.AGREE), ("Carol", Stand.UNSURE), ("Tomasz", Stand.DISAGREE)):
        decisions.stand(
            key=new_key(), decision=decided, stand=where, person=town.people[called].pk, words="So far.", by=by, at=at
        )
    decisions.settle(
        key=new_key(), meeting=meeting, outcome=Outcome.NOT_DECIDED, words="Whether Leon goes back to work.",
        by=by, at=at,
    )  # fmt: skip


def _close(town: Town, meeting: NetworkMeeting, at: datetime) -> NetworkMeeting:
    with town.acting("Ruth", at=at) as by:
        meeting = holding.close(meeting=meeting, closing_words="Again on Thursday, with Neil.", by=by, at=at)
    with town.acting("Leon", at=at + HOUR) as leon:
        voices.say(key=new_key(), meeting=meeting, words="It was quieter afterwards.", by=leon, at=at + HOUR)
    return meeting


def _say_how_it_was(town: Town, meeting: NetworkMeeting, at: datetime) -> None:
    """Martin offers three taps; Leon presses them, and Carol shows hers."""
    with town.acting("Martin", at=at) as by:
        file = shipped()["after-the-meeting", "1"][1]
        row = instruments.load(key=new_key(), service_id=town.service.pk, file=file, by=by, at=at)
        instruments.offer(key=new_key(), instrument=row, schedule=Schedule(When.AFTER_MEETING), by=by, at=at)
    for called, read_by in (("Leon", ReadBy.AUTHOR), ("Carol", ReadBy.PERSON_AND_TEAM)):
        with town.acting(called, at=at + HOUR) as by:
            asking = visible.about_meeting(by, meeting.pk)
            instruments.answer(
                key=new_key(), asking=asking, instrument=asking.offered[0].row.pk,
                typed={"heard": "2", "mattered": "1", "next-time": "Begin with tea."}, read_by=read_by, by=by, at=by.at,
            )  # fmt: skip


def _neil_comes_and_goes(town: Town, network: Network, at: datetime) -> None:
    with town.acting("Neil", at=at) as neil:
        between.say(
            key=new_key(), network=network, words="I fixed the gate.", audience=Audience.NETWORK, by=neil, at=at
        )
    with town.acting("Neil", at=at + DAY) as neil:
        member = NetworkMember.objects.select_related("network").get(network=network, person=town.people["Neil"])
        belonging.leave(member=member, by=neil, at=at + DAY)


def _between(town: Town, network: Network, at: datetime) -> None:
    """What happened between two meetings; nobody has spoken of the act with Leon yet (R21)."""
    with town.acting("Leon", at=at) as leon:
        wishes.wish(
            key=new_key(), network=network, kind=WishKind.OTHER, words="No telephones in the room.", by=leon, at=at
        )
        between.say(
            key=new_key(), network=network, words="I slept four hours.", audience=Audience.NETWORK, by=leon, at=at
        )
    with town.acting("Ruth", at=at) as ruth:
        day = RoughDay(at.date() - 40 * DAY)
        on_the_ward = Event(LifeKind.STAY, Sort.VOLUNTARY, day, at.date(), RoughDay(at.date()), provider="The ward")
        life.write(key=new_key(), network=network, event=on_the_ward, source=LifeSource.SAID, by=ruth, at=at)
        between.call(
            key=new_key(), network=network, caller=town.people["Carol"], words="He is up again.",
            told_that_it_is_read=True, decided_for_self="I sleep at Amy’s tonight.", by=ruth, at=at,
        )  # fmt: skip
        between.talk(
            key=new_key(), network=network, with_whom=[town.practitioners["Farah"]], why="Before Thursday.",
            words="What Farah could offer.", minutes=10, by=ruth, at=at,
        )  # fmt: skip
        between.act(
            key=new_key(), network=network, kind=ActKind.DETENTION, what="A night at the place of safety.",
            by_whom="Police", power="Mental Health Act, section 136", why_without="It was dark and late.",
            audience=Audience.NETWORK, by=ruth, at=at + HOUR,
        )  # fmt: skip


def _draw(town: Town, network: Network, at: datetime) -> None:
    with town.acting("Leon", at=at) as leon:
        drawn = [
            maps.put_on(key=new_key(), network=network, called=name, ring=ring, sector=sector, by=leon, at=at)
            for name, ring, sector in (
                ("Dev", Ring.CLOSEST, Sector.FAMILY),
                ("The boat yard", Ring.CLOSE, Sector.WORK_AND_STUDY),
                ("Mrs Okafor next door", Ring.FURTHER, Sector.FRIENDS),
            )
        ]
        maps.tie(network=network, one=drawn[0].thing, other=drawn[1].thing, kind=TieKind.STRAINED, by=leon, at=at)
        maps.keep(network=network, by=leon, at=at, words="before the summer")
    with town.acting("Leon", at=at + DAY) as leon:
        maps.put_on(
            key=new_key(), network=network, called="Kit", ring=Ring.CLOSE, sector=Sector.FRIENDS,
            by=leon, at=at + DAY,
        )  # fmt: skip


def _lies_ahead(town: Town, network: Network, now: datetime) -> tuple[NetworkMeeting, NetworkMeeting]:
    with town.acting("Ruth", at=now - HOUR) as ruth:
        tomorrow = _planned(town, network, now + DAY, ruth, now - HOUR)
        next_week = _planned(town, network, now + 7 * DAY, ruth, now - HOUR, "Sadia", "Tomasz")
    return _agreed(town, tomorrow, now - HOUR), next_week


def _others(town: Town, now: datetime) -> None:
    """Those who wait: just now, nearly too long, passed on; who was met; who stopped; who is called about again."""
    with town.nobody(at=now - HOUR) as page:
        written = Told("I can’t go into my own house.", ForWhom.SELF, caller_name="Emily Sato")
        contacts.take(told=written, channel=Channel.WEB, by=page, at=now - HOUR)
    with town.acting("Sadia", at=now - 22 * HOUR) as sadia:
        early = _calls("Peggy Lamb", "They come through the wall.", sadia, now - 22 * HOUR)
        responsibility.offer(
            contact_id=early.pk, to=town.practitioners["Ruth"].pk, reason="My shift ends.", by=sadia, at=now - 21 * HOUR
        )
    with town.acting("Ruth", at=now - 2 * HOUR) as ruth:
        contacts.take(told=ABOUT_LEON, channel=Channel.TELEPHONE, by=ruth, at=now - 2 * HOUR)
        gareth = _calls("Gareth Pugh", "I do not know what is real.", ruth, now - 18 * DAY)
        contact = FirstContact.objects.select_related("person", "network").get(pk=gareth.pk)
    _comes_to_town(town, contact.person, now - 18 * DAY)
    with town.acting("Gareth", at=now - 4 * DAY) as by:
        episodes.stop(key=new_key(), network=contact.network, by=by, at=now - 4 * DAY)


def _calls(name: str, words: str, by: Reader, at: datetime) -> FirstContact:
    told = Told(words, ForWhom.SELF, caller_name=name)
    return contacts.take(told=told, channel=Channel.TELEPHONE, by=by, at=by.at, contacted_at=at)
