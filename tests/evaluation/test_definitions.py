"""Definitions as data: every one says what it counts, and computes where there is nothing to count."""

from collections import Counter
from datetime import date, datetime

import pytest

from tornio.evaluation.counted import Period
from tornio.evaluation.definitions import Principle, Unit, chosen, latest, read, shipped
from tornio.evaluation.engine import opened
from tornio.evaluation.errors import Unusable
from tornio.evaluation.figures import count
from tornio.evaluation.tables import TABLES, dictionary

A_YEAR = Period(date(2025, 12, 1), date(2026, 12, 1))
NOTHING = {name: tidy.filled([]) for name, tidy in TABLES.items()}
NOW = datetime(2026, 11, 30, 12, 0)  # noqa: DTZ001 - the tables have moments in UTC, without a zone


def test_each_principle_has_its_figures_and_one_that_stands_for_it() -> None:
    """R29: the seven principles, and what happened in life, each led by one figure."""
    first = Counter(each.principle for each in latest(shipped().values()) if each.first)
    assert first == Counter(list(Principle))


def test_a_service_where_nothing_happened_has_figures_of_nothing() -> None:
    """R29: none of none, and none missing: no figure is made up."""
    with opened(NOTHING) as source:
        for each in count(source, chosen([]), A_YEAR, NOW, months=True):
            assert (each.figure.denominator, each.figure.missing, each.figure.value) == (0, 0, None)
            assert len(each.months) in (0, 12)


def test_an_old_version_still_computes() -> None:
    """R29: a figure is named with its version, and the newest is taken where none is named."""
    old = shipped()["at_home-1"]
    text = f'id = "at_home"\nversion = 2\nprinciple = "flexibility"\ntitle = "At home"\nsentence = "{old.sentence}"\n'
    text += 'among = "meetings"\nunit = "share"\npopulation = "meetings"\nyes = "place == \'home\'"\n'
    text += 'missing = "None."\nsource = "R10"\n'
    newer = read("at_home-2", text)
    assert latest([old, newer]) == [newer]
    assert chosen(["at_home-1"]) == [old]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("unit", "share", "colour"), "'colour' is not a valid Unit"),
        (("id", "at_home", "at_work"), "The file at_home-1 defines at_work-1."),
        (("yes", "place == 'home'", ""), "at_home-1 is a share and says no yes."),
    ],
)
def test_a_file_that_says_something_else_is_refused(change: tuple[str, str, str], sentence: str) -> None:
    """A definition that cannot be meant is told in a sentence."""
    name, before, after = change
    given = {
        "id": "at_home", "principle": "flexibility", "title": "At home", "sentence": "s", "among": "a",
        "unit": "share", "population": "meetings", "yes": "place == 'home'", "missing": "m", "source": "s",
    }  # fmt: skip
    assert given[name] == before
    given[name] = after
    text = "version = 1\n" + "".join(f'{key} = "{value}"\n' for key, value in given.items())
    with pytest.raises(Unusable, match=sentence):
        read("at_home-1", text)


@pytest.mark.parametrize("formula", ["strangers > 1", "__import__('os')", "place.upper()", "[place]", "place =="])
def test_a_formula_says_only_what_is_understood(formula: str) -> None:
    """A definition that a service brings along runs nothing: a small grammar, and the columns there are."""
    strange = read("at_home-1", 'id = "at_home"\nversion = 1\nprinciple = "flexibility"\ntitle = "t"\nsentence = "s"\n'
                   'among = "a"\nunit = "share"\npopulation = "meetings"\nmissing = "m"\nsource = "s"\n'
                   f'yes = "{formula}"\n')  # fmt: skip
    with opened(NOTHING) as source, pytest.raises(Unusable):
        count(source, [strange], A_YEAR, NOW)


def test_the_dictionary_says_what_every_column_means() -> None:
    """The tables are described as data: each table and column with a meaning, and no column twice."""
    rows = dictionary()
    assert {row["table"] for row in rows} == set(TABLES)
    assert all(row["meaning"] and row["row"] for row in rows)
    assert max(Counter((row["table"], row["column"]) for row in rows).values()) == 1


def test_every_unit_is_in_use() -> None:
    """Shares, means, medians and rates."""
    assert {each.unit for each in shipped().values()} == set(Unit)
