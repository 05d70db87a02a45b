"""Who belongs: the person decides, members say yes and go as they like, and nobody reads beyond it (R7, R8, R24)."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.meetings import agreed, network_of, ruth_with_leon
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import belonging, networks
from tornio.actions.frame import refusals
from tornio.core.asking import Ask
from tornio.core.errors import NotForYou, Refused
from tornio.core.networks import Belonging, InvitedBy, Ring, Sector
from tornio.core.sharing import Relationship
from tornio.people.keys import new_key
from tornio.records.models import Change, Invitation, Network, NetworkMember
from tornio.records.visible.reach import reach


def member(network: Network, called: str) -> NetworkMember:
    """Somebody's latest membership, as it is now."""
    found = NetworkMember.objects.select_related("network__centre", "person").filter(network=network)
    return found.filter(person__called=called).order_by("-during")[0]


def standing(town: Town, called: str, network: Network) -> frozenset[Relationship]:
    """How somebody stands to the network when they look."""
    with town.acting(called) as reader:
        return reach(reader).standing(network.pk)


def asked_in(town: Town, network: Network, called: str) -> NetworkMember:
    """Somebody who called first: asked in, and nobody has said yes yet."""
    return NetworkMember.objects.create(
        organisation=town.organisation, network=network, person=town.people[called], ring=Ring.CLOSEST.value,
        sector=Sector.FAMILY.value, belonging=Belonging.ASKED.value, invited_by=InvitedBy.CALLED_FIRST.value,
        during=DateTimeTZRange(MONDAY, None),
    )  # fmt: skip


def test_carol_who_called_first_belongs_when_leon_has_said_yes_as_well(town: Town) -> None:
    """R8: the person decides who belongs, also of whoever called."""
    network = network_of(town, members=())
    with town.acting("Ruth") as ruth:
        carol = asked_in(town, network, "Carol")
        belonging.say_yes(member=carol, by=ruth, at=MONDAY)
        assert member(network, "Carol").belonging == Belonging.ASKED
    with town.acting("Leon") as leon:
        belonging.person_agrees(member=carol, may_read=True, may_write=False, by=leon, at=MONDAY)
        belonging.person_agrees(member=carol, may_read=False, may_write=False, by=leon, at=MONDAY)
        now = member(network, "Carol")
        assert (now.belonging, now.may_read, now.may_write) == (Belonging.BELONGS, True, False)
    assert Relationship.MEMBER in standing(town, "Carol", network)


def test_leon_may_say_yes_to_carol_before_she_does(town: Town) -> None:
    """R8: both say yes, in either order."""
    network = network_of(town, members=())
    with town.acting("Leon") as leon:
        carol = asked_in(town, network, "Carol")
        belonging.person_agrees(member=carol, may_read=True, may_write=True, by=leon, at=MONDAY)
        assert member(network, "Carol").belonging == Belonging.ASKED
    with town.acting("Carol") as herself:
        belonging.say_yes(member=carol, by=herself, at=MONDAY)
        assert reach(herself).standing(network.pk) == {Relationship.MEMBER}


def test_leon_asks_jean_in_and_she_belongs_once_she_says_yes(town: Town) -> None:
    """R8: both say yes."""
    network = network_of(town)
    key = new_key()
    with town.acting("Leon") as leon:
        for _twice in range(2):
            jean = networks.invite(
                key=key, network=network, full_name="Jean Orme", relation="his nan", ring=Ring.CLOSEST,
                sector=Sector.FAMILY, by=leon, at=MONDAY,
            )  # fmt: skip
        assert (jean.belonging, jean.invited_by) == (Belonging.ASKED, InvitedBy.PERSON)
        with pytest.raises(Refused, match="They say yes first"):
            belonging.person_agrees(member=jean, may_read=False, may_write=False, by=leon, at=MONDAY)
        with pytest.raises(NotForYou):
            belonging.say_yes(member=jean, by=leon, at=MONDAY)
    with town.acting("Ruth") as ruth:
        belonging.say_yes(member=jean, by=ruth, at=MONDAY)
        belonging.say_yes(member=jean, by=ruth, at=MONDAY)
        now = member(network, "Jean")
        assert (now.belonging, now.may_read, now.may_write) == (Belonging.BELONGS, True, True)


def test_ruth_asks_nobody_in_without_leons_word_and_keeps_when_he_gave_it(town: Town) -> None:
    """R8: staff only with the person; who agreed and when stays readable."""
    with ruth_with_leon(town) as (ruth, network):
        said = MONDAY - HOUR
        with pytest.raises(Refused, match="Ask them first") as no:
            networks.invite(key=new_key(), network=network, full_name="Amy Marsh", by=ruth, at=MONDAY)
        assert no.value.field == "person_agreed_at"
        with pytest.raises(Refused, match="lies ahead"):
            networks.invite(
                key=new_key(), network=network, full_name="Amy Marsh", person_agreed_at=MONDAY + DAY, by=ruth, at=MONDAY
            )
        amy = networks.invite(
            key=new_key(), network=network, full_name="Amy Marsh", person_agreed_at=said, by=ruth, at=MONDAY
        )
        assert (amy.invited_by, amy.person_agreed_at) == (InvitedBy.TEAM_WITH_PERSON, said)


def test_carol_and_strangers_ask_nobody_in(town: Town) -> None:
    network = network_of(town)
    for called in ("Carol", "Sadia", "Neil"):
        with town.acting(called) as reader, pytest.raises(NotForYou):
            networks.invite(
                key=new_key(), network=network, full_name="Amy", person_agreed_at=MONDAY, by=reader, at=MONDAY
            )


def test_nobody_is_asked_in_twice_nor_around_themself(town: Town) -> None:
    network = network_of(town)
    with town.acting("Leon") as leon:
        for name, why in (("Carol Marsh", "here already"), ("leon marsh", "around them already")):
            with pytest.raises(Refused, match=why) as no:
                networks.invite(key=new_key(), network=network, full_name=name, by=leon, at=MONDAY)
            assert no.value.field == "full_name"


def test_a_name_that_was_here_before_is_asked_about_and_a_return_is_a_new_membership(town: Town) -> None:
    """R8: returning later is a new membership of the same human being; the old one stays ended."""
    network = network_of(town)
    with town.acting("Leon") as leon:
        former = belonging.ask_to_leave(member=member(network, "Carol"), by=leon, at=MONDAY + DAY)
        with pytest.raises(Ask) as ask:
            networks.invite(key=new_key(), network=network, full_name="Carol Marsh", by=leon, at=MONDAY + 2 * DAY)
        them, _somebody_else = ask.value.choices
        back = networks.invite(
            key=new_key(), network=network, full_name="Carol Marsh", answer=them.value, by=leon, at=MONDAY + 2 * DAY
        )
        assert back.person_id == former.person_id
        assert back.pk != former.pk
        assert NetworkMember.objects.get(pk=former.pk).belonging == Belonging.ASKED_TO_LEAVE
    assert standing(town, "Carol", network) == {Relationship.OWN_WORDS}


def test_somebody_else_of_the_same_name_is_a_person_of_their_own(town: Town) -> None:
    network = network_of(town)
    with town.acting("Leon") as leon:
        former = belonging.ask_to_leave(member=member(network, "Carol"), by=leon, at=MONDAY + DAY)
        aunt = networks.invite(
            key=new_key(), network=network, full_name="Carol Marsh", answer=networks.ANEW, by=leon, at=MONDAY + 2 * DAY
        )
        assert aunt.person_id != former.person_id


def test_leon_asks_carol_in_again_in_the_place_she_had(town: Town) -> None:
    network = network_of(town)
    key = new_key()
    with town.acting("Leon") as leon:
        carol = member(network, "Carol")
        with pytest.raises(Refused, match="already"):
            networks.ask_again(key=key, former=carol, by=leon, at=MONDAY)
        former = belonging.ask_to_leave(member=carol, by=leon, at=MONDAY + DAY)
        back = networks.ask_again(key=key, former=former, by=leon, at=MONDAY + 2 * DAY)
        assert networks.ask_again(key=key, former=former, by=leon, at=MONDAY + 2 * DAY).pk == back.pk
        assert (back.ring, back.sector, back.relation) == (carol.ring, carol.sector, carol.relation)
    with town.acting("Ruth") as ruth:
        again = networks.invite(
            key=new_key(), network=network, full_name="Amy", person_agreed_at=MONDAY, by=ruth, at=MONDAY
        )
        gone = belonging.leave(member=again, by=ruth, at=MONDAY)
        word = networks.ask_again(key=new_key(), former=gone, person_agreed_at=MONDAY, by=ruth, at=MONDAY + DAY)
        assert word.invited_by == InvitedBy.TEAM_WITH_PERSON


def test_leon_changes_what_carol_reads_and_it_holds_at_once(town: Town) -> None:
    """R24: the person's changes are effective at once, in old entries too."""
    network = network_of(town)
    with town.acting("Leon") as leon:
        belonging.set_reading(member=member(network, "Carol"), may_read=False, may_write=False, by=leon, at=MONDAY)
    assert standing(town, "Carol", network) == {Relationship.OWN_WORDS}
    with town.acting("Leon") as leon:
        belonging.set_reading(member=member(network, "Carol"), may_read=True, may_write=True, by=leon, at=MONDAY)
    assert standing(town, "Carol", network) == {Relationship.MEMBER}


def test_ruth_changes_it_only_with_leon_and_carol_never(town: Town) -> None:
    network = network_of(town)
    with town.acting("Ruth") as ruth:
        carol = member(network, "Carol")
        with pytest.raises(Refused, match="Do it with them") as no:
            belonging.set_reading(member=carol, may_read=False, may_write=False, by=ruth, at=MONDAY)
        assert no.value.field == "with_person"
        belonging.set_reading(member=carol, may_read=False, may_write=False, by=ruth, at=MONDAY, with_person=True)
    with town.acting("Carol") as herself, pytest.raises(NotForYou):
        belonging.set_reading(member=carol, may_read=True, may_write=True, by=herself, at=MONDAY, with_person=True)


def test_nobody_reads_who_does_not_belong(town: Town) -> None:
    network = network_of(town)
    with town.acting("Leon") as leon:
        carol = belonging.stay_in_name(member=member(network, "Carol"), by=leon, at=MONDAY)
        with pytest.raises(Refused, match="belongs"):
            belonging.set_reading(member=carol, may_read=True, may_write=True, by=leon, at=MONDAY)


def test_carol_stays_in_name_and_comes_back_only_with_both_their_yes(town: Town) -> None:
    """R8: in name and in no audience; nobody gains a reading by going out and in again."""
    network = network_of(town)
    with town.acting("Carol") as carol:
        belonging.stay_in_name(member=member(network, "Carol"), by=carol, at=MONDAY)
        belonging.stay_in_name(member=member(network, "Carol"), by=carol, at=MONDAY)
    assert standing(town, "Carol", network) == {Relationship.OWN_WORDS}
    with town.acting("Leon") as leon, pytest.raises(Refused, match="They say yes first"):
        belonging.person_agrees(member=member(network, "Carol"), may_read=True, may_write=False, by=leon, at=MONDAY)
    with town.acting("Carol") as carol:
        belonging.say_yes(member=member(network, "Carol"), by=carol, at=MONDAY)
    assert standing(town, "Carol", network) == {Relationship.OWN_WORDS}
    with town.acting("Leon") as leon:
        belonging.person_agrees(member=member(network, "Carol"), may_read=True, may_write=False, by=leon, at=MONDAY)
    assert standing(town, "Carol", network) == {Relationship.MEMBER}


def test_carol_leaves_and_from_that_instant_reads_only_her_own_words(town: Town) -> None:
    """R8, R24: effective in the same transaction, also for the meeting she was asked to."""
    network = network_of(town)
    with town.acting("Ruth") as ruth:
        meeting = agreed(town, network, ruth)
    with town.acting("Carol") as carol:
        assert reach(carol).standing(network.pk) == {Relationship.MEMBER}
        left = belonging.leave(member=member(network, "Carol"), by=carol, at=MONDAY)
        belonging.leave(member=left, by=carol, at=MONDAY)
        assert reach(carol).standing(network.pk) == {Relationship.OWN_WORDS}
        now = member(network, "Carol")
        assert (now.belonging, now.during.upper > now.during.lower) == (Belonging.LEFT, True)
        assert Change.objects.filter(verb="left the network").count() == 1
        assert Invitation.objects.get(meeting=meeting, person=carol.person).taken_back_at == MONDAY
        for verb in (belonging.say_yes, belonging.stay_in_name):
            with pytest.raises(Refused, match="not of this network"):
                verb(member=left, by=carol, at=MONDAY)


def test_leon_asks_carol_to_leave_and_neither_carol_nor_ruth_alone_can(town: Town) -> None:
    """R8: the person decides, no meeting is needed; staff only with the person."""
    network = network_of(town)
    with town.acting("Carol") as carol, pytest.raises(NotForYou):
        belonging.ask_to_leave(member=member(network, "Carol"), by=carol, at=MONDAY, with_person=True)
    with town.acting("Ruth") as ruth, pytest.raises(Refused, match="Do it with them"):
        belonging.ask_to_leave(member=member(network, "Carol"), by=ruth, at=MONDAY)
    with town.acting("Leon") as leon:
        with pytest.raises(NotForYou):
            belonging.leave(member=member(network, "Carol"), by=leon, at=MONDAY)
        belonging.ask_to_leave(member=member(network, "Carol"), by=leon, at=MONDAY)
        assert member(network, "Carol").belonging == Belonging.ASKED_TO_LEAVE
    assert standing(town, "Carol", network) == {Relationship.OWN_WORDS}


def test_a_membership_of_another_trust_is_not_there(town: Town) -> None:
    network = network_of(town)
    with town.acting("Leon") as leon:
        carol = member(network, "Carol")
        carol.pk = new_key()
        with pytest.raises(NotForYou):
            belonging.ask_to_leave(member=carol, by=leon, at=MONDAY)


def test_the_database_refuses_a_member_twice_at_a_time(town: Town) -> None:
    """R8, gone around in SQL: one membership at a time."""
    network = network_of(town)
    with town.acting("Ruth"), pytest.raises(Refused, match="already"), refusals(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_networkmember (id, organisation_id, network_id, person_id, relation, ring, sector, "
            "belonging, invited_by, during, person_agreed_at, may_read, may_write) "
            "SELECT gen_random_uuid(), organisation_id, network_id, person_id, relation, ring, sector, belonging, "
            "invited_by, during, person_agreed_at, may_read, may_write FROM records_networkmember "
            "WHERE network_id = %s",
            [network.pk],
        )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("belonging = 'belongs', person_agreed_at = NULL", "The person decides"),
        ("belonging = 'in_name'", "Only somebody who belongs"),
        ("belonging = 'left', may_read = false, may_write = false", "a day on which they left"),
    ],
)
def test_the_database_refuses_what_r8_forbids(town: Town, change: str, sentence: str) -> None:
    """R8, gone around in SQL: belonging without the person's yes, reading in name only, leaving without an end."""
    network = network_of(town)
    with town.acting("Ruth"), pytest.raises(Refused, match=sentence), refusals(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE records_networkmember SET {change} WHERE network_id = %s", [network.pk])


def test_nobody_becomes_somebody_else_in_sql(town: Town) -> None:
    network = network_of(town)
    with town.acting("Ruth"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_networkmember SET person_id = gen_random_uuid() WHERE network_id = %s", [network.pk]
        )
