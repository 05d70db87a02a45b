"""People's own words: kept as they were written, every sign of them, and as a draft when they are too many."""

from tornio.core.errors import Refused
from tornio.core.inputs.marks import is_seen, on_one_line, typed_by_hand

LONGEST_WORDS = 20_000
LONGEST_LINE = 200


class TooLong(Refused):
    """More words than fit. They are not cut: whoever catches this shows `text` again, and keeps it as a draft."""

    def __init__(self, text: str, limit: int, field: str | None) -> None:
        self.text = text
        self.over = len(text) - limit
        super().__init__(
            f"This is {self.over:,} characters longer than the {limit:,} that fit. "
            "Nothing of it is lost: it still stands here. Share it in parts.",
            field,
        )


def own_words(text: str, *, limit: int = LONGEST_WORDS, missing: str | None = None, field: str | None = "words") -> str:
    """The words with line breaks made the same everywhere, and nothing else touched.

    `missing` is the sentence to say when there are none; without it, having nothing to say is fine.
    """
    words = typed_by_hand(text).replace("\r\n", "\n").replace("\r", "\n")
    if missing is not None and not is_seen(words):
        raise Refused(missing, field)
    if len(words) > limit:
        raise TooLong(words, limit, field)
    return words


def a_line(text: str, *, limit: int = LONGEST_LINE, missing: str | None = None, field: str | None = None) -> str:
    """One line, such as a subject or a reason: line breaks and signs that turn the reading are refused."""
    line = on_one_line(text, field)
    if missing is not None and not is_seen(line):
        raise Refused(missing, field)
    if len(line) > limit:
        raise TooLong(line, limit, field)
    return line
