"""How single rows become items of a copy, for the person and for a member alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tornio.core.copies import Item, Told
from tornio.core.rights import EntryKind
from tornio.core.voices import VoiceKind
from tornio.people.acting import Reader
from tornio.records.models import Call, Correction, LetterPosition, Position, Response, Statement, Voice
from tornio.records.visible import instruments
from tornio.records.visible.reach import IN_VIEW
from tornio.records.visible.rights import Beside, Mark


@dataclass(frozen=True, slots=True)
class Marked:
    """An item with the mark of its entry, and the meeting it stands in."""

    mark: Mark
    item: Item
    meeting: UUID | None


def earlier_wordings(reader: Reader, network: UUID) -> QuerySet[Voice]:
    """How the reader said something before: theirs alone (R17)."""
    mine = Voice.objects.select_related("author").filter(IN_VIEW, author=reader.person_id, network=network)
    return mine.filter(rewordings__isnull=False)


def voices(rows: Iterable[Voice], wordings: Sequence[Voice] = ()) -> Iterable[Marked]:
    """Voices with what their authors added, and for the reader's own the wordings before. `rows` know their `about`."""
    known = list(rows)
    before = {each.pk: each for each in wordings}
    said = {each.pk: each for each in known if each.kind != VoiceKind.AFTERWORD.value}
    now = {old.pk: voice.pk for voice in said.values() for old in _before(voice, before)} | {pk: pk for pk in said}
    by_mark = {_mark(each): pk for pk, each in said.items()}
    added: defaultdict[UUID | None, list[Voice]] = defaultdict(list)
    for each in known:
        if each.kind == VoiceKind.AFTERWORD.value and each.about is not None:
            added[now.get(each.about.pk) or by_mark.get(_mark(each.about))].append(each)
        elif each.kind == VoiceKind.AFTERWORD.value:
            added[None].append(each)
    for pk, each in said.items():
        yield Marked(_mark(each), _voice(each, before, added[pk]), each.meeting_id)
    for each in added[None]:
        yield Marked(_mark(each), _voice(each, before), each.meeting_id)


def _before(voice: Voice, known: Mapping[UUID, Voice]) -> Iterable[Voice]:
    """How its author said it before, the latest first."""
    former = voice.rewords_id
    while former is not None and former in known:
        yield known[former]
        former = known[former].rewords_id


def _mark(voice: Voice) -> Mark:
    return EntryKind.VOICE.value, voice.author_id, voice.said_at


def _voice(row: Voice, before: Mapping[UUID, Voice], added: Iterable[Voice] = ()) -> Item:
    facts = {"said_to": row.said_to, "audience": row.audience}
    if row.written_by_id != row.author_id:
        facts |= {"written_by": row.written_by.full_name, "read_back": row.read_back_words}
    wordings = [
        Item("wording", each.pk, each.said_at, row.author.full_name, "", each.text) for each in _before(row, before)
    ]
    parts = [*wordings, *(_voice(each, before) for each in added)]
    in_time = tuple(sorted(parts, key=lambda each: (each.at, each.key)))
    return Item(row.kind, row.pk, row.said_at, row.author.full_name, row.spoken_as, row.text, facts, in_time)


def call(row: Call) -> Item:
    """A call, with what the caller decided for themself."""
    facts = {
        "taken_by": row.taken_by.person.full_name,
        "way": row.way,
        "decided_for_self": row.decided_for_self,
        "audience": row.audience,
    }
    return Item("call", row.pk, row.began_at, row.caller.full_name, "", row.words, facts)


def position(row: Position | LetterPosition) -> Item:
    """Where somebody stands, in their own words."""
    return Item("position", row.pk, row.at, row.person.full_name, "", row.words, {"stand": row.stand})


def answers(row: Response) -> Item:
    """What somebody answered: each question in the file's own words, with its answer."""
    definition = instruments.definition_of(row.instrument)
    facts: dict[str, Told] = {
        "title": definition.title.words,
        "version": definition.version,
        "answers": tuple(
            f"{each.text.words}: {each.told(row.answers[each.key])}"
            for each in definition.items
            if each.key in row.answers
        ),
        "audience": row.audience,
        "taken_back_at": row.taken_back_at,
    }
    return Item("answers", row.pk, row.answered_at, row.author.full_name, facts=facts)


def statement(row: Statement) -> Item:
    """What somebody says is not right."""
    return Item("not_right", row.pk, row.at, row.person.full_name, row.spoken_as, row.words)


def correction(row: Correction) -> Item:
    """A fact that was put right, with what it was."""
    facts = {"fact": row.fact, "was": row.was, "now": row.now}
    return Item("put_right", row.pk, row.at, row.corrected_by.full_name, "", row.why, facts)


def with_beside(each: Marked, beside: Beside) -> Item:
    """The item with what stands beside its entry."""
    more: list[Any] = [statement(said) for said in beside.statements.get(each.mark, [])]
    more += [correction(fact) for fact in beside.corrections.get(each.mark, [])]
    return replace(each.item, parts=(*each.item.parts, *more)) if more else each.item
