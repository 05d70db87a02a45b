"""What comes as a browser's answer for a passkey and is none: no page breaks of it."""

import pytest

from tornio.web.forms.entry import PasskeyForm

DEEP = 9_000  # brackets in each other: more than Python follows


@pytest.mark.parametrize("answer", ["", "x", "[]", "7", '{"a":' * DEEP, "[" * DEEP + "]" * DEEP])
def test_what_is_no_answer_is_an_empty_one(answer: str) -> None:
    form = PasskeyForm({"answer": answer})
    form.is_valid()
    assert form.cleaned_data.get("answer", {}) == {}


def test_an_answer_is_read() -> None:
    form = PasskeyForm({"answer": '{"id": "abc"}'})
    form.is_valid()
    assert form.cleaned_data["answer"] == {"id": "abc"}
