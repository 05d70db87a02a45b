"""What the database does as owner of the tables when an entry leaves the record: out of view, back again, gone (R28).

All is SQL over NEW, the row of a misfiling or a deletion. The application's role can do none of it by itself.
"""

from tornio.core.rights import EntryKind

TABLES = {
    EntryKind.VOICE: "records_voice",
    EntryKind.QUESTION: "records_openquestion",
    EntryKind.DECISION: "records_decision",
    EntryKind.CALL: "records_call",
    EntryKind.TALK: "records_stafftalk",
    EntryKind.ACT: "records_safetyact",
}
# What belongs to an entry and leaves with it: the table, and the column that names the entry.
PARTS = {
    EntryKind.QUESTION: ("records_questionturn", "question_id"),
    EntryKind.DECISION: ("records_position", "decision_id"),
}

# A voice with all its wordings and what was added to it; an afterword goes without what it was added to.
WORDINGS = (
    "WITH RECURSIVE wording(id) AS (SELECT NEW.entry UNION SELECT found.id FROM wording w, LATERAL ("
    "SELECT v.id FROM records_voice v WHERE v.organisation_id = NEW.organisation_id AND v.rewords_id = w.id "
    "UNION ALL SELECT v.id FROM records_voice v WHERE v.organisation_id = NEW.organisation_id AND v.about_id = w.id "
    "UNION ALL SELECT v.rewords_id FROM records_voice v WHERE v.id = w.id AND v.rewords_id IS NOT NULL) found) "
)


def each_row(kind: EntryKind, change: str, *, only: str) -> str:
    """The statements that make this change to an entry of this kind and to what belongs to it."""
    here = f"organisation_id = NEW.organisation_id AND {only}"
    if kind is EntryKind.VOICE:
        return f"{WORDINGS} UPDATE records_voice SET {change} WHERE id IN (SELECT id FROM wording) AND {here};"  # noqa: S608
    found = f"UPDATE {TABLES[kind]} SET {change} WHERE id = NEW.entry AND {here};"  # noqa: S608 - nobody's value
    if kind in PARTS:
        table, column = PARTS[kind]
        found += f" UPDATE {table} SET {change} WHERE {column} = NEW.entry AND {here};"  # noqa: S608
    return found


def _by_kind(change: str, only: str) -> str:
    parts = "".join(
        f"{'IF' if number == 0 else 'ELSIF'} NEW.kind = '{kind.value}' THEN {each_row(kind, change, only=only)} "
        for number, kind in enumerate(TABLES)
    )
    return parts + "END IF;"


OUT_OF_VIEW = _by_kind("out_of_view_at = NEW.at", "out_of_view_at IS NULL")
# Only what this misfiling took out comes back: what was deleted since, or taken out before, stays away.
BACK_IN_VIEW = _by_kind("out_of_view_at = NULL", "out_of_view_at = NEW.at")
