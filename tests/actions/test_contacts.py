"""R1 to R4: a call is kept in the caller's own words, with all its clocks, and is not dropped in silence."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError

from tests.calls import called, in_sql, the, written
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import contacts, responsibility
from tornio.core.contacts import AttemptWay, Channel, ClosedBy, Knows, Told
from tornio.core.errors import NotForYou, Refused
from tornio.core.networks import Belonging
from tornio.people.models import Person, SafeWay
from tornio.records.models import (
    Attempt,
    Change,
    FirstContact,
    Network,
    NetworkMember,
)
from tornio.records.visible import contacts as visible

MINUTE = timedelta(minutes=1)


def test_one_sentence_is_enough_for_a_first_contact(town: Town) -> None:
    """R1: a time, a channel and the caller's own words; no name, no identifier."""
    contact = called(town, Told("Please come."))
    assert contact.own_words == "Please come."
    assert contact.contacted_at == MONDAY
    with town.acting("Ruth"):
        assert FirstContact.objects.get(pk=contact.pk).person is not None


@pytest.mark.parametrize("words", ["", "   ", "\n\n"])
def test_without_the_callers_words_there_is_no_first_contact(town: Town, words: str) -> None:
    """R1: their own words are what it needs."""
    with pytest.raises(Refused, match="Write what they said"):
        called(town, Told(words))


def test_no_way_round_keeps_a_first_contact_without_words(town: Town) -> None:
    """R1: PostgreSQL refuses it too."""
    contact = called(town)
    columns = "organisation_id, service_id, channel, for_whom, contacted_at, held_by_id"
    empty = "caller_name, caller_relation, person_name, language, needs, wishes, onset_words, closed_by, closed_why"
    blanks = ", ".join(["''"] * 9)
    with pytest.raises(IntegrityError, match="a_first_contact_has_the_callers_words"):
        in_sql(
            town,
            f"INSERT INTO records_firstcontact (id, own_words, knows, {columns}, {empty}) "
            f"SELECT gen_random_uuid(), ' ', 'not_asked', {columns}, {blanks} FROM records_firstcontact WHERE id = %s",
            contact.pk,
        )


def test_nobody_changes_what_a_caller_said(town: Town) -> None:
    """R1, R17: their words stay as they said them; the application's role may not touch them."""
    contact = called(town)
    with pytest.raises(DatabaseError, match="permission denied"):
        in_sql(town, "UPDATE records_firstcontact SET own_words = 'tidier' WHERE id = %s", contact.pk)


def test_sending_the_form_twice_keeps_one_contact(town: Town) -> None:
    """Faults: one key, one row."""
    key = uuid4()
    first, second = called(town, key=key), called(town, key=key)
    assert first.pk == second.pk == key
    with town.acting("Ruth"):
        assert FirstContact.objects.count() == 1
        assert Network.objects.count() == 1


def test_carols_call_begins_leons_network_and_asks_her_into_it(town: Town) -> None:
    """R7, R8: the unit is the network; who called is only asked, and reads nothing, until the person says."""
    contact = called(town)
    with town.acting("Ruth"):
        found = FirstContact.objects.select_related("network__centre", "caller", "episode").get(pk=contact.pk)
        member = NetworkMember.objects.get(network=found.network)
        assert found.network.centre.full_name == "Leon Birch"
        assert found.episode.network_id == found.network_id
        assert member.person.full_name == "Carol Birch"
        assert (member.belonging, member.may_read, member.relation) == (Belonging.ASKED.value, False, "his mother")


def test_how_to_reach_carol_safely_is_hers_and_not_leons(town: Town) -> None:
    """R9: contact details are each one's own."""
    contact = called(town)
    with town.acting("Ruth"):
        way = SafeWay.objects.get(person=contact.caller_id)
        assert (way.value, way.may_ring, way.may_text) == ("+447700900102", True, False)
        assert not SafeWay.objects.filter(person=contact.person_id).exists()


def test_who_calls_for_themself_is_one_person(town: Town) -> None:
    contact = called(town, Told("I’ve run out of reasons.", caller_name="Alan Fairweather"))
    assert contact.caller_id == contact.person_id
    with town.acting("Ruth"):
        assert not NetworkMember.objects.exists()


def test_a_call_cannot_have_come_tomorrow(town: Town) -> None:
    with pytest.raises(Refused, match="still to come"):
        called(town, contacted_at=MONDAY + HOUR)


def test_a_letter_that_lay_since_friday_began_its_clock_on_friday(town: Town) -> None:
    """R2: contacted is when they reached us, not when somebody wrote it down."""
    contact = called(town, contacted_at=MONDAY - 3 * DAY)
    with town.acting("Ruth") as by:
        assert visible.sheet(by, contact.pk).standing.value == "late"


def test_every_clock_is_kept_and_noted_once(town: Town) -> None:
    """R2: referred and accepted are measured always, whichever clock the service promises by."""
    contact = called(town)
    later = MONDAY + HOUR
    with town.acting("Ruth", at=later) as by:
        contacts.note_clocks(contact_id=contact.pk, referred_at=MONDAY, accepted_at=later, by=by, at=later)
        sheet = visible.sheet(by, contact.pk)
        assert (sheet.clocks.referred_at, sheet.clocks.accepted_at) == (MONDAY, later)
        with pytest.raises(Refused, match="noted already"):
            contacts.note_clocks(contact_id=contact.pk, accepted_at=later, by=by, at=later)
        with pytest.raises(Refused, match="still to come"):
            contacts.note_clocks(contact_id=contact.pk, referred_at=later + HOUR, by=by, at=later)


def test_at_nelft_the_window_begins_with_acceptance(db: None) -> None:
    """R2: NELFT promises from the accepted referral; until then its clock has not started."""
    nelft = build_town("goodmayes", "nelft")
    contact = called(nelft)
    late = MONDAY + 30 * HOUR
    with nelft.acting("Ruth", at=late) as by:
        assert visible.sheet(by, contact.pk).standing.value == "not_started"
        contacts.note_clocks(contact_id=contact.pk, accepted_at=late, by=by, at=late)
        assert visible.sheet(by, contact.pk).standing.value == "waiting"


def test_tornio_is_late_after_24_elapsed_hours_and_not_at_them(town: Town) -> None:
    """R3: elapsed hours; exactly at the end is still inside."""
    contact = called(town)
    for at, expected in ((MONDAY + 24 * HOUR, "nearly_late"), (MONDAY + 24 * HOUR + MINUTE, "late")):
        with town.acting("Ruth", at=at) as by:
            assert visible.sheet(by, contact.pk).standing.value == expected


def test_it_goes_no_further_only_with_who_and_why(town: Town) -> None:
    """R4: a provider cannot drop one silently."""
    contact = called(town)
    with town.acting("Ruth") as by:
        with pytest.raises(Refused, match="Say why"):
            contacts.go_no_further(contact_id=contact.pk, closed_by=ClosedBy.SERVICE, why=" ", by=by, at=MONDAY)
        done = contacts.go_no_further(
            contact_id=contact.pk, closed_by=ClosedBy.PERSON, why="“My brother’s come.”", by=by, at=MONDAY
        )
        assert done.closed_written_by == town.practitioners["Ruth"]
        with pytest.raises(Refused, match="goes no further"):
            contacts.go_no_further(contact_id=contact.pk, closed_by=ClosedBy.CALLER, why="no", by=by, at=MONDAY)


def test_no_way_round_drops_a_contact_in_silence(town: Town) -> None:
    """R4: PostgreSQL refuses an end without who and why."""
    contact = called(town)
    with pytest.raises(IntegrityError, match="a_contact_that_goes_no_further_says_who_and_why"):
        in_sql(town, "UPDATE records_firstcontact SET closed_at = contacted_at WHERE id = %s", contact.pk)
    with pytest.raises(DatabaseError, match="permission denied"):
        in_sql(town, "DELETE FROM records_firstcontact WHERE id = %s", contact.pk)


def test_nobody_is_called_not_found_before_the_promised_attempts(db: None) -> None:
    """R4, R22: Saltmere's own profile promises six tries; reaching somebody is not one of them."""
    town = build_town("northgate", "saltmere")
    contact = called(town)
    with town.acting("Ruth", at=MONDAY + DAY) as by:
        later = MONDAY + DAY

        def give_up() -> FirstContact:
            return contacts.go_no_further(
                contact_id=contact.pk, closed_by=ClosedBy.NOT_FOUND, why="Six tries.", by=by, at=later
            )

        for tries in range(6):
            missing = 6 - tries
            with pytest.raises(Refused, match="one more time" if missing == 1 else f"{missing} more times"):
                give_up()
            way = AttemptWay.TELEPHONE
            contacts.attempt(contact_id=contact.pk, way=way, reached=False, by=by, at=later, key=uuid4())
            if tries == 0:
                contacts.attempt(contact_id=contact.pk, way=way, reached=True, words="Ring later.", by=by, at=later)
        assert give_up().closed_by == "not_found"


def test_an_attempt_sent_twice_is_one_and_lies_between_the_call_and_now(town: Town) -> None:
    contact, key = called(town), uuid4()
    with town.acting("Ruth", at=MONDAY + HOUR) as by:
        for _again in range(2):
            contacts.attempt(
                contact_id=contact.pk, way=AttemptWay.TEXT, reached=False, by=by, at=MONDAY + HOUR, key=key
            )
        assert Attempt.objects.count() == 1
        for wrong in (MONDAY - HOUR, MONDAY + 2 * HOUR):
            with pytest.raises(Refused, match="between their call and now"):
                contacts.attempt(
                    contact_id=contact.pk, way=AttemptWay.VISIT, reached=False, tried_at=wrong, by=by, at=MONDAY + HOUR
                )


def test_a_name_learned_later_is_written_down_once(town: Town) -> None:
    """R1: a name can wait; what the caller said stays."""
    contact = called(town, Told("I’d rather not say who I am."))
    with town.acting("Ruth") as by:
        assert visible.sheet(by, contact.pk).is_unnamed
        for name in ("Zofia Nowak", "Somebody Else"):
            contacts.tell_more(
                contact_id=contact.pk, name=name, language="Polish", knows=Knows.BESIDE, by=by, at=MONDAY
            )
        assert Person.objects.get(pk=the(contact.person_id)).full_name == "Zofia Nowak"
        found = FirstContact.objects.get(pk=contact.pk)
        assert (found.language, found.knows, found.own_words) == ("Polish", "beside", "I’d rather not say who I am.")
        contacts.tell_more(contact_id=contact.pk, by=by, at=MONDAY)


def test_once_met_nothing_of_the_waiting_goes_on(town: Town) -> None:
    contact = called(town)
    with town.acting("Ruth") as by:
        FirstContact.objects.filter(pk=contact.pk).update(first_met_at=MONDAY + HOUR)
        with pytest.raises(Refused, match="met already"):
            contacts.go_no_further(contact_id=contact.pk, closed_by=ClosedBy.PERSON, why="x", by=by, at=MONDAY)


def test_who_may_not_take_a_first_contact_cannot(town: Town) -> None:
    """Safety: an evaluator, a service lead and a stranger's service take none."""
    for name in ("Edith", "Carol"):
        with town.acting(name) as by, pytest.raises(NotForYou):
            contacts.take(told=Told("x"), channel=Channel.TELEPHONE, by=by, at=MONDAY)
    elsewhere = build_town("northford")
    with town.acting("Ruth") as by, pytest.raises(NotForYou):
        contacts.take(told=Told("x"), channel=Channel.TELEPHONE, by=by, at=MONDAY, service_id=elsewhere.service.pk)


def test_what_was_opened_is_out_of_farahs_sight(town: Town) -> None:
    """Safety: other staff see the contacts they work with, are offered, or may take on; not all."""
    contact = written(town)
    with town.acting("Farah") as by:
        assert visible.contact(by, contact.pk).pk == contact.pk
    with town.acting("Ruth") as by:
        responsibility.open_and_take_on(contact_id=contact.pk, by=by, at=MONDAY)
    with town.acting("Farah") as by, pytest.raises(NotForYou):
        visible.contact(by, contact.pk)
    with town.acting("Carol") as by, pytest.raises(NotForYou):
        visible.contact(by, contact.pk)
    with town.acting("Martin") as by, pytest.raises(NotForYou):
        visible.contact(by, contact.pk)


def test_every_step_is_recorded_as_a_change(town: Town) -> None:
    contact = called(town)
    with town.acting("Ruth"):
        assert Change.objects.filter(subject=contact.pk, verb="took a first contact").count() == 1
