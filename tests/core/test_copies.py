"""A copy as data: what JSON takes, with nothing of it lost (R23)."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

from tornio.core.copies import SCHEMA, Copy, Item, Looked, Somebody, as_data

NINE = datetime(2026, 11, 2, 9, tzinfo=UTC)
ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
AFTERWORD = Item("voice", TWO, NINE, who="Carol", words="I slept.")
VOICE = Item("voice", ONE, NINE, who="Leon", words="“Nobody asked.”", facts={"quiet": True}, parts=(AFTERWORD,))
CALL = Item("call", THREE, NINE)
LEONS = Copy(
    made_at=NINE, service="Saltmere", name="Leon Marsh", whole=True,
    about={"born on": date(1998, 2, 28), "languages": ("en", "cy")}, ways=({"kind": "telephone"},),
    people=(Somebody("Carol Marsh", "his mother", NINE, None),), team=(), items=(VOICE, CALL),
    readings=(Looked("Ruth Adeyemi", "of the team", "story", NINE, "work with the network"),),
)  # fmt: skip


def test_every_item_of_leons_copy_is_found_also_one_inside_another() -> None:
    assert [each.key for each in LEONS.everything()] == [ONE, TWO, THREE]


def test_leons_copy_is_the_same_after_it_was_written_down_as_json_and_read_again() -> None:
    """R23: moments with their offset, keys as text, what is absent as nothing; every field has its own name."""
    read = json.loads(json.dumps(as_data(LEONS)))
    voice = {
        "kind": "voice", "key": str(ONE), "at": "2026-11-02T09:00:00+00:00", "who": "Leon", "as_whom": "",
        "words": "“Nobody asked.”", "facts": {"quiet": True},
    }  # fmt: skip
    inside = {**voice, "key": str(TWO), "who": "Carol", "words": "I slept.", "facts": {}, "parts": []}
    assert read["schema"] == SCHEMA
    assert read["items"][0] == {**voice, "parts": [inside]}
    assert read["about"] == {"born on": "1998-02-28", "languages": ["en", "cy"]}
    assert read["people"] == [
        {
            "name": "Carol Marsh",
            "as_whom": "his mother",
            "since": "2026-11-02T09:00:00+00:00",
            "until": None,
            "facts": {},
        }
    ]
    assert read["readings"][0]["why"] == "work with the network"
    assert set(read) == {"schema", *Copy.__dataclass_fields__}
