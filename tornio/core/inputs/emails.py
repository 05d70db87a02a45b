"""E-mail addresses, read generously; one whose letters look like another's is asked about."""

import re

from tornio.core.asking import Choice, settle
from tornio.core.errors import Refused
from tornio.core.inputs.marks import alphabets_that_mix, latin_double, on_one_line

_SHAPE = re.compile(r"([^\s@<>\"(),:;\\\[\]]{1,64})@([^\s@<>\"(),:;\\\[\]]+)")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.ASCII)
_LONGEST = 254
_NOT_AN_ADDRESS = "This does not look like an e-mail address. It should look like carol@example.org."


def an_email(text: str, *, answer: str | None = None, field: str | None = "email") -> str:
    """The address with its domain in small letters; at most 254 characters."""
    match = _SHAPE.fullmatch(on_one_line(text, field))
    if match is None:
        raise Refused(_NOT_AN_ADDRESS, field)
    before, domain = match[1], match[2].lower()
    address = f"{before}@{domain}"
    plain = _plain_domain(domain)
    if plain is None or len(address) > _LONGEST or before.startswith(".") or before.endswith("."):
        raise Refused(_NOT_AN_ADDRESS, field)
    if _looks_like_another(domain) or _looks_like_another(before):
        choices = [Choice(address, f"Yes, {before}@{plain} is right")]
        double = latin_double(address)
        if double is not None:
            choices.append(Choice(double, f"No, it is {double}, in Latin letters only"))
        question = f"Some letters of {address} belong to another alphabet and look like Latin ones. Is that right?"
        return settle(question, choices, answer, field)
    return address


def _plain_domain(domain: str) -> str | None:
    """The domain as computers write it (xn--…); None when it can be no domain."""
    try:
        plain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = plain.split(".")
    return plain if len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels) else None


def _looks_like_another(part: str) -> bool:
    for label in part.split("."):
        shown = _unfolded(label)
        if alphabets_that_mix(shown) or latin_double(shown) is not None:
            return True
    return False


def _unfolded(label: str) -> str:
    """The letters that a label such as xn--pple-43d stands for."""
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label
