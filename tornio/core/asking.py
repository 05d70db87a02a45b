"""How a rule asks when it cannot know: a question for the person with answers to choose from; nothing is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass

from tornio.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: `value` comes back with the form, `words` stand beside the radio button."""

    value: str
    words: str


class Ask(Refused):
    """What was typed could mean more than one thing: nothing is stored until somebody says which.

    It is a refusal with a way on, so a page that only knows refusals still shows the question beside the field. The
    chosen value goes back into the same function as `answer`.
    """

    def __init__(self, question: str, choices: Sequence[Choice], field: str | None = None) -> None:
        super().__init__(question, field)
        self.choices = tuple(choices)


class Malformed(Exception):
    """No hand typed this (NUL bytes, lone surrogates): the web answers 400 and says no more."""


def settle(question: str, choices: Sequence[Choice], answer: str | None, field: str | None = None) -> str:
    """The answer, when it is one of the choices; otherwise the question is asked."""
    if answer in {choice.value for choice in choices}:
        return str(answer)
    raise Ask(question, choices, field)
