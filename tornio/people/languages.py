"""Languages by their names: “Polish”, “polski” and “pl” are one; what the catalogue does not know stays as written."""

import re
from functools import cache

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext

_AND = re.compile(r"\s*(?:[,;/+&\n]|\band\b)\s*", re.IGNORECASE)
_APART = re.compile(r"[,;/+&\n.]|\band\b|\bor\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_SPOKEN = re.compile(r"\bspeak(?:s|ing)?\s+([A-Z][^\W\d_]+)")
_NO_LANGUAGE = frozenset({"no", "none", "yes", "any", "either", "both", "unknown", "not known", "not sure", "?"})
A_NAME = 2  # words: “Sylheti”, “Plains Cree”


@cache
def _codes() -> dict[str, str]:
    """By each language's own name, its English one and its code, in small letters: the code without a country."""
    found: dict[str, str] = {}
    for code, told in LANG_INFO.items():
        if "-" not in code and "name" in told:
            found |= {name.casefold(): code for name in (code, told["name"], told["name_local"])}
    return found


def code(word: str) -> str:
    """The code of a language by any of its names; the word itself where none is known."""
    plain = " ".join(word.split())
    return _codes().get(plain.casefold(), plain)


def told(code_or_word: str) -> str:
    """The name of a language in the language of the page; a word that is no code as it is."""
    known = LANG_INFO.get(code_or_word)
    return gettext(known["name"]) if known and "name" in known else code_or_word


def spoken(text: str) -> tuple[str, ...]:
    """The languages that somebody names, each once: “Polish and English, BSL”."""
    return tuple(dict.fromkeys(code(each) for each in _AND.split(text.strip()) if each.strip()))


def named_in(text: str) -> tuple[str, ...]:
    """The languages that are named somewhere in somebody's own words: “She would rather speak Polish.”

    What the catalogue does not know stays as written where somebody names it as one would in a list, or says that it
    is spoken: “Sylheti and some English”, “He speaks Sylheti”. So nobody's language is lost for not being known.
    """
    parts = [part.strip() for part in _APART.split(text) if part.strip()]
    in_each = [
        [_codes()[word.casefold()] for word in _WORD.findall(part) if word.casefold() in _codes()] for part in parts
    ]
    is_list = all(known or len(part.split()) <= A_NAME for part, known in zip(parts, in_each, strict=True))
    found: list[str] = []
    for part, known in zip(parts, in_each, strict=True):
        found += known or (_unknown(part) if is_list else _SPOKEN.findall(part))
    return tuple(dict.fromkeys(code(each) for each in found))


def _unknown(part: str) -> list[str]:
    return [] if part.casefold() in _NO_LANGUAGE else [part]
