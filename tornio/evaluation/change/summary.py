"""The whole answer about one file of what was measured more than once."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tornio.evaluation import files
from tornio.evaluation.change import long, models, rows, wide
from tornio.evaluation.change.rows import Asked, Rows
from tornio.evaluation.coefficients import few
from tornio.evaluation.errors import Unusable
from tornio.evaluation.estimates import Absent, Definition

DEFINITION = Definition(
    "change", 1,
    "What was measured later less what was measured at first, of those measured both times. Groups are compared at "
    "equal first values; where there are rows for each time, with a part that each person keeps. What was not measured "
    "is counted and not made up.",
    "Student 1908; Patterson & Thompson 1971; Liang & Zeger 1986; Mancl & DeRouen 2001",
)  # fmt: skip
FEW, LOST = 10, 0.2


@dataclass(frozen=True, slots=True)
class Summary:
    """What `tornio evaluate change` tells, in the units of what was measured."""

    definition: Definition
    engine: str
    columns: Asked
    clock: str
    level: float
    rows: int
    n: int
    missing: dict[str, int]
    groups: list[dict[str, Any]]
    models: dict[str, models.Model | Absent]
    warnings: list[str] = field(default_factory=list)


def summarise(path: Path, asked: Asked, engine: files.Engine = files.Engine.DUCKDB, level: float = 0.95) -> Summary:
    """All of it for a CSV or Parquet file. Raises Unusable in a sentence; what only lacks its ground is Absent."""
    if not 0 < level < 1:
        raise Unusable("The level must be between 0 and 1, as 0.95 is.")
    with files.opened(engine) as connection:
        found = rows.read(connection, path, asked)
    made = wide if asked.is_wide else long
    groups, compared = made.groups(found, asked, level), made.compared(found, asked, level)
    return Summary(
        definition=DEFINITION, engine=str(engine), columns=asked, level=level, rows=found.rows, n=len(found.frame),
        clock=asked.time or f"{asked.before}, {asked.after}", missing=found.missing, groups=groups, models=compared,
        warnings=_warnings(found, asked, groups, compared),
    )  # fmt: skip


def _warnings(
    found: Rows, asked: Asked, groups: list[dict[str, Any]], compared: dict[str, models.Model | Absent]
) -> list[str]:
    """Few people, many lost, few clusters."""
    said = []
    for each in groups:
        later = each if asked.is_wide else min(each["times"][1:], key=lambda row: row["both"])
        began = each["both"] + each["only_before"] if asked.is_wide else each["times"][0]["n"]
        if later["both"] < FEW:
            said.append(f"Group {each['group']}: {later['both']} measured both times; with fewer than {FEW} little "
                        f"can be said.")  # fmt: skip
        if began and 1 - later["both"] / began > LOST:
            said.append(f"Group {each['group']}: of {began} measured at first {began - later['both']} are lost later; "
                        f"whoever is lost may have changed otherwise.")  # fmt: skip
    fitted = next((each for each in compared.values() if not isinstance(each, Absent)), None)
    if fitted and asked.cluster:
        if found.missing.get(asked.cluster):
            said.append(f"Rows without {asked.cluster} are in no model and in no figure of clusters.")
        said += few(fitted.clusters, fitted.correction)
    return said
