"""Words in a meeting and after it: signed, read back, worded anew by their author alone (R17–R19, R23, R24)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from tornio.actions import drafts, messages
from tornio.actions.announcing import hearers
from tornio.actions.frame import action, kept_already, note
from tornio.actions.room import as_whom, begun, hand, of_us, round_the_table, still_open, writes_in
from tornio.actions.standing import is_centre_of, is_staff_of
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import a_line, own_words
from tornio.core.messages import MessageKind
from tornio.core.voices import Audience, How, VoiceKind, audience_of_words
from tornio.people.acting import Reader
from tornio.records.models import NetworkMeeting, NetworkMember, TeamMember, Voice
from tornio.records.visible.reach import entries

NOTHING = "Nothing is written yet."
READ_BACK = "Read it back first, and keep it when they say yes."
_KINDS = {How.REFLECTION: VoiceKind.REFLECTION}


@action
def say(
    *,
    key: UUID,
    meeting: NetworkMeeting,
    words: str,
    by: Reader,
    at: datetime,
    how: How = How.OWN,
    speaker: UUID | None = None,
    writer: UUID | None = None,
    said_to: str = "",
    read_back: bool = False,
    read_back_words: str = "",
    audience: Audience = Audience.NETWORK,
    chosen: Iterable[UUID] = (),
    draft: str = "",
) -> Voice:
    """Somebody's own words, signed by them; by another's hand only when read back to them and they say yes.

    `draft`: the place where they were a draft. Sent twice they are one; other words under the same key are kept too.
    """
    whose = _by_whose_hand(by, meeting, writer)
    author = _speaker(meeting, whose, how, speaker)
    text = own_words(words, missing=NOTHING)
    kept = _said_already(key, text, author, meeting)
    if isinstance(kept, Voice):
        return kept
    staff = is_staff_of(by, meeting.network_id) or whose is not by
    for_somebody = _for_somebody(author, whose, read_back=read_back)
    heard = audience_of_words(audience, staff=staff, how=How.FOR_SOMEBODY if for_somebody and how is How.OWN else how)
    made = Voice.objects.create(
        id=kept,
        organisation_id=by.organisation_id,
        network_id=meeting.network_id,
        meeting=meeting,
        kind=_KINDS.get(how, VoiceKind.VOICE).value,
        author_id=author,
        written_by_id=whose.person,
        read_back_at=at if for_somebody else None,
        read_back_words=a_line(read_back_words, field="read_back_words") if for_somebody else "",
        **as_whom(meeting, author),
        said_to=a_line(said_to, limit=120, field="said_to"),
        text=text,
        said_at=at,
        audience=heard.value,
        chosen=people_chosen(heard, chosen, meeting.network_id),
    )
    _afterwards(made, meeting, draft, by, at)
    note("said something in a meeting", by=whose, at=at, network=made.network_id, subject=made.pk, to=_hears(made))
    return made


def _hears(voice: Voice) -> list[UUID]:
    """Whose open pages look again because of this voice."""
    return hearers(voice.network_id, voice.audience, voice.author_id, voice.chosen)


def _afterwards(voice: Voice, meeting: NetworkMeeting, draft: str, by: Reader, at: datetime) -> None:
    """The draft is done with; whoever had their words written down and read back is told that they stand there."""
    drafts.forget(place=draft, by=by, at=at)
    if voice.read_back_at is not None and of_us(meeting, voice.author_id) is None:
        messages.to_one(
            MessageKind.READ_BACK, voice.author_id, service_id=meeting.network.service_id, network=meeting.network_id,
            subject=voice.pk, by=by, at=at,
        )  # fmt: skip


def _by_whose_hand(by: Reader, meeting: NetworkMeeting, writer: UUID | None) -> Reader:
    whose = hand(by, meeting, writer)
    if whose is by:
        writes_in(by, meeting.network_id)
    begun(meeting)
    return whose


def _for_somebody(author: UUID, whose: Reader, *, read_back: bool) -> bool:
    """Whether the words are written down for somebody else; then they were read back first."""
    if author != whose.person and not read_back:
        raise Refused(READ_BACK, "read_back")
    return author != whose.person


def _speaker(meeting: NetworkMeeting, whose: Reader, how: How, speaker: UUID | None) -> UUID:
    """Whose words they are: somebody who was asked to this meeting or is in it, and nobody else."""
    author = speaker or whose.person
    if how is How.FOR_SOMEBODY and speaker is None:
        raise Refused("Whose words are these?", "speaker")
    if author != whose.person and of_us(meeting, whose.person) is None and not is_staff_of(whose, meeting.network_id):
        raise NotForYou
    if author not in round_the_table(meeting):
        raise Refused("Only people who were asked to this meeting, or are here, speak in it.", "speaker")
    if how is How.REFLECTION:
        still_open(meeting)
        if of_us(meeting, author) is None:
            raise Refused("Practitioners reflect with each other; everybody else simply speaks.", "how")
    return author


def _said_already(key: UUID, text: str, author: UUID, meeting: NetworkMeeting) -> Voice | UUID:
    """The voice that this form made before, or the key for a new one."""
    kept: Voice | None = kept_already(Voice, key, author_id=author, meeting_id=meeting.pk)
    if kept is None:
        return key
    if kept.text == text:
        return kept
    second = uuid5(NAMESPACE_OID, f"{key} {text}")  # other words, typed while the first were on their way
    again: Voice | None = kept_already(Voice, second, author_id=author, meeting_id=meeting.pk)
    return again or second


def people_chosen(audience: Audience, chosen: Iterable[UUID], network_id: UUID) -> list[UUID]:
    """The people whom words are for, when they are for some; each belongs to the network or works with it."""
    if audience is not Audience.CHOSEN:
        return []
    wanted = list(dict.fromkeys(chosen))
    if not wanted:
        raise Refused("Choose who may read it.", "chosen")
    members = NetworkMember.objects.filter(network=network_id).values_list("person_id", flat=True)
    team = TeamMember.objects.filter(network=network_id).values_list("practitioner__person_id", flat=True)
    if not set(wanted) <= set(members.union(team)):
        raise Refused("Choose people of this network.", "chosen")
    return wanted


def own_voice(voice: Voice, by: Reader) -> Voice:
    """The voice in its present wording, when it is the reader's own and they still belong here; NotForYou otherwise."""
    if voice.author_id != by.person_id:
        raise NotForYou
    writes_in(by, voice.network_id)
    return voice


@action
def reword(*, key: UUID, voice: Voice, words: str, by: Reader, at: datetime) -> Voice:
    """Its author says it in other words. The earlier wording stays, for them alone to read (R17)."""
    own_voice(voice, by)
    kept: Voice | None = kept_already(Voice, key, author_id=by.person, rewords_id=voice.pk)
    if kept is not None:
        return kept
    text = own_words(words, missing=NOTHING)
    if text == voice.text:
        return voice
    made = Voice.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network_id=voice.network_id,
        meeting_id=voice.meeting_id,
        kind=voice.kind,
        author_id=by.person,
        written_by_id=by.person,
        spoken_as=voice.spoken_as,
        way=voice.way,
        said_to=voice.said_to,
        text=text,
        said_at=voice.said_at,  # it keeps its place among what was said
        about_id=voice.about_id,
        rewords=voice,
        audience=voice.audience,
        chosen=voice.chosen,
        front_at=voice.front_at,
    )
    note("said it in other words", by=by, at=at, network=voice.network_id, subject=made.pk, to=_hears(made))
    return made


@action
def add(*, key: UUID, voice: Voice, words: str, by: Reader, at: datetime) -> Voice:
    """An afterword: its author adds to what they said, at any time. Only they may (R17)."""
    own_voice(voice, by)
    kept: Voice | None = kept_already(Voice, key, author_id=by.person, network_id=voice.network_id)
    if kept is not None:
        return kept
    made = Voice.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network_id=voice.network_id,
        meeting_id=voice.meeting_id,
        kind=VoiceKind.AFTERWORD.value,
        author_id=by.person,
        written_by_id=by.person,
        spoken_as=voice.spoken_as,
        way=voice.way,
        text=own_words(words, missing=NOTHING),
        said_at=at,
        about=voice.about if voice.about_id else voice,
        audience=voice.audience,
        chosen=voice.chosen,
    )
    note("added an afterword", by=by, at=at, network=voice.network_id, subject=made.pk, to=_hears(made))
    return made


@action
def share(*, voice: Voice, audience: Audience, by: Reader, at: datetime, chosen: Iterable[UUID] = ()) -> Voice:
    """Its author changes who may read it: wider or narrower, from now on (R24)."""
    own_voice(voice, by)
    how = How.REFLECTION if voice.kind == VoiceKind.REFLECTION.value else How.OWN
    if how is How.OWN and voice.written_by_id != voice.author_id:
        how = How.FOR_SOMEBODY
    heard = audience_of_words(audience, staff=is_staff_of(by, voice.network_id), how=how)
    before = _hears(voice)
    voice.audience, voice.chosen = heard.value, people_chosen(heard, chosen, voice.network_id)
    voice.save(update_fields=["audience", "chosen"])
    after = _hears(voice)
    note(
        "changed who may read their words", by=by, at=at, network=voice.network_id, subject=voice.pk,
        to={*before, *after},
    )  # fmt: skip
    return voice


@action
def stand_at_front(*, voice: Voice, by: Reader, at: datetime, front: bool = True) -> Voice:
    """Words stand at the front when their author asks for it, or the person at the centre; nobody else picks."""
    if voice.author_id != by.person_id and not is_centre_of(by, voice.network_id):
        raise NotForYou
    if not Voice.objects.filter(entries(by, "author"), pk=voice.pk).exists():
        raise NotForYou
    voice.front_at = at if front else None
    voice.save(update_fields=["front_at"])
    note(
        "asked that words stand at the front",
        by=by,
        at=at,
        network=voice.network_id,
        subject=voice.pk,
        to=_hears(voice),
    )
    return voice
