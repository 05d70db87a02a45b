"""Continuity of a file: worked by hand from the published formulas, and against slow, obvious Python."""

from collections import Counter
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluation.asking import refused, told, written
from tornio.evaluation.continuity import MEASURES, OF_PAIRS, of_file

HEAD = "network,meeting,practitioner\n"
Meetings = list[frozenset[str]]


def visits(sequence: str, network: str = "Leon") -> str:
    """One practitioner a meeting, in this order."""
    return HEAD + "".join(f"{network},{at},{who}\n" for at, who in enumerate(sequence, start=1))


@pytest.mark.parametrize(
    ("sequence", "upc", "coc", "secon"),
    [
        ("AAAAAA", (6, 6), (30, 30), (5, 5)),  # always the same one: 1 by all three
        ("ABCDEF", (1, 6), (0, 30), (0, 5)),  # never twice the same one: 1/6, 0, 0
        ("AAABBB", (3, 6), (12, 30), (4, 5)),  # (9 + 9 − 6) / 30; one change in five
        ("ABABAB", (3, 6), (12, 30), (0, 5)),  # the same dispersion in another order: only SECON tells
        ("AABC", (2, 4), (2, 12), (1, 3)),  # (4 + 1 + 1 − 4) / 12
    ],
)
def test_with_one_at_a_visit_the_indices_are_as_published(
    sequence: str, upc: tuple[int, int], coc: tuple[int, int], secon: tuple[int, int], tmp_path: Path
) -> None:
    """UPC max n/N, COC (Σ n² − N) / N (N − 1), SECON Σ c / (N − 1): doi 10.1186/s12875-020-01361-0, table 1, and
    10.1186/s12913-022-07953-z, table 2 (after Bice & Boxerman 1977).
    """
    [leon] = told("continuity", written(tmp_path, visits(sequence)))["networks"]
    for name, (top, of) in (("upc", upc), ("coc", coc), ("secon", secon)):
        assert (leon[name]["numerator"], leon[name]["denominator"]) == (top, of)
        assert leon[name]["value"] == pytest.approx(top / of)
    assert leon["pair_coc"]["value"] is None  # nobody came together


def test_ruth_and_tomasz_came_and_once_neil_stood_in(tmp_path: Path) -> None:
    """Three meetings of two: Ruth thrice, Tomasz twice, Neil once."""
    text = HEAD + "Leon,1,Ruth\nLeon,1,Tomasz\nLeon,2,Ruth\nLeon,2,Neil\nLeon,3,Ruth\nLeon,3,Tomasz\n"
    [leon] = told("continuity", written(tmp_path, text))["networks"]
    shares = {name: (leon[name]["numerator"], leon[name]["denominator"]) for name in (*MEASURES, *OF_PAIRS)}
    assert shares == {
        "upc": (3, 3),  # Ruth was at each
        "coc": (9 + 4 + 1 - 6, 30),
        "secon": (2, 2),  # somebody of the last meeting was at each later one: Ruth
        "same_pair": (0, 2),  # Ruth and Neil were not the two before them, nor Ruth and Tomasz
        "known_face": (2, 2),
        "pair_upc": (2, 3),  # Ruth and Tomasz together
        "pair_coc": (4 + 1 - 3, 6),
    }
    assert leon["warning"] == "few meetings"


def slow(meetings: Meetings) -> dict[str, tuple[int, int]]:
    """Each measure of one network, as its sentence says it."""
    came = Counter(who for meeting in meetings for who in meeting)
    pairs = Counter(pair for meeting in meetings for pair in combinations(sorted(meeting), 2))
    later = list(pairwise(meetings))
    known = [any(who in before for before in meetings[:at] for who in meetings[at]) for at in range(1, len(meetings))]

    def twice(counted: Counter[Any]) -> tuple[int, int]:
        many = sum(counted.values())
        return sum(n * n for n in counted.values()) - many, many * (many - 1)

    return {
        "upc": (max(came.values()), len(meetings)),
        "coc": twice(came),
        "secon": (sum(len(a & b) >= 1 for a, b in later), len(later)),
        "same_pair": (sum(len(a & b) >= 2 for a, b in later), len(later)),
        "known_face": (sum(known), len(later)),
        "pair_upc": (max(pairs.values(), default=0), len(meetings)),
        "pair_coc": twice(pairs),
    }


a_meeting = st.frozensets(st.sampled_from(["Ruth", "Tomasz", "Neil", "Ada", "Priya"]), min_size=1, max_size=4)
towns = st.dictionaries(
    st.sampled_from(["Leon", "Carol", "Mina"]), st.lists(a_meeting, min_size=1, max_size=12), min_size=1
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(towns)
def test_any_file_is_counted_as_its_sentences_say(tmp_path: Path, town: dict[str, Meetings]) -> None:
    """Numbers order the meetings, 10 after 9; each network is its own; the mean over them is of those that have one."""
    rows = [f"{network},{at},{who}" for network, meetings in town.items()
            for at, meeting in enumerate(meetings, start=1) for who in sorted(meeting)]  # fmt: skip
    found = of_file(written(tmp_path, HEAD + "\n".join(reversed(rows)) + "\n"))
    expected = {network: slow(meetings) for network, meetings in town.items()}
    assert isinstance(found.networks, list)
    for each in found.networks:
        for name, share in expected[each["network"]].items():
            assert (each[name]["numerator"], each[name]["denominator"]) == share
    for name in (*MEASURES, *OF_PAIRS):
        each_one = [Fraction(*each[name]) for each in expected.values() if each[name][1]]
        one = found.overall[name]
        assert one["networks"] == len(each_one)
        assert one["value"] == (pytest.approx(float(sum(each_one) / len(each_one))) if each_one else None)


def test_each_role_is_told_by_itself(tmp_path: Path) -> None:
    """The nurse stayed and the peers changed: over all it looks better than it was for the peers."""
    text = "network,meeting,practitioner,role\n" + "".join(
        f"Leon,{at},Ruth,nurse\nLeon,{at},{peer},peer\n" for at, peer in enumerate("ABCD", start=1)
    )
    found = told("continuity", written(tmp_path, text))
    assert found["roles"]["nurse"]["upc"]["value"] == found["roles"]["nurse"]["secon"]["value"] == 1
    assert (found["roles"]["peer"]["upc"]["value"], found["roles"]["peer"]["known_face"]["value"]) == (0.25, 0)
    assert found["overall"]["known_face"]["value"] == 1


def test_what_is_missing_or_said_twice_is_counted(tmp_path: Path) -> None:
    """R29: of eight rows two lack something, and one says again what another said."""
    text = HEAD + "Leon,2026-01-09,Ruth\nLeon,2026-01-09,Ruth\nLeon,2026-01-23,Ruth\nLeon,,Ruth\nLeon,2026-02-06,NA\n"
    found = told("continuity", written(tmp_path, text + "Leon,2026-02-06,Neil\nCarol,2026-02-06,Neil\n"))
    assert (found["rows"], found["twice"], found["meetings"], found["order"]) == (7, 1, 4, "as text")
    assert found["missing"] == {"network": 0, "meeting": 1, "practitioner": 1}
    carol, leon = found["networks"]
    assert carol["secon"] == {"value": None, "numerator": 0, "denominator": 0, "reason": "It had one meeting."}
    assert carol["coc"]["reason"] == "It had fewer than two contacts."
    assert leon["secon"]["value"] == pytest.approx(1 / 2)
    assert found["overall"]["secon"]["networks"] == found["overall"]["secon"]["missing"] == 1
    assert found["warnings"] == [
        "2 of 2 networks had fewer than 4 meetings; their shares jump.",
        "2 networks: with fewer than 20 the mean over them says little.",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "rows.csv is empty."),
        (HEAD, "The file has a heading and no rows."),
        (HEAD + "Leon,,Ruth\n", "No row has a network, a meeting and a practitioner: everything is missing."),
        ("network,meeting,who\nLeon,1,Ruth\n", "rows.csv has no column “practitioner”; it has network, meeting, who."),
    ],
)
def test_a_file_that_says_nothing_is_refused_in_a_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    assert refused("continuity", written(tmp_path, text)) == sentence
    assert refused("continuity", tmp_path / "gone.csv") == f"There is no file {tmp_path / 'gone.csv'}."
