"""Questions that the network keeps open, and what became of each in a meeting; staying open is complete (R15)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tornio.actions.announcing import hearers
from tornio.actions.frame import action, kept_already, note
from tornio.actions.room import begun, hand, round_the_table, still_open, writes_in
from tornio.actions.standing import is_staff_of
from tornio.actions.voices import people_chosen
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import own_words
from tornio.core.voices import Audience, Became, How, audience_of_words
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import NetworkMeeting, OpenQuestion, QuestionTurn
from tornio.records.visible.reach import entries


@action
def ask(
    *,
    key: UUID,
    meeting: NetworkMeeting,
    words: str,
    by: Reader,
    at: datetime,
    asked_by: UUID | None = None,
    writer: UUID | None = None,
    audience: Audience = Audience.NETWORK,
    chosen: Iterable[UUID] = (),
) -> OpenQuestion:
    """A question that the network keeps open. It has no date and no owner, and needs no answer (R15)."""
    whose = hand(by, meeting, writer)
    if whose is by:
        writes_in(by, meeting.network_id)
    begun(meeting)
    kept: OpenQuestion | None = kept_already(OpenQuestion, key, written_by_id=whose.person, meeting_id=meeting.pk)
    if kept is not None:
        return kept
    asks = asked_by or whose.person
    staff = whose is not by or is_staff_of(by, meeting.network_id)
    if asks != whose.person and not staff:
        raise NotForYou
    if asks not in round_the_table(meeting):
        raise Refused("Only people who were asked to this meeting, or are here, ask in it.", "asked_by")
    how = How.OWN if asks == whose.person else How.FOR_SOMEBODY
    heard = audience_of_words(audience, staff=staff, how=how)
    made = OpenQuestion.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network_id=meeting.network_id,
        meeting=meeting,
        asked_by_id=asks,
        written_by_id=whose.person,
        text=own_words(words, missing="What is the question?"),
        asked_at=at,
        audience=heard.value,
        chosen=people_chosen(heard, chosen, meeting.network_id),
    )
    hears = hearers(made.network_id, made.audience, made.asked_by_id, made.chosen)
    note("asked an open question", by=whose, at=at, network=meeting.network_id, subject=made.pk, to=hears)
    return made


@action
def turn(
    *,
    question: OpenQuestion,
    meeting: NetworkMeeting,
    became: Became,
    by: Reader,
    at: datetime,
    words: str = "",
    writer: UUID | None = None,
    key: UUID | None = None,
) -> QuestionTurn:
    """What became of a question today: it stays open, found an answer, or melted away. All three are equal (R15)."""
    whose = hand(by, meeting, writer)
    if whose is by:
        writes_in(by, meeting.network_id)
    still_open(meeting)
    readable = OpenQuestion.objects.filter(entries(by, "asked_by"), pk=question.pk, network=meeting.network_id)
    if not readable.exists():
        raise NotForYou
    said = own_words(words)
    turns = QuestionTurn.objects.filter(question=question, meeting=meeting)
    latest = turns.order_by("-at").first()
    if latest is not None and (latest.became, latest.words) == (became.value, said):
        return latest  # said twice is said
    made = QuestionTurn.objects.create(
        id=key or new_key(),
        organisation_id=by.organisation_id,
        question=question,
        network_id=meeting.network_id,
        meeting=meeting,
        became=became.value,
        words=said,
        at=at,
        written_by_id=whose.person,
    )
    hears = hearers(question.network_id, question.audience, question.asked_by_id, question.chosen)
    note("told what became of a question", by=whose, at=at, network=meeting.network_id, subject=question.pk, to=hears)
    return made
