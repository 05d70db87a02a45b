"""People's own words: nothing lost, nothing changed, too many kept as a draft."""

import pytest

from tests.core.inputs.answers import refusal
from tornio.core.inputs.text import TooLong, a_line, own_words


def test_words_are_kept_as_they_were_written() -> None:
    words = "  I don’t know.\r\n\tI can’t go on\x0b\rزن <b>{{7*7}}</b> 🙂\u202e  "
    assert own_words(words) == "  I don’t know.\n\tI can’t go on\x0b\nزن <b>{{7*7}}</b> 🙂\u202e  "


def test_a_megabyte_is_too_long_and_kept_as_a_draft() -> None:
    text = "a" * 1_000_000
    with pytest.raises(TooLong) as refused:
        own_words(text, limit=20_000)
    assert refused.value.over == 980_000
    assert refused.value.text == text
    assert "980,000 characters longer than the 20,000" in refused.value.sentence
    assert len(own_words("a" * 20_000)) == 20_000


def test_words_that_are_needed_are_asked_for() -> None:
    """R1: the caller's own words."""
    missing = "Write what they said, in their own words."
    assert refusal(lambda: own_words(" \u200b\n", missing=missing)).sentence == missing
    assert own_words("") == ""
    assert own_words("No.", missing=missing) == "No."


def test_a_subject_is_one_line() -> None:
    assert a_line("  Thursday ") == "Thursday"
    assert "line" in refusal(lambda: a_line("Thursday\r\nBcc: all@example.org", field="subject")).sentence
    assert refusal(lambda: a_line("\u202eyadsruhT")).sentence.startswith("There is a hidden sign")
    assert refusal(lambda: a_line("", missing="Say why.")).sentence == "Say why."
    assert a_line("He is away.", missing="Say why.") == "He is away."
    assert isinstance(refusal(lambda: a_line("x" * 201)), TooLong)
