"""File names, cells that a spreadsheet would run, and JSON that would hurt."""

import json
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.inputs.answers import refusal
from tornio.core.asking import Malformed
from tornio.core.inputs.files import a_file_name, checked_headers, disarmed, read_json


def test_file_names_stay_in_their_place() -> None:
    assert a_file_name(" our map, 12 November.svg ") == "our map, 12 November.svg"
    for name in ("../etc/passwd", "..", "a/b", "a\\b", ".env", "", "a:b", "x" * 201, "map\r\n.svg"):
        refusal(partial(a_file_name, name))


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
