"""Where a postcode is, without asking anybody: by known places, and nothing where nothing is known."""

import pytest

from tornio.core.travel import Point, kilometres
from tornio.people.postcodes import locate, told_place

# Doors that everybody can look up, in degrees: within a street of what their postcode says.
KNOWN = {
    "10 Downing Street, London SW1A 2AA": Point(51.5034, -0.1276),
    "Castlehill, Edinburgh, eh12ng": Point(55.9486, -3.1999),
}


@pytest.mark.parametrize("words", KNOWN)
def test_a_door_by_its_postcode(words: str) -> None:
    found = locate(words)
    assert found is not None
    assert kilometres(found, KNOWN[words]) < 0.3


@pytest.mark.parametrize(
    "words", ["", "Flat 4, 61 Garrison Road", "ZZ99 9ZZ", "BT1 1AA", "SW1A 9ZZ", "NHS 24", "B1 1AYX"]
)
def test_nothing_is_guessed(words: str) -> None:
    assert locate(words) is None


def test_a_postcode_of_which_no_place_is_known_is_no_point_in_the_sea() -> None:
    """Its line has quality 90 and the grid's origin, which lies in the Atlantic."""
    assert locate("AB43 1AG") is None


def test_the_last_postcode_of_an_address_counts() -> None:
    assert locate("from SW1A 2AA to EH1 2NG") == locate("EH1 2NG")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Soon. At ours, 6 Tiller Row NR30 2RG, with the radio off. After tea.",
         "At ours, 6 Tiller Row NR30 2RG, with the radio off"),
        ("At ours, eh12ng", "At ours, eh12ng"),
        ("At ours, ZZ99 9ZZ.", ""),  # nobody knows where that is
        ("Not at the house.", ""),
        ("At ours, EH1 2NG. Or at his, SW1A 2AA.", ""),  # which of the two is theirs to say
        (f"{'Up the stairs, ' * 30}EH1 2NG", ""),  # longer than a place may be
    ],
)  # fmt: skip
def test_the_place_that_somebody_named_is_found_in_their_words(words: str, place: str) -> None:
    assert told_place(words) == place
