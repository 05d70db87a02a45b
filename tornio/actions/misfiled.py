"""An entry in the wrong record: out of view at once, brought back by two, moved only by its author (R17, R28)."""

from datetime import datetime
from uuid import UUID

from tornio.actions.frame import action, kept_already, note
from tornio.actions.standing import works_with
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import own_words
from tornio.core.rights import EntryKind, two_people
from tornio.people.acting import Reader
from tornio.records.models import Ending, Misfiling, Network, TeamMember
from tornio.records.visible.between import may_say
from tornio.records.visible.rights import Entry

MOVABLE = frozenset(EntryKind) - {EntryKind.DECISION}  # a decision is made in its own meeting, or not at all


@action
def take_out(*, key: UUID, entry: Entry, why: str, by: Reader, at: datetime) -> Misfiling:
    """It is in the wrong record, says one of its staff: from this moment nobody sees it, wherever it stood."""
    works_with(by, entry.network_id)
    kept: Misfiling | None = kept_already(Misfiling, key, entry=entry.key, said_by_id=by.person)
    if kept is not None:
        return kept
    _nothing_rests_on(entry)
    made = Misfiling.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network_id=entry.network_id,
        kind=entry.kind.value,
        entry=entry.key,
        author_id=entry.author_id,
        said_at=entry.at,
        said_by_id=by.person,
        why=own_words(why, missing="Say why it is in the wrong record.", field="why"),
        at=at,
    )
    note("took an entry out of the wrong record", by=by, at=at, network=entry.network_id, subject=entry.key)
    return made


def _nothing_rests_on(entry: Entry) -> None:
    """A decision by which somebody joined or left, or the work ended, cannot vanish from under what it did."""
    if entry.kind is not EntryKind.DECISION:
        return
    ended = Ending.objects.filter(decision=entry.key)
    joined = TeamMember.objects.filter(decision=entry.key)
    left = TeamMember.objects.filter(left_decision=entry.key)
    if ended.exists() or joined.exists() or left.exists():
        raise Refused(
            "The team changed or the work ended by this decision. It stays; write beside it what is not right."
        )


def _standing(misfiling: Misfiling, by: Reader) -> Misfiling:
    """The misfiling as it is now, locked, while it still holds."""
    works_with(by, misfiling.network_id)
    now = Misfiling.objects.select_for_update(no_key=True).get(pk=misfiling.pk)
    if now.back_at is not None or now.moved_at is not None:
        raise Refused("It is no longer out of view.")
    return now


@action
def ask_back(*, misfiling: Misfiling, why: str, by: Reader, at: datetime) -> Misfiling:
    """The first of two: it does stand in the right record."""
    now = _standing(misfiling, by)
    if now.back_asked_by_id is not None:
        raise Refused("Somebody has said so already. A second one has to agree.")
    now.back_asked_by_id, now.back_asked_at = by.person, at
    now.back_why = own_words(why, missing="Say why it stands in the right record.", field="why")
    now.save(update_fields=["back_asked_by", "back_asked_at", "back_why"])
    note("asked to bring an entry back", by=by, at=at, network=now.network_id, subject=now.entry)
    return now


@action
def bring_back(*, misfiling: Misfiling, by: Reader, at: datetime) -> Misfiling:
    """The second of two agrees: it is in view again, as it was."""
    now = _standing(misfiling, by)
    if now.back_asked_by_id is None:
        raise Refused("Somebody has to say first why it stands in the right record.")
    two_people(now.back_asked_by_id, by.person)
    now.back_by_id, now.back_at = by.person, at
    now.save(update_fields=["back_by", "back_at"])
    note("brought an entry back", by=by, at=at, network=now.network_id, subject=now.entry)
    return now


@action
def move(*, key: UUID, misfiling: Misfiling, to: Network, by: Reader, at: datetime) -> UUID:
    """Its author moves it to where it belongs: the same words stand there from now on, for the person and the team.

    The words pass through nobody's hands: the database carries them over.
    """
    if not may_say(by, to.pk):
        raise NotForYou
    now = Misfiling.objects.select_for_update(no_key=True).filter(pk=misfiling.pk, author=by.person).first()
    if now is None:
        raise NotForYou
    if now.moved_as == key:
        return key
    if now.back_at is not None or now.moved_at is not None:
        raise Refused("It is no longer out of view.")
    if EntryKind(now.kind) not in MOVABLE:
        raise Refused("A decision belongs to its own meeting. Write it down where it was made.")
    if to.pk == now.network_id:
        raise Refused("That is the record it was taken out of.", "to")
    now.moved_to, now.moved_as, now.moved_at = to, key, at
    now.save(update_fields=["moved_to", "moved_as", "moved_at"])
    note("moved their own entry to the right record", by=by, at=at, network=to.pk, subject=key)
    return key
