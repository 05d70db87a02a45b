"""Telephone numbers as people write them, kept in one form (E.164); never one that costs or that calls the police."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType, shortnumberinfo

from tornio.core.errors import Refused
from tornio.core.inputs.marks import confirm_digits, on_one_line

# Numbers that Ofcom keeps free for drama: no telephone rings, so the demo and the tests use them.
_DRAMA = re.compile(r"(1632960|7700900)\d{3}")
_UNITED_KINGDOM = 44
_SIX_AT_THE_END = re.compile(r"(?<=\s)(\d{3})(\d{3})$")
_SUCH_AS = {"GB": "01632 960 123"}
_FROM_ANYWHERE = "+44 1632 960 123"


def _no_number(region: str, field: str | None) -> Refused:
    such_as = _SUCH_AS.get(region, _FROM_ANYWHERE)
    how = "its area code" if region in _SUCH_AS else "its area code, or with + and the country’s own"
    return Refused(f"This does not look like a telephone number. Write it with {how}, such as {such_as}.", field)


def a_telephone(text: str, *, region: str, answer: str | None = None, field: str | None = "telephone") -> str:
    """The number in E.164, with ";ext=" when an extension was given; `region` is ISO 3166, where it is dialled."""
    typed = confirm_digits(on_one_line(text, field), answer, field)
    try:
        number = phonenumbers.parse(typed, region)
    except NumberParseException as unreadable:
        raise _no_number(region, field) from unreadable
    if _is_emergency(number):
        raise Refused("That is an emergency number, not somebody’s own.", field)
    if phonenumbers.number_type(number) == PhoneNumberType.PREMIUM_RATE:
        raise Refused("That is a premium-rate number: ringing it costs a lot. Please give another.", field)
    if not phonenumbers.is_valid_number(number) and not _is_drama(number):
        raise _no_number(region, field)
    extension = f";ext={number.extension}" if number.extension else ""
    return f"+{number.country_code}{phonenumbers.national_significant_number(number)}{extension}"


def telephone_shown(kept: str, *, region: str) -> str:
    """A kept number as people in that region write it; what is no number is shown as it was kept."""
    try:
        number = phonenumbers.parse(kept, region)
    except NumberParseException:
        return kept
    at_home = phonenumbers.region_code_for_country_code(_code(number)) == region
    form = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    plain = PhoneNumber(country_code=number.country_code, national_number=number.national_number)
    shown = _SIX_AT_THE_END.sub(r"\1 \2", phonenumbers.format_number(plain, form))
    return f"{shown}, extension {number.extension}" if number.extension else shown


def _code(number: PhoneNumber) -> int:
    return int(number.country_code or 0)


def _is_emergency(number: PhoneNumber) -> bool:
    there = phonenumbers.region_code_for_country_code(_code(number))
    return shortnumberinfo.is_emergency_number(str(number.national_number), there)


def _is_drama(number: PhoneNumber) -> bool:
    return number.country_code == _UNITED_KINGDOM and bool(_DRAMA.fullmatch(str(number.national_number)))
