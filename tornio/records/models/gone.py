"""What the database does when two people have agreed to delete: the words go, the rows and the proof stay (R28).

SQL over NEW, the row of a deletion. A salt that nobody keeps is hashed with what goes, so that the commitment which
stays tells nothing of it.
"""

from collections.abc import Iterator, Mapping

from tornio.core.rights import DELETED, WHOLE, EntryKind
from tornio.records.models.erasing import ME, PARTS, TABLES, WORDINGS

_OURS = "t.organisation_id = NEW.organisation_id"
_OF_NETWORK = f"{_OURS} AND t.network_id = NEW.network_id"
_OF_MEETINGS = (
    f"{_OURS} AND t.meeting_id IN (SELECT m.id FROM records_networkmeeting m "  # noqa: S608 - nobody's value
    "WHERE m.organisation_id = NEW.organisation_id AND m.network_id = NEW.network_id)"
)
_OF_CONTACTS = (
    f"{_OURS} AND t.first_contact_id IN (SELECT c.id FROM records_firstcontact c "  # noqa: S608
    "WHERE c.organisation_id = NEW.organisation_id AND c.network_id = NEW.network_id)"
)
_OF_MAPS = (
    f"{_OURS} AND t.map_id IN (SELECT m.id FROM records_networkmap m "  # noqa: S608
    "WHERE m.organisation_id = NEW.organisation_id AND m.network_id = NEW.network_id)"
)
_OF_DECISIONS = (
    f"{_OURS} AND t.decision_id IN (SELECT d.id FROM records_decision d "  # noqa: S608
    "WHERE d.organisation_id = NEW.organisation_id AND d.network_id = NEW.network_id)"
)
# The person at the centre loses their name here unless they are also somebody else to this organisation.
_NOBODY_ELSE = (
    f"{_OURS} AND t.{{column}} = (SELECT n.centre_id FROM records_network n WHERE n.id = NEW.network_id) "  # noqa: S608
    "AND NOT EXISTS (SELECT 1 FROM people_practitioner w WHERE w.person_id = t.{column}) "
    "AND NOT EXISTS (SELECT 1 FROM people_office o WHERE o.person_id = t.{column}) "
    "AND NOT EXISTS (SELECT 1 FROM records_networkmember m WHERE m.organisation_id = NEW.organisation_id "
    "AND m.person_id = t.{column}) "
    "AND NOT EXISTS (SELECT 1 FROM records_network n WHERE n.organisation_id = NEW.organisation_id "
    "AND n.centre_id = t.{column} AND n.id <> NEW.network_id)"
)

# The words of each table of the record. Columns of kinds, moments and people are no words: they are the proof.
WORDS: Mapping[str, tuple[str, ...]] = {
    "records_voice": ("text", "read_back_words", "spoken_as", "said_to"),
    "records_openquestion": ("text",),
    "records_questionturn": ("words",),
    "records_decision": ("words",),
    "records_position": ("words",),
    "records_call": ("words", "decided_for_self"),
    "records_stafftalk": ("why", "words", "others"),
    "records_safetyact": ("what", "by_whom", "power", "why_without", "capacity_evidence", "consulted"),
    "records_statement": ("words", "spoken_as"),
}
_WHOLE: Mapping[str, tuple[str, ...]] = {
    **{table: columns for table, columns in WORDS.items() if table != "records_position"},
    "records_wish": ("words",),
    "records_ending": ("words", "handed_to", "members_may_know"),
    "records_networkmeeting": (
        "place_words", "fewer_why", "closing_words", "not_held_why", "without_person_answer",
    ),
    "records_firstcontact": (
        "own_words", "caller_name", "caller_relation", "person_name", "language", "needs", "wishes", "onset_words",
        "closed_why",
    ),
    "records_networkmember": ("relation",),
    "records_teammember": ("left_words",),
    "records_presence": ("described",),
    "records_letter": ("to_whom", "words"),
    "records_letterposition": ("words",),
    "records_freeze": ("words", "decided_words", "lifted_why"),
    "records_kepton": ("why",),
    "records_misfiling": ("why", "back_why"),
}  # fmt: skip
_BY_ANOTHER: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "records_position": (_OF_DECISIONS, ("words",)),
    "records_invitation": (_OF_MEETINGS, ("words",)),
    "records_booking": (_OF_MEETINGS, ("released_why",)),
    "records_substitution": (_OF_MEETINGS, ("reason", "told_words")),
    "records_attempt": (_OF_CONTACTS, ("words",)),
    "records_responsibility": (_OF_CONTACTS, ("reason",)),
    "records_handover": (_OF_CONTACTS, ("reason",)),
}
_LEAVES_VIEW = frozenset({*WORDS, "records_letter"})


def _emptied(table: str, columns: tuple[str, ...]) -> str:
    """What was empty stays so; what was said gives way to a mark that says only that something stood here."""
    parts = [f"{each} = CASE WHEN {each} = '' THEN '' ELSE '{DELETED}' END" for each in columns]
    if table in _LEAVES_VIEW:
        parts.append("out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at)")
    return ", ".join(parts)


def _erase(table: str, where: str, change: str) -> str:
    kept = f"SELECT string_agg(to_jsonb(t)::text, chr(10) ORDER BY t.id) INTO part FROM {table} t WHERE {where}; "  # noqa: S608
    return (
        f"{kept} whole := whole || COALESCE(part, ''); UPDATE {table} t SET {change} WHERE {where}; "  # noqa: S608
        "GET DIAGNOSTICS few = ROW_COUNT; many := many + few; "
    )


def _take_away(table: str, where: str) -> str:
    """A drawing does not change once kept: it goes whole, with everyone who stood on it."""
    return f"DELETE FROM {table} t WHERE {where}; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; "  # noqa: S608


def _of_entry(kind: EntryKind) -> Iterator[str]:
    table = TABLES[kind]
    if kind is EntryKind.VOICE:
        found = f"{_OURS} AND t.id IN ({WORDINGS} SELECT id FROM wording)"  # noqa: S608
    else:
        found = f"{_OURS} AND t.id = NEW.entry"
    yield _erase(table, found, _emptied(table, WORDS[table]))
    if kind in PARTS:
        part, column = PARTS[kind]
        yield _erase(part, f"{_OURS} AND t.{column} = NEW.entry", _emptied(part, WORDS[part]))
    beside = f"{_OF_NETWORK} AND t.kind = NEW.kind AND t.author_id = NEW.author_id AND t.said_at = NEW.said_at"
    yield _erase("records_statement", beside, _emptied("records_statement", WORDS["records_statement"]))
    yield _erase("records_correction", beside, _CORRECTED)


_CORRECTED = (
    f"was = '', now = '{DELETED}', why = '{DELETED}', out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at)"
)


_ANSWERED = "answers = '{}', totals = '{}', out_of_view_at = COALESCE(t.out_of_view_at, NEW.agreed_at)"


def _of_record() -> Iterator[str]:
    for table, columns in _WHOLE.items():
        yield _erase(table, _OF_NETWORK, _emptied(table, columns))
    for table, (where, columns) in _BY_ANOTHER.items():
        yield _erase(table, where, _emptied(table, columns))
    yield _erase("records_correction", _OF_NETWORK, _CORRECTED)
    yield _erase("records_response", _OF_NETWORK, _ANSWERED)
    yield _take_away("records_maptie", _OF_MAPS)
    yield _take_away("records_mapnode", _OF_MAPS)
    yield _take_away("records_networkmap", _OF_NETWORK)
    yield _erase("people_safeway", _NOBODY_ELSE.format(column="person_id"), f"value = '{DELETED}', good_hours = ''")
    yield _erase(
        "people_person",
        _NOBODY_ELSE.format(column="id"),
        f"full_name = '{DELETED}', called = '{DELETED}', name_key = '', born_on = NULL, born_year = NULL, "
        "languages = '{}', communication_needs = '', identifier = ''",
    )


# Words that other rooms keep about a network, in tables this one does not name: everything that is long text goes.
_THE_REST = (
    "FOR each IN SELECT c.table_name, c.column_name FROM information_schema.columns c "
    "WHERE c.table_schema = 'public' AND c.data_type = 'text' AND c.table_name LIKE 'records\\_%%' "
    "AND c.table_name <> ALL ({known}) "
    "AND EXISTS (SELECT 1 FROM information_schema.columns n WHERE n.table_schema = 'public' "
    "AND n.table_name = c.table_name AND n.column_name = 'network_id') "
    "LOOP EXECUTE format('UPDATE %%I SET %%I = ''{deleted}'' WHERE organisation_id = $1 AND network_id = $2 "
    "AND %%I <> ''''', each.table_name, each.column_name, each.column_name) "
    "USING NEW.organisation_id, NEW.network_id; GET DIAGNOSTICS few = ROW_COUNT; many := many + few; END LOOP; "
).replace("%%", "%")


def _rest() -> str:
    named = sorted({*_WHOLE, *_BY_ANOTHER, "records_correction", "records_networkmap", "records_deletion"})
    known = "ARRAY[" + ", ".join(f"'{table}'" for table in named) + "]"
    return _THE_REST.replace("{known}", known).replace("{deleted}", DELETED)


def _erased() -> str:
    parts = f"IF NEW.kind = '{WHOLE}' THEN {''.join(_of_record())}{_rest()}"
    for kind in TABLES:
        parts += f"ELSIF NEW.kind = '{kind.value}' THEN {''.join(_of_entry(kind))}"
    return (
        "DECLARE part text; whole text := gen_random_uuid()::text; few integer; many integer := 0; each record; "  # noqa: S608
        f"BEGIN {parts} END IF; UPDATE records_deletion SET rows = many, "
        "commitment = encode(sha256(convert_to(whole, 'UTF8')), 'hex') WHERE id = NEW.id; END;"
    )


ERASED = _erased()
PROPOSED_BY_ANOTHER = f"NEW.asked_by_id::text IS DISTINCT FROM {ME} OR NEW.agreed_by_id IS NOT NULL"
NOT_TWO_WHO_MAY = (
    "OLD.agreed_by_id IS NOT NULL OR OLD.refused_by_id IS NOT NULL OR NEW.agreed_by_id IS NULL "  # noqa: S608
    f"OR NEW.agreed_by_id::text IS DISTINCT FROM {ME} OR NEW.agreed_by_id = NEW.asked_by_id "
    "OR NOT EXISTS (SELECT 1 FROM people_office o WHERE o.organisation_id = NEW.organisation_id "
    "AND o.office = 'privacy_lead' AND o.person_id IN (NEW.asked_by_id, NEW.agreed_by_id) "
    "AND o.since <= NEW.agreed_at AND (o.until IS NULL OR o.until > NEW.agreed_at))"
)
