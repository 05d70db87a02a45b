"""Languages by their names: “Polish”, “polski” and “pl” are one; what the catalogue does not know stays as written."""

import re
from functools import cache

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext

_AND = re.compile(r"\s*(?:[,;/+&\n]|\band\b)\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")


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
    """The languages that are named somewhere in somebody's own words: “She would rather speak Polish.”"""
    found = (_codes().get(word.casefold()) for word in _WORD.findall(text))
    return tuple(dict.fromkeys(each for each in found if each is not None))
