"""What people answer, around the application: what PostgreSQL itself refuses, whoever writes."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.actions.test_instruments import LATER, held, offered, said
from tests.people import Town
from tornio.core.instruments import ReadBy
from tornio.records.models import NetworkMeeting

__all__ = ["held"]


@pytest.mark.parametrize(
    ("called", "change", "name"),
    [
        ("Ruth", {"audience": "author"}, "staff_keep_no_answers_to_themselves"),
        ("Ruth", {"meeting_id": None}, "staff_keep_no_answers_to_themselves"),
        ("Carol", {"answers": "{}"}, "an_answer_says_something"),
        ("Carol", {"audience": "network"}, "answers_are_ones_own_or_the_teams_as_well"),
    ],
)
def test_no_way_round_writes_what_cannot_be(
    town: Town, held: NetworkMeeting, called: str, change: dict[str, Any], name: str
) -> None:
    """R18: PostgreSQL refuses each by name."""
    made = said(town, held, called)
    with town.acting(called, at=LATER), connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            cursor.execute(COPIED.format(**_values(change)), {"author": made.author_id, **change})
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("UPDATE records_response SET answers = '{}'")


COPIED = (
    "INSERT INTO records_response (id, organisation_id, instrument_id, network_id, meeting_id, author_id, answered_as, "
    "answers, totals, answered_at, audience, chosen, follows_id) SELECT gen_random_uuid(), organisation_id, "
    "instrument_id, network_id, {meeting_id}, %(author)s, answered_as, {answers}, totals, answered_at, {audience}, "
    "chosen, {follows} FROM records_response LIMIT 1"
)


def _values(change: dict[str, Any]) -> dict[str, str]:
    columns = ("meeting_id", "answers", "audience")
    casts = {"meeting_id": "::uuid", "answers": "::jsonb"}
    return {each: f"%({each})s{casts.get(each, '')}" if each in change else each for each in columns} | {
        "follows": "id"
    }


def test_nobody_answers_for_somebody_else_or_about_where_they_were_not(town: Town, held: NetworkMeeting) -> None:
    """R17: signed by whoever answers; and who was not there does not say how it was."""
    said(town, held, "Carol", ReadBy.PERSON_AND_TEAM)
    plain = COPIED.format(**_values({}))
    with town.acting("Leon", at=LATER), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            cursor.execute(plain, {"author": town.people["Carol"].pk})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="only_its_author_answers_anew"), transaction.atomic():
            cursor.execute(plain, {"author": town.people["Leon"].pk})
        with (
            pytest.raises(IntegrityError, match="an_answer_is_shown_and_taken_back_by_its_author"),
            transaction.atomic(),
        ):
            cursor.execute("UPDATE records_response SET audience = 'author'")
    with town.acting("Tomasz", at=LATER), connection.cursor() as cursor:
        cursor.execute("UPDATE records_response SET taken_back_at = now()")
        assert cursor.rowcount == 0
    with town.acting("Farah", at=LATER), connection.cursor() as cursor:
        given = {"author": town.people["Farah"].pk, "meeting": held.pk, "of": town.people["Carol"].pk}
        with pytest.raises(IntegrityError, match="whoever_was_not_there_does_not_say_how_it_was"), transaction.atomic():
            cursor.execute(
                "INSERT INTO records_response (id, organisation_id, instrument_id, network_id, meeting_id, author_id, "
                "answered_as, answers, totals, answered_at, audience, chosen) SELECT gen_random_uuid(), "
                "i.organisation_id, i.id, m.network_id, m.id, %(author)s, 'practitioner', '{\"heard\": 2}', '{}', "
                "now(), 'person_and_team', '{}' FROM records_instrument i JOIN records_networkmeeting m "
                "ON m.id = %(meeting)s LIMIT 1",
                given,
            )


def test_two_versions_are_never_offered_at_one_time(town: Town) -> None:
    offered(town)
    with town.acting("Martin"), connection.cursor() as cursor:
        again = (
            "INSERT INTO records_instrument (id, organisation_id, service_id, name, version, definition, during, "
            "offered, kept_by_id, kept_at) SELECT gen_random_uuid(), organisation_id, service_id, name, {version}, "
            "{definition}, during, offered, kept_by_id, kept_at FROM records_instrument WHERE during IS NOT NULL"
        )
        names = {
            "one_version_of_an_instrument_is_offered_at_a_time": {"version": "'9'", "definition": "definition"},
            "a_version_of_an_instrument_says_one_thing": {"version": "version", "definition": "'{}'"},
        }
        for name, values in names.items():
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                cursor.execute(again.format(**values))
