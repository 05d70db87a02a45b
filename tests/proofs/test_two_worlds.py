"""What one may not know does not exist: a world with it and one without are the same to the byte (R8, R24, R25)."""

from collections.abc import Iterator

import pytest

from tests.proofs.asking import chance_is_fixed
from tests.proofs.figures import tell, wanted
from tests.proofs.town import ProofsTown
from tests.proofs.worlds import OBSERVERS, Pair, differs, pair_of

PAIRS = wanted("PAIRS", 105)
PAGES = wanted("PAGES", 12)


@pytest.fixture(autouse=True)
def _chance(proofs: ProofsTown) -> Iterator[None]:
    with chance_is_fixed():
        yield


@pytest.mark.parametrize("observer", range(len(OBSERVERS)), ids=[each.name for each in OBSERVERS])
def test_what_one_may_not_know_does_not_exist(proofs: ProofsTown, observer: int) -> None:
    """R8, R24, R25: page, headers, cookies, stamp, length and refusal, with clock and chance fixed."""
    pairs = [pair_of(seed) for seed in range(observer, PAIRS, len(OBSERVERS))]
    shown = [line for pair in pairs for line in differs(pair, proofs, PAGES)]
    tell("two worlds", pairs=len(pairs), differences=len(shown))
    assert not shown, "\n".join(shown)


def test_a_difference_that_one_may_see_is_seen(proofs: ProofsTown) -> None:
    """The proof would notice: Ruth, asked as if she were Carol, finds what Leon says to his team."""
    ruth = next(each for each in OBSERVERS if each.name == "Ruth")
    pairs = [pair_of(seed) for seed in range(400)]
    hides = [each for each in pairs if "Leon to his team" in {deed.name for _place, deed in each.hidden}]
    as_ruth = [Pair(each.seed, ruth, each.common, each.hidden) for each in hides[:8]]
    assert any(differs(pair, proofs, PAGES) for pair in as_ruth)
