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

# What somebody said beside an entry leaves and comes back with it.
_BESIDE = (
    "UPDATE records_statement SET {change} WHERE organisation_id = NEW.organisation_id AND kind = NEW.kind "
    "AND author_id = NEW.author_id AND said_at = NEW.said_at AND {only};"
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
    return parts + "END IF; " + _BESIDE.format(change=change, only=only)


OUT_OF_VIEW = _by_kind("out_of_view_at = NEW.at", "out_of_view_at IS NULL")
# Only what this misfiling took out comes back: what was deleted since, or taken out before, stays away.
BACK_IN_VIEW = _by_kind("out_of_view_at = NULL", "out_of_view_at = NEW.at")


def _anew(of: EntryKind, columns: str, **changed: str) -> str:
    """The same words once more as a row of the right network: its author reads them there."""
    into = ", ".join((*changed, *columns.split()))
    given = ", ".join((*changed.values(), *(f"o.{column}" for column in columns.split())))
    return (
        f"INSERT INTO {TABLES[of]} ({into}) SELECT {given} FROM {TABLES[of]} o "  # noqa: S608 - nobody's value
        "WHERE o.organisation_id = NEW.organisation_id AND o.id = NEW.entry;"
    )


_HERE = {"id": "NEW.moved_as", "network_id": "NEW.moved_to_id"}
_FOR = {"audience": "CASE o.audience WHEN 'author' THEN 'author' ELSE 'person_and_team' END", "chosen": "'{}'"}
_MOVED = {
    EntryKind.VOICE: _anew(
        EntryKind.VOICE,
        "organisation_id author_id written_by_id read_back_at read_back_words spoken_as said_to text said_at",
        kind="'voice'",
        **_HERE,
        **_FOR,
    ),
    EntryKind.QUESTION: _anew(
        EntryKind.QUESTION, "organisation_id asked_by_id written_by_id text asked_at", **_HERE, **_FOR
    ),
    EntryKind.CALL: _anew(
        EntryKind.CALL,
        "organisation_id taken_by_id caller_id began_at ended_at way words decided_for_self told_that_it_is_read",
        **_HERE,
        **_FOR,
    ),
    EntryKind.TALK: _anew(EntryKind.TALK, "organisation_id people others at minutes why words written_by_id", **_HERE),
    EntryKind.ACT: _anew(
        EntryKind.ACT,
        "organisation_id kind at until what by_whom power capacity_evidence consulted why_without written_by_id "
        "written_at",
        **_HERE,
        **_FOR,
    ),
}
MOVABLE = frozenset(_MOVED)
MOVED = (
    "".join(
        f"{'IF' if number == 0 else 'ELSIF'} NEW.kind = '{kind.value}' THEN {statement} "
        for number, (kind, statement) in enumerate(_MOVED.items())
    )
    + "END IF;"
)

ME = "current_setting('tornio.person', true)"

# A call is of the network of whoever rang, so it moves only to a network of theirs.
NOT_THEIRS_TO_MOVE = (
    f"NEW.author_id::text IS DISTINCT FROM {ME} OR (NEW.kind = 'call' AND NOT EXISTS ("  # noqa: S608
    "SELECT 1 FROM records_call c WHERE c.organisation_id = NEW.organisation_id AND c.id = NEW.entry AND ("
    "EXISTS (SELECT 1 FROM records_network n WHERE n.organisation_id = c.organisation_id "
    "AND n.id = NEW.moved_to_id AND n.centre_id = c.caller_id) OR EXISTS (SELECT 1 FROM records_networkmember m "
    "WHERE m.organisation_id = c.organisation_id AND m.network_id = NEW.moved_to_id AND m.person_id = c.caller_id))))"
)
SIGNED_BY_ANOTHER = (
    f"(NEW.back_asked_by_id IS DISTINCT FROM OLD.back_asked_by_id AND NEW.back_asked_by_id::text IS DISTINCT FROM {ME})"
    f" OR (NEW.back_by_id IS DISTINCT FROM OLD.back_by_id AND NEW.back_by_id::text IS DISTINCT FROM {ME})"
)
