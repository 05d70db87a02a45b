"""A letter in words that the network has agreed: drafted in a meeting, positions kept, sent by a hand (R17–R20)."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from tornio.actions.frame import action, kept_already, note
from tornio.actions.standing import is_staff_of, works_with
from tornio.core.decisions import Stand
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import a_line, own_words
from tornio.core.letters import SentBy
from tornio.core.meetings import MeetingStatus
from tornio.people.acting import Reader
from tornio.records.models import Letter, LetterPosition, LetterSent, Network, NetworkMeeting, NetworkMember
from tornio.records.visible import letters as visible

_BEGUN = (MeetingStatus.OPEN.value, MeetingStatus.HELD.value)


@action
def draft(
    *,
    key: UUID,
    meeting: NetworkMeeting,
    to_whom: str,
    words: str,
    by: Reader,
    at: datetime,
    letter: UUID | None = None,
) -> Letter:
    """A first version, written in a meeting; with `letter`, another wording of one that is there: a new version."""
    works_with(by, meeting.network_id)
    kept: Letter | None = kept_already(Letter, key, network_id=meeting.network_id, drafted_by_id=by.person)
    if kept is not None:
        return kept
    if meeting.status not in _BEGUN:
        raise Refused("A letter is written in a meeting, together.")
    before = _versions(meeting.network_id, letter) if letter else 0
    made = Letter.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network_id=meeting.network_id,
        meeting=meeting,
        letter=letter or key,
        number=before + 1,
        to_whom=a_line(to_whom, limit=300, missing="To whom is it?", field="to_whom"),
        words=own_words(words, missing="Nothing is written yet."),
        drafted_by_id=by.person,
        at=at,
    )
    note("wrote a letter with the network", by=by, at=at, network=meeting.network_id, subject=made.pk)
    return made


def _versions(network_id: UUID, letter: UUID) -> int:
    """How many versions this letter has; NotForYou when there is no such letter here."""
    latest = Letter.objects.filter(letter=letter, network=network_id).aggregate(number=Max("number"))["number"]
    if latest is None:
        raise NotForYou
    return int(latest)


@action
def stand(
    *,
    key: UUID,
    letter: Letter,
    where: Stand,
    by: Reader,
    at: datetime,
    words: str = "",
    person: UUID | None = None,
) -> LetterPosition:
    """Where somebody stands on these very words. Staff may write down what somebody says in the meeting."""
    if not visible.may_read(by, letter.network_id):
        raise NotForYou
    kept: LetterPosition | None = kept_already(LetterPosition, key, letter_id=letter.pk, written_by_id=by.person)
    if kept is not None:
        return kept
    whose = person or by.person
    if whose != by.person and not is_staff_of(by, letter.network_id):
        raise NotForYou
    if whose != by.person and not _of_network(letter.network_id, whose):
        raise Refused("Whose position is it?", "person")
    made = LetterPosition.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        letter=letter,
        network_id=letter.network_id,
        person_id=whose,
        stand=where.value,
        words=own_words(words),
        written_by_id=by.person,
        at=at,
    )
    note("said where they stand on a letter", by=by, at=at, network=letter.network_id, subject=letter.pk)
    return made


def _of_network(network_id: UUID, person: UUID) -> bool:
    centre = Network.objects.filter(pk=network_id, centre=person)
    return centre.exists() or NetworkMember.objects.filter(network=network_id, person=person).exists()


@action
def sent(*, key: UUID, letter: Letter, way: SentBy, by: Reader, at: datetime) -> LetterSent:
    """Somebody took it: only its latest version, and only with the person's latest word on it a yes."""
    works_with(by, letter.network_id)
    kept: LetterSent | None = kept_already(LetterSent, key, letter_id=letter.pk)
    if kept is not None:
        return kept
    newer = Letter.objects.filter(network=letter.network_id, letter=letter.letter, number__gt=letter.number)
    if newer.exists():
        raise Refused("There is a newer version. Ask about that one.")
    centre = Network.objects.values_list("centre_id", flat=True).get(pk=letter.network_id)
    latest = LetterPosition.objects.filter(letter=letter, person=centre).order_by("-at", "-pk").first()
    if latest is None or latest.stand != Stand.AGREE.value:
        raise Refused("It goes only when the person has agreed to these very words.")
    made = LetterSent.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        letter=letter,
        network_id=letter.network_id,
        agreed=latest,
        centre_id=centre,
        persons_stand=Stand.AGREE.value,
        way=way.value,
        sent_by_id=by.person,
        at=at,
    )
    note("sent a letter that the person agreed to", by=by, at=at, network=letter.network_id, subject=letter.pk)
    return made
