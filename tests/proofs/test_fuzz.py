"""Nothing that anybody sends to any address breaks a page: what cannot be read is told so, never with 500."""

from collections import Counter

import pytest

from tests.proofs.asking import chance_is_fixed
from tests.proofs.figures import tell, wanted
from tests.proofs.fuzzing import start
from tests.proofs.town import ProofsTown

MANY = wanted("MANY", 2_500)
SEED = wanted("SEED", 20261121)
FROM = wanted("FROM", 0)
PARTS = wanted("PARTS", 1)  # side by side, each in a town of its own


@pytest.mark.parametrize("part", range(PARTS))
def test_no_form_and_no_address_breaks_whatever_is_sent(part: int, proofs: ProofsTown) -> None:
    asked = range(FROM + MANY * part // PARTS, FROM + MANY * (part + 1) // PARTS)
    with chance_is_fixed():
        fuzzer = start(proofs, SEED)
        answers: Counter[int] = Counter()
        broken = []
        for number in asked:
            question = fuzzer.question(number)
            status = fuzzer.ask(question)
            answers[status] += 1
            if status >= 500:
                broken.append(str(question))
                print(f"broken: {question}", flush=True)  # noqa: T201 - a run of hours tells what it finds at once
    tell(
        "fuzz",
        questions=fuzzer.asked_for_forms + len(asked),
        broken=len(broken),
        **{str(each): answers[each] for each in answers},
    )
    assert not broken, "\n".join(broken)
    assert len(asked) < 100 or answers[200] + answers[302] > len(asked) / 10, (
        f"most of it never got as far as a page: {answers}"
    )
    assert len(asked) < 2_500 or fuzzer.asked_for_forms + len(asked) >= 3_000
