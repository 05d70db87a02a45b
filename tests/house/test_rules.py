"""The rules' page is made from the code: every rule that is not for later is held somewhere and proved by a test."""

from tools import rulebook
from tornio.core.rules import RULES


def test_the_rules_are_thirty_one_and_in_order() -> None:
    assert [rule.number for rule in RULES] == [f"R{number}" for number in range(1, 32)]


def test_every_rule_of_today_is_held_and_proved() -> None:
    assert rulebook.unproved() == []


def test_a_docstring_that_cites_a_span_of_rules_cites_each_and_fhir_r4_is_no_rule() -> None:
    assert rulebook.numbers("Kept apart (R15–R17), and R20.") == {"R15", "R16", "R17", "R20"}
    assert rulebook.numbers("The FHIR R4 API.") == set()
