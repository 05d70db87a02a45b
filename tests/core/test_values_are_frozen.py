"""What the rules give back stays as it was given: nobody moves a moment, a seal or a turn of duty afterwards."""

import dataclasses
import inspect
import sys

import pytest

from tornio.core import clocks, curiosity, duty, escalation, safe_hours, trail, working

ROOMS = [each.__name__ for each in (clocks, curiosity, duty, escalation, safe_hours, trail, working)]


@pytest.mark.parametrize("room", ROOMS)
def test_no_value_of_a_rule_can_be_changed_once_it_is_made(room: str) -> None:
    values = [
        each for _name, each in inspect.getmembers(sys.modules[room], inspect.isclass)
        if dataclasses.is_dataclass(each) and each.__module__ == room
    ]  # fmt: skip
    assert values
    for value in values:
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(object.__new__(value), dataclasses.fields(value)[0].name, None)
