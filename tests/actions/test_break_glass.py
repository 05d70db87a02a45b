"""Reaching a network beyond one's own: a reason, an hour, the privacy lead told; nothing of it is hidden (R27)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.kitchen import a_full_fortnight, a_network
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import break_glass, readings, voices
from tornio.actions.announcing import CHANNEL
from tornio.core.errors import NotForYou, Refused
from tornio.core.messages import MessageKind
from tornio.core.people import Capacity
from tornio.core.sharing import Relationship
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import BreakGlass, Change, Message, Network, NetworkMeeting, PrivacyNote, Reading
from tornio.records.visible import break_glass as visible
from tornio.records.visible import readings as who_reads
from tornio.records.visible import story
from tornio.records.visible.reach import reach

WHY = "His sister rang the ward: he is on the bridge."
MINUTE = timedelta(minutes=1)


def reached(network: Network, by: Reader, reason: str = WHY) -> BreakGlass:
    """Somebody breaks the glass."""
    return break_glass.break_glass(key=new_key(), network=network, reason=reason, by=by, at=by.at)


def test_sadia_reads_leons_network_for_an_hour_and_then_no_more(town: Town) -> None:
    """R27: to the minute, at each layer that is asked in Python."""
    network = a_network(town)
    a_full_fortnight(town, network)
    with town.acting("Sadia", at=MONDAY) as sadia:
        assert story.story(sadia, network.pk) is None
        reached(network, sadia)
        assert reach(sadia).standing(network.pk) == {Relationship.BREAK_GLASS}
    for minutes, reads in ((0, True), (59, True), (60, False), (61, False)):
        with town.acting("Sadia", at=MONDAY + minutes * MINUTE) as sadia:
            assert (story.story(sadia, network.pk) is not None) is reads, minutes


def test_she_reads_and_writes_nothing(town: Town) -> None:
    """R27, safety.md: read, never write."""
    network = a_network(town)
    a_full_fortnight(town, network)
    with town.acting("Sadia", at=MONDAY) as sadia:
        reached(network, sadia)
        meeting = NetworkMeeting.objects.filter(network=network).first()
        assert meeting is not None
        with pytest.raises(NotForYou):
            voices.say(key=new_key(), meeting=meeting, words="I was here too.", by=sadia, at=MONDAY)


@pytest.mark.parametrize("reason", ["", "   ", "work", "x" * 301])
def test_a_reason_that_tells_nothing_is_refused(town: Town, reason: str) -> None:
    """R27."""
    network = a_network(town)
    with town.acting("Sadia", at=MONDAY) as sadia:
        with pytest.raises(Refused) as no:
            reached(network, sadia, reason)
        assert no.value.field == "reason"
        assert not BreakGlass.objects.exists()


@pytest.mark.parametrize("called", ["Martin", "Edith", "Ada", "Carol"])
def test_who_does_not_work_with_people_here_breaks_no_glass(town: Town, called: str) -> None:
    """R27: service lead, evaluator, administrator, and a member."""
    network = a_network(town)
    with town.acting(called, at=MONDAY) as by, pytest.raises(NotForYou):
        reached(network, by)


def test_nobody_reaches_another_organisation(town: Town) -> None:
    """R27: there is no such network."""
    elsewhere = build_town("northcliff")
    network = a_network(elsewhere)
    with town.acting("Sadia", at=MONDAY) as sadia, pytest.raises(NotForYou):
        reached(network, sadia)


def test_the_person_sees_who_reached_them_with_the_reason_and_priya_is_told_at_once(fresh_database: str) -> None:
    """R26, R27: in the same transaction; heard by whoever listens once it is committed."""
    town = build_town()
    network = a_network(town)
    connection.ensure_connection()
    listening = connection.connection.cursor()
    listening.execute(f"LISTEN {CHANNEL}")
    with town.acting("Sadia", at=MONDAY) as sadia:
        reached(network, sadia)
        readings.opened("story", by=sadia, at=MONDAY, network=network.pk)
    heard = {notice.payload for notice in connection.connection.notifies(timeout=0.2)}
    assert str(town.people["Priya"].pk) in heard
    with town.acting("Leon", at=MONDAY + HOUR) as leon:
        told, _more = who_reads.who_read(leon, network.pk)
        assert [(each.name, each.why, each.beyond) for each in told] == [("Sadia Khan", WHY, True)]
    with town.acting("Priya", at=MONDAY + HOUR):
        assert Change.objects.get(verb="reached a network beyond their own").purpose == WHY
    with town.nobody(MONDAY, capacity=Capacity.JOB):
        (message,) = Message.objects.filter(kind=MessageKind.BEYOND.value)
        assert message.person_id == town.people["Priya"].pk


def test_ruth_who_is_of_the_team_reads_as_of_the_team(town: Town) -> None:
    """R26: a glass that somebody broke before they joined gives no reason to what they read afterwards."""
    network = a_network(town)
    with town.acting("Ruth", at=MONDAY) as ruth:
        reached(network, ruth)
        readings.opened("story", by=ruth, at=MONDAY, network=network.pk)
        assert Reading.objects.get(page="story").glass_id is None


def test_letting_go_ends_it_at_once_and_only_for_whoever_reached(town: Town) -> None:
    network = a_network(town)
    with town.acting("Sadia", at=MONDAY) as sadia:
        glass = reached(network, sadia)
    with town.acting("Farah", at=MONDAY + MINUTE) as farah, pytest.raises(NotForYou):
        break_glass.let_go(glass_id=glass.pk, by=farah, at=farah.at)
    with town.acting("Sadia", at=MONDAY + MINUTE) as sadia:
        break_glass.let_go(glass_id=glass.pk, by=sadia, at=sadia.at)
        assert not reach(sadia).standing(network.pk)
        assert visible.glasses(sadia) == []


def test_priya_reads_with_a_reason_and_without_one_nothing(town: Town) -> None:
    """R27, safety.md: the privacy lead reads with a reason."""
    network = a_network(town)
    a_full_fortnight(town, network)
    with town.acting("Priya", at=MONDAY) as priya:
        assert story.story(priya, network.pk) is None
        reached(network, priya, "Leon asks who saw his words in August.")
        assert story.story(priya, network.pk) is not None


def test_nobody_looks_into_what_they_did_themselves(town: Town) -> None:
    """R27: also the privacy lead is looked at by somebody else; the database refuses it."""
    network = a_network(town)
    with town.acting("Priya", at=MONDAY) as priya:
        glass = reached(network, priya, "Leon asks who saw his words in August.")
        with pytest.raises(Refused, match="Somebody else looks at that"):
            break_glass.looked_at(
                key=new_key(), reader_id=priya.person, network_id=network.pk, glass_id=glass.pk, words="", by=priya,
                at=MONDAY,
            )  # fmt: skip
    with town.acting("Ruth", at=MONDAY) as ruth, pytest.raises(NotForYou):
        break_glass.looked_at(
            key=new_key(), reader_id=town.people["Sadia"].pk, network_id=network.pk, words="", by=ruth, at=MONDAY
        )
    with town.acting("Priya", at=MONDAY):
        assert not PrivacyNote.objects.exists()


def test_priyas_note_sent_twice_is_one_note(town: Town) -> None:
    """R27: a key that was kept is kept; nobody else can use it."""
    network, key = a_network(town), new_key()
    with town.acting("Sadia", at=MONDAY) as sadia:
        glass = reached(network, sadia)
    with town.acting("Priya", at=MONDAY + HOUR) as priya:
        first, again = (
            break_glass.looked_at(
                key=key, reader_id=town.people["Sadia"].pk, network_id=network.pk, glass_id=glass.pk, words=words,
                by=priya, at=MONDAY + HOUR,
            )
            for words in ("She told me at once.", "Something else.")
        )  # fmt: skip
        assert (first.pk, again.words) == (again.pk, "She told me at once.")


def test_the_database_refuses_more_than_an_hour_and_no_reason(town: Town) -> None:
    """R27, around the application: in SQL, as the application's role."""
    network = a_network(town)
    with town.acting("Sadia", at=MONDAY) as sadia:
        glass = reached(network, sadia)
        with pytest.raises(IntegrityError, match="ends_within_an_hour"), transaction.atomic():
            BreakGlass.objects.filter(pk=glass.pk).update(until=MONDAY + DAY)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            BreakGlass.objects.filter(pk=glass.pk).update(reason="Nothing.")
        for columns, refusal in (
            ({"reason": " "}, "needs_a_reason"),
            ({"until": MONDAY + HOUR + MINUTE}, "ends_within_an_hour"),
            ({"capacity": Capacity.ADMINISTRATOR.value}, "only_practitioners_and_privacy_leads"),
        ):
            row = {"reason": WHY, "until": MONDAY + HOUR, "capacity": "practitioner", **columns}
            with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
                BreakGlass.objects.create(
                    organisation_id=sadia.organisation_id, network=network, person_id=sadia.person, at=MONDAY, **row
                )


def test_a_form_sent_twice_breaks_one_glass(town: Town) -> None:
    network, key = a_network(town), new_key()
    with town.acting("Sadia", at=MONDAY) as sadia:
        for _ in range(2):
            break_glass.break_glass(key=key, network=network, reason=WHY, by=sadia, at=MONDAY)
        assert BreakGlass.objects.count() == 1


def test_half_a_name_finds_nobody_and_ones_own_are_not_beyond(town: Town) -> None:
    """R24: whoever looks must know whom they look for; few are told, and no list can be had."""
    network = a_network(town)
    with town.acting("Sadia", at=MONDAY) as sadia:
        assert visible.candidates(sadia, "Le") == []
        assert visible.candidates(sadia, "Nobody Here") == []
        assert [each.pk for each in visible.candidates(sadia, "Marsh, LEON".replace(",", ""))] == [network.pk]
    with town.acting("Ruth", at=MONDAY) as ruth:
        assert visible.candidates(ruth, "Leon Marsh") == []
    with town.acting("Carol", at=MONDAY) as carol:
        assert visible.candidates(carol, "Leon Marsh") == []
