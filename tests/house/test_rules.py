"""The rules' page is made from the code: every rule that is not for later is held somewhere and proved by a test."""

from tools import rulebook


def test_every_rule_of_today_is_held_and_proved() -> None:
    assert rulebook.unproved() == []


def test_a_docstring_that_cites_a_span_of_rules_cites_each_and_fhir_r4_is_no_rule() -> None:
    assert rulebook.numbers("Kept apart (R15–R17), and R20.") == {"R15", "R16", "R17", "R20"}
    assert rulebook.numbers("The FHIR R4 API.") == set()
