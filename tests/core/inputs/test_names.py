"""Names as people write them: accepted, refused or asked about."""

import unicodedata

import pytest

from tests.core.inputs.answers import question, refusal
from tornio.core.inputs.names import a_name, same_name_key


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


def test_a_cyrillic_letter_in_a_latin_name_is_asked_about() -> None:
    asked = question(lambda: a_name("Lеon Marsh"))
    assert [choice.value for choice in asked.choices] == ["Lеon Marsh", "Leon Marsh"]
    assert a_name("Lеon Marsh", answer="Leon Marsh") == "Leon Marsh"
    assert a_name("Lеon Marsh", answer="Lеon Marsh") == "Lеon Marsh"
    question(lambda: a_name("Lеon Marsh", answer="Carol"))
    assert len(question(lambda: a_name("Lжon")).choices) == 1
    assert a_name("Сара Marsh") == "Сара Marsh", "two words may each have their own alphabet"
