"""How wide a text will be, near enough: a simple table, a little generous, so that no label is cut or runs over."""

import unicodedata

LONGEST_LABEL = 20
_NARROW = frozenset("iíìîïjl.,:;'’|!I ")
_HALF = frozenset('frt-()[]/"“”*')
_BROAD = frozenset("mwMW@%—")
_GENEROUS = 1.08  # a chosen node's name is set in a bolder weight


def shortened(name: str) -> str:
    """The name as the map shows it: at most twenty characters; the list beside has all of it."""
    return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1].rstrip()}…"


def text_width(text: str, size: float) -> float:
    """The width of a text in a plain sans-serif face of that size, never told as less than it is likely to be."""
    return sum(_share(sign) for sign in text) * size * _GENEROUS


def _share(sign: str) -> float:
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Cf", "Mn", "Me"}:
        return 0.0
    if sign in _NARROW:
        return 0.3
    if sign in _HALF:
        return 0.4
    if sign in _BROAD:
        return 0.9
    if unicodedata.east_asian_width(sign) in {"W", "F"} or unicodedata.category(sign) == "So":
        return 1.1
    return 0.72 if sign.isupper() else 0.58
