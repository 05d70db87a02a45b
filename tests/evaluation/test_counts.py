"""How often something happens: against R's glm, MASS and clubSandwich, published examples, and what cannot be meant."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.evaluation.asking import refused, told, written
from tests.evaluation.r import Asking, r

__all__ = ["r"]

CLOSE = 1e-8  # closer than was promised (1e-6, 1e-4)
OF = ("--count", "n", "--exposure", "t")
# The data that MASS ships, the model in R's words, and our options.
DATA = {
    "epil": ("transform(epil, n=y, t=2, g=trt, site=paste0('s', subject %% 12))", "g + lbase + lage",
             ("--group", "g", "--covariates", "lbase,lage")),
    "quine": ("transform(quine, n=Days, t=1, g=Eth, site=paste(Age, Sex, Lrn))", "g + Sex + Age + Lrn",
              ("--group", "g", "--covariates", "Sex,Age,Lrn")),
}  # fmt: skip
ASK = """
d <- {rows}
keep(d, "rows.csv")
exactly <- glm.control(epsilon=1e-14, maxit=300)
errors <- function(f, name) {{
    tell(paste0(name, ":naive"), sqrt(diag(vcov(f))))
    tell(paste0(name, ":robust"), sqrt(diag(vcovCR(f, d$site, type="CR0"))))
    tell(paste0(name, ":corrected"), sqrt(diag(vcovCR(f, d$site, type="CR3"))))
    tell(paste0(name, ":coefficient"), coef(f)); tell(paste0(name, ":fit"), logLik(f))
    tell(paste0(name, ":limits"), t(confint.default(f)))
    tell(paste0(name, ":dispersion"), sum(residuals(f, "pearson")^2) / f$df.residual)
}}
f <- glm(n ~ {formula} + offset(log(t)), poisson, d, control=exactly)
errors(f, "poisson")
h <- glm.nb(n ~ {formula} + offset(log(t)), d, control=exactly)
errors(h, "negative_binomial")
tell("theta", c(h$theta, h$SE.theta))
for (each in sort(unique(as.character(d$g)))) {{
    mine <- d[d$g == each,]
    told <- poisson.test(sum(mine$n), sum(mine$t), conf.level=0.9)
    tell(paste0("rate:", each), c(told$estimate, told$conf.int))
    one <- glm(n ~ 1 + offset(log(t)), poisson, mine, control=exactly)
    tell(paste0("clusters:", each), sqrt(diag(vcovCR(one, mine$site, type="CR3"))))
}}
"""


def near(ours: float, theirs: float, tolerance: float = CLOSE) -> bool:
    """Whether two numbers are one."""
    return math.isclose(ours, theirs, rel_tol=tolerance, abs_tol=tolerance)


@pytest.mark.parametrize("name", DATA)
def test_rates_and_their_ratios_are_rs(r: Asking, name: str, tmp_path: Path) -> None:
    """Seizures and days away from school: every coefficient, every error of it three ways, spread and likelihood."""
    rows, formula, options = DATA[name]
    theirs = r(ASK.format(rows=rows, formula=formula))
    path = tmp_path / "rows.csv"
    ours = told("counts", path, *OF, *options, "--cluster", "site")
    for model in ("poisson", "negative_binomial"):
        for at, each in enumerate(ours[model]["coefficients"]):
            assert near(each["coefficient"], theirs[f"{model}:coefficient"][at])
            assert near(each["rate_ratio"], math.exp(theirs[f"{model}:coefficient"][at]))
            for kind in ("naive", "robust", "corrected"):
                assert near(each[kind]["std_error"], theirs[f"{model}:{kind}"][at], 1e-7), (model, each["name"], kind)
            limits = theirs[f"{model}:limits"][2 * at : 2 * at + 2]
            assert near(math.log(each["naive"]["lower"]), limits[0], 1e-7)
            assert near(math.log(each["naive"]["upper"]), limits[1], 1e-7)
        assert near(ours[model]["log_likelihood"], theirs[f"{model}:fit"][0])
        assert near(ours[model]["dispersion"], theirs[f"{model}:dispersion"][0], 1e-7)
    spread = ours["negative_binomial"]["spread"]
    assert near(spread["theta"], theirs["theta"][0], 1e-7)
    assert near(spread["theta_std_error"], theirs["theta"][1], 1e-6)
    assert near(spread["chi_squared"], 2 * (theirs["negative_binomial:fit"][0] - theirs["poisson:fit"][0]), 1e-7)
    assert len([said for said in ours["warnings"] if "heaps" in said or "robust errors are too small" in said]) == 2
    for each in told("counts", path, *OF, *options, "--cluster", "site", "--level", "0.9")["groups"]:
        rate = [each["rate"][key] for key in ("value", "lower", "upper")]
        assert all(near(a, b) for a, b in zip(rate, theirs[f"rate:{each['group']}"], strict=True))
        assert near(each["rate_by_clusters"]["std_error"], theirs[f"clusters:{each['group']}"][0], 1e-6)


def test_the_damage_to_ships_is_as_published(r: Asking, tmp_path: Path) -> None:
    """McCullagh & Nelder 1989, section 6.3.2: 34 kinds of ships with months at sea; a dispersion of 1.69."""
    r("""
d <- transform(subset(ships, service > 0), n=incidents, t=service, type=as.character(type))
keep(transform(d, year=paste0("y", year), period=paste0("p", period)), "rows.csv")
""")
    found = told("counts", tmp_path / "rows.csv", *OF, "--covariates", "type,year,period")
    assert found["n"] == 34
    assert round(found["poisson"]["dispersion"], 2) == 1.69


def test_a_rate_by_hand(tmp_path: Path) -> None:
    """Six in twelve months and three in twelve: one half and one quarter; the ratio's error is √(1/6 + 1/3)."""
    text = "n,t,g\n" + "2,4,a\n" * 3 + "1,4,b\n" * 3 + "NA,4,a\n1,,b\n1,4,\n"
    found = told("counts", written(tmp_path, text), *OF, "--group", "g")
    assert (found["rows"], found["n"], found["events"], found["exposure"]) == (9, 6, 9, 24)
    assert found["missing"] == {"n": 1, "t": 1, "g": 1}
    assert [each["rate"]["value"] for each in found["groups"]] == [0.5, 0.25]
    [_, ratio] = found["poisson"]["coefficients"]
    assert ratio["rate_ratio"] == pytest.approx(0.5)
    assert ratio["naive"]["std_error"] == pytest.approx(math.sqrt(1 / 6 + 1 / 3))
    assert "spread no more than Poisson" in found["negative_binomial"]["reason"]
    assert found["definition"]["version"] == 1


NO: list[tuple[str, tuple[str, ...], str]] = [
    ("n,t\n1,2\n", ("--group", "arm"), "rows.csv has no column “arm”; it has n, t."),
    ("n,t\n1,2\nx,2\n", (), "The column “n” holds what is no number in one row."),
    ("n,t\n1,2\n1.5,2\n-1,2\n", (), "The column “n” holds no whole number from 0 on in 2 rows."),
    ("n,t\n1,0\n", (), "The column “t” is not more than 0 in one row: nothing could be counted."),
    ("n,t\n", (), "The file has a heading and no rows."),
    ("n,t\nNA,1\n", (), "No row has a count and what it is counted over: everything is missing."),
    ("n,t\n1,1\n", ("--level", "1"), "The level must be between 0 and 1, as 0.95 is."),
    ("n,t,g\n" + "".join(f"1,1,g{at}\n" for at in range(51)), ("--group", "g"),
     "The column “g” names 51 groups; at most 50 are compared."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "options", "sentence"), NO)
def test_what_cannot_be_meant_is_one_sentence(
    text: str, options: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    assert refused("counts", written(tmp_path, text), *OF, *options) == sentence


def rows(*lines: str) -> str:
    """A file of twelve rows or so."""
    return "n,t,g,s,x\n" + "".join(f"{line}\n" for line in lines)


HONEST: list[tuple[str, tuple[str, ...], str]] = [
    (rows(*["0,1,a,1,1"] * 6), (), "Nothing happened in any row."),
    (rows(*["0,1,a,1,1"] * 6, *["3,1,b,1,2"] * 6), ("--group", "g"), "its ratio has no end"),
    (rows("1,1,a,1,1", "2,1,b,1,2"), ("--group", "g"), "not more rows than coefficients"),
    (rows(*["1,1,a,1,1"] * 6), ("--group", "g"), "“g” is the same in every row."),
    (rows(*[f"{at},1,a,{at % 2},{1 - at % 2}" for at in range(8)]), ("--covariates", "x,s"), "cannot be told apart"),
    (rows(*["1,1,a,1,"] * 6), ("--covariates", "x"), "No row has a count and all covariates."),
    (rows(*[f"{at},1,a,1,w{at}" for at in range(40)]), ("--covariates", "x"), "“x” holds 40 different words"),
]


@pytest.mark.parametrize(("text", "options", "reason"), HONEST)
def test_a_model_that_cannot_be_estimated_says_why_beside_the_rates(
    text: str, options: tuple[str, ...], reason: str, tmp_path: Path
) -> None:
    found = told("counts", written(tmp_path, text), *OF, *options)
    assert reason in found["poisson"]["reason"]
    assert reason in found["negative_binomial"]["reason"]
    assert found["groups"][0]["rate"]["upper"] > 0


@pytest.mark.parametrize(
    ("clusters", "reason"),
    [
        (lambda at: "here", "There is one cluster."),
        (lambda at: f"s{at % 2}", "There are not more clusters than coefficients."),
        (lambda at: "far" if at % 2 else f"s{at}", "Without one of the clusters the model could not be made."),
    ],
)
def test_clusters_that_say_too_little_are_told(clusters: Callable[[int], str], reason: str, tmp_path: Path) -> None:
    """One cluster; two clusters for two coefficients; a group that is one cluster."""
    text = rows(*[f"{at % 5},1,{'ab'[at % 2]},{clusters(at)},1" for at in range(12)])
    found = told("counts", written(tmp_path, text), *OF, "--group", "g", "--cluster", "s")
    assert found["poisson"]["coefficients"][1]["corrected"]["reason"] == reason
    assert found["poisson"]["coefficients"][1]["naive"]["std_error"] > 0


def test_few_events_and_lost_rows_are_warned_of(tmp_path: Path) -> None:
    text = rows(*[f"{at % 2},1,a,{at},{at if at else ''}" for at in range(12)])
    found = told("counts", written(tmp_path, text), *OF, "--covariates", "x")
    assert found["missing"]["x"] == 1
    assert found["warnings"][0] == "Group all: it happened 6 times; with fewer than 10 little can be said."
    assert found["warnings"][1].startswith("The models are of 11 of 12 rows")


@pytest.mark.parametrize("name", ["_count", "_exposure", "_group", "_cluster", "x0"])
def test_a_column_may_be_called_anything(name: str, tmp_path: Path) -> None:
    """The answer is that of the same numbers under a plain name."""
    text = f"n,t,arm,site,age,plain,{name}\n" + "".join(
        f"{at % 4},{1 + at % 3},{'ab'[at % 2]},{at % 5},{at * 7 % 11},{at * 5 % 7},{at * 5 % 7}\n" for at in range(40)
    )
    file, asked = written(tmp_path, text), (*OF, "--group", "arm", "--cluster", "site")
    found, same = (told("counts", file, *asked, "--covariates", f"age,{each}") for each in (name, "plain"))
    for each in (found["poisson"], same["poisson"]):
        del each["coefficients"][-1]["name"]
    assert found["poisson"] == same["poisson"]
    assert found["groups"] == same["groups"]
