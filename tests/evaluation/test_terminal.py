"""What somebody at a terminal is told: no interval that does not hold, no value hidden, and why there is none."""

from pathlib import Path

from tests.evaluation.asking import ON, lines, told, written

NONE = "its interval cannot be estimated."
CLUSTER = "There is one cluster."
SURVIVAL = "time,event,g,c\n" + "".join(f"{at},{at % 4 > 0:d},{'ab'[at * at % 3 % 2]},one\n" for at in range(1, 30))
COUNTS = "n,t,g,c\n" + "".join(f"{at * at % 5},{at % 3 + 1},{'ab'[at % 2]},one\n" for at in range(1, 30))
CHANGE = "before,after,g,c\n" + "".join(f"{at},{at + at * at % 7},{'ab'[at % 2]},one\n" for at in range(1, 30))
GROUPED = ("--group", "g", "--cluster", "c")
RATES = ("--count", "n", "--exposure", "t")
BOTH = ("--before", "before", "--after", "after")


def line(said: list[str], begins: str) -> str:
    """The one line that begins so."""
    [found] = [each for each in said if each.startswith(begins)]
    return found


def test_with_one_cluster_no_interval_is_told_and_no_correction_named(tmp_path: Path) -> None:
    """The naive interval is as if everybody came alone: it is not told in its place. Of each command."""
    for kind, text, options, models in (
        ("survival", SURVIVAL, ON, ("hazard ratio of g=b: ",)),
        ("counts", COUNTS, RATES, ("Poisson, rate ratio of g=b: ", "negative binomial, rate ratio of g=b: ")),
        ("change", CHANGE, BOTH, ("adjusted, g=b: ",)),
    ):
        path = written(tmp_path, text)
        said, found = lines(kind, path, *options, *GROUPED), told(kind, path, *options, *GROUPED)
        for begins in models:
            assert line(said, begins).endswith(f"; {NONE} {CLUSTER}")
            assert float(line(said, begins).removeprefix(begins).partition(";")[0])
        assert (
            said[-1]
            == "One cluster: what holds for clusters cannot be estimated. Naive errors are as if all came alone."
        )
        for model in (found.get("cox"), found.get("poisson"), found.get("models", {}).get("adjusted")):
            assert model is None or model["correction"] == {"value": None, "reason": CLUSTER}


def test_a_rate_and_a_change_are_told_also_where_clusters_allow_no_interval(tmp_path: Path) -> None:
    said = lines("counts", written(tmp_path, COUNTS), *RATES, *GROUPED)
    events, time = (sum(int(row.split(",")[at]) for row in COUNTS.split()[1:] if ",a," in row) for at in (0, 1))
    assert f"  as clusters have it: {events / time:.6g}; {NONE} {CLUSTER}" in said
    said = lines("change", written(tmp_path, CHANGE), *BOTH, *GROUPED)
    changes = [at * at % 7 for at in range(2, 30, 2)]
    assert line(said, "a: ") == (
        f"a: {len(changes)} measured both times, change {sum(changes) / len(changes):.5g}; {NONE} {CLUSTER}"
    )


def test_one_measured_both_times_is_told_with_their_change(tmp_path: Path) -> None:
    said = lines("change", written(tmp_path, "before,after,g\n7,4,a\n1,2,b\n3,7,b\n"), *BOTH, "--group", "g")
    assert line(said, "a: ") == f"a: 1 measured both times, change -3; {NONE} One alone has no interval."


def test_a_share_is_not_reached_by_anybody_and_a_median_may_not_be(tmp_path: Path) -> None:
    """Where a curve has come to nothing its share is 0 and has no interval, as R has it."""
    said = lines("survival", written(tmp_path, "time,event\n1,1\n2,1\n"), *ON)
    assert line(said, "  survival at horizon") == f"  survival at horizon: 0; {NONE}"
    said = lines("survival", written(tmp_path, "time,event\n1,1\n2,1\n3,1\n4,0\n5,0\n"), *ON)
    assert line(said, "  median") == "  median: 3 (2 to not reached)"


def test_clusters_that_lean_on_one_have_no_interval_and_rows_that_do_have_one_that_says_so(tmp_path: Path) -> None:
    """Without clusters the naive interval is the model's own, and is called so."""
    text = "n,t,g,c\n5,1,a,p\n3,1,a,q\n8,1,a,r\n10,1,b,s\n"
    said = lines("counts", written(tmp_path, text), *RATES, *GROUPED)
    ratio = 10 / (16 / 3)
    begins = "Poisson, rate ratio of g=b: "
    assert line(said, begins) == (
        f"{begins}{ratio:.4g}; {NONE} Without one of the clusters the model could not be made."
    )
    assert said[-1] == "4 clusters: with fewer than 40 robust errors are too small; there are no corrected ones."
    said = lines("counts", written(tmp_path, text), *RATES, "--group", "g")
    wide = 1.959963984540054 * (1 / 16 + 1 / 10) ** 0.5
    low, high = ratio * 2.718281828459045**-wide, ratio * 2.718281828459045**wide
    assert line(said, begins).startswith(f"{begins}{ratio:.4g} (naive: {low:.4g} to {high:.4g}), p ")
    assert line(said, begins).endswith(" Without one of the rows the model could not be made.")


def test_curves_know_no_clusters_and_say_so(tmp_path: Path) -> None:
    text = SURVIVAL.replace("one", "x").replace("a,x", "a,y")
    assert "Curves, their intervals and the log-rank test know no clusters: they are as if all came alone." in lines(
        "survival", written(tmp_path, text), *ON, *GROUPED
    )
