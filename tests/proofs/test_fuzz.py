"""Nothing that anybody sends to any address breaks a page: what cannot be read is told so, never with 500."""

from collections import Counter

from tests.proofs.asking import chance_is_fixed
from tests.proofs.figures import tell, wanted
from tests.proofs.fuzzing import start
from tests.proofs.town import ProofsTown

MANY = wanted("MANY", 2_500)
SEED = wanted("SEED", 20261121)
FROM = wanted("FROM", 0)


def test_no_form_and_no_address_breaks_whatever_is_sent(proofs: ProofsTown) -> None:
    with chance_is_fixed():
        fuzzer = start(proofs, SEED)
        answers: Counter[int] = Counter()
        broken = []
        for number in range(FROM, FROM + MANY):
            question = fuzzer.question(number)
            status = fuzzer.ask(question)
            answers[status] += 1
            if status >= 500:
                broken.append(str(question))
                print(f"broken: {question}", flush=True)  # noqa: T201 - a run of hours tells what it finds at once
    tell(
        "fuzz",
        questions=fuzzer.asked_for_forms + MANY,
        broken=len(broken),
        **{str(each): answers[each] for each in answers},
    )
    assert not broken, "\n".join(broken)
    assert MANY < 100 or answers[200] + answers[302] > MANY / 10, f"most of it never got as far as a page: {answers}"
    assert MANY < 2_500 or fuzzer.asked_for_forms + MANY >= 3_000
