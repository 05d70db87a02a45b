"""How a story begins, and who comes into it: first contacts, tries to reach somebody, members who join and leave."""

from datetime import datetime, timedelta

from tornio.actions import belonging, contacts, networks, people, responsibility
from tornio.core.contacts import AttemptWay, Channel, ClosedBy, ForWhom, Knows, Told
from tornio.core.people import Capacity, WayKind
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import FirstContact, NetworkMember
from tornio.season.script import Character, Scene
from tornio.season.stage import Stage

CHANNELS = {
    "telephone": Channel.TELEPHONE,
    "in person": Channel.IN_PERSON,
    "web": Channel.WEB,
    "letter": Channel.LETTER,
    "video": Channel.VIDEO,
}


def first_contact(stage: Stage, scene: Scene, at: datetime) -> None:
    """Somebody calls, writes or stands at the door: in their own words, and somebody is responsible at once."""
    line = next(each for each in scene.lines if each.split(":")[0] in {one.called for one in stage.story.people})
    who, _, words = line.partition(":")
    caller, centre = stage.character(who), stage.story.centre
    assert caller is not None
    told = _told(stage, scene, caller, stage.words(words.strip(), at), at)
    channel = CHANNELS[scene.facts[0]]
    answered = scene.facts[1] if len(scene.facts) > 1 and stage.is_staff(scene.facts[1]) else ""
    human = stage.trust.humans[answered] if answered else None
    capacity = Capacity.PRACTITIONER if answered else Capacity.PUBLIC
    with stage.trust.acting(human, capacity, purpose="a first contact", at=at, service=stage.service) as by:
        contact = contacts.take(told=told, channel=channel, by=by, at=at, service_id=stage.service.pk)
    stage.hand = answered or stage.hand
    with stage.trust.acting(None, Capacity.JOB, purpose="the season", at=at, service=stage.service) as by:
        _remember(stage, contact, caller, centre)
        if not answered:
            stage.seat(centre.called, by, at)
    if answered:
        with stage.acting(answered, at) as by:
            stage.seat(centre.called, by, at)
            if caller is not centre and centre.telephone:
                safe_way(stage, centre, by, at)


def _told(stage: Stage, scene: Scene, caller: Character, words: str, at: datetime) -> Told:
    centre = stage.story.centre
    professional = scene.has("professional")
    whom = ForWhom.SELF if caller is centre else ForWhom.PROFESSIONAL if professional else ForWhom.RELATIVE
    return Told(
        own_words=words,
        for_whom=whom,
        caller_name=caller.name,
        caller_relation=caller.relation,
        person_name=centre.name,
        knows=Knows(scene.said("knows", Knows.BESIDE.value if caller is centre else Knows.NOT_ASKED.value)),
        language=scene.said("language"),
        needs=scene.said("needs"),
        wishes=stage.words(scene.said("wishes"), at),
        onset_words=stage.words(scene.said("began"), at),
        telephone=caller.telephone,
        may_ring=True,
        may_text=caller.telephone.startswith("07"),
        good_hours=caller.hours,
    )


def _remember(stage: Stage, contact: FirstContact, caller: Character, centre: Character) -> None:
    network = contact.network
    stage.network, stage.contact = network, contact.pk
    assert network is not None
    stage.persons[centre.called] = network.centre
    if caller is not centre:
        assert contact.caller is not None
        stage.persons[caller.called] = contact.caller


def opened(stage: Stage, at: datetime, who: str) -> None:
    """A contact from the web is opened, and taken on."""
    with stage.acting(who, at) as by:
        assert stage.contact is not None
        responsibility.open_and_take_on(contact_id=stage.contact, by=by, at=at)
    stage.hand = who


def accepted(stage: Stage, at: datetime, referred_at: datetime) -> None:
    """The clocks of a service that waits for a referral: when it came, and when it was accepted."""
    with stage.acting(stage.hand, at) as by:
        assert stage.contact is not None
        contacts.note_clocks(contact_id=stage.contact, referred_at=referred_at, accepted_at=at, by=by, at=at)


def passes_on(stage: Stage, scene: Scene, at: datetime) -> None:
    """`passes on, Ruth`: the holder asks somebody else, who says yes ten minutes later."""
    to = scene.facts[0]
    assert stage.contact is not None
    with stage.acting(stage.hand, at) as by:
        asked = responsibility.offer(
            contact_id=stage.contact, to=stage.practitioner(to).pk, reason=scene.said("why"), by=by, at=at
        )
    later = at + timedelta(minutes=10)
    with stage.acting(to, later) as by:
        responsibility.answer_offer(hand_over_id=asked.pk, yes=True, by=by, at=later)
    stage.hand = to


def attempt(stage: Stage, scene: Scene, at: datetime) -> None:
    """`try, telephone, Sadia`: what came of it is the first line."""
    way, who, *more = scene.facts
    with stage.acting(who, at) as by:
        assert stage.contact is not None
        contacts.attempt(
            contact_id=stage.contact,
            way=AttemptWay(way.replace(" ", "_")),
            reached="reached" in more,
            words=stage.words(" ".join(scene.lines), at),
            by=by,
            at=at,
        )


def goes_no_further(stage: Stage, scene: Scene, at: datetime) -> None:
    """`no further, person, Hannah`: who decided, and why."""
    decided, who = scene.facts
    with stage.acting(who, at) as by:
        assert stage.contact is not None
        contacts.go_no_further(
            contact_id=stage.contact, closed_by=ClosedBy(decided), why=" ".join(scene.lines), by=by, at=at
        )


def safe_way(stage: Stage, somebody: Character, by: Reader, at: datetime) -> None:
    """How somebody can be reached safely."""
    people.tell_safe_way(
        person=stage.persons[somebody.called],
        kind=WayKind.TELEPHONE,
        value=somebody.telephone,
        may_ring=True,
        may_text=somebody.telephone.startswith("07"),
        good_hours=somebody.hours,
        by=by,
        at=at,
    )


def member(stage: Stage, called: str) -> NetworkMember:
    """The membership of somebody; read by one of us who acts."""
    rows = NetworkMember.objects.filter(network=stage.around, person=stage.persons[called])
    found = rows.order_by("-during").first()
    assert found is not None
    return found


def come_in(stage: Stage, called: str, by: Reader, at: datetime) -> None:
    """Somebody belongs from now on: the person gave their word, and they said yes themself."""
    somebody = stage.character(called)
    if somebody is None or somebody is stage.story.centre or called in stage.belong or somebody.ring is None:
        return
    assert somebody.sector is not None
    if called in stage.persons:
        row = member(stage, called)
    else:
        row = networks.invite(
            key=new_key(),
            network=stage.around,
            full_name=somebody.name,
            relation=somebody.relation,
            ring=somebody.ring,
            sector=somebody.sector,
            person_agreed_at=at,
            by=by,
            at=at,
        )
        stage.persons[called] = row.person
        if somebody.telephone:
            safe_way(stage, somebody, by, at)
    row = belonging.say_yes(member=row, by=by, at=at)
    if row.person_agreed_at is None:
        belonging.person_agrees(
            member=row, may_read=somebody.reads, may_write=somebody.writes, with_person=True, by=by, at=at
        )
    elif not somebody.writes:
        belonging.set_reading(
            member=row, may_read=somebody.reads, may_write=somebody.writes, with_person=True, by=by, at=at
        )
    stage.belong.add(called)
    if somebody.reads:
        stage.seat(called, by, at)


def joins(stage: Stage, scene: Scene, at: datetime) -> None:
    """`joins, Yusuf`."""
    with stage.acting(stage.hand, at) as by:
        for called in scene.facts:
            come_in(stage, called, by, at)


def leaves(stage: Stage, scene: Scene, at: datetime) -> None:
    """`leaves, Neil`: of their own accord. What they said stays theirs and stays said."""
    called = scene.facts[0]
    with stage.acting(stage.hand, at) as by:
        row = member(stage, called)
    with stage.acting(called if called in stage.humans else stage.hand, at) as by:
        belonging.leave(member=row, by=by, at=at)
    stage.belong.discard(called)


def asked_to_leave(stage: Stage, scene: Scene, at: datetime) -> None:
    """`asked to leave, Craig`: the person's own wish."""
    called = scene.facts[0]
    with stage.acting(stage.story.centre.called, at) as by:
        belonging.ask_to_leave(member=member(stage, called), by=by, at=at)
    stage.belong.discard(called)


def in_name(stage: Stage, scene: Scene, at: datetime) -> None:
    """`in name, Steve`: somebody stays in name and is in no audience."""
    called = scene.facts[0]
    with stage.acting(stage.story.centre.called, at) as by:
        belonging.stay_in_name(member=member(stage, called), by=by, at=at)
    stage.belong.discard(called)
