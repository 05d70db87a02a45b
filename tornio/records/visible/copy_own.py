"""What a member's copy is made of: their own words and answers, and nobody else's."""

from collections.abc import Iterable
from uuid import UUID

from tornio.core.copies import Item
from tornio.people.acting import Reader
from tornio.records.models import (
    Call,
    Invitation,
    LetterPosition,
    OpenQuestion,
    Position,
    Presence,
    Statement,
    Voice,
)
from tornio.records.visible import copy_parts, instruments
from tornio.records.visible.reach import IN_VIEW


def items(reader: Reader, network: UUID) -> Iterable[Item]:
    """Everything that is theirs in this network."""
    me = reader.person
    mine = Voice.objects.select_related("author", "written_by", "about").filter(IN_VIEW, author=me, network=network)
    before = list(copy_parts.earlier_wordings(reader, network))
    for each in copy_parts.voices(mine.filter(rewordings__isnull=True), before):
        yield each.item
    for asked in OpenQuestion.objects.select_related("asked_by").filter(asked_by=me, network=network):
        yield Item("question", asked.pk, asked.asked_at, asked.asked_by.full_name, "", asked.text)
    calls = Call.objects.select_related("caller", "taken_by__person").filter(IN_VIEW, caller=me, network=network)
    yield from map(copy_parts.call, calls)
    stands = Position.objects.select_related("person").filter(IN_VIEW, person=me, decision__network=network)
    yield from map(copy_parts.position, stands)
    on_letters = LetterPosition.objects.select_related("person").filter(person=me, network=network)
    yield from map(copy_parts.position, on_letters)
    for said in Statement.objects.select_related("person").filter(person=me, network=network):
        yield copy_parts.statement(said)
    yield from map(copy_parts.answers, instruments.in_a_copy(reader, network))
    for there in Presence.objects.filter(person=me, network=network):
        facts = {"until": there.present.upper, "way": there.way, "as_whom": there.described}
        yield Item("was_there", there.pk, there.present.lower, facts=facts)
    for invited in Invitation.objects.filter(person=me, meeting__network=network):
        facts = {"answer": invited.answer, "answered_at": invited.answered_at}
        yield Item("asked_to_come", invited.pk, invited.invited_at, words=invited.words, facts=facts)
