"""What was measured more than once: against R's lm, nlme and clubSandwich, by hand, and what cannot be meant."""

import math
from pathlib import Path
from typing import Any

import pytest

from tests.evaluation.asking import refused, told, written
from tests.evaluation.r import Asking, r

__all__ = ["r"]

ESTIMATE, INTERVAL = 1e-6, 1e-4  # as promised; least squares are closer
WIDE = ("--before", "before", "--after", "after")
LONG = ("--person", "who", "--time", "at", "--value", "value")
TELL = """
exactly <- lmeControl(msTol=1e-14, tolerance=1e-12, msMaxIter=500)
errors <- function(f, name, cluster, value) {
    tell(paste0(name, ":difference"), value); tell(paste0(name, ":naive"), sqrt(diag(vcov(f))))
    tell(paste0(name, ":robust"), sqrt(diag(vcovCR(f, cluster, type="CR0"))))
    tell(paste0(name, ":corrected"), sqrt(diag(vcovCR(f, cluster, type="CR3"))))
}
shared <- function(f, name) tell(paste0(name, ":sd"), c(sigma(f), as.numeric(VarCorr(f)[1, 2])))
"""
BEFORE_AND_AFTER = """
d <- transform(anorexia, before=Prewt, after=Postwt, g=as.character(Treat), site=paste0("s", (1:72 * 7) %% 9))
keep(d, "rows.csv")
f <- lm(after ~ before + g, d)
errors(f, "adjusted", d$site, coef(f)); tell("adjusted:limits", t(confint(f)))
m <- lme(after ~ before + g, random=~1|site, d, control=exactly)
errors(m, "mixed", d$site, fixef(m)); shared(m, "mixed")
for (each in unique(d$g)) {
    mine <- d[d$g == each,]
    test <- t.test(mine$after, mine$before, paired=TRUE)
    tell(paste0("change:", each), c(test$estimate, test$conf.int))
    one <- lm(after - before ~ 1, mine)
    tell(paste0("clusters:", each), sqrt(vcovCR(one, mine$site, type="CR3")[1, 1]))
}
"""
EACH_TIME = """
d <- transform(as.data.frame(Orthodont), value=distance, at=age, who=as.character(Subject), g=as.character(Sex))
d <- d[-c(2, 7, 50, 100, 101),]
d$site <- paste0("s", as.integer(factor(d$who)) %% 11)
keep(d, "rows.csv")
m <- lme(value ~ factor(at) * g, random=~1|who, d, control=exactly)
errors(m, "mixed", d$who, fixef(m)); shared(m, "mixed")
errors(m, "by_site", d$site, fixef(m))
"""


def same(ours: dict[str, Any], theirs: dict[str, list[float]], name: str) -> None:
    """Every coefficient and its three errors."""
    for at, each in enumerate(ours["coefficients"]):
        assert math.isclose(each["difference"], theirs[f"{name}:difference"][at], rel_tol=ESTIMATE)
        for kind in ("naive", "robust", "corrected"):
            assert math.isclose(each[kind]["std_error"], theirs[f"{name}:{kind}"][at], rel_tol=INTERVAL), (name, kind)


def test_change_and_its_comparison_are_rs(r: Asking, tmp_path: Path) -> None:
    """Weights before and after (Hand et al. 1993) in nine made-up practices: paired t, ANCOVA, shared parts, CR3."""
    theirs = r(TELL + BEFORE_AND_AFTER)
    ours = told("change", tmp_path / "rows.csv", *WIDE, "--group", "g", "--cluster", "site")
    same(ours["models"]["adjusted"], theirs, "adjusted")
    same(ours["models"]["mixed"], theirs, "mixed")
    mixed = ours["models"]["mixed"]
    assert mixed["sd"] == pytest.approx(theirs["mixed:sd"][0], rel=ESTIMATE)
    assert mixed["sd_shared"] == pytest.approx(theirs["mixed:sd"][1], rel=ESTIMATE)
    assert mixed["icc"] == pytest.approx(theirs["mixed:sd"][1] ** 2 / sum(each**2 for each in theirs["mixed:sd"]))
    limits = [each["naive"][key] for each in ours["models"]["adjusted"]["coefficients"] for key in ("lower", "upper")]
    assert limits == pytest.approx(theirs["adjusted:limits"], rel=ESTIMATE)
    for each in ours["groups"]:
        change = [each["change"][key] for key in ("value", "lower", "upper")]
        assert change == pytest.approx(theirs[f"change:{each['group']}"], rel=ESTIMATE)
        assert each["change_by_clusters"]["std_error"] == pytest.approx(theirs[f"clusters:{each['group']}"][0])
    assert ours["warnings"] == ["9 clusters: with fewer than 40 robust errors are too small; see corrected."]


def test_change_over_several_times_is_rs(r: Asking, tmp_path: Path) -> None:
    """Orthodont (Pinheiro & Bates 2000) with five rows lost: nobody is left out for having been missed once."""
    theirs = r(TELL + EACH_TIME)
    ours = told("change", tmp_path / "rows.csv", *LONG, "--group", "g")
    names = [each["name"] for each in ours["models"]["mixed"]["coefficients"]]
    assert names == ["constant", "at=10", "at=12", "at=14", "g=Male", "at=10 × g=Male", "at=12 × g=Male",
                     "at=14 × g=Male"]  # fmt: skip
    same(ours["models"]["mixed"], theirs, "mixed")
    assert ours["models"]["mixed"]["sd_shared"] == pytest.approx(theirs["mixed:sd"][1], rel=ESTIMATE)
    by_site = told("change", tmp_path / "rows.csv", *LONG, "--group", "g", "--cluster", "site")
    same(by_site["models"]["mixed"], theirs, "by_site")
    assert by_site["models"]["mixed"]["clusters"] == 11
    assert sum(time["n"] for each in ours["groups"] for time in each["times"]) == 108 - 5


def test_who_was_not_measured_again_is_counted_and_not_made_up(tmp_path: Path) -> None:
    """R29: four with both values rose by 1, 2, 3 and 2; two were lost, one came late, one says nothing at all."""
    text = "before,after,g\n1,2,a\n2,4,a\n3,6,a\n4,6,a\n9,,a\n11,NA,a\n,5,a\n,,a\n"
    found = told("change", written(tmp_path, text), *WIDE, "--group", "g")
    [a] = found["groups"]
    assert (found["rows"], found["n"], found["missing"]) == (8, 7, {"before": 2, "after": 3, "g": 0})
    assert (a["n"], a["both"], a["only_before"], a["only_after"]) == (7, 4, 2, 1)
    assert a["change"]["value"] == 2
    assert a["change"]["std_error"] == pytest.approx(math.sqrt(2 / 3) / 2)
    assert (a["before"]["value"], a["before_of_those_lost"]["value"]) == (2.5, 10)
    assert found["models"]["adjusted"]["reason"] == "“g” is the same in every row."
    assert [said.partition(":")[2].split(";")[0] for said in found["warnings"]] == [
        " 4 measured both times", " of 6 measured at first 2 are lost later",
    ]  # fmt: skip


def test_means_and_changes_at_each_time_by_hand(tmp_path: Path) -> None:
    """Times in the order of numbers; the change of those measured at first."""
    text = "who,at,value\n1,0,1\n1,6,3\n1,12,4\n2,0,3\n2,6,6\n3,6,9\n3,12,1\n4,0,2\n4,12,\n"
    [everybody] = told("change", written(tmp_path, text), *LONG)["groups"]
    assert [(each["time"], each["n"], each["mean"]["value"]) for each in everybody["times"]] == [
        ("0", 3, 2), ("6", 3, 6), ("12", 2, 2.5),
    ]  # fmt: skip
    assert [(each["both"], each["change"]["value"]) for each in everybody["times"][1:]] == [(2, 2.5), (1, 3)]
    assert everybody["times"][2]["change"]["reason"] == "One alone has no interval."


NO: list[tuple[str, tuple[str, ...], str]] = [
    ("before,after\n1,2\n", ("--before", "before"), "Name the columns before and after; or person, time and value."),
    ("before,after\n1,2\n", (*WIDE, "--time", "at"), "Name the columns before and after; or person, time and value."),
    ("before,x\n1,2\n", WIDE, "rows.csv has no column “after”; it has before, x."),
    ("before,after\n1,x\n", WIDE, "The column “after” holds what is no number in one row."),
    ("before,after\n", WIDE, "The file has a heading and no rows."),
    ("before,after\nNA,\n", WIDE, "No row says what was measured of whom: everything is missing."),
    ("before,after\n1,2\n", (*WIDE, "--level", "2"), "The level must be between 0 and 1, as 0.95 is."),
    ("who,at,value\n1,0,1\n1,0,2\n1,1,2\n", LONG, "Somebody is measured twice at one time (1 rows too many)."),
    ("who,at,value\n1,0,1\n2,0,2\n", LONG, "The column “at” names one time: nothing can have changed."),
    ("who,at,value,g\n1,0,1,a\n1,1,2,b\n", (*LONG, "--group", "g"), "The column “g” changes within a person."),
    ("who,at,value\n" + "".join(f"1,{at},1\n" for at in range(21)), LONG,
     "The column “at” names 21 times; at most 20 are compared."),
    ("before,after,g\n" + "".join(f"1,1,g{at}\n" for at in range(51)), (*WIDE, "--group", "g"),
     "The column “g” names 51 groups; at most 50 are compared."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "options", "sentence"), NO)
def test_what_cannot_be_meant_is_one_sentence(
    text: str, options: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    assert refused("change", written(tmp_path, text), *options) == sentence


def rows(*lines: str) -> str:
    """A file of before and after."""
    return "before,after,g,s,x\n" + "".join(f"{line}\n" for line in lines)


NOISY = [f"{at},{at + at * at % 7},{'ab'[at % 2]},s{at % 5},{at % 3}" for at in range(12)]
HONEST: list[tuple[str, tuple[str, ...], str, str]] = [
    (rows(*NOISY), (), "adjusted", "Neither groups nor covariates were named"),
    (rows(*NOISY), ("--group", "g"), "mixed", "No clusters were named."),
    (rows(*NOISY[:3]), ("--group", "g"), "adjusted", "There are not more rows than coefficients."),
    (rows("1,,a,s,1", "2,,b,s,1"), ("--group", "g"), "adjusted", "Nobody was measured both times"),
    (rows(*[f"{at},{at},{'ab'[at % 2]},s{at},1" for at in range(9)]), ("--group", "g"), "adjusted", "nothing to be un"),
    (rows(*[f"{at},{at * at},{'ab'[at % 2]},s{at},1" for at in range(9)]), ("--group", "g", "--cluster", "s"), "mixed",
     "Nobody shares a cluster"),
    (rows(*[f"{at},{at * at},{'ab'[at % 2]},s,1" for at in range(9)]), ("--group", "g", "--cluster", "s"), "mixed",
     "There is one cluster."),
    (rows(*[f"{at},{at * at},a,s,w{at}" for at in range(40)]), ("--covariates", "x"), "mixed", "40 different words"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "options", "model", "reason"), HONEST)
def test_a_model_that_cannot_be_estimated_says_why_beside_the_means(
    text: str, options: tuple[str, ...], model: str, reason: str, tmp_path: Path
) -> None:
    found = told("change", written(tmp_path, text), *WIDE, *options)
    assert reason in found["models"][model]["reason"]
    assert found["groups"][0]["n"] > 0


def test_where_everybody_stays_as_they_were_nothing_is_left_to_be_unsure_about(tmp_path: Path) -> None:
    text = "who,at,value\n" + "".join(f"{who},{at},{who * who + at}\n" for who in range(6) for at in range(3))
    found = told("change", written(tmp_path, text), *LONG)
    assert found["models"]["mixed"]["reason"].startswith("Everybody measured the same as the model says")
    assert [each["change"]["value"] for each in found["groups"][0]["times"][1:]] == [1, 2]


def test_clusters_that_have_nothing_in_common_share_nothing(tmp_path: Path) -> None:
    """Where the likelihood is highest at no shared part the model is least squares."""
    found = told("change", written(tmp_path, rows(*NOISY)), *WIDE, "--group", "g", "--cluster", "s")["models"]
    assert found["mixed"]["sd_shared"] == found["mixed"]["icc"] == 0
    for one, other in zip(found["mixed"]["coefficients"], found["adjusted"]["coefficients"], strict=True):
        assert one["difference"] == pytest.approx(other["difference"])
        assert one["corrected"]["std_error"] == pytest.approx(other["corrected"]["std_error"])


@pytest.mark.parametrize("name", ["_person", "_time", "_value", "_group", "_cluster", "_before", "_after", "x0"])
def test_a_column_may_be_called_anything(name: str, tmp_path: Path) -> None:
    """The answer is that of the same numbers under a plain name, wide and long."""
    text = f"before,after,who,at,value,arm,site,age,plain,{name}\n" + "".join(
        f"{at % 7},{at * 3 % 8},{at // 2},{at % 2},{at * 5 % 9},{'ab'[at // 2 % 2]},{at // 2 % 5},{at * 7 % 11},"
        f"{at * 5 % 7},{at * 5 % 7}\n"
        for at in range(40)
    )
    file = written(tmp_path, text)
    for asked in (WIDE, LONG):
        more = (*asked, "--group", "arm", "--cluster", "site", "--covariates")
        found, same = (told("change", file, *more, f"age,{each}") for each in (name, "plain"))
        for model in (*found["models"].values(), *same["models"].values()):
            del model["coefficients"][-1]["name"]
        assert found["models"] == same["models"]
        assert found["groups"] == same["groups"]
