"""Definitions of figures: data files, one for each version of each; old versions still compute (R29).

A file of `definitions/` is named `<id>-<version>.toml`. Adding a figure is adding a file.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from importlib.resources import files

from tornio.evaluation.errors import Unusable


class Principle(StrEnum):
    """The seven principles, in their usual order, and after them what happened in life."""

    IMMEDIATE_HELP = "immediate_help"
    SOCIAL_NETWORK = "social_network"
    FLEXIBILITY = "flexibility"
    RESPONSIBILITY = "responsibility"
    CONTINUITY = "continuity"
    UNCERTAINTY = "uncertainty"
    DIALOGUE = "dialogue"
    LIFE = "life"  # no principle: what happened in life since, by which outcomes are told


class Unit(StrEnum):
    """What a figure is."""

    SHARE = "share"  # numerator of denominator
    MEAN = "mean"  # a sum, over how many
    MEDIAN = "median"  # the middle one of how many
    SPREAD = "spread"  # the standard deviation of how many
    RATE = "rate"  # how many, for each hundred of another population
    RATIO = "ratio"  # a sum over another sum: nights in so many days that were watched, told for a year


ASKED_FOR = {
    Unit.SHARE: ("yes",),
    Unit.MEAN: ("value",),
    Unit.MEDIAN: ("value",),
    Unit.SPREAD: ("value",),
    Unit.RATE: ("per",),
    Unit.RATIO: ("value", "over", "over_in"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What is counted, among what, by which clock, and what of it is missing; formulas are those of `formula`."""

    id: str
    version: int
    principle: Principle
    title: str
    sentence: str  # what it is, for people
    among: str  # what it is counted among, for people
    unit: Unit
    population: str
    where: str = "True"
    yes: str = ""
    value: str = ""
    measured_in: str = ""  # of a mean or a median: "hours", "people"
    per: str = ""  # of a rate: the other population
    per_where: str = "True"
    over: str = ""  # of a ratio: what is summed below the line
    over_in: str = ""  # what that is, for people: "days watched"
    times: float = 1.0  # by which a ratio is told: 365.25 makes days years
    clock: str = ""
    missing: str  # what counts as missing, for people
    source: str
    comparators: tuple[str, ...] = ()
    first: bool = False  # the one that stands for its principle
    monthly: bool = True  # whether it makes sense month by month

    def __post_init__(self) -> None:
        for name in ASKED_FOR[self.unit]:
            if not getattr(self, name):
                raise Unusable(f"{self.name} is a {self.unit} and says no {name}.")

    @property
    def name(self) -> str:
        """Its id and version, as its file is named."""
        return f"{self.id}-{self.version}"


def read(name: str, text: str) -> Definition:
    """A definition from its file's text. Errors: Unusable where the file does not say what it should."""
    try:
        said = tomllib.loads(text)
        made = Definition(
            **{key: value for key, value in said.items() if key not in {"principle", "unit", "comparators"}},
            principle=Principle(said["principle"]),
            unit=Unit(said["unit"]),
            comparators=tuple(said.get("comparators", ())),
        )
    except (tomllib.TOMLDecodeError, TypeError, ValueError, KeyError) as no:
        raise Unusable(f"The definition {name} cannot be used: {no}") from no
    if made.name != name:
        raise Unusable(f"The file {name} defines {made.name}.")
    return made


@cache
def shipped() -> Mapping[str, Definition]:
    """Every definition that ships, in every version, by its name."""
    folder = files("tornio.evaluation") / "definitions"
    names = sorted(each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml"))
    return {name: read(name, (folder / f"{name}.toml").read_text(encoding="utf-8")) for name in names}


def latest(among: Iterable[Definition]) -> list[Definition]:
    """The newest version of each, by principle, what stands for a principle first."""
    newest: dict[str, Definition] = {}
    for each in among:
        if each.id not in newest or newest[each.id].version < each.version:
            newest[each.id] = each
    order = list(Principle)
    return sorted(newest.values(), key=lambda each: (order.index(each.principle), not each.first, each.id))


def chosen(names: Iterable[str]) -> list[Definition]:
    """These definitions, as `id` for the newest version or `id-version`; all of the newest where none is named."""
    known = shipped()
    newest = latest(known.values())
    wanted = list(names)
    if not wanted:
        return newest
    by_name = {each.id: each for each in newest} | dict(known)
    for name in wanted:
        if name not in by_name:
            raise Unusable(f"There is no definition called {name}.")
    return [by_name[name] for name in wanted]


def columns() -> tuple[str, ...]:
    """What a definition says, in order."""
    return tuple(each.name for each in fields(Definition))
