"""What one of us brings: the languages they can hold a meeting in, trainings held on a day, where they start from."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tornio.core.errors import Refused

LONGEST_LANGUAGE, LONGEST_TRAINING, LONGEST_BASE = 80, 120, 200
MOST_LANGUAGES, MOST_TRAININGS = 12, 30


class ParticularKind(StrEnum):
    """What a line of somebody's particulars is about."""

    LANGUAGE = "language"
    TRAINING = "training"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Training:
    """Held on a day, good until another or for ever: the day `until` is the last."""

    name: str
    held_on: date
    until: date | None = None

    def has_run_out(self, on: date) -> bool:
        """True from the day after the last."""
        return self.until is not None and self.until < on


@dataclass(frozen=True, slots=True)
class Particulars:
    """All that is written down of one of us; languages by their codes, or as they were written where none is known."""

    languages: tuple[str, ...] = ()
    trainings: tuple[Training, ...] = ()
    base: str = ""

    def holds_one_of(self, names: Collection[str], on: date) -> bool:
        """Whether a training of one of these names was held by that day and has not run out; capitals do not matter."""
        wanted = {each.casefold() for each in names}
        held = (each for each in self.trainings if each.name.casefold() in wanted)
        return any(each.held_on <= on and not each.has_run_out(on) for each in held)


def a_training(
    name: str, held_on: date | None, until: date | None, today: date, fields: tuple[str, str, str] = ("", "", "")
) -> Training:
    """One training as it was written down; `fields` are those of its name, its day and its last day."""
    name_field, held_field, until_field = (each or None for each in fields)
    name = " ".join(name.split())
    if not name:
        raise Refused("Say which training it was.", name_field)
    if len(name) > LONGEST_TRAINING:
        raise Refused(f"Say it in at most {LONGEST_TRAINING} letters.", name_field)
    if held_on is None:
        raise Refused("Say when it was held.", held_field)
    if held_on > today:
        raise Refused("That day has not come yet. Write it down once it was held.", held_field)
    if until is not None and until < held_on:
        raise Refused("It ran out before it was held.", until_field)
    return Training(name, held_on, until)


def a_language(word: str) -> str:
    """One language as it was written, or its code."""
    word = " ".join(word.split())
    if len(word) > LONGEST_LANGUAGE:
        raise Refused("That is longer than the name of a language. Put a comma between two of them.", "languages")
    return word


def a_base(words: str) -> str:
    """Where somebody starts from."""
    words = " ".join(words.split())
    if len(words) > LONGEST_BASE:
        raise Refused(f"Say it in at most {LONGEST_BASE} letters.", "base")
    return words


def particulars(languages: Iterable[str], trainings: Iterable[Training], base: str) -> Particulars:
    """All of one person's, each once: languages as they were written, trainings the latest first."""
    spoken = tuple(dict.fromkeys(each for each in map(a_language, languages) if each))
    if len(spoken) > MOST_LANGUAGES:
        raise Refused(f"Write down at most {MOST_LANGUAGES} languages.", "languages")
    held = sorted(set(trainings), key=lambda each: (-each.held_on.toordinal(), each.name, each.until or date.max))
    if len(held) > MOST_TRAININGS:
        raise Refused(f"Write down at most {MOST_TRAININGS} trainings.")
    seen = {(each.name.casefold(), each.held_on) for each in held}
    if len(seen) < len(held):
        raise Refused("One training stands there twice, with the same day.")
    return Particulars(spoken, tuple(held), a_base(base))
