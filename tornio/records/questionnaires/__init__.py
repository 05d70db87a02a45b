"""The instruments that ship with the house, word for word: our own, and no others (R30)."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from tornio.core import instrument_files
from tornio.core.instruments import Definition


@cache
def shipped() -> dict[tuple[str, str], tuple[Definition, dict[str, Any]]]:
    """By name and version: what each means, and its file as it is. Earlier versions stay among them (R29)."""
    found = {}
    for each in sorted(files(__name__).iterdir(), key=lambda file: file.name):
        if each.name.endswith(".json"):
            given = json.loads(each.read_text(encoding="utf-8"))
            made = instrument_files.from_data(given)
            found[made.name, made.version] = made, given
    return found


def latest() -> list[tuple[Definition, dict[str, Any]]]:
    """The newest version of each, by name."""
    in_order = sorted(shipped().items(), key=lambda each: (each[0][0], len(each[0][1]), each[0][1]))
    return list({name: each for (name, _version), each in in_order}.values())
