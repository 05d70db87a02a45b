"""Instruments: questions, what their answers add up to, what is missing, and whether a change is more than chance.

An instrument is data (`core.instrument_files` reads its file); here is what it means. Answers are numbers and words by
the key of their question; what was left out is not there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, sqrt

from tornio.core.errors import Refused
from tornio.core.inputs.text import own_words
from tornio.core.meetings import PresentAs
from tornio.core.voices import Audience

Answer = float | str
Answers = Mapping[str, Answer]


class ItemKind(StrEnum):
    """How a question is answered; the words are FHIR's."""

    CHOICE = "choice"
    NUMBER = "integer"
    WORDS = "text"


class When(StrEnum):
    """When somebody is offered an instrument; nobody ever has to."""

    AFTER_MEETING = "after_meeting"
    WEEKS = "weeks"


class How(StrEnum):
    """What a scale makes of its answers."""

    SUM = "sum"
    MEAN = "mean"


class OnTheMap(StrEnum):
    """What a drawn map tells by itself, so that nobody is asked for it."""

    EVERYBODY = "everybody"
    NEAREST = "nearest"


class ReadBy(StrEnum):
    """Who reads somebody's answers: they alone, or the person at the centre and the team as well."""

    AUTHOR = Audience.AUTHOR.value
    PERSON_AND_TEAM = Audience.PERSON_AND_TEAM.value


def number(value: float) -> str:
    """A number as people write it: no more digits than it needs."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Text:
    """Words in the language of the file, and in others by their codes."""

    words: str
    others: tuple[tuple[str, str], ...] = ()

    def said(self, language: str) -> str:
        """In this language ("fi", "fi-fi") where the file has it, else as it stands."""
        known = dict(self.others)
        return known.get(language) or known.get(language.split("-", maxsplit=1)[0]) or self.words


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose, and the number it counts for."""

    value: float
    text: Text


@dataclass(frozen=True, slots=True)
class Item:
    """One question. Its words are empty in a file that only holds the place for them (R30)."""

    key: str
    kind: ItemKind
    text: Text
    options: tuple[Option, ...] = ()
    lowest: float = 0
    highest: float = 0
    counted: OnTheMap | None = None

    def told(self, answer: Answer, language: str = "") -> str:
        """An answer in words: of the one that was chosen, somebody's own, or a number as it is written."""
        if isinstance(answer, str):
            return answer
        words = {each.value: each.text.said(language) for each in self.options}.get(answer, "")
        return words or number(answer)


@dataclass(frozen=True, slots=True)
class Scale:
    """Answers that are counted together: which, how, how many may be missing, and within what it lies.

    Where at most `most_missing` answers are missing, the mean of the others stands for each. `reliability` and `sd`
    are published ones, with their `source`; without both nobody can say whether a change is more than chance.
    """

    key: str
    title: Text
    items: tuple[str, ...]
    how: How
    reversed: frozenset[str] = frozenset()
    most_missing: int = 0
    reliability: float | None = None
    sd: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When it is offered; `weeks` where it comes again after so many."""

    when: When
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of an instrument. Another version is another definition, and old answers keep theirs (R29)."""

    name: str
    version: str
    title: Text
    about: Text
    licence: str
    language: str
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    for_whom: frozenset[PresentAs]
    schedule: Schedule

    @property
    def asked(self) -> tuple[Item, ...]:
        """The questions that somebody is asked: not those which a map answers."""
        return tuple(each for each in self.items if each.counted is None)

    @property
    def without_words(self) -> tuple[str, ...]:
        """Questions and answers that only hold a place: a service fills in the words that it has a licence for."""
        return tuple(
            each.key for each in self.items if not each.text.words or any(not one.text.words for one in each.options)
        )

    def item(self, key: str) -> Item:
        """The question of this key."""
        return next(each for each in self.items if each.key == key)

    def range_of(self, scale: Scale) -> tuple[float, float]:
        """Between which numbers a scale lies."""
        lows, highs = zip(*((self.item(key).lowest, self.item(key).highest) for key in scale.items), strict=True)
        if scale.how is How.SUM:
            return sum(lows), sum(highs)
        return sum(lows) / len(lows), sum(highs) / len(highs)


def total(definition: Definition, scale: Scale, answers: Answers) -> float | None:
    """What the answers add up to on a scale; None when more of them are missing than may be.

    A reversed answer x of a question from a to b counts a + b - x. What is missing counts as the mean of the others.
    """
    given = [
        sum((item.lowest, item.highest)) - float(answers[key]) if key in scale.reversed else float(answers[key])
        for key, item in ((key, definition.item(key)) for key in scale.items if key in answers)
    ]
    if not given or len(scale.items) - len(given) > scale.most_missing:
        return None
    mean = sum(given) / len(given)
    return mean if scale.how is How.MEAN else mean * len(scale.items)


def totals(definition: Definition, answers: Answers) -> dict[str, float]:
    """Each scale that the answers are enough for."""
    found = {each.key: total(definition, each, answers) for each in definition.scales}
    return {key: value for key, value in found.items() if value is not None}


NOTHING = "There is no answer yet. You can also just leave this page."


def read_answers(items: Iterable[Item], typed: Mapping[str, str]) -> dict[str, Answer]:
    """Somebody's answers as they were typed, by question; each may be left out, but not all of them."""
    found: dict[str, Answer] = {}
    for item in items:
        said = typed.get(item.key, "").strip()
        if said:
            found[item.key] = _read(item, said)
    if not found:
        raise Refused(NOTHING)
    return found


def _read(item: Item, said: str) -> Answer:
    if item.kind is ItemKind.WORDS:
        return own_words(said, field=item.key)
    try:
        number = float(said)
    except ValueError:
        number = float("nan")
    if item.kind is ItemKind.CHOICE:
        if number not in {each.value for each in item.options}:
            raise Refused("Choose one of the answers, or none.", item.key)
        return number
    if not isfinite(number) or number != int(number) or not item.lowest <= number <= item.highest:
        raise Refused(f"Write a whole number from {item.lowest:.0f} to {item.highest:.0f}.", item.key)
    return number


CANNOT = "It cannot be estimated: the file declares no reliability and no standard deviation."
_TWO_IN_A_HUNDRED_AND_A_HALF = 1.96


@dataclass(frozen=True, slots=True)
class Reliable:
    """A change in units of its own error, and whether it is more than chance alone would bring in 95 of 100."""

    index: float

    @property
    def is_reliable(self) -> bool:
        """Beyond 1.96 either way."""
        return abs(self.index) > _TWO_IN_A_HUNDRED_AND_A_HALF


def reliable_change(first: float, last: float, *, sd: float | None, reliability: float | None) -> Reliable | None:
    """The reliable change index of Jacobson & Truax 1991 (J Consult Clin Psychol 59:12-19); None: cannot be estimated.

    RC = (last - first) / S_diff, with S_diff = sqrt(2) S_E and S_E = sd * sqrt(1 - reliability).
    """
    if sd is None or reliability is None:
        return None
    return Reliable((last - first) / (sqrt(2) * sd * sqrt(1 - reliability)))
