"""Numbers by which health services know somebody, each with its own check; a wrong one is refused, none is needed."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from tornio.core.errors import Refused
from tornio.core.inputs.marks import confirm_digits, on_one_line
from tornio.core.jurisdictions import IdentifierKind

_TEN_DIGITS = re.compile(r"\d{10}", re.ASCII)
_FINNISH = re.compile(r"(\d{6})([+A-FU-Y]?)(\d{3})([0-9A-Y])", re.ASCII)
_FINNISH_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_FINNISH_CENTURIES = {"+": 1800} | dict.fromkeys("-UVWXY", 1900) | dict.fromkeys("ABCDEF", 2000)
_MADE_UP_FROM = 900  # Finnish individual numbers from here on are temporary or artificial
_MODULUS = 11
_NO_CHECK_DIGIT = 10


def an_identifier(
    kind: IdentifierKind,
    text: str,
    *,
    made_up_allowed: bool = False,
    answer: str | None = None,
    field: str | None = "identifier",
) -> str:
    """The identifier in its plain form, without spaces; `made_up_allowed` is for tests and the demo alone."""
    typed = confirm_digits(on_one_line(text, field), answer, field)
    return _CHECKS[kind](re.sub(r"[\s-]", "", typed), made_up_allowed, field)


def nhs_number(
    text: str, *, made_up_allowed: bool = False, answer: str | None = None, field: str | None = "nhs_number"
) -> str:
    """An NHS number (England, Wales): ten digits, the last a check by modulus 11 (NHS Data Dictionary)."""
    return an_identifier(IdentifierKind.NHS_NUMBER, text, made_up_allowed=made_up_allowed, answer=answer, field=field)


def identifier_shown(kind: IdentifierKind, kept: str) -> str:
    """As people read it aloud: an NHS number in groups of three, three and four."""
    return f"{kept[:3]} {kept[3:6]} {kept[6:]}" if kind is IdentifierKind.NHS_NUMBER else kept


def _nhs(digits: str, made_up_allowed: bool, field: str | None) -> str:  # noqa: FBT001
    if not _TEN_DIGITS.fullmatch(digits):
        raise Refused("An NHS number has ten digits.", field)
    if len(set(digits)) == 1:
        raise Refused("An NHS number is never one digit ten times.", field)
    if digits.startswith("999") and not made_up_allowed:
        raise Refused("NHS numbers that begin with 999 are made up, for testing.", field)
    return _with_check_digit(digits, "NHS number", field)


def _chi(digits: str, _made_up_allowed: bool, field: str | None) -> str:  # noqa: FBT001
    if not _TEN_DIGITS.fullmatch(digits):
        raise Refused("A CHI number has ten digits.", field)
    day, month, year = (int(digits[start : start + 2]) for start in (0, 2, 4))
    if not any(_is_date(century + year, month, day) for century in (1900, 2000)):
        raise Refused("A CHI number begins with a date of birth, such as 310185.", field)
    return _with_check_digit(digits, "CHI number", field)


def _finnish(code: str, made_up_allowed: bool, field: str | None) -> str:  # noqa: FBT001
    match = _FINNISH.fullmatch(code.upper())
    if match is None:
        raise Refused("A Finnish personal identity code looks like 131052-308T.", field)
    born, individual, check = match[1], match[3], match[4]
    sign = match[2] or "-"  # a hyphen is a sign here, and was taken out with the others
    day, month, year = (int(born[start : start + 2]) for start in (0, 2, 4))
    if not _is_date(_FINNISH_CENTURIES[sign] + year, month, day):
        raise Refused("This code begins with a date that there never was.", field)
    if int(individual) >= _MADE_UP_FROM and not made_up_allowed:
        raise Refused("Codes with a number from 900 on are made up or temporary.", field)
    if _FINNISH_CHECKS[int(born + individual) % len(_FINNISH_CHECKS)] != check:
        raise Refused("One sign of this code is wrong: its check does not fit. Please look again.", field)
    return f"{born}{sign}{individual}{check}"


def _with_check_digit(digits: str, name: str, field: str | None) -> str:
    weighed = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    check = (_MODULUS - weighed % _MODULUS) % _MODULUS
    if check == _NO_CHECK_DIGIT or check != int(digits[9]):
        raise Refused(f"One digit of this {name} is wrong: its check does not fit. Please look again.", field)
    return digits


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_CHECKS: Mapping[IdentifierKind, Callable[[str, bool, str | None], str]] = {
    IdentifierKind.NHS_NUMBER: _nhs,
    IdentifierKind.CHI_NUMBER: _chi,
    IdentifierKind.FINNISH_PERSONAL_CODE: _finnish,
}
