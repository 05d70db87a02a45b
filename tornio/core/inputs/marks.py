"""What single characters are: visible or not, of which alphabet, and what no hand can have typed."""

import unicodedata

from tornio.core.asking import Choice, Malformed, settle
from tornio.core.errors import Refused

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
# Alphabets whose letters can be mistaken for each other; others (kana beside kanji) belong together.
_LOOK_ALIKE_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
_LOOKS_LATIN = str.maketrans(
    "аеорсухіјѕһԁԛԝӏАВЕКМНОРСТХУІЈЅαονρικυτχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwlABEKMHOPCTXYIJSaovpikutxABEZHIKMNOPTYX",
)
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def typed_by_hand(text: str) -> str:
    """The same text; NUL bytes and lone surrogates are `Malformed`: no keyboard makes them and no store keeps them."""
    if "\x00" in text or any("\ud800" <= each <= "\udfff" for each in text):
        raise Malformed
    return text


def in_our_digits(text: str) -> str:
    """The same text with every decimal digit of any script written as 0 to 9."""
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)


def confirm_digits(text: str, answer: str | None, field: str | None) -> str:
    """The text in our digits; when it was typed in others (Arabic-Indic, Devanagari …) somebody confirms it."""
    ours = in_our_digits(text)
    if ours == text:
        return text
    return settle(f"We read this as {ours}. Is that right?", [Choice(ours, f"Yes, {ours}")], answer, field)


def is_seen(text: str) -> bool:
    """True when at least one character leaves a mark on the page: a letter, number, punctuation or symbol."""
    return any(unicodedata.category(each)[0] in "LNPS" for each in text if each not in _BLANK_LETTERS)


def on_one_line(text: str, field: str | None) -> str:
    """The text without the spaces around it; refused when it breaks the line or turns the direction of reading."""
    stripped = typed_by_hand(text).strip()
    if any(each in _BREAKS for each in stripped):
        raise Refused("This is one line: write it without line breaks.", field)
    if any(each in _TURNING for each in stripped):
        raise Refused("There is a hidden sign in this that turns the order of letters. Please type it anew.", field)
    return stripped


def alphabets_that_mix(word: str) -> bool:
    """True when one word takes letters from two alphabets that look alike (a Cyrillic а in Latin letters)."""
    names = {unicodedata.name(each, "").split(" ", maxsplit=1)[0] for each in word if each.isalpha()}
    return len(names & _LOOK_ALIKE_ALPHABETS) > 1


def latin_double(word: str) -> str | None:
    """The Latin word that this one, in other letters, would be mistaken for; None when it would not be."""
    double = word.translate(_LOOKS_LATIN)
    return double if double != word and double.isascii() else None
