"""What was said, as far as the reader may read it: the present wordings in the order they were spoken (R17, R24)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from tornio.core.sharing import CLOSE, Relationship
from tornio.core.voices import Became, VoiceKind
from tornio.people.acting import Reader
from tornio.records.models import Draft, NetworkMeeting, OpenQuestion, QuestionTurn, Voice
from tornio.records.visible.reach import IN_VIEW, entries, reach

VoiceRow = Voice  # for annotations of floors above, which know no tables
QuestionRow = OpenQuestion
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """One voice in its present wording, with what its author added. `mark` stays the same in every wording."""

    voice: Voice
    mark: str
    mine: bool
    afterwords: list[Voice] = field(default_factory=list)


def voices(reader: Reader) -> QuerySet[Voice]:
    """Every voice that the reader may read, in its present wording."""
    found = Voice.objects.select_related("author", "written_by").filter(entries(reader, "author"))
    return found.filter(rewordings__isnull=True)


def voice(reader: Reader, pk: UUID) -> Voice | None:
    """One voice in its present wording."""
    return voices(reader).select_related("meeting", "about").filter(pk=pk).first()


def mark(voice: Voice) -> str:
    """Where a voice stands on its page: the same in every wording, for a wording keeps its author and its moment."""
    return f"{voice.author_id.hex[:12]}-{int(voice.said_at.timestamp() * 1_000_000):x}"


def of_meeting(reader: Reader, meeting: NetworkMeeting) -> list[Said]:
    """What was said in a meeting, in the order it was spoken; afterwords stand with what they add to."""
    return _with_afterwords(reader, voices(reader).select_related("about").filter(meeting=meeting))


def of_the_room(reader: Reader, meeting: NetworkMeeting) -> tuple[list[Said], list[Voice]]:
    """The same; and words from between the meetings since the last one was held: what somebody wants known before."""
    held = NetworkMeeting.objects.filter(network=meeting.network_id, held_at__isnull=False).exclude(pk=meeting.pk)
    last = Coalesce(Subquery(held.order_by("-held_at", "pk").values("held_at")[:1]), Value(LONG_AGO))
    before = Q(network=meeting.network_id, meeting__isnull=True, about__isnull=True, said_at__gt=last)
    rows = list(voices(reader).select_related("about").filter(Q(meeting=meeting) | before).order_by("said_at", "pk"))
    said = _with_afterwords(reader, (each for each in rows if each.meeting_id is not None))
    return said, [each for each in rows if each.meeting_id is None]


def _with_afterwords(reader: Reader, rows: Iterable[Voice]) -> list[Said]:
    found: dict[str, Said] = {}
    later: list[Voice] = []
    for each in sorted(rows, key=lambda row: (row.said_at, row.pk)):
        if each.kind == VoiceKind.AFTERWORD.value:
            later.append(each)
            continue
        where = mark(each)
        while where in found:  # two voices of somebody in one moment
            where += "x"
        found[where] = Said(each, where, mine=each.author_id == reader.person_id)
    for each in later:
        said = found.get(mark(each.about)) if each.about is not None else None
        if said is not None:
            said.afterwords.append(each)
    return list(found.values())


def earlier_wordings(reader: Reader, voice: Voice) -> list[Voice]:
    """How its author said it before: theirs alone to read, the latest first (R17)."""
    if voice.author_id != reader.person_id:
        return []
    own = Voice.objects.filter(IN_VIEW, author=reader.person_id, meeting=voice.meeting_id, network=voice.network_id)
    known = {each.pk: each for each in own}
    found, now = [], voice
    while now.rewords_id is not None and now.rewords_id in known:
        now = known[now.rewords_id]
        found.append(now)
    return found


@dataclass(frozen=True, slots=True)
class Kept:
    """A question as it stands in a meeting: what became of it there, and in how many meetings it was met."""

    question: OpenQuestion
    became: Became
    turn: QuestionTurn | None  # of this meeting
    meetings: int


def questions(reader: Reader, meeting: NetworkMeeting) -> list[Kept]:
    """The questions that were open when this meeting was held, and what became of each in it (R15)."""
    until = meeting.held_at or reader.at
    since = meeting.opened_at or reader.at
    turns = QuestionTurn.objects.filter(IN_VIEW, at__lte=until).order_by("at", "pk")
    asked = OpenQuestion.objects.select_related("asked_by", "written_by").filter(entries(reader, "asked_by"))
    asked = asked.filter(network=meeting.network_id, asked_at__lte=until).order_by("asked_at", "pk")
    found = []
    for question in asked.prefetch_related(Prefetch("turns", queryset=turns)):
        told = list(question.turns.all())
        before = [each for each in told if each.meeting_id != meeting.pk and each.at < since]
        today = [each for each in told if each.meeting_id == meeting.pk]
        if before and before[-1].became != Became.STAYS_OPEN.value and not today:
            continue
        latest = today[-1] if today else None
        became = Became(latest.became) if latest else Became.STAYS_OPEN
        found.append(Kept(question, became, latest, len({each.meeting_id for each in told})))
    return found


def question(reader: Reader, pk: UUID) -> OpenQuestion | None:
    """One open question."""
    return OpenQuestion.objects.select_related("asked_by").filter(entries(reader, "asked_by"), pk=pk).first()


def drafts(reader: Reader, places: str) -> dict[str, str]:
    """What the reader began to write in these places and has not sent: theirs alone."""
    if reader.person_id is None:
        return {}
    found = Draft.objects.filter(person=reader.person_id, place__startswith=places).exclude(text="")
    return dict(found.order_by("-at", "pk").values_list("place", "text"))


def reads_with_others(reader: Reader, network_id: UUID) -> bool:
    """True for whoever may read more of this network than their own words (R8)."""
    return bool(reach(reader).standing(network_id) & (CLOSE | {Relationship.MEMBER, Relationship.PROXY}))
