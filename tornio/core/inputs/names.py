"""Names as people write them: any length up to 200, any script, one word or many; never "invalid characters"."""

import unicodedata

from tornio.core.asking import Choice, settle
from tornio.core.errors import Refused
from tornio.core.inputs.marks import alphabets_that_mix, is_seen, latin_double, on_one_line

LONGEST_NAME = 200
_ONE_SIGN = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"})


def a_name(text: str, *, answer: str | None = None, field: str | None = "name") -> str:
    """The name, composed (NFC) and with single spaces; at most 200 characters.

    Refuses what nobody could see or would read in another order; asks when look-alike alphabets are mixed in one
    word.
    """
    name = unicodedata.normalize("NFC", " ".join(on_one_line(text, field).split()))
    if not is_seen(name):
        raise Refused("Write a name: any name that people use.", field)
    if any(unicodedata.category(each) == "Cc" for each in name):
        raise Refused("There is a hidden sign in this name. Please type it anew.", field)
    if len(name) > LONGEST_NAME:
        over = len(name) - LONGEST_NAME
        raise Refused(f"This is {over} characters longer than the {LONGEST_NAME} that fit.", field)
    if any(alphabets_that_mix(word) for word in name.split()):
        return _asked_about_alphabets(name, answer, field)
    return name


def same_name_key(name: str) -> str:
    """Two spellings of one name have one key: composed or not, large or small, either apostrophe, hidden joiners."""
    composed = unicodedata.normalize("NFC", name).translate(_ONE_SIGN)
    seen = "".join(each for each in composed if unicodedata.category(each) != "Cf")
    return unicodedata.normalize("NFC", " ".join(seen.split()).casefold())


def _asked_about_alphabets(name: str, answer: str | None, field: str | None) -> str:
    choices = [Choice(name, "Yes, it is written so on purpose")]
    if double := latin_double(name):
        choices.append(Choice(double, f"No: {double}, in Latin letters only"))
    question = f"“{name}” mixes letters of two alphabets that look alike. Is that right?"
    return settle(question, choices, answer, field)
