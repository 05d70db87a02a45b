"""Telephone numbers: kept in one form; emergency and premium numbers refused."""

import pytest

from tests.core.inputs.answers import question, refusal
from tornio.core.inputs.telephones import a_telephone, telephone_shown


@pytest.mark.parametrize(
    ("typed", "region", "kept"),
    [
        ("+44 (0)7700 900123", "GB", "+447700900123"),
        ("07700 900 123", "GB", "+447700900123"),
        ("01632 960 145", "GB", "+441632960145"),
        ("0044 1632 960145", "GB", "+441632960145"),
        ("+44 1632 960145", "FI", "+441632960145"),
        ("040 123 4567", "FI", "+358401234567"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("01632 960145 ext 12", "GB", "+441632960145;ext=12"),
    ],
)
def test_telephone_numbers_are_kept_in_one_form(typed: str, region: str, kept: str) -> None:
    assert a_telephone(typed, region=region) == kept
    assert a_telephone(kept, region=region) == kept


@pytest.mark.parametrize(
    ("typed", "region", "why"),
    [
        ("999", "GB", "emergency"), ("9 9 9", "GB", "emergency"), ("+44 999", "FI", "emergency"),
        ("112", "FI", "emergency"), ("911", "US", "emergency"),
        ("0909 879 0000", "GB", "premium"), ("+44 909 8790000", "GB", "premium"), ("0600 12345", "FI", "premium"),
        ("1-900-555-0123", "US", "premium"),
        ("12", "GB", "area code"), ("none", "GB", "area code"), ("", "GB", "area code"), ("111", "GB", "area code"),
        ("07700 900 12", "GB", "area code"), ("01632 970 145", "GB", "area code"),
    ],
)  # fmt: skip
def test_emergency_and_premium_numbers_are_refused(typed: str, region: str, why: str) -> None:
    refused = refusal(lambda: a_telephone(typed, region=region))
    assert why in refused.sentence
    assert refused.field == "telephone"


def test_arabic_indic_digits_in_a_telephone_number_are_confirmed() -> None:
    typed = "٠٧٧٠٠ ٩٠٠١٢٣"
    asked = question(lambda: a_telephone(typed, region="GB"))
    assert asked.choices[0].value == "07700 900123"
    assert a_telephone(typed, region="GB", answer="07700 900123") == "+447700900123"


def test_numbers_are_shown_as_people_write_them() -> None:
    assert telephone_shown("+441632960145", region="GB") == "01632 960 145"
    assert telephone_shown("+447700900123", region="GB") == "07700 900 123"
    assert telephone_shown("+441632960145", region="FI") == "+44 1632 960 145"
    assert telephone_shown("+441632960145;ext=12", region="GB") == "01632 960 145, extension 12"
    assert telephone_shown("+12125550123", region="US") == "(212) 555-0123"


def test_what_is_no_number_is_shown_as_it_was_kept() -> None:
    """A page about somebody in need never breaks on what was once written down."""
    assert telephone_shown("ask at the farm", region="GB") == "ask at the farm"
