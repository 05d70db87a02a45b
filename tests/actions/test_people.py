"""The frame in which people act, and how they come to be known."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.people import MONDAY, Town, build_town
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.people.models import Person


def test_without_a_reader_asking_for_people_is_an_error_and_not_an_empty_page(town: Town) -> None:
    """No reader set is an error: nobody mistakes silence for "there is nobody"."""
    with pytest.raises(DatabaseError), transaction.atomic():
        list(Person.objects.all())


def test_ruth_sees_only_people_of_her_own_trust(town: Town) -> None:
    """One installation serves many trusts, strangers to each other."""
    other = build_town("northford")
    with town.acting("Ruth"):
        seen = set(Person.objects.values_list("organisation_id", flat=True))
    assert seen == {town.organisation.pk}
    assert other.organisation.pk not in seen


def test_carol_cannot_act_as_a_practitioner(town: Town) -> None:
    with pytest.raises(NotForYou), town.acting("Carol", capacity=Capacity.PRACTITIONER):
        pass


def test_nobody_deletes_a_person_not_even_in_sql(town: Town) -> None:
    """R28: ordinary work deletes nothing."""
    with town.acting("Ruth"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_person")


def test_a_person_cannot_be_moved_to_another_trust(town: Town) -> None:
    with town.acting("Ruth"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET organisation_id = gen_random_uuid()")


def test_a_frame_inside_a_frame_gives_the_outer_reader_back(town: Town) -> None:
    with town.acting("Ruth") as ruth, connection.cursor() as cursor:
        with town.acting("Carol"):
            pass
        cursor.execute("SELECT current_setting('tornio.person')")
        assert cursor.fetchone()[0] == str(ruth.person_id)


def test_a_gap_in_the_duty_rota_always_has_somebody_to_fall_to(town: Town) -> None:
    """R5: a service cannot be opened without the named person."""
    assert town.service.duty_fallback_id == town.practitioners["Martin"].pk


def test_moments_need_their_time_zone(town: Town) -> None:
    with pytest.raises(ValueError, match="time zone"), town.nobody(at=MONDAY.replace(tzinfo=None)):
        pass
