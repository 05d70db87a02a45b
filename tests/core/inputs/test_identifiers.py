"""NHS and CHI numbers and Finnish codes, each against the steps of its own public check."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.inputs.answers import question, refusal
from tornio.core.errors import Refused
from tornio.core.inputs.identifiers import an_identifier, identifier_shown, nhs_number
from tornio.core.jurisdictions import IdentifierKind

CHI, FINNISH = IdentifierKind.CHI_NUMBER, IdentifierKind.FINNISH_PERSONAL_CODE


def slow_check_digit(nine: str) -> int:
    """Modulus 11 as the NHS Data Dictionary tells it, step by step; 10 means that there is no such number."""
    total = 0
    for place in range(9):
        total += int(nine[place]) * (10 - place)
    remainder = total % 11
    check = 11 - remainder
    return 0 if check == 11 else check


@pytest.mark.parametrize("typed", ["943 476 5919", "9434765919", "943-476-5919", " 9434765919 "])
def test_an_nhs_number_with_or_without_spaces(typed: str) -> None:
    assert nhs_number(typed) == "9434765919"
    assert identifier_shown(IdentifierKind.NHS_NUMBER, "9434765919") == "943 476 5919"
    assert identifier_shown(FINNISH, "131052-308T") == "131052-308T"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("943 476 5918", "check"),
        ("943 476 591", "ten digits"),
        ("943 476 59190", "ten digits"),
        ("943 476 591X", "ten digits"),
        ("", "ten digits"),
        ("0000000000", "one digit"),
        ("1111111111", "one digit"),
        ("999 000 0018", "999"),
    ],
)
def test_wrong_nhs_numbers_are_refused(typed: str, why: str) -> None:
    refused = refusal(lambda: nhs_number(typed))
    assert why in refused.sentence
    assert refused.field == "nhs_number"


def test_made_up_numbers_are_for_tests_and_the_demo() -> None:
    number = "999000001" + str(slow_check_digit("999000001"))
    assert nhs_number(number, made_up_allowed=True) == number


@given(st.from_regex(r"[0-8][0-9]{8}", fullmatch=True), st.integers(0, 9))
def test_nhs_numbers_agree_with_the_dictionary_s_own_steps(nine: str, last: int) -> None:
    """A check value of 10 leaves no valid last digit at all."""
    number = f"{nine}{last}"
    valid = slow_check_digit(nine) == last and len(set(number)) > 1
    try:
        assert nhs_number(number) == number
        assert valid
    except Refused:
        assert not valid


def test_a_check_value_of_10_is_refused_whatever_the_last_digit() -> None:
    nine = next(str(n) for n in range(400_000_000, 400_000_100) if slow_check_digit(str(n)) == 10)
    for last in range(10):
        refusal(partial(nhs_number, f"{nine}{last}"))


def test_arabic_indic_digits_in_an_nhs_number_are_confirmed() -> None:
    asked = question(lambda: nhs_number("٩٤٣ ٤٧٦ ٥٩١٩"))
    assert asked.choices[0].value == "943 476 5919"
    assert nhs_number("٩٤٣ ٤٧٦ ٥٩١٩", answer="943 476 5919") == "9434765919"


@pytest.mark.parametrize("nine", ["310185123", "290200004", "010100123"])
def test_a_chi_number_begins_with_a_date_and_ends_with_a_check(nine: str) -> None:
    number = f"{nine}{slow_check_digit(nine)}"
    assert an_identifier(CHI, number) == number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert "check" in refusal(lambda: an_identifier(CHI, wrong)).sentence


def test_a_chi_number_without_a_date_is_refused() -> None:
    assert "date" in refusal(lambda: an_identifier(CHI, "3113851234")).sentence
    assert "date" in refusal(lambda: an_identifier(CHI, "3002851234")).sentence
    assert "ten digits" in refusal(lambda: an_identifier(CHI, "31018512")).sentence


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("131052-308T", "131052-308T"), ("131052 308t", "131052-308T"), ("131052308T", "131052-308T"),
     ("131052Y308T", "131052Y308T")],
)  # fmt: skip
def test_the_finnish_example_of_the_public_standard(typed: str, kept: str) -> None:
    assert an_identifier(FINNISH, typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [("131052-308U", "check"), ("311152-308T", "date"), ("131052-308", "looks like"), ("131052-900C", "900")],
)
def test_wrong_finnish_codes_are_refused(typed: str, why: str) -> None:
    assert why in refusal(lambda: an_identifier(FINNISH, typed)).sentence


def test_a_made_up_finnish_code_is_for_tests() -> None:
    check = "0123456789ABCDEFHJKLMNPRSTUVWXY"[131052900 % 31]
    assert an_identifier(FINNISH, f"131052A900{check}", made_up_allowed=True) == f"131052A900{check}"
    old = "0123456789ABCDEFHJKLMNPRSTUVWXY"[131052308 % 31]
    assert an_identifier(FINNISH, f"131052+308{old}") == f"131052+308{old}"
