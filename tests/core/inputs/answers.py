"""What a reader of inputs answers when it does not give a value: a refusal, or a question."""

from collections.abc import Callable

import pytest

from tornio.core.asking import Ask
from tornio.core.errors import Refused


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
