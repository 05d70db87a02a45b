"""What comes in or goes out as files: their names, JSON, and the cells of a table that a spreadsheet must not run."""

import json
from collections.abc import Iterable, Sequence
from typing import NoReturn

from tornio.core.errors import Refused
from tornio.core.inputs.marks import is_seen, on_one_line, typed_by_hand

DEEPEST_JSON = 32
_LONGEST_NAME = 200
_RUN_BY_SPREADSHEETS = tuple("=+-@\t\r\n＝＋－＠")
_NOT_JSON = "This file cannot be read as JSON."


def a_file_name(text: str, field: str | None = "file") -> str:
    """A plain file name; refused when it names another place."""
    name = on_one_line(text, field)
    if not is_seen(name) or len(name) > _LONGEST_NAME or name.startswith(".") or set(name) & set('/\\:*?"<>|'):
        raise Refused("Please give the file a plain name, without slashes or a dot at the start.", field)
    return name


def disarmed(cell: object) -> str:
    """A cell as it may leave in a CSV file: what a spreadsheet would run as a formula stands behind an apostrophe.

    Numbers are not text and stay as they are; what is stored is never changed, only what leaves.
    """
    if isinstance(cell, int | float):
        return str(cell)
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_RUN_BY_SPREADSHEETS) else text


def checked_headers(headers: Sequence[str], field: str | None = "file") -> tuple[str, ...]:
    """The headers of a table; refused when two are the same, for then nobody knows which column is meant."""
    seen: set[str] = set()
    for header in headers:
        key = typed_by_hand(header).strip().casefold()
        if key in seen:
            raise Refused(f"Two columns are called “{header.strip()}”.", field)
        seen.add(key)
    return tuple(header.strip() for header in headers)


def read_json(text: str, *, deepest: int = DEEPEST_JSON, field: str | None = "file") -> object:
    """JSON as plain values; refused when it is too deep, says one thing twice, or has numbers that are none."""
    typed_by_hand(text)
    if _depth(text) > deepest:
        raise Refused("This file is nested too deeply to be read.", field)
    try:
        value = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_number)
    except ValueError as broken:
        raise Refused(_NOT_JSON, field) from broken
    _all_typed_by_hand(value)
    return value


def _depth(text: str) -> int:
    """How deeply brackets nest outside strings, found without recursion."""
    depth = deepest = 0
    in_string = escaped = False
    for sign in text:
        if in_string:
            in_string = escaped or sign != '"'
            escaped = sign == "\\" and not escaped
        elif sign == '"':
            in_string = True
        elif sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("This file says the same thing twice under one name.", "file")
    return found


def _no_number(sign: str) -> NoReturn:
    raise ValueError(sign)


def _all_typed_by_hand(value: object) -> None:
    """Escapes can write what typing cannot; refused as `Malformed`."""
    if isinstance(value, str):
        typed_by_hand(value)
    elif isinstance(value, dict):
        _each_typed_by_hand(value)
        _each_typed_by_hand(value.values())
    elif isinstance(value, list):
        _each_typed_by_hand(value)


def _each_typed_by_hand(values: Iterable[object]) -> None:
    for value in values:
        _all_typed_by_hand(value)
