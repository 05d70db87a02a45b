"""Published figures stand beside one's own with where they come from; nothing that is only remembered stands there."""

import pytest

from tornio.evaluation.comparators import read, shipped
from tornio.evaluation.definitions import Principle
from tornio.evaluation.definitions import shipped as definitions
from tornio.evaluation.errors import Unusable

GIVEN = 'id = "a"\nsays = "s"\nunit = "share"\npopulation = "p"\nyear = "2000"\nsource = "s"\ncaveat = "c"\n'


def test_every_published_figure_says_of_whom_when_and_how_far_to_trust_it() -> None:
    """R29: never a bare number."""
    for each in shipped().values():
        assert each.population
        assert each.year
        assert each.source
        assert each.caveat
    assert shipped()["gordon-2016-work"].shown == "9 of 14"
    assert shipped()["kent-carers-2022"].shown == "more than 50%"
    assert shipped()["kent-bed-days-2017"].shown == "£221,154"
    assert shipped()["kent-satisfaction-2017"].shown == "23.5%"


def test_what_a_definition_stands_beside_is_there() -> None:
    """A definition names published figures that exist."""
    named = {name for each in definitions().values() for name in each.comparators}
    assert named
    assert named <= set(shipped())


def test_what_was_published_of_work_stands_beside_the_same_time_after_the_first_call() -> None:
    """R29: after one, two and five years. An allowance that was published is not any benefit, as ours is."""
    beside = {each.id: each.comparators for each in definitions().values() if each.principle is Principle.LIFE}
    assert {name: each for name, each in beside.items() if each} == {
        "occupied_at_12": ("gordon-2016-work",),
        "occupied_at_24": ("work-or-study-72", "work-74"),
        "occupied_at_60": ("lapland-2006-work",),
    }


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ('read = "memory"\nvalue = 0.1', "was read in a document or a page"),
        ('read = "page"', "says one number"),
        ('read = "page"\nvalue = 0.1\nmore_than = 0.2', "says one number"),
        ('read = "page"\nnumerator = 3', "says one number"),
        ('read = "page"\nvalue = 0.1\ncolour = "red"', "cannot be used"),
    ],
)
def test_a_figure_that_is_only_remembered_or_says_too_little_is_refused(more: str, sentence: str) -> None:
    """R29."""
    with pytest.raises(Unusable, match=sentence):
        read(f"[[comparator]]\n{GIVEN}{more}\n")
