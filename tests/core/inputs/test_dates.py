"""Dates: 01/02/03 asked about, 29 February, births to come, a year alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.inputs.answers import question, refusal
from tornio.core.inputs.dates import Birth, a_birth, a_date

TODAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    "typed",
    ["1985-03-27", "27 March 1985", "27 mar 1985", "Wednesday 27th of March 1985", "27/3/1985", "27.03.1985",
     "27/03/85", "27 March, 1985", "85-03-27"],
)  # fmt: skip
def test_dates_as_people_type_them(typed: str) -> None:
    assert a_birth(typed, today=TODAY) == Birth(1985, date(1985, 3, 27))
    assert a_date(typed, today=TODAY) == date(1985, 3, 27)


def test_one_two_three_is_asked_about() -> None:
    asked = question(lambda: a_birth("01/02/03", today=TODAY))
    assert [choice.words for choice in asked.choices] == [
        "3 February 1901", "2 January 1903", "1 February 1903",
        "3 February 2001", "2 January 2003", "1 February 2003",
    ]  # fmt: skip
    assert a_birth("01/02/03", today=TODAY, answer="2003-02-01") == Birth(2003, date(2003, 2, 1))
    question(lambda: a_birth("01/02/03", today=TODAY, answer="2004-02-01"))
    assert len(question(lambda: a_date("01/02/03", today=TODAY)).choices) == 3


def test_a_year_of_birth_alone_is_enough_and_says_so() -> None:
    born = a_birth("1948", today=TODAY)
    assert born == Birth(1948)
    assert born.is_year_only
    assert not a_birth("1948-05-01", today=TODAY).is_year_only


def test_29_february_exists_in_leap_years_only() -> None:
    assert a_birth("29 February 2024", today=TODAY).on == date(2024, 2, 29)
    assert "no 29 February in 2023" in refusal(lambda: a_birth("29/02/2023", today=TODAY)).sentence
    assert "no 31 April" in refusal(lambda: a_date("31 April 2026", today=TODAY)).sentence


@pytest.mark.parametrize(
    "typed", ["13 November 2026", "2027", "2026-11-13", "1890", "1890-01-01", "1985-13-01", "40/1/1985", "99/99/99",
              "soon", "", "27 Mai 1985", "27 x 1985"],
)  # fmt: skip
def test_births_to_come_and_days_that_never_were_are_refused(typed: str) -> None:
    assert refusal(lambda: a_birth(typed, today=TODAY)).field == "born"


def test_sept_is_a_month_too() -> None:
    assert a_date("9 Sept 2026", today=TODAY) == date(2026, 9, 9)


def test_arabic_indic_digits_in_a_date_are_confirmed() -> None:
    asked = question(lambda: a_birth("٢٧/٠٣/١٩٨٥", today=TODAY))
    assert a_birth("٢٧/٠٣/١٩٨٥", today=TODAY, answer=asked.choices[0].value).on == date(1985, 3, 27)


@given(st.dates(date(1900, 1, 1), TODAY))
def test_every_day_written_in_full_comes_back(born: date) -> None:
    for typed in (born.isoformat(), f"{born:%d/%m/%Y}", f"{born.day} {born:%B %Y}"):
        assert a_birth(typed, today=TODAY).on == born


@pytest.mark.parametrize("typed", ["0001-01-01", "1799-12-31", "31.12.9999", "1 January 2200"])
def test_a_year_that_nobody_means_is_asked_to_be_looked_at(typed: str) -> None:
    """Not an error of ours: the database and the clocks come to their end there."""
    assert refusal(lambda: a_date(typed, today=TODAY)).sentence == "Please look at the year again."
