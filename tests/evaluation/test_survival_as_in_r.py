"""Time to an event, against R's package survival on the data that it ships: estimates to 1e-6, intervals to 1e-4."""

import math
from pathlib import Path
from typing import Any

import pytest

from tests.evaluation.r import Asking, r
from tornio.evaluation.estimates import plain
from tornio.evaluation.survival.curves import Interval
from tornio.evaluation.survival.observations import Asked
from tornio.evaluation.survival.summary import Wish, summarise

__all__ = ["r"]

CLOSE, WITHIN = 1e-9, 1e-8  # closer than was promised (1e-6, 1e-4), so that a drift is noticed long before
# The data, its columns, and a horizon at which each group was still watched.
DATA = {
    "lung": ("transform(lung, event=status-1)[,c('time','event','sex')]", "sex", 365),
    "lung_by_site": ("subset(transform(lung, event=status-1, site=inst), site %in% c(1,11,13))", "site", 300),
    "veteran": ("transform(veteran, event=status)", "celltype", 100),
    "ovarian": ("transform(ovarian, time=futime, event=fustat)", "rx", 500),
    "aml": ("transform(aml, event=status)", "x", 20),
    "colon": ("transform(subset(colon, etype==2), event=status)", "rx", 1826.25),
}
STEPS = ("time", "at_risk", "events", "censored", "survival", "std_error", "lower", "upper")
ASK = """
d <- {rows}
keep(d, "rows.csv")
d$group <- as.character(d${group})
for (each in sort(unique(d$group))) {{
    mine <- d[d$group == each,]
    name <- gsub(" ", "_", each)
    f <- survfit(Surv(time, event) ~ 1, mine, conf.type="{kind}", conf.int={level})
    tell(paste0(name, ":time"), f$time); tell(paste0(name, ":at_risk"), f$n.risk)
    tell(paste0(name, ":events"), f$n.event); tell(paste0(name, ":censored"), f$n.censor)
    tell(paste0(name, ":survival"), f$surv); tell(paste0(name, ":std_error"), f$std.err * f$surv)
    tell(paste0(name, ":lower"), f$lower); tell(paste0(name, ":upper"), f$upper)
    told <- summary(f, rmean={horizon})$table
    tell(paste0(name, ":median"), told[7:9]); tell(paste0(name, ":rmst"), told[5:6])
    at <- summary(f, times={horizon})
    tell(paste0(name, ":share"), c(at$surv, at$lower, at$upper, at$std.err))
}}
test <- survdiff(Surv(time, event) ~ group, d)
tell("chi", c(test$chisq, length(test$n) - 1, pchisq(test$chisq, length(test$n) - 1, lower.tail=FALSE)))
tell("expected", test$exp); tell("observed", test$obs)
"""


def near(ours: Any, theirs: float, tolerance: float = CLOSE) -> bool:
    """Whether two numbers are one; where R has none neither have we."""
    if ours is None or math.isnan(theirs):
        return ours is None and math.isnan(theirs)
    return math.isclose(ours, theirs, rel_tol=tolerance, abs_tol=tolerance)


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [*((name, "log", 0.95) for name in DATA), ("lung", "log-log", 0.9), ("ovarian", "log-log", 0.99)],
)
def test_curves_medians_means_and_the_test_are_rs(
    r: Asking, name: str, kind: str, level: float, tmp_path: Path
) -> None:
    """Every step of every group with its interval; R's default interval is ours."""
    rows, group, horizon = DATA[name]
    theirs = r(ASK.format(rows=rows, group=group, horizon=horizon, kind=kind, level=level))
    wish = Wish(level=level, interval=Interval(kind), horizon=float(horizon))
    ours = plain(summarise(tmp_path / "rows.csv", Asked("time", "event", group), wish))
    assert {each["group"].replace(" ", "_") for each in ours["groups"]} == {
        told.partition(":")[0] for told in theirs if told.endswith(":time")
    }
    for each in ours["groups"]:
        of = each["group"].replace(" ", "_")
        for column in STEPS:
            told = [step[column] for step in each["steps"]]
            assert len(told) == len(theirs[f"{of}:{column}"])
            # Where everybody left has had it R says “not a number” of the error; of the limits as well.
            assert all(near(a, b, WITHIN) for a, b in zip(told, theirs[f"{of}:{column}"], strict=True)), (of, column)
        for key, names in (("median", ("value", "lower", "upper")), ("rmst", ("value", "std_error"))):
            assert all(near(each[key][a], b) for a, b in zip(names, theirs[f"{of}:{key}"], strict=True)), (of, key)
        share = [each["survival_at_horizon"][a] for a in ("value", "lower", "upper", "std_error")]
        assert all(near(a, b, WITHIN) for a, b in zip(share, theirs[f"{of}:share"], strict=True)), of
    test = ours["log_rank"]
    assert all(near(test[a], b) for a, b in zip(("chi_squared", "degrees", "p"), theirs["chi"], strict=True))
    assert all(near(a, b) for a, b in zip(sorted(test["expected"]), sorted(theirs["expected"]), strict=True))
    assert sorted(test["observed"]) == sorted(theirs["observed"])


COX = """
d <- {rows}
keep(d, "rows.csv")
f <- coxph(Surv(time, event) ~ {formula}, d, cluster=cluster, control=exact)
tell("coefficient", coef(f)); tell("naive", sqrt(diag(f$naive.var))); tell("robust", sqrt(diag(f$var)))
tell("limits", t(confint(f))); tell("clusters", length(unique(d$cluster))); tell("fit", f$loglik[2])
alone <- coxph(Surv(time, event) ~ {formula}, d, robust=TRUE, control=exact)
tell("alone", sqrt(diag(alone$var)))
each <- unique(d$cluster)
if (length(each) < 40) {{
    again <- function(one) coef(coxph(Surv(time, event) ~ {formula}, d[d$cluster != one,], control=exact))
    without <- sapply(each, again)
    tell("left_out", sqrt(rowSums((matrix(without, nrow=length(coef(f))) - coef(f))^2) * (1 - 1 / length(each))))
}}
"""
MODELS = {
    "lung": ("na.omit(transform(lung, event=status-1, cluster=inst)[-c(1,3,7,8,9,10)])",
             "age + sex + ph.ecog", ("age", "sex", "ph.ecog")),
    "rats": ("transform(rats, event=status, cluster=litter)", "rx", ("rx",)),
    "veteran": ("transform(veteran, event=status, cluster=karno, celltype=as.character(celltype))",
                "celltype + age + prior", ("celltype", "age", "prior")),
    "kidney": ("transform(kidney, event=status, cluster=id)", "age + sex", ("age", "sex")),
}  # fmt: skip


@pytest.mark.parametrize("name", MODELS)
def test_hazards_and_their_robust_errors_are_rs(r: Asking, name: str, tmp_path: Path) -> None:
    """With many ties, as Efron has them: coxph(…, cluster = …) and coxph(…, robust = TRUE), or each left out."""
    rows, formula, covariates = MODELS[name]
    theirs = r(COX.format(rows=rows, formula=formula))
    asked = Asked("time", "event", cluster="cluster", covariates=covariates)
    ours = plain(summarise(tmp_path / "rows.csv", asked, Wish()))["cox"]
    alone = plain(summarise(tmp_path / "rows.csv", Asked("time", "event", covariates=covariates), Wish()))["cox"]
    assert near(ours["clusters"], theirs["clusters"][0])
    assert near(ours["log_likelihood"], theirs["fit"][0])
    for at, each in enumerate(ours["coefficients"]):
        assert near(each["coefficient"], theirs["coefficient"][at], 1e-8)
        assert near(each["naive"]["std_error"], theirs["naive"][at], 1e-8)
        assert near(each["robust"]["std_error"], theirs["robust"][at], 1e-8)
        assert near(alone["coefficients"][at]["robust"]["std_error"], theirs["alone"][at], 1e-8)
        limits = [math.log(each["robust"][name]) for name in ("lower", "upper")]
        assert all(near(a, b, 1e-7) for a, b in zip(limits, theirs["limits"][2 * at : 2 * at + 2], strict=True))
        many = ours["clusters"]
        fixed = (
            theirs["left_out"] if many < 40 else [error * math.sqrt(many / (many - 1)) for error in theirs["robust"]]
        )
        assert near(each["corrected"]["std_error"], fixed[at], 1e-7)


COMPETING = """
d <- transform(mgus2, time=ifelse(pstat==0, futime, ptime), event=ifelse(pstat==0, 2*death, 1))
keep(d[,c("time","event","sex")], "rows.csv")
for (each in c("F", "M")) {{
    mine <- d[d$sex == each,]
    f <- survfit(Surv(time, factor(event, 0:2)) ~ 1, mine, conf.type="{kind}")
    for (cause in 1:2) {{
        name <- paste(each, cause, sep=":")
        tell(paste0(name, ":incidence"), f$pstate[,cause+1]); tell(paste0(name, ":std_error"), f$std.err[,cause+1])
        tell(paste0(name, ":lower"), f$lower[,cause+1]); tell(paste0(name, ":upper"), f$upper[,cause+1])
    }}
}}
for (cause in 1:2) tell(paste0("chi:", cause), survdiff(Surv(time, event==cause) ~ sex, d)$chisq)
"""


@pytest.mark.parametrize("kind", ["log", "log-log"])
def test_what_came_first_is_rs(r: Asking, kind: str, tmp_path: Path) -> None:
    """Aalen and Johansen on 1,384 people of whom some fell ill and most died without (mgus2), to each step."""
    theirs = r(COMPETING.format(kind=kind))
    asked = Asked("time", "event", "sex", competing=True)
    ours = plain(summarise(tmp_path / "rows.csv", asked, Wish(interval=Interval(kind))))
    for each in ours["groups"]:
        for cause in ("1", "2"):
            steps = each["incidence"][cause]["steps"]
            for column in ("incidence", "std_error", "lower", "upper"):
                told = [step[column] for step in steps]
                expected = theirs[f"{each['group']}:{cause}:{column}"]
                assert len(told) == len(expected)
                for mine, other, step in zip(told, expected, steps, strict=True):
                    # Before the first of them R's limits are not a number; ours are the nothing that they are about.
                    assert near(mine, other, WITHIN) or (math.isnan(other) and step["incidence"] == 0 == mine)
    for cause in ("1", "2"):
        assert near(ours["log_rank"][cause]["chi_squared"], theirs[f"chi:{cause}"][0])
    assert ours["cox"]["value"] is None
