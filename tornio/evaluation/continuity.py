"""Whether the same people came: continuity over a file of who was at which meeting, per network and over all.

UPC (usual provider: Breslau & Reeb 1975), COC (Bice & Boxerman 1977) and SECON (Steinwachs 1979) were made for visits
to one provider. Here several come to a meeting: UPC and SECON ask of a meeting whether somebody was there, COC counts
contacts, and for pairs all three take two who came together for the provider. Where one comes, they are as published.
"""

from dataclasses import dataclass, field
from math import fsum
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from tornio.evaluation import columns, files
from tornio.evaluation.errors import Unusable
from tornio.evaluation.estimates import Definition

DEFINITION = Definition(
    "continuity", 1,
    "Each a share of 0 to 1: of the meetings at which whoever came most often was (UPC), of the pairs of contacts that "
    "were with the same one (COC), of the meetings after the first at which somebody of the last one was (SECON), at "
    "least two of them were (same pair), or anybody was whom the network had met at any time (known face).",
    "Breslau & Reeb 1975; Bice & Boxerman 1977; Steinwachs 1979; formulas as in doi 10.1186/s12875-020-01361-0, "
    "table 1, and 10.1186/s12913-022-07953-z, table 2",
)  # fmt: skip
NEEDED = ("network", "meeting", "practitioner")
MEASURES = ("upc", "coc", "secon", "same_pair", "known_face")
OF_PAIRS = ("pair_upc", "pair_coc")
FEW_MEETINGS, FEW_NETWORKS, MOST_NETWORKS = 4, 20, 10_000
WHY = {
    "upc": "It had no meeting.", "coc": "It had fewer than two contacts.", "pair_upc": "It had no meeting.",
    "pair_coc": "Pairs came together fewer than twice.",
}  # fmt: skip
AFTER_FIRST = "It had one meeting."
TOO_MANY = f"There are more than {MOST_NETWORKS} networks; they are told over all only."


@dataclass(frozen=True, slots=True)
class Continuity:
    """What `tornio evaluate continuity` tells; each measure with its numerator and denominator."""

    definition: Definition
    order: str
    rows: int
    missing: dict[str, int]
    twice: int
    meetings: int
    networks_counted: int
    overall: dict[str, Any]
    roles: dict[str, dict[str, Any]]
    networks: list[dict[str, Any]] | str
    warnings: list[str] = field(default_factory=list)


def contacts(table: ir.Table, *, has_role: bool) -> ir.Table:
    """Who was at which meeting of which network, as text; null where it is missing. A row for each row."""
    names = (*NEEDED, "role") if has_role else NEEDED
    found = table.select(**{name: columns.text(table[name]) for name in names})
    return found.mutate(place=found["meeting"].try_cast("float64"))


def once_each(rows: ir.Table, by: list[str], *, by_number: bool) -> ir.Table:
    """Each one once a meeting, with the meeting's number within `by` (1, 2, …) and the last number they came to."""
    kept = rows.filter(rows["network"].notnull(), rows["meeting"].notnull(), rows["practitioner"].notnull())
    kept = kept.select(*by, "meeting", "place", "practitioner").distinct()
    order = ["place", "meeting"] if by_number else ["meeting"]
    rank = ibis.dense_rank().over(ibis.window(group_by=by, order_by=order))
    kept = kept.mutate(number=rank + 1)
    before = kept["number"].lag().over(ibis.window(group_by=[*by, "practitioner"], order_by="number"))
    return kept.mutate(last=before)


def measures(once: ir.Table, by: list[str]) -> ir.Table:
    """Numerator and denominator of each measure, a row for each `by`; `top_` and `of_` before its name."""
    singles = concentration(once.group_by(*by, "practitioner").aggregate(n=once.count()), by, "")
    other = once.select(*by, "number", partner="practitioner")
    both = once.select(*by, "number", "practitioner").join(other, [*by, "number"])
    both = both.filter(both["practitioner"] < both["partner"])
    pairs = concentration(both.group_by(*by, "practitioner", "partner").aggregate(n=both.count()), by, "pair_")
    again = (once["last"] == once["number"] - 1).fill_null(ibis.literal(value=False))
    meeting = once.group_by(*by, "number").aggregate(again=again.sum(), known=once["last"].notnull().sum())
    of_meetings = meeting.group_by(*by).aggregate(
        meetings=meeting.count(),
        top_secon=(meeting["again"] >= 1).sum(),
        top_same_pair=(meeting["again"] >= 2).sum(),  # noqa: PLR2004
        top_known_face=(meeting["known"] >= 1).sum(),
    )
    table = of_meetings.join(singles, by).left_join(pairs, by).drop(*(f"{name}_right" for name in by))
    later = table["meetings"] - 1
    table = table.mutate(of_upc=table["meetings"], of_pair_upc=table["meetings"],
                         of_secon=later, of_same_pair=later, of_known_face=later)  # fmt: skip
    told = [f"{part}_{name}" for name in (*MEASURES, *OF_PAIRS) for part in ("top", "of")]
    return table.mutate(**{name: table[name].fill_null(0).cast("int64") for name in told}).select(
        *by, "meetings", *told
    )


def concentration(each: ir.Table, by: list[str], prefix: str) -> ir.Table:
    """From how often each came: the most of it; and Σ n² − N over N (N − 1), the chance that two contacts are one's."""
    n = each["n"]
    whole = n.sum()
    return each.group_by(*by).aggregate(**{
        f"top_{prefix}upc": n.max(),
        f"top_{prefix}coc": (n * n).sum() - whole,
        f"of_{prefix}coc": whole * (whole - 1),
    })  # fmt: skip


def of_file(path: Path) -> Continuity:
    """The whole answer for a CSV or Parquet file. Raises Unusable in a sentence."""
    with files.opened(files.Engine.DUCKDB) as connection:
        table = files.read(connection, path)
        columns.need(table, NEEDED, path.name)
        has_role = "role" in table.columns
        with contacts(table, has_role=has_role).cache() as rows:
            found = _found(rows, has_role=has_role)
            by_number = not found["no_number"]
            once = once_each(rows, ["network"], by_number=by_number)
            networks = _rows(measures(once, ["network"]))
            kept = int(once.count().to_pandas())
            roles = []
            if has_role:
                known = rows.filter(rows["role"].notnull())
                by = ["network", "role"]
                roles = _rows(measures(once_each(known, by, by_number=by_number), by))
    names = (*NEEDED, "role") if has_role else NEEDED
    short = len(networks) <= MOST_NETWORKS
    return Continuity(
        definition=DEFINITION, order="by number" if by_number else "as text", rows=found["rows"],
        missing={name: found[name] for name in names}, twice=found["complete"] - kept,
        meetings=sum(row["meetings"] for row in networks), networks_counted=len(networks),
        overall=overall(networks),
        roles={role: overall([row for row in roles if row["role"] == role]) for role in _named(roles)},
        networks=[_network(row) for row in networks] if short else TOO_MANY, warnings=_warnings(networks),
    )  # fmt: skip


def _found(rows: ir.Table, *, has_role: bool) -> dict[str, int]:
    """What the file holds and lacks; refuses one that says nothing."""
    names = (*NEEDED, "role") if has_role else NEEDED
    whole = rows["network"].notnull() & rows["meeting"].notnull() & rows["practitioner"].notnull()
    counted = rows.aggregate(
        rows=rows.count(), complete=whole.sum(),
        no_number=(rows["meeting"].notnull() & rows["place"].isnull()).sum(),
        **{name: rows[name].isnull().sum() for name in names},
    ).to_pandas().iloc[0]  # fmt: skip
    found = {name: 0 if value is None or value != value else int(value) for name, value in counted.items()}  # noqa: PLR0124
    if not found["rows"]:
        raise Unusable("The file has a heading and no rows.")
    if not found["complete"]:
        raise Unusable("No row has a network, a meeting and a practitioner: everything is missing.")
    return found


def _rows(table: ir.Table) -> list[dict[str, Any]]:
    return table.order_by("network").to_pandas().to_dict("records")  # type: ignore[no-any-return]


def _named(roles: list[dict[str, Any]]) -> list[str]:
    return sorted({row["role"] for row in roles})


def _network(row: dict[str, Any]) -> dict[str, Any]:
    """One network's measures."""
    told = {name: _one(int(row[f"top_{name}"]), int(row[f"of_{name}"]), name) for name in (*MEASURES, *OF_PAIRS)}
    few = "few meetings" if row["meetings"] < FEW_MEETINGS else None
    return {"network": row["network"], "meetings": int(row["meetings"]), **told, "warning": few}


def _one(top: int, of: int, name: str) -> dict[str, Any]:
    """A share with what it stands on, or why there is none."""
    if not of:
        return {"value": None, "numerator": top, "denominator": 0, "reason": WHY.get(name, AFTER_FIRST)}
    return {"value": top / of, "numerator": top, "denominator": of}


def overall(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Over networks: the mean of their shares, each network one; and pooled, each meeting (or pair of contacts) one."""
    told: dict[str, Any] = {"networks": len(rows), "meetings": sum(int(row["meetings"]) for row in rows)}
    for name in (*MEASURES, *OF_PAIRS):
        shares = [row[f"top_{name}"] / row[f"of_{name}"] for row in rows if row[f"of_{name}"]]
        pooled = _one(sum(int(row[f"top_{name}"]) for row in rows), sum(int(row[f"of_{name}"]) for row in rows), name)
        told[name] = {
            "value": fsum(shares) / len(shares) if shares else None, "networks": len(shares),
            "missing": len(rows) - len(shares), "pooled": pooled,
        }  # fmt: skip
    return told


def _warnings(rows: list[dict[str, Any]]) -> list[str]:
    """Where a figure stands on so little that it should not be leaned on."""
    few = sum(row["meetings"] < FEW_MEETINGS for row in rows)
    said = []
    if few:
        said.append(f"{few} of {len(rows)} networks had fewer than {FEW_MEETINGS} meetings; their shares jump.")
    if len(rows) < FEW_NETWORKS:
        said.append(f"{len(rows)} networks: with fewer than {FEW_NETWORKS} the mean over them says little.")
    return said
