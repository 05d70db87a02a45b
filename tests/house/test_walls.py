"""Tornio does not start where the walls between people are not those it made."""

import pytest
from django.core import checks
from django.db import connections

from tornio.config import schema
from tornio.config.commands import serve
from tornio.records import policies


def said() -> list[str]:
    """What the start-up check complains of."""
    return [told.msg for told in checks.run_checks(databases=["default"]) if told.id == "tornio.E003"]


def by_hand(statement: str) -> None:
    """Somebody who owns the tables changes something."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


def test_as_it_was_made_it_is_let_through(fresh_database: str) -> None:
    """R24: nothing to complain of."""
    assert said() == []
    serve.refuse_if_unfit()


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER POLICY may_read ON records_voice USING (true)",
        "DROP POLICY own_organisation ON records_voice",
        "CREATE POLICY everybody ON records_voice FOR SELECT TO tornio_app USING (true)",
        "ALTER TABLE people_safeway DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE people_safeway NO FORCE ROW LEVEL SECURITY",
        "GRANT DELETE ON records_voice TO tornio_app",
        "GRANT UPDATE (text) ON records_voice TO tornio_app",
        "CREATE OR REPLACE FUNCTION tornio_reach(wanted text) RETURNS uuid[] LANGUAGE sql AS 'SELECT NULL::uuid[]'",
    ],
)
def test_whatever_is_changed_by_hand_keeps_it_from_starting(fresh_database: str, statement: str) -> None:
    """R24: policies, owners' force, rights and functions; `tornio migrate` makes them anew."""
    by_hand(statement)
    with pytest.raises(Exception, match="changed by hand"):
        serve.refuse_if_unfit()


def test_a_view_that_asks_as_its_owner_is_named(fresh_database: str) -> None:
    """R24: views need security_invoker."""
    by_hand("CREATE VIEW shortcut AS SELECT * FROM records_voice")
    assert any("shortcut" in sentence for sentence in said())
    by_hand("ALTER VIEW shortcut SET (security_invoker = true)")
    assert not any("shortcut" in sentence for sentence in said())


def test_another_version_s_walls_are_said_to_be_so_and_made_anew(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R24: a new version that was not migrated yet does not serve by the old rules."""
    with monkeypatch.context() as patch:
        patch.setattr(policies, "statements", lambda: ["SELECT 'another rule'"])
        assert said() == ["The database's policies are of another version: run `tornio migrate`."]
    by_hand("ALTER POLICY may_read ON records_voice USING (true)")
    schema.bring_up_to_date(verbosity=0)
    assert said() == []
