"""The rules in their binding words: as many as were agreed, in order, each a whole sentence."""

from tornio.core.rules import RULES


def test_the_rules_are_thirty_one_and_in_order() -> None:
    assert [rule.number for rule in RULES] == [f"R{number}" for number in range(1, 32)]


def test_every_rule_serves_a_principle_and_ends_where_its_sentence_ends() -> None:
    assert all(rule.principle and not rule.words[0].islower() and rule.words.endswith((".", ".)")) for rule in RULES)
