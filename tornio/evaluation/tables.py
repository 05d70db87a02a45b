"""The tidy tables from which every figure is counted, and what each column of them means: a data dictionary as data.

They hold facts and numbers. Nobody's words, names, addresses or birthdays are in them; whose a row is stands there as
a key that another extract does not know (`pseudonyms`). Moments are in UTC, days by the clocks of the service.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pyarrow as pa

from tornio.evaluation.errors import Unusable


class Type(Enum):
    """What stands in a column."""

    KEY = "a key that means nothing outside this extract"
    WORD = "one of a few words"
    NAME = "the name of something that a service made up, such as a question"
    NUMBER = "a number"
    COUNT = "a whole number"
    HOURS = "hours"
    YES = "yes or no"
    MOMENT = "a moment in UTC"
    DAY = "a day by the clocks of the service"


ARROW: Mapping[Type, pa.DataType] = {
    Type.KEY: pa.int64(),
    Type.WORD: pa.string(),
    Type.NAME: pa.string(),
    Type.NUMBER: pa.float64(),
    Type.COUNT: pa.int64(),
    Type.HOURS: pa.float64(),
    Type.YES: pa.bool_(),
    Type.MOMENT: pa.timestamp("us"),
    Type.DAY: pa.date32(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what stands in it, and what that means. `of` names whose key it is."""

    name: str
    type: Type
    meaning: str
    of: str = ""
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Tidy:
    """One table: what one row of it is, and its columns."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """The same for Arrow and Parquet; the meanings go with the file."""
        fields = [
            pa.field(each.name, ARROW[each.type], nullable=each.may_be_empty, metadata={"meaning": each.meaning})
            for each in self.columns
        ]
        return pa.schema(fields, metadata={"row": self.row})

    def filled(self, rows: Iterable[Sequence[Any]]) -> pa.Table:
        """The table with these rows. Errors: Unusable where a row has other columns than the dictionary says."""
        columns: list[list[Any]] = [[] for _ in self.columns]
        for row in rows:
            if len(row) != len(columns):
                raise Unusable(f"A row of {self.name} has {len(row)} columns and not {len(columns)}.")
            for column, value in zip(columns, row, strict=True):
                column.append(value)
        for each, column in zip(self.columns, columns, strict=True):
            if not each.may_be_empty and None in column:
                raise Unusable(f"{each.name} of {self.name} is never empty, and is.")
        return pa.table(dict(zip(self.schema.names, columns, strict=True)), schema=self.schema)


def _key(of: str, meaning: str, name: str = "", *, empty: bool = False) -> Column:
    return Column(name or of, Type.KEY, meaning, of, empty)


def _word(name: str, meaning: str, *, empty: bool = False) -> Column:
    return Column(name, Type.WORD, meaning, may_be_empty=empty)


def _count(name: str, meaning: str, *, empty: bool = False) -> Column:
    return Column(name, Type.COUNT, meaning, may_be_empty=empty)


def _yes(name: str, meaning: str, *, empty: bool = False) -> Column:
    return Column(name, Type.YES, meaning, may_be_empty=empty)


def _at(name: str, meaning: str, *, empty: bool = True) -> Column:
    return Column(name, Type.MOMENT, meaning, may_be_empty=empty)


def _on(name: str, meaning: str, *, empty: bool = False) -> Column:
    return Column(name, Type.DAY, meaning, may_be_empty=empty)


def _name(name: str, meaning: str) -> Column:
    return Column(name, Type.NAME, meaning)


def _number(name: str, meaning: str) -> Column:
    return Column(name, Type.NUMBER, meaning, may_be_empty=True)


_NETWORK = _key("network", "the network")
_MEETING = _key("meeting", "the meeting")
_WHO = _key("who", "somebody; of the service the same everywhere, of a network the same in that network alone")

_TABLES = (
    Tidy("contacts", "a first contact, with every clock (R2)", (
        _key("contact", "the first contact"),
        _key("network", "the network that it led to", empty=True),
        _on("contacted_on", "the day of the first contact"),
        _at("contacted_at", "when somebody called", empty=False),
        _on("onset_on", "since when it has been so, where somebody said it", empty=True),
        _at("referred_at", "when it was referred"),
        _at("accepted_at", "when the referral was accepted"),
        _at("offered_at", "when a time was first offered"),
        _at("offered_for", "the earliest time that was offered"),
        _at("agreed_for", "when the first meeting was agreed to begin"),
        _at("met_at", "when the person was first met"),
        _at("network_met_at", "when the network was first met without the person"),
        _at("closed_at", "when it was said that it goes no further"),
        _word("closed_by", "who decided that (R4)", empty=True),
        _word("clock", "the clock that starts the promise: contact, referral, referral_accepted"),
        Column("window_hours", Type.HOURS, "the hours that the service promises", may_be_empty=True),
        _at("due_at", "the last moment inside the promise, by the service's own clock"),
        _key("who", "the practitioner who took it first (R5)", "answered_by", empty=True),
    )),
    Tidy("handovers", "a first contact offered to another practitioner, or taken by duty (R6)", (
        _key("contact", "the first contact"),
        _on("passed_on", "the day of the first contact"),
        _word("by_way", "accepted, duty_took, or not_taken where the other has not said yes"),
    )),
    Tidy("meetings", "a network meeting, held or not", (
        _MEETING,
        _NETWORK,
        _key("episode", "the stretch of work"),
        _key("contact", "the first contact whose first meeting it is", empty=True),
        _word("status", "proposed, agreed, open, held, not_held"),
        _on("meeting_on", "the day it was held; where it was not, the day it was planned for"),
        _at("planned_from", "the planned beginning", empty=False),
        _at("planned_until", "the planned end", empty=False),
        _at("opened_at", "when it began"),
        _at("held_at", "when it was over"),
        _word("place", "home, elsewhere, our_rooms, ward, telephone, video"),
        _word("place_chosen_by", "person, network, together, team", empty=True),
        _word("time_chosen_by", "person, network, together, team", empty=True),
        _word("not_held_by", "whose doing it was that it was not held", empty=True),
        _key("who", "who proposed it", "proposed_by"),
        _count("promised", "the therapists that the service promised then (R11)"),
        _yes("peer_promised", "whether it promised a peer practitioner (R11)"),
        _yes("had_team", "whether the network had its team before it began (R12)"),
        _yes("medication", "whether medication was spoken of (R16)"),
    )),
    Tidy("attendance", "somebody who was at a meeting, however often they went out and came in", (
        _MEETING,
        _NETWORK,
        _WHO,
        _word("capacity", "centre, member, practitioner, interpreter, advocate, guest"),
        _yes("staff", "whether they were there as a practitioner of the service"),
        _yes("of_team", "whether they were of the network's own team when it began"),
        _word("profession", "what a practitioner is by training: the same at all their meetings", empty=True),
        _yes("own_network", "a member who is no helper from a service"),
        _word("way", "room, telephone, video"),
        _count("minutes", "how long they were there; empty while it is open", empty=True),
    )),
    Tidy("substitutions", "somebody named to stand in at a meeting (R12)", (
        _MEETING,
        _key("who", "who stands in"),
        _yes("told_before", "whether the network was told before it began"),
    )),
    Tidy("voices", "words that somebody said, in their latest wording; notes to oneself are left out", (
        _key("meeting", "the meeting in which they were said", empty=True),
        _NETWORK,
        _WHO,
        _yes("staff", "whether a practitioner of the service said them"),
        _word("kind", "voice, reflection, afterword"),
        _count("words", "how many words"),
        _yes("own_hand", "whether who said them wrote them down"),
        _on("said_on", "the day they were said"),
    )),
    Tidy("decisions", "what a meeting came to (R15, R20)", (
        _key("decision", "the decision"),
        _MEETING,
        _NETWORK,
        _on("decided_on", "the day"),
        _word("outcome", "decided, not_decided"),
        _word("kind", "general, medication, team, ending"),
        _count("spoken_before", "for medication: how many meetings spoke of it before (R16)", empty=True),
    )),
    Tidy("positions", "where somebody stands on a decision, by their latest word (R19)", (
        _key("decision", "the decision"),
        _WHO,
        _yes("staff", "whether they are a practitioner of the service"),
        _word("stand", "agree, unsure, disagree, did_not_say"),
    )),
    Tidy("questions", "an open question (R15)", (
        _key("question", "the question"),
        _NETWORK,
        _on("asked_on", "the day it was asked"),
        _count("turns", "in how many meetings it was looked at again"),
        _word("became", "what became of it last: stays_open, found_answer, melted_away"),
    )),
    Tidy("talks", "staff spoke of the person without them (R20)", (
        _NETWORK,
        _on("talked_on", "the day"),
        _count("people", "how many of us"),
        _count("minutes", "how long, where somebody noted it", empty=True),
    )),
    Tidy("acts", "what was done without a meeting (R21)", (
        _NETWORK,
        _word("kind", "emergency, detention, urgent_medication, by_law"),
        _on("done_on", "the day"),
        _at("done_at", "when it was done", empty=False),
        _at("told_at", "when it was first spoken of in a meeting"),
        _at("met_next_at", "when the next meeting with the person after it was over"),
        _count("put_off", "how often the person said “not today”"),
    )),
    Tidy("episodes", "a stretch of work with a network (R22)", (
        _key("episode", "the stretch of work"),
        _NETWORK,
        _on("opened_on", "the day it began"),
        _at("opened_at", "when it began", empty=False),
        _yes("returned", "whether the person came back with a call of their own"),
        _on("ended_on", "the day it ended", empty=True),
        _word("ended_by", "network_decided, person_stopped, died, moved, service_closed, not_found", empty=True),
    )),
    Tidy("maps", "a kept drawing of a network", (
        _NETWORK,
        _on("kept_on", "the day it was kept"),
        _at("kept_at", "when it was kept", empty=False),
        _count("people", "how many living people stand on it, those of the service not counted"),
        _count("ties", "how many ties"),
    )),
    Tidy("asked", "somebody at a meeting after which they were offered an instrument (R30)", (
        _MEETING,
        _NETWORK,
        _WHO,
        _yes("staff", "whether they were there as a practitioner of the service"),
        _name("instrument", "which instrument"),
        _name("version", "in which version of it (R29)"),
        _on("asked_on", "the day of the meeting"),
        _yes("answered", "whether they answered something and did not take it back"),
    )),
    Tidy("answers", "a number that somebody answered, in their latest word; empty where they left it out", (
        _key("response", "what was answered in one go"),
        _key("meeting", "the meeting that it is about", empty=True),
        _NETWORK,
        _WHO,
        _yes("staff", "whether a practitioner of the service answered"),
        _yes("alone", "whether only who answered reads it; such rows are counted, and nobody takes them along"),
        _name("instrument", "which instrument"),
        _name("version", "in which version of it (R29)"),
        _name("item", "which question, or which scale"),
        _word("kind", "question, scale"),
        _number("value", "the number"),
        _number("sd", "of a scale: the standard deviation that its file declares"),
        _number("reliability", "of a scale: the reliability that its file declares"),
        _on("answered_on", "the day it was answered"),
        _at("answered_at", "when it was answered", empty=False),
    )),
    Tidy("life", "something that happened in the life of whoever is at the centre of a network, as it stands", (
        _NETWORK,
        _word("kind", "stay, medication, occupation, benefit, crisis_contact"),
        _word("sort", "of a stay: voluntary, detained; of a medicine: antipsychotic, other_medicine; of either: "
              "not_said; of an occupation: work, study; none where nothing of the kind happened in that time"),
        _on("since_on", "the day from which it is counted; of a month the 15th, of a year the first of July"),
        _on("until_on", "the day from which it is not counted any more, reckoned so too; empty where it goes on",
            empty=True),
        _yes("exact", "whether the day, or both days, are known to the day"),
        _on("told_up_to", "the day up to which whoever told it knew how it was"),
        _word("source", "said, other_record, file"),
    )),
)  # fmt: skip
TABLES: Mapping[str, Tidy] = {each.name: each for each in _TABLES}


def dictionary() -> list[dict[str, str]]:
    """The data dictionary: a row for each column of each table."""
    return [
        {
            "table": table.name, "row": table.row, "column": each.name, "type": each.type.name.lower(),
            "may_be_empty": "yes" if each.may_be_empty else "no", "meaning": each.meaning,
        }
        for table in _TABLES
        for each in table.columns
    ]  # fmt: skip
