"""The inputs of the safety page that need no database, with their right answers: accept, refuse, ask, neutralise."""

import json
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tornio.core.asking import Ask, Malformed
from tornio.core.errors import Refused
from tornio.core.inputs.dates import Birth, a_birth, a_date
from tornio.core.inputs.emails import an_email
from tornio.core.inputs.files import a_file_name, checked_headers, disarmed, read_json
from tornio.core.inputs.identifiers import an_identifier, identifier_shown, nhs_number
from tornio.core.inputs.names import a_name, same_name_key
from tornio.core.inputs.telephones import a_telephone, telephone_shown
from tornio.core.inputs.text import TooLong, a_line, own_words
from tornio.core.jurisdictions import IdentifierKind

TODAY = date(2026, 11, 12)
CHI, FINNISH = IdentifierKind.CHI_NUMBER, IdentifierKind.FINNISH_PERSONAL_CODE
MALFORMED = ("Leon\x00", "\ud800", "Le\udfffon")


def refusal(call: Callable[[], object]) -> Refused:
    """What the call refuses with: a plain sentence, and never a question."""
    with pytest.raises(Refused) as refused:
        call()
    assert not isinstance(refused.value, Ask)
    assert refused.value.sentence.endswith(".")
    return refused.value


def question(call: Callable[[], object]) -> Ask:
    """What the call asks."""
    with pytest.raises(Ask) as asked:
        call()
    assert "?" in asked.value.sentence
    return asked.value


# Names


@pytest.mark.parametrize(
    "name",
    ["O'Brien-Ńguyễn", "O’Brien", "Cher", "Null", "Robert'); DROP TABLE students;--", "x" * 200, "Biscuit 🐕",
     "木村 さくら", "עדנה", "محمد", "Ａ", "+", "<script>alert(1)</script>", "{{7*7}}", "=HYPERLINK(\"x\")"],
)  # fmt: skip
def test_people_s_names_are_taken_as_they_are(name: str) -> None:
    assert a_name(name) == unicodedata.normalize("NFC", name)


def test_a_name_loses_only_the_spaces_that_nobody_meant() -> None:
    assert a_name("  Nan \u00a0 Jean\t") == "Nan Jean"


def test_composed_and_decomposed_names_are_equal() -> None:
    decomposed = unicodedata.normalize("NFD", "Ńguyễn Şükrü")
    assert a_name(decomposed) == "Ńguyễn Şükrü"
    assert same_name_key(decomposed) == same_name_key("ŃGUYỄN ŞÜKRÜ")
    assert same_name_key("O’Brien – Smith") == same_name_key("o'brien - smith")
    assert same_name_key("Le\u200bon") == same_name_key("Leon")
    assert same_name_key("Nunez") != same_name_key("Núñez")


@pytest.mark.parametrize(
    "name", ["", "   ", "\u200b\u200d", "\u3164", "\u202eLeon", "Leon\u2066", "Le\x08on", "x" * 201]
)
def test_names_that_nobody_could_see_or_that_read_backwards_are_refused(name: str) -> None:
    assert refusal(lambda: a_name(name)).field == "name"


@pytest.mark.parametrize("name", ["Leon\nMarsh", "Leon\r\nBcc: all@example.org", "Leon\u2028Marsh"])
def test_a_name_is_one_line(name: str) -> None:
    assert "line" in refusal(lambda: a_name(name)).sentence


@pytest.mark.parametrize("text", MALFORMED)
def test_what_no_hand_typed_is_malformed(text: str) -> None:
    for read in (a_name, own_words, a_line, an_email, a_file_name):
        with pytest.raises(Malformed):
            read(text)


def test_a_cyrillic_letter_in_a_latin_name_is_asked_about() -> None:
    asked = question(lambda: a_name("Lеon Marsh"))
    assert [choice.value for choice in asked.choices] == ["Lеon Marsh", "Leon Marsh"]
    assert a_name("Lеon Marsh", answer="Leon Marsh") == "Leon Marsh"
    assert a_name("Lеon Marsh", answer="Lеon Marsh") == "Lеon Marsh"
    question(lambda: a_name("Lеon Marsh", answer="Carol"))
    assert len(question(lambda: a_name("Lжon")).choices) == 1
    assert a_name("Сара Marsh") == "Сара Marsh", "two words may each have their own alphabet"


# Telephones


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


# Identifiers


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
        refusal(lambda last=last: nhs_number(f"{nine}{last}"))  # type: ignore[misc]


def test_arabic_indic_digits_in_an_nhs_number_are_confirmed() -> None:
    asked = question(lambda: nhs_number("٩٤٣ ٤٧٦ ٥٩١٩"))
    assert asked.choices[0].value == "943 476 5919"
    assert nhs_number("٩٤٣ ٤٧٦ ٥٩١٩", answer="943 476 5919") == "9434765919"


def test_a_chi_number_begins_with_a_date_and_ends_with_a_check() -> None:
    for nine in ("310185123", "290200004", "290204123"):
        number = f"{nine}{slow_check_digit(nine)}"
        if len(number) == 10:
            assert an_identifier(CHI, number) == number
            wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
            assert "check" in refusal(lambda wrong=wrong: an_identifier(CHI, wrong)).sentence  # type: ignore[misc]
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


# Dates


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


# Words


def test_words_are_kept_as_they_were_written() -> None:
    words = "  I don’t know.\r\n\tI can’t go on\x0b\rزن <b>{{7*7}}</b> 🙂\u202e  "
    assert own_words(words) == "  I don’t know.\n\tI can’t go on\x0b\nزن <b>{{7*7}}</b> 🙂\u202e  "


def test_a_megabyte_is_too_long_and_kept_as_a_draft() -> None:
    text = "a" * 1_000_000
    with pytest.raises(TooLong) as refused:
        own_words(text, limit=20_000)
    assert refused.value.over == 980_000
    assert refused.value.text == text
    assert "980,000 characters longer than the 20,000" in refused.value.sentence
    assert len(own_words("a" * 20_000)) == 20_000


def test_words_that_are_needed_are_asked_for() -> None:
    """R1: the caller's own words."""
    missing = "Write what they said, in their own words."
    assert refusal(lambda: own_words(" \u200b\n", missing=missing)).sentence == missing
    assert own_words("") == ""
    assert own_words("No.", missing=missing) == "No."


def test_a_subject_is_one_line() -> None:
    assert a_line("  Thursday ") == "Thursday"
    assert "line" in refusal(lambda: a_line("Thursday\r\nBcc: all@example.org", field="subject")).sentence
    assert refusal(lambda: a_line("\u202eyadsruhT")).sentence.startswith("There is a hidden sign")
    assert refusal(lambda: a_line("", missing="Say why.")).sentence == "Say why."
    assert a_line("He is away.", missing="Say why.") == "He is away."
    assert isinstance(refusal(lambda: a_line("x" * 201)), TooLong)


# E-mail addresses


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Carol.Marsh+tornio@Example.ORG ", "Carol.Marsh+tornio@example.org"),
        ("o'brien@example.org", "o'brien@example.org"),
        ("info@bücher.example", "info@bücher.example"),
        ("иван@пример.испытание", "иван@пример.испытание"),
        ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
        ("a@xn--99999999999.example", "a@xn--99999999999.example"),
    ],
)
def test_addresses_as_people_have_them(typed: str, kept: str) -> None:
    assert an_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["carol", "carol@", "@example.org", "carol@example", "carol@@example.org", "carol@exa mple.org", "a@-x.org",
     ".carol@example.org", "carol.@example.org", f"a@{'x' * 64}.org", f"a@{'.'.join(['x' * 60] * 5)}.org",
     "carol@example..org", "carol@example.org\nBcc: all@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert refusal(lambda: an_email(typed)).field == "email"


@pytest.mark.parametrize(
    "typed", ["carol@аррӏе.com", "carol@exаmple.org", "carol@xn--80ak6aa92e.com", "cаrol@example.org"]
)
def test_look_alike_addresses_are_asked_about(typed: str) -> None:
    asked = question(lambda: an_email(typed))
    assert an_email(typed, answer=asked.choices[0].value) == typed


def test_a_look_alike_address_may_be_mended() -> None:
    asked = question(lambda: an_email("carol@exаmple.org"))
    assert [choice.value for choice in asked.choices] == ["carol@exаmple.org", "carol@example.org"]
    assert an_email("carol@exаmple.org", answer="carol@example.org") == "carol@example.org"


# Files, tables, JSON


def test_file_names_stay_in_their_place() -> None:
    assert a_file_name(" our map, 12 November.svg ") == "our map, 12 November.svg"
    for name in ("../etc/passwd", "..", "a/b", "a\\b", ".env", "", "a:b", "x" * 201, "map\r\n.svg"):
        refusal(lambda name=name: a_file_name(name))  # type: ignore[misc]


@pytest.mark.parametrize(
    ("cell", "leaves"),
    [
        ('=HYPERLINK("http://example.org")', '\'=HYPERLINK("http://example.org")'),
        ("+44 7700 900123", "'+44 7700 900123"),
        ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), (" =1", "' =1"), ("＝1", "'＝1"),
        ("I said = and meant it", "I said = and meant it"), ("", ""), (None, ""), (-5, "-5"), (2.5, "2.5"),
    ],
)  # fmt: skip
def test_a_formula_is_stored_as_it_is_and_leaves_disarmed(cell: object, leaves: str) -> None:
    assert disarmed(cell) == leaves


def test_a_table_with_two_columns_of_one_name_is_refused() -> None:
    assert checked_headers(["Name", " Date "]) == ("Name", "Date")
    assert "Date" in refusal(lambda: checked_headers(["date", "Name", "Date"])).sentence


def test_json_is_read_as_plain_values() -> None:
    text = '{"a": [1, 2.5, true, null, "x [{ \\" \\\\"], "b": {"c": {}}}'
    assert read_json(text) == json.loads(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[" * 100_000 + "]" * 100_000, "deeply"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "deeply"),
        ('{"a": 1, "a": 2}', "twice"),
        ('[{"b": {"a": 1, "a": 1}}]', "twice"),
        ('{"a": NaN}', "cannot be read"),
        ("[Infinity]", "cannot be read"),
        ("{", "cannot be read"),
        ("", "cannot be read"),
        ("9" * 5_000, "cannot be read"),
    ],
)
def test_json_that_would_hurt_is_refused(text: str, why: str) -> None:
    assert why in refusal(lambda: read_json(text)).sentence


@pytest.mark.parametrize("text", ['"\\ud800"', '["\\u0000"]', '{"\\udfff": 1}', '{"a": ["\\ud800"]}', "\x00"])
def test_json_cannot_smuggle_what_no_hand_typed(text: str) -> None:
    with pytest.raises(Malformed):
        read_json(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('ab"\\[{'), inner, max_size=3),
    max_leaves=10,
)


@given(JSON)
def test_any_json_of_ours_comes_back(value: object) -> None:
    text = json.dumps(value)
    if "\\u0000" not in text:
        assert read_json(text) == value


@given(st.text())
def test_no_text_ever_breaks_a_reader(text: str) -> None:
    """Every reader gives a value, a refusal or a question; nothing else, whatever is typed."""
    readers: list[Callable[[], object]] = [
        lambda: a_name(text), lambda: own_words(text), lambda: a_line(text), lambda: an_email(text),
        lambda: a_telephone(text, region="GB"), lambda: nhs_number(text), lambda: an_identifier(CHI, text),
        lambda: an_identifier(FINNISH, text), lambda: a_birth(text, today=TODAY), lambda: a_file_name(text),
        lambda: read_json(text), lambda: disarmed(text), lambda: same_name_key(text),
    ]  # fmt: skip
    for read in readers:
        try:
            read()
        except (Refused, Malformed):
            continue
