"""Reads the service profiles and jurisdictions that ship with the house: data files in, frozen values out."""

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from tornio.core.contacts import ForWhom
from tornio.core.errors import Refused
from tornio.core.jurisdictions import IdentifierKind, Jurisdiction, KeptApartGround, Power
from tornio.core.meetings import PlaceKind
from tornio.core.profiles import Area, ClockStart, Note, PeerRule, ServiceProfile
from tornio.core.travel import Pace, Travel, by_the_hour

Read = Callable[[Any], Any]
Names = Mapping[str, tuple[str, Read]]


def _tuple_of(read: Read) -> Read:
    return lambda values: tuple(read(value) for value in values)


def _names(given: Any) -> tuple[str, ...]:
    """A list of names. One name alone is no list: its letters would be read as names."""
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise ValueError(given)
    return tuple(given)


def _hours(value: float) -> timedelta:
    return timedelta(hours=value)


def _minutes(value: float) -> timedelta:
    return timedelta(minutes=value)


def _travel(given: Mapping[str, Any]) -> Travel:
    """What a service says of its ways; what it leaves out is as the model begins. The last speed goes on for ever."""
    known = {"detour", "speeds", "parking_minutes", "unknown_minutes", "weekdays", "weekends"}
    if not known >= set(given):
        raise ValueError(given)
    said: dict[str, Any] = {"detour": float(given["detour"])} if "detour" in given else {}
    if "speeds" in given:
        rows = [(float(km), float(kmh)) for km, kmh in given["speeds"]]
        said["speeds"] = (*rows[:-1], *((math.inf, kmh) for _km, kmh in rows[-1:]))
    names = {"parking_minutes": "parking", "unknown_minutes": "unknown"}
    said |= {name: _minutes(given[key]) for key, name in names.items() if key in given}
    days = {day: by_the_hour(_three(row) for row in given[day]) for day in ("weekdays", "weekends") if day in given}
    return Travel(**said, pace=Pace(**days))


def _three(row: Any) -> tuple[float, float, float]:
    begins, ends, fast = row
    return float(begins), float(ends), float(fast)


# The name in the file, the name in the value, and how one becomes the other.
_PROFILE: Names = {
    "name": ("name", str),
    "clock_start": ("clock_start", ClockStart),
    "window_hours": ("window", _hours),
    "minimum_therapists": ("minimum_therapists", int),
    "peer": ("peer", PeerRule),
    "trainings": ("trainings", _names),
    "places": ("places", _tuple_of(PlaceKind)),
    "place_by_default": ("place_by_default", PlaceKind),
    "languages": ("languages", _tuple_of(str)),
    "duty_from": ("duty_from", time.fromisoformat),
    "duty_until": ("duty_until", time.fromisoformat),
    "duty_fallback": ("duty_fallback", str),
    "escalation_points": ("escalation_points", _tuple_of(float)),
    "nearly_late_from": ("nearly_late_from", float),
    "attempts_promised": ("attempts_promised", int),
    "first_contact_from": (
        "first_contact_from",
        lambda given: frozenset(map(ForWhom, given)),
    ),
    "area": ("area", Area),
    "age_of_own_control": ("age_of_own_control", int),
    "ages_of_review": ("ages_of_review", _tuple_of(int)),
    "new_each_week": ("new_each_week", int),
    "meetings_in_first_fortnight": ("meetings_in_first_fortnight", int),
    "meeting_minutes": ("meeting_length", _minutes),
    "reminder_hours": ("reminder_before", _hours),
    "messages_from": ("messages_from", time.fromisoformat),
    "messages_until": ("messages_until", time.fromisoformat),
    "travel": ("travel", _travel),
    "opening_questions": ("opening_questions", _tuple_of(str)),
    "closing_question": ("closing_question", str),
}
_JURISDICTION: Names = {
    "name": ("name", str),
    "time_zone": ("time_zone", str),
    "emergency_numbers": ("emergency_numbers", _tuple_of(str)),
    "languages": ("languages", _tuple_of(str)),
    "telephone_region": ("telephone_region", str),
    "identifiers": ("identifiers", _tuple_of(IdentifierKind)),
    "powers": ("powers", _tuple_of(lambda each: Power(each["slug"], each["words"]))),
    "capacity_law": ("capacity_law", str),
    "age_of_own_control": ("age_of_own_control", int),
    "kept_apart_grounds": ("kept_apart_grounds", _tuple_of(KeptApartGround)),
}


@cache
def profile(slug: str) -> ServiceProfile:
    """The profile that ships under this short name; refused when there is none."""
    return read_profile(slug, _shipped("profiles", slug), jurisdiction, profile)


@cache
def jurisdiction(slug: str) -> Jurisdiction:
    """The jurisdiction that ships under this short name; refused when there is none."""
    return read_jurisdiction(slug, _shipped("jurisdictions", slug))


@cache
def profile_slugs() -> tuple[str, ...]:
    """The short names of the profiles that ship, in alphabetical order."""
    return _slugs("profiles")


@cache
def jurisdiction_slugs() -> tuple[str, ...]:
    """The short names of the jurisdictions that ship, in alphabetical order."""
    return _slugs("jurisdictions")


def read_profile(
    slug: str,
    text: str,
    jurisdiction_of: Callable[[str], Jurisdiction],
    profile_of: Callable[[str], ServiceProfile],
) -> ServiceProfile:
    """A profile from its file's text; every value needs its source, and an unknown one is refused.

    A file may say that it is `like` another profile: then it says only what differs.
    """
    data = _parse(text)
    notes = tuple(Note(note["words"], note["source"]) for note in data.pop("notes", []))
    like, where = data.pop("like", None), data.pop("jurisdiction", None)
    values, sources = _values(data, _PROFILE)
    if where is not None:
        values["jurisdiction"] = jurisdiction_of(_given("jurisdiction", where)["value"])
        sources["jurisdiction"] = where["source"]
    if like is not None:
        model = profile_of(_given("like", like)["value"])
        return replace(model, slug=slug, notes=notes, sources={**model.sources, **sources}, **values)
    _refuse_missing(values, ("name", "jurisdiction", "clock_start"))
    return ServiceProfile(slug=slug, notes=notes, sources=sources, **({"window": None} | values))


def read_jurisdiction(slug: str, text: str) -> Jurisdiction:
    """A jurisdiction from its file's text; every value needs its source, and an unknown one is refused."""
    values, sources = _values(_parse(text), _JURISDICTION)
    _refuse_missing(values, ("name", "time_zone", "emergency_numbers", "languages", "telephone_region"))
    return Jurisdiction(slug=slug, sources=sources, **values)


def _refuse_missing(values: Mapping[str, Any], needed: tuple[str, ...]) -> None:
    for name in needed:
        if name not in values:
            raise Refused("This has to be said: it cannot be left open.", name)


def _slugs(folder: str) -> tuple[str, ...]:
    names = (each.name for each in (files("tornio.people") / folder).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def _shipped(folder: str, slug: str) -> str:
    if slug not in _slugs(folder):
        raise Refused(f"There is no file for “{slug}” among the {folder}.", "slug")
    return (files("tornio.people") / folder / f"{slug}.toml").read_text(encoding="utf-8")


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise Refused(f"This file cannot be read: {broken}.") from broken


def _given(name: str, entry: object) -> dict[str, Any]:
    """The entry, when it says both the value and where it comes from."""
    if not isinstance(entry, dict) or "value" not in entry or not entry.get("source"):
        raise Refused("A value needs its source: write both `value` and `source`.", name)
    return entry


def _values(data: Mapping[str, Any], names: Names) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for name, entry in data.items():
        if name not in names:
            raise Refused(f"“{name}” is not something that a file like this says.", name)
        target, read = names[name]
        given = _given(name, entry)
        try:
            values[target] = read(given["value"])
        except (ValueError, TypeError, KeyError) as wrong:
            raise Refused(f"“{given['value']}” cannot be used here.", name) from wrong
        except Refused as no:
            raise Refused(no.sentence, name) from no
        sources[target] = given["source"]
    return values, sources
