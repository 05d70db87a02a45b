"""R5 and R6: somebody is responsible from the first moment, it passes on by a yes, and there is never nobody."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.calls import called, holder, in_sql, sadia_is_on_duty, written
from tests.people import HOUR, MONDAY, Town
from tornio.actions import contacts, responsibility
from tornio.core.contacts import ByWay
from tornio.core.errors import NotForYou, Refused
from tornio.people.acting import as_clerk
from tornio.records.models import (
    FirstContact,
    HandOver,
    Responsibility,
)


def test_ruth_who_answers_is_responsible_from_that_moment(town: Town) -> None:
    """R5: whoever takes the call."""
    contact = called(town)
    with town.acting("Ruth"):
        held = Responsibility.objects.get(first_contact=contact)
        assert (held.practitioner, held.by_way) == (town.practitioners["Ruth"], ByWay.ANSWERED.value)
        assert held.during.lower == MONDAY


def test_what_comes_by_the_web_has_duty_until_someone_opens_it(town: Town) -> None:
    """R5: Sadia is on duty; Ruth opens it and takes it on."""
    sadia_is_on_duty(town)
    contact = written(town)
    assert holder(town, contact) == "Sadia"
    with town.acting("Ruth", at=MONDAY + HOUR) as by:
        taken = responsibility.open_and_take_on(contact_id=contact.pk, by=by, at=MONDAY + HOUR)
        again = responsibility.open_and_take_on(contact_id=contact.pk, by=by, at=MONDAY + HOUR)
    assert taken.pk == again.pk
    assert taken.by_way == ByWay.OPENED.value
    assert holder(town, contact) == "Ruth"


def test_in_a_gap_of_the_rota_it_falls_to_martin(town: Town) -> None:
    """R5: a gap falls to the profile's named person."""
    contact = written(town)
    assert holder(town, contact) == "Martin"
    with town.acting("Ruth"):
        assert Responsibility.objects.get().by_way == ByWay.FALLBACK.value


def test_farah_who_opens_it_second_is_told_who_has_it(town: Town) -> None:
    """R5: one has it, the other is told who."""
    contact = written(town)
    with town.acting("Ruth") as by:
        responsibility.open_and_take_on(contact_id=contact.pk, by=by, at=MONDAY)
    with town.acting("Farah") as by, pytest.raises(Refused, match="Ruth Adeyemi has opened it already"):
        responsibility.open_and_take_on(contact_id=contact.pk, by=by, at=MONDAY)
    assert holder(town, contact) == "Ruth"


def test_no_way_round_leaves_a_contact_with_nobody_or_with_two(town: Town) -> None:
    """R5: PostgreSQL refuses nobody, another contact's responsibility, and two at one time."""
    contact, other = called(town), called(town)
    with pytest.raises(IntegrityError):
        in_sql(town, "UPDATE records_firstcontact SET held_by_id = NULL WHERE id = %s", contact.pk)
    with pytest.raises(IntegrityError, match="somebody_is_always_responsible"):
        in_sql(town, "UPDATE records_firstcontact SET held_by_id = %s WHERE id = %s", other.held_by_id, contact.pk)
    with pytest.raises(IntegrityError, match="one_is_responsible_at_a_time"):
        in_sql(
            town,
            "INSERT INTO records_responsibility (id, organisation_id, first_contact_id, practitioner_id, during,"
            " by_way, reason) SELECT gen_random_uuid(), organisation_id, first_contact_id, %s, during, 'opened', ''"
            " FROM records_responsibility WHERE first_contact_id = %s",
            town.practitioners["Farah"].pk,
            contact.pk,
        )


def test_it_passes_to_tomasz_only_when_he_says_yes(town: Town) -> None:
    """R6: offered with a reason, accepted; the history stays."""
    contact = called(town)
    tomasz = town.practitioners["Tomasz"].pk
    with town.acting("Ruth") as by:
        with pytest.raises(Refused, match="Say why"):
            responsibility.offer(contact_id=contact.pk, to=tomasz, reason="", by=by, at=MONDAY)
        key = uuid4()
        for _again in range(2):
            asked = responsibility.offer(
                contact_id=contact.pk, to=tomasz, reason="I am away.", by=by, at=MONDAY, key=key
            )
    assert holder(town, contact) == "Ruth"
    with town.acting("Tomasz", at=MONDAY + HOUR) as by:
        for _again in range(2):
            responsibility.answer_offer(hand_over_id=asked.pk, yes=True, by=by, at=MONDAY + HOUR)
        with pytest.raises(Refused, match="answered already"):
            responsibility.answer_offer(hand_over_id=asked.pk, yes=False, by=by, at=MONDAY + HOUR)
    assert holder(town, contact) == "Tomasz"
    with town.acting("Ruth"), as_clerk():
        assert Responsibility.objects.filter(first_contact=contact).count() == 2
        assert HandOver.objects.count() == 1


def test_when_tomasz_says_no_ruth_stays_responsible(town: Town) -> None:
    """R6: a no changes nothing."""
    contact = called(town)
    with town.acting("Ruth") as by:
        asked = responsibility.offer(
            contact_id=contact.pk, to=town.practitioners["Tomasz"].pk, reason="Away.", by=by, at=MONDAY
        )
    with town.acting("Farah") as by, pytest.raises(NotForYou):
        responsibility.answer_offer(hand_over_id=asked.pk, yes=True, by=by, at=MONDAY)
    with town.acting("Tomasz") as by:
        responsibility.answer_offer(hand_over_id=asked.pk, yes=False, by=by, at=MONDAY)
    assert holder(town, contact) == "Ruth"


def test_a_yes_that_comes_after_it_went_elsewhere_is_told_where(town: Town) -> None:
    """R6: two are asked, the first yes counts."""
    contact = called(town)
    with town.acting("Ruth") as by:
        asked = [
            responsibility.offer(
                contact_id=contact.pk, to=town.practitioners[name].pk, reason="Away.", by=by, at=MONDAY
            )
            for name in ("Tomasz", "Farah")
        ]
    with town.acting("Tomasz") as by:
        responsibility.answer_offer(hand_over_id=asked[0].pk, yes=True, by=by, at=MONDAY)
    with town.acting("Farah") as by, pytest.raises(Refused, match="Tomasz Wójcik is responsible by now"):
        responsibility.answer_offer(hand_over_id=asked[1].pk, yes=True, by=by, at=MONDAY)


def test_only_ruth_can_offer_what_is_hers_and_only_to_somebody_who_works_here(town: Town) -> None:
    """R6: nobody passes on what another holds."""
    sadia_is_on_duty(town)
    contact = called(town)
    farah = town.practitioners["Farah"].pk
    with town.acting("Sadia") as by, pytest.raises(Refused, match="Only who is responsible"):
        responsibility.offer(contact_id=contact.pk, to=farah, reason="x", by=by, at=MONDAY)
    with town.acting("Tomasz") as by, pytest.raises(NotForYou):
        responsibility.offer(contact_id=contact.pk, to=farah, reason="x", by=by, at=MONDAY)
    with town.acting("Ruth") as by, pytest.raises(Refused, match="works here"):
        responsibility.offer(contact_id=contact.pk, to=uuid4(), reason="x", by=by, at=MONDAY)


def test_no_way_round_passes_it_on_without_a_yes(town: Town) -> None:
    """R6: PostgreSQL ties an accepted responsibility to the other's own yes."""
    contact = called(town)
    with town.acting("Ruth") as by:
        asked = responsibility.offer(
            contact_id=contact.pk, to=town.practitioners["Tomasz"].pk, reason="Away.", by=by, at=MONDAY
        )
    with pytest.raises(IntegrityError, match="responsibility_passes_only_when_the_other_said_yes"):
        in_sql(
            town,
            "INSERT INTO records_responsibility (id, organisation_id, first_contact_id, practitioner_id, during,"
            " by_way, reason, hand_over_id, accepted) VALUES (gen_random_uuid(), %s, %s, %s, tstzrange('2020-01-01',"
            " '2020-01-02'), 'accepted', '', %s, true)",
            town.organisation.pk,
            contact.pk,
            town.practitioners["Tomasz"].pk,
            asked.pk,
        )


def test_when_ruth_cannot_act_duty_takes_it_with_a_reason(town: Town) -> None:
    """R6: Sadia holds the telephone; Farah does not."""
    sadia_is_on_duty(town)
    contact = called(town)
    with town.acting("Farah") as by, pytest.raises(NotForYou):
        responsibility.duty_takes(contact_id=contact.pk, reason="Ruth is ill.", by=by, at=MONDAY)
    with town.acting("Sadia", at=MONDAY + HOUR) as by:
        with pytest.raises(Refused, match="Say why"):
            responsibility.duty_takes(contact_id=contact.pk, reason="", by=by, at=MONDAY + HOUR)
        responsibility.duty_takes(contact_id=contact.pk, reason="Ruth is ill.", by=by, at=MONDAY + HOUR)
        with pytest.raises(Refused, match="yours already"):
            responsibility.duty_takes(contact_id=contact.pk, reason="Again.", by=by, at=MONDAY + HOUR)
    with town.acting("Ruth", at=MONDAY + HOUR) as by, pytest.raises(NotForYou):
        contacts.tell_more(contact_id=uuid4(), by=by, at=MONDAY + HOUR)
    assert holder(town, contact) == "Sadia"


def test_whoever_is_not_on_duty_cannot_take_over_even_their_own_colleagues_call(town: Town) -> None:
    """R6: only whoever holds the telephone."""
    sadia_is_on_duty(town)
    contact = called(town)
    with town.acting("Martin", capacity=None) as by, pytest.raises(NotForYou):
        responsibility.duty_takes(contact_id=contact.pk, reason="I lead.", by=by, at=MONDAY)
    with town.acting("Ruth") as by, pytest.raises(Refused, match="holds the telephone"):
        responsibility.duty_takes(contact_id=contact.pk, reason="Mine.", by=by, at=MONDAY)


def test_no_way_round_lets_duty_take_without_a_reason(town: Town) -> None:
    """R6: PostgreSQL wants the reason."""
    contact = called(town)
    with pytest.raises(IntegrityError, match="duty_takes_over_with_a_reason"):
        in_sql(
            town,
            "INSERT INTO records_responsibility (id, organisation_id, first_contact_id, practitioner_id, during,"
            " by_way, reason) VALUES (gen_random_uuid(), %s, %s, %s, tstzrange('2020-01-01', '2020-01-02'),"
            " 'duty_took', ' ')",
            town.organisation.pk,
            contact.pk,
            town.practitioners["Sadia"].pk,
        )


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["open", "offer", "yes", "no", "duty"]),
        st.sampled_from(["Ruth", "Tomasz", "Farah", "Sadia"]),
        st.sampled_from(["Ruth", "Tomasz", "Farah", "Sadia"]),
        st.integers(0, 3),
    ),
    max_size=12,
)


def _try(town: Town, contact: FirstContact, step: tuple[str, str, str, int], at: datetime) -> None:
    what, who, other, _minutes = step
    offers = HandOver.objects.filter(first_contact=contact).order_by("-offered_at", "-pk")
    with town.acting(who, at=at) as by:
        latest = offers.first()
        moment = by.at
        try:
            if what == "open":
                responsibility.open_and_take_on(contact_id=contact.pk, by=by, at=moment)
            elif what == "offer":
                to: UUID = town.practitioners[other].pk
                responsibility.offer(contact_id=contact.pk, to=to, reason="x", by=by, at=moment)
            elif what == "duty":
                responsibility.duty_takes(contact_id=contact.pk, reason="x", by=by, at=moment)
            elif latest is not None:
                responsibility.answer_offer(hand_over_id=latest.pk, yes=what == "yes", by=by, at=moment)
        except (Refused, NotForYou):
            pass


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, from_the_web=st.booleans())
def test_whatever_happens_exactly_one_is_responsible(
    town: Town,
    steps: list[tuple[str, str, str, int]],
    from_the_web: bool,
) -> None:
    """R5, R6: never nobody, never two; every moment since the call belongs to exactly one."""
    with transaction.atomic():
        sadia_is_on_duty(town)
        contact = written(town) if from_the_web else called(town)
        at = MONDAY
        for step in steps:
            at += timedelta(minutes=step[3])
            _try(town, contact, step, at)
        with town.acting("Ruth"), as_clerk():
            held = list(Responsibility.objects.filter(first_contact=contact).order_by("during"))
            found = FirstContact.objects.get(pk=contact.pk)
        assert held[0].during.lower == MONDAY
        assert [each.during.upper for each in held[:-1]] == [each.during.lower for each in held[1:]]
        assert held[-1].during.upper is None
        assert found.held_by_id == held[-1].pk
        transaction.set_rollback(True)


def test_what_is_of_another_trust_is_not_ruths_to_open(town: Town) -> None:
    """R24: what is not theirs does not exist."""
    with town.acting("Ruth") as by, pytest.raises(NotForYou):
        responsibility.open_and_take_on(contact_id=uuid4(), by=by, at=MONDAY)
