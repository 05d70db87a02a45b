"""E-mail addresses, and those that look like another."""

import pytest

from tests.core.inputs.answers import question, refusal
from tornio.core.inputs.emails import an_email


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
