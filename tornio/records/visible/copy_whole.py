"""What the copy for the person at the centre is made of: each kind of thing that they may read, once."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from tornio.core.copies import Item, Told
from tornio.core.rights import EntryKind
from tornio.people.acting import Reader
from tornio.people.models import Person
from tornio.records.models import (
    Episode,
    MapNode,
    NetworkMap,
    OpenedEntry,
    OpenQuestion,
    Presence,
    QuestionTurn,
    SpokenOf,
    Substitution,
    TeamMember,
)
from tornio.records.visible import (
    between,
    copy_life,
    copy_parts,
    decisions,
    episodes,
    instruments,
    letters,
    rights,
    voices,
)
from tornio.records.visible.copy_parts import Marked
from tornio.records.visible.reach import entries
from tornio.records.visible.story_sources import SOURCES, meetings


def items(reader: Reader, network: UUID) -> Iterable[Item]:
    """Everything of the record as items; what was said in a meeting stands inside it."""
    said = [
        *copy_parts.voices(
            voices.voices(reader).select_related("about").filter(network=network),
            list(copy_parts.earlier_wordings(reader, network)),
        ),
        *_questions(reader, network),
        *_decisions(reader, network),
        *_calls(reader, network),
        *_talks(reader, network),
        *_acts(reader, network),
    ]
    beside = rights.beside(reader, network)
    inside: defaultdict[UUID | None, list[Item]] = defaultdict(list)
    marks = set()
    for each in said:
        marks.add(each.mark)
        inside[each.meeting].append(copy_parts.with_beside(each, beside))
    held = list(_meetings(reader, network, inside))
    yield from held
    known = {each.key for each in held}
    for meeting, things in inside.items():
        if meeting not in known:
            yield from things
    yield from _beside_nothing(beside, marks)
    yield from _facts_put_right(reader, network)
    yield from _around(reader, network)
    yield from copy_life.items(reader, network)


def _beside_nothing(beside: rights.Beside, marks: set[rights.Mark]) -> Iterable[Item]:
    """What stands beside something that is not in this copy still stands in it."""
    for mark, statements in beside.statements.items():
        if mark not in marks:
            yield from map(copy_parts.statement, statements)
    for mark, facts in beside.corrections.items():
        if mark not in marks:
            yield from map(copy_parts.correction, facts)


def _facts_put_right(reader: Reader, network: UUID) -> Iterable[Item]:
    for each in rights.corrections(reader, network).filter(author__isnull=True):
        yield copy_parts.correction(each)


def _meetings(reader: Reader, network: UUID, inside: dict[UUID | None, list[Item]]) -> Iterable[Item]:
    rows = list(meetings(reader, network).order_by("proposed_at", "pk"))
    there: defaultdict[UUID, list[Presence]] = defaultdict(list)
    for each in Presence.objects.select_related("person").filter(meeting__in=rows).order_by("present", "pk"):
        there[each.meeting_id].append(each)
    stood_in: defaultdict[UUID, list[Item]] = defaultdict(list)
    for sub in Substitution.objects.select_related("practitioner__person").filter(meeting__in=rows):
        facts = {"told_at": sub.told_at, "told": sub.told_words}
        name = sub.practitioner.person.full_name
        stood_in[sub.meeting_id].append(Item("stood_in", sub.pk, sub.named_at, name, "", sub.reason, facts))
    spoken = set(SpokenOf.objects.filter(network=network).values_list("meeting_id", flat=True))
    for row in rows:
        yield Item(
            kind="meeting",
            key=row.pk,
            at=row.opened_at or row.planned.lower,
            words=row.closing_words,
            facts={
                "status": row.status,
                "place": row.place_kind,
                "planned_from": row.planned.lower,
                "planned_until": row.planned.upper,
                "opened_at": row.opened_at,
                "held_at": row.held_at,
                "who_was_there": tuple(dict.fromkeys(each.person.full_name for each in there[row.pk])),
                "fewer_why": row.fewer_why,
                "not_held_by": row.not_held_by,
                "not_held_why": row.not_held_why,
                "asked_without_the_person_at": row.without_person_asked_at,
                "answer_without_the_person": row.without_person_answer,
                "spoke_of_medication": row.pk in spoken,
            },
            parts=tuple(sorted([*stood_in[row.pk], *inside.get(row.pk, [])], key=lambda each: (each.at, each.key))),
        )


def _questions(reader: Reader, network: UUID) -> Iterable[Marked]:
    rows = OpenQuestion.objects.select_related("asked_by").filter(entries(reader, "asked_by"), network=network)
    turns: defaultdict[UUID, list[Item]] = defaultdict(list)
    for turn in QuestionTurn.objects.filter(question__in=rows).order_by("at", "pk"):
        turns[turn.question_id].append(Item("turn", turn.pk, turn.at, words=turn.words, facts={"became": turn.became}))
    for row in rows:
        item = Item("question", row.pk, row.asked_at, row.asked_by.full_name, "", row.text, parts=tuple(turns[row.pk]))
        yield Marked((EntryKind.QUESTION.value, row.asked_by_id, row.asked_at), item, row.meeting_id)


def _decisions(reader: Reader, network: UUID) -> Iterable[Marked]:
    stands: defaultdict[UUID, list[Item]] = defaultdict(list)
    for each in decisions.readable_positions(reader, network).filter(decision__network=network):
        stands[each.decision_id].append(copy_parts.position(each))
    for row in decisions.decisions(reader).filter(network=network):
        facts = {"outcome": row.outcome, "about": row.kind, "meetings_that_spoke_of_it_before": row.spoken_of_before}
        item = Item("decision", row.pk, row.at, words=row.words, facts=facts, parts=tuple(stands.pop(row.pk, [])))
        yield Marked((EntryKind.DECISION.value, row.written_by_id, row.at), item, row.meeting_id)
    for alone in stands.values():
        for item in alone:
            yield Marked(("position", item.key, item.at), item, None)


def _calls(reader: Reader, network: UUID) -> Iterable[Marked]:
    for row in between.calls(reader).filter(network=network):
        yield Marked((EntryKind.CALL.value, row.taken_by.person_id, row.began_at), copy_parts.call(row), None)


def _talks(reader: Reader, network: UUID) -> Iterable[Marked]:
    rows = list(between.talks(reader).filter(network=network))
    named = {each for row in rows for each in row.people}
    names = {each.pk: each.full_name for each in Person.objects.filter(pk__in=named)}
    for row in rows:
        facts = {
            "between": tuple(names[each] for each in row.people if each in names),
            "others": row.others,
            "why": row.why,
            "minutes": row.minutes,
        }
        item = Item("talk", row.pk, row.at, row.written_by.full_name, "", row.words, facts)
        yield Marked((EntryKind.TALK.value, row.written_by_id, row.at), item, None)


def _acts(reader: Reader, network: UUID) -> Iterable[Marked]:
    for row in between.acts(reader).filter(network=network).select_related("written_by"):
        told = tuple(Item("told", each.pk, each.at, facts={"told": each.told}) for each in row.tellings.all())
        facts = {
            "about": row.kind,
            "until": row.until,
            "by_whom": row.by_whom,
            "power": row.power,
            "why_without": row.why_without,
            "what_showed_it": row.capacity_evidence,
            "who_was_asked": row.consulted,
        }
        item = Item("act", row.pk, row.at, row.written_by.full_name, "", row.what, facts, told)
        yield Marked((EntryKind.ACT.value, row.written_by_id, row.at), item, None)


def _around(reader: Reader, network: UUID) -> Iterable[Item]:
    """What is no entry: how it began, wishes, endings, who came and went, letters, drawings, what was deleted."""
    for contact in SOURCES["contact"].rows(reader, network).select_related("caller", "held_by__practitioner__person"):
        name = contact.caller.full_name if contact.caller else contact.caller_name
        facts = {
            "channel": contact.channel,
            "wishes": contact.wishes,
            "answered_by": contact.held_by.practitioner.person.full_name,
            "first_met_at": contact.first_met_at,
        }
        yield Item("contact", contact.pk, contact.contacted_at, name, contact.caller_relation, contact.own_words, facts)
    for wish in between.wishes(reader, network):
        facts = {"about": wish.kind, "whom": wish.whom, "until": wish.until}
        yield Item("wish", wish.pk, wish.at, wish.written_by.full_name, "", wish.said, facts)
    for ending in episodes.endings(reader).filter(network=network):
        facts = {"about": ending.kind, "handed_to": ending.handed_to, "members_may_know": ending.members_may_know}
        yield Item("ended", ending.pk, ending.at, ending.written_by.full_name, "", ending.words, facts)
    for again in Episode.objects.filter(network=network, returned=True):
        yield Item("returned", again.pk, again.opened_at)
    for gone in TeamMember.objects.select_related("practitioner__person").filter(
        network=network, during__upper_inf=False
    ):
        facts = {"about": gone.left_by}
        name = gone.practitioner.person.full_name
        yield Item("left", gone.pk, gone.during.upper, name, "", gone.left_words, facts)
    for opened in OpenedEntry.objects.select_related("written_by").filter(network=network):
        facts = {"why": opened.why, "opened_at": opened.opened_at}
        yield Item("opened", opened.pk, opened.kept_at, opened.written_by.full_name, "", opened.words, facts)
    yield from map(copy_parts.answers, instruments.in_a_copy(reader, network))
    yield from _letters(reader, network)
    yield from _drawings(network)
    for proof in rights.deletions(reader, network).filter(agreed_at__isnull=False):
        who = tuple(each.full_name for each in (proof.asked_by, proof.agreed_by) if each)
        facts = {"ground": proof.ground, "by": who, "commitment": proof.commitment}
        yield Item("deleted", proof.pk, proof.agreed_at or proof.asked_at, words=proof.words, facts=facts)


def _letters(reader: Reader, network: UUID) -> Iterable[Item]:
    for versions in letters.of_network(reader, network):
        for version in versions:
            row = version.row
            went = [
                Item("sent", each.pk, each.at, each.sent_by.full_name, facts={"way": each.way})
                for each in version.sendings
            ]
            parts = (*map(copy_parts.position, version.positions), *went)
            facts: dict[str, Told] = {"to_whom": row.to_whom, "version": row.number}
            yield Item("letter", row.pk, row.at, row.drafted_by.full_name, "", row.words, facts, parts)


def _drawings(network: UUID) -> Iterable[Item]:
    rows = NetworkMap.objects.select_related("drawn_by").filter(network=network, kept_at__isnull=False)
    on_it: defaultdict[UUID, list[str]] = defaultdict(list)
    for node in MapNode.objects.filter(map__in=rows, taken_off=False).order_by("ring", "sector", "called", "pk"):
        on_it[node.map_id].append(f"{node.called}, {node.relation}" if node.relation else node.called)
    for row in rows:
        facts = {"on_it": tuple(on_it[row.pk])}
        yield Item("drawing", row.pk, row.drawn_at, row.drawn_by.full_name, "", row.note, facts)
