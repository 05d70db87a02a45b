"""What cannot be meant is one sentence and exit 2; what only lacks its ground is null with the reason beside it."""

from pathlib import Path

import pandas as pd
import pytest

from tests.evaluation.asking import ON, refused, told, written
from tornio.evaluation.survival import modelled

# Columns under names that the models might keep for themselves; of each its like under another name stands beside it.
NAMES = "time,event,cluster,age,site,arm,_time,_cluster,x0,_n,t2,e2,c2,a2"
MANY = (
    NAMES
    + "\n"
    + "".join(
        f"{at % 17 + 1},{int(at % 3 > 0)},{at % 6},{at * 7 % 11},{at % 8},{at * 5 % 7},{at * 5 % 7},{at * 5 % 7},"
        f"{at * 5 % 7},{at * 5 % 7},{at % 17 + 1},{int(at % 3 > 0)},{at % 6},{at * 7 % 11}\n"
        for at in range(48)
    )
)
FOUR = "time,event,arm,site,age\n5,1,a,s1,30\n6,0,a,s1,40\n6,1,b,s2,50\n9,1,b,s3,35\n"


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        ("", ON, "rows.csv is empty."),
        ("time,event\n", ON, "The file has a heading and no rows."),
        ("time,event\n,1\nNA,0\n", ON, "No row has a time and an event: everything is missing."),
        (FOUR, ("--time", "days", "--event", "event"),
         "rows.csv has no column “days”; it has time, event, arm, site, age."),
        (FOUR, (*ON, "--covariates", "age, weight"),
         "rows.csv has no column “weight”; it has time, event, arm, site, age."),
        ("time,event\n5,1\n-3,0\n-7.5,1\n", ON, "The column “time” is negative in 2 rows, -7.5 at the lowest."),
        ("time,event\n5,1\nsoon,0\n", ON, "The column “time” holds what is no number in one row."),
        ("time,event\n5,1\n6,maybe\n", ON, "The column “event” holds what is no number in one row."),
        ("time,event\n5,1\ninf,0\n", ON, "The column “time” is endless in one row."),
        ("time,event\n5,1\n6,2\n", ON,
         "The column “event” holds 2; an event is 0 or 1 (--competing reads codes of several kinds of event)."),
        ("time,event\n5,1\n6,0.5\n", (*ON, "--competing"), "The column “event” holds 0.5; a code is 0, 1, 2, …."),
        ("time,event\n5,1\n6,-1\n", (*ON, "--competing"), "The column “event” holds -1; a code is 0, 1, 2, …."),
        (FOUR, (*ON, "--horizon", "0"), "The horizon must be more than 0."),
        (FOUR, (*ON, "--horizon", "nan"), "The horizon must be more than 0."),
        (FOUR, (*ON, "--level", "95"), "The level must be between 0 and 1, as 0.95 is."),
        ("time,event,arm\n" + "".join(f"{at},1,{at}\n" for at in range(51)), (*ON, "--group", "arm"),
         "The column “arm” names 51 groups; at most 50 are compared."),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_in_a_sentence(
    text: str, options: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    assert refused("survival", written(tmp_path, text), *options) == sentence


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        (("--covariates", "time"), ("--covariates", "t2")),
        (("--covariates", "event"), ("--covariates", "e2")),
        (("--covariates", "cluster"), ("--covariates", "c2")),
        (("--covariates", "age,age"), ("--covariates", "age")),
        (("--covariates", "cluster,age", "--cluster", "site"), ("--covariates", "c2,age", "--cluster", "site")),
        (("--covariates", "_time,age", "--group", "_n"), ("--covariates", "arm,age", "--group", "arm")),
        (("--covariates", "_cluster,age", "--cluster", "site"), ("--covariates", "arm,age", "--cluster", "site")),
        (("--covariates", "age,x0"), ("--covariates", "age,arm")),
        (("--group", "cluster", "--cluster", "cluster"), ("--group", "c2", "--cluster", "c2")),
        (("--group", "time", "--cluster", "site"), ("--group", "t2", "--cluster", "site")),
    ],
)
def test_a_column_may_be_called_anything_and_be_named_twice(
    odd: tuple[str, ...], plain: tuple[str, ...], tmp_path: Path
) -> None:
    """Iris asks by names of her own; the answer is that of the same numbers under other names."""
    file = written(tmp_path, MANY)
    found, same = told("survival", file, *ON, *odd), told("survival", file, *ON, *plain)
    for each in (found, same):
        del each["columns"], each["missing"]
        for of in each["cox"].get("coefficients", []):
            of["name"] = of["name"].partition("=")[2]
        each["cox"].pop("reason", None)
    assert found == same


def test_a_file_that_is_not_there_or_no_table_is_refused(tmp_path: Path) -> None:
    gone = tmp_path / "gone.csv"
    assert refused("survival", gone, *ON) == f"There is no file {gone}."
    assert refused("survival", tmp_path, *ON) == f"There is no file {tmp_path}."
    assert refused("survival", written(tmp_path, FOUR, "rows.xlsx"), *ON) == (
        "rows.xlsx is neither a .csv nor a .parquet file."
    )
    for name in ("rows.parquet", "more.csv"):
        path = tmp_path / name
        path.write_bytes(bytes(range(256)) * 40)
        said = refused("survival", path, *ON)
        assert "\n" not in said
        assert said.endswith(".") or "could not be counted" in said or "has no column" in said


def test_rows_of_which_something_is_missing_are_left_out_and_counted(tmp_path: Path) -> None:
    """R29: how many are missing, column by column; R's and a spreadsheet's ways to say so are known."""
    text = "time,event,arm\n5,1,a\nNA,1,a\n6,,a\n7,0,\n8,1,b\n nan ,0,b\n9,TRUE,b\n10,no,a\n"
    found = told("survival", written(tmp_path, text), *ON, "--group", "arm")
    assert (found["rows"], found["n"], found["events"]) == (8, 4, 3)
    assert found["missing"] == {"time": 2, "event": 1, "arm": 1}
    assert [(each["group"], each["n"], each["events"]) for each in found["groups"]] == [("a", 2, 1), ("b", 2, 2)]
    assert (found["definition"]["name"], found["definition"]["version"], found["clock"]) == ("time-to-event", 1, "time")


def test_where_everybody_is_censored_the_curve_stays_at_one_and_nothing_is_compared(tmp_path: Path) -> None:
    text = "time,event,arm,age\n" + "".join(f"{at},0,{'ab'[at % 2]},{30 + at}\n" for at in range(1, 9))
    found = told("survival", written(tmp_path, text), *ON, "--group", "arm", "--covariates", "age", "--horizon", "5")
    for each in found["groups"]:
        assert {step["survival"] for step in each["steps"]} == {1.0}
        assert {step["upper"] for step in each["steps"]} == {1.0}
        assert each["median"]["value"] is None
        assert "half" in each["median"]["reason"]
        assert each["rmst"]["value"] == 5
        assert each["survival_at_horizon"]["value"] == 1
    assert found["log_rank"] == {"value": None, "reason": "Nobody has the event: nothing to compare."}
    assert found["cox"] == {"value": None, "reason": "Nobody has the event."}
    assert len(found["warnings"]) == 2


def test_one_row_is_told_as_one_row(tmp_path: Path) -> None:
    [step] = told("survival", written(tmp_path, "time,event\n3,1\n"), *ON)["groups"][0]["steps"]
    assert step == {"time": 3, "at_risk": 1, "events": 1, "censored": 0, "survival": 0,
                    "std_error": None, "lower": None, "upper": None}  # fmt: skip
    found = told("survival", written(tmp_path, "time,event\n3,1\n"), *ON, "--horizon", "10")
    assert found["groups"][0]["rmst"]["value"] == 3
    assert found["groups"][0]["survival_at_horizon"]["value"] == 0
    assert found["log_rank"]["reason"] == "There is one group: nothing to compare."
    assert found["cox"]["reason"] == "No covariates were named, nor clusters of the groups."


def test_nobody_speaks_of_a_time_that_nobody_was_watched_for(tmp_path: Path) -> None:
    found = told("survival", written(tmp_path, FOUR), *ON, "--group", "arm", "--horizon", "8")
    a, b = found["groups"]
    assert a["rmst"] == {"value": None, "lower": None, "upper": None, "std_error": None,
                         "reason": "Nobody of this group was watched so long."}  # fmt: skip
    assert a["survival_at_horizon"]["reason"] == "Nobody of this group was watched so long."
    assert b["survival_at_horizon"]["value"] == pytest.approx(0.5)
    assert b["rmst"]["value"] == pytest.approx(6 + 0.5 * 2)


def test_before_the_first_event_nothing_has_happened(tmp_path: Path) -> None:
    [found] = told("survival", written(tmp_path, FOUR), *ON, "--horizon", "2")["groups"]
    assert found["survival_at_horizon"]["value"] == found["survival_at_horizon"]["lower"] == 1
    assert found["rmst"]["value"] == 2
    [found] = told("survival", written(tmp_path, FOUR), *ON, "--horizon", "2", "--competing")["groups"]
    assert found["incidence"]["1"]["at_horizon"]["value"] == 0


def test_groups_of_clusters_are_compared_by_their_hazards(tmp_path: Path) -> None:
    """A trial of practices: the first group is what the others are told against."""
    text = "time,event,arm,site\n" + "".join(f"{at},1,{at % 3},s{at % 4}\n" for at in range(1, 25))
    found = told("survival", written(tmp_path, text), *ON, "--group", "arm", "--cluster", "site")
    assert [each["name"] for each in found["cox"]["coefficients"]] == ["arm=1", "arm=2"]
    assert found["cox"]["clusters"] == 4
    assert found["warnings"][-1].startswith("4 clusters: with fewer than 40")


def test_one_cluster_has_no_robust_error(tmp_path: Path) -> None:
    text = "time,event,age,site\n" + "".join(f"{at},1,{(at * 7) % 11},here\n" for at in range(1, 12))
    found = told("survival", written(tmp_path, text), *ON, "--cluster", "site", "--covariates", "age")
    [age] = found["cox"]["coefficients"]
    assert age["robust"] == age["corrected"] == {"value": None, "reason": "There is one cluster."}
    assert age["naive"]["std_error"] > 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("time,event,x,y\n1,1,1,2\n2,1,1,3\n3,0,1,4\n", "“x” is the same in every row."),
        ("time,event,x,y\n1,1,1,2\n2,1,3,6\n3,0,4,8\n4,1,2,4\n", "cannot be told apart"),
        ("time,event,x,y\n1,1,9,2\n2,1,8,6\n3,1,7,3\n4,0,0,4\n5,0,1,7\n", "has no end"),
        ("time,event,x,y\n1,1,,2\n2,1,NA,6\n", "No row has a time, an event and all covariates."),
        ("time,event,x,y\n" + "".join(f"{at},1,w{at},{at}\n" for at in range(40)), "“x” holds 40 different words"),
    ],
)  # fmt: skip
def test_a_model_that_cannot_be_estimated_says_why(text: str, reason: str, tmp_path: Path) -> None:
    found = told("survival", written(tmp_path, text), *ON, "--covariates", "x,y")
    assert found["cox"]["value"] is None
    assert reason in found["cox"]["reason"]
    assert found["groups"][0]["n"] > 0


def test_times_too_large_to_square_leave_the_rest_of_the_answer(tmp_path: Path) -> None:
    text = "time,event\n" + "".join(f"{at}e{300 + at},1\n" for at in range(1, 8)) + "8e307,0\n"
    [found] = told("survival", written(tmp_path, text), *ON, "--horizon", "7e307")["groups"]
    assert found["rmst"]["value"] is None
    assert found["rmst"]["reason"] == "The numbers are too large to reckon with."
    assert found["median"]["value"] == pytest.approx((4e304 + 5e305) / 2)


def test_a_parquet_file_says_the_same_as_a_csv(tmp_path: Path) -> None:
    frame = pd.DataFrame({"time": [5, 6, None, 9], "event": [True, False, True, None], "arm": [1, 1, 2, 2]})
    frame["event"] = frame["event"].astype("boolean")
    frame.to_parquet(tmp_path / "rows.parquet")
    frame.to_csv(tmp_path / "rows.csv", index=False)
    asked = (*ON, "--group", "arm")
    assert told("survival", tmp_path / "rows.parquet", *asked) == told("survival", tmp_path / "rows.csv", *asked)
    frame["time"] = pd.Timestamp("2026-11-21")
    frame.to_parquet(tmp_path / "days.parquet")
    assert "not numbers" in refused("survival", tmp_path / "days.parquet", *ON)


def test_a_model_of_too_many_rows_is_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modelled, "MOST_ROWS", 3)
    found = told("survival", written(tmp_path, FOUR), *ON, "--covariates", "age")
    assert "take a sample" in found["cox"]["reason"]
