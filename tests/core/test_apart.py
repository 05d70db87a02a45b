"""What may be kept from somebody, by the law of the land (R25)."""

from dataclasses import replace

import pytest

from tornio.core.apart import lawful
from tornio.core.errors import Refused
from tornio.core.jurisdictions import KeptApartGround
from tornio.people.profiles import jurisdiction


def test_where_no_ground_of_the_law_is_written_down_nothing_is_kept_from_anybody() -> None:
    """R25: not knowing the law is no ground."""
    nowhere = replace(jurisdiction("england"), kept_apart_grounds=())
    for ground in KeptApartGround:
        with pytest.raises(Refused, match="No lawful grounds are written down for this country yet"):
            lawful(ground, nowhere)


def test_only_a_ground_that_the_law_names_is_one() -> None:
    """R25."""
    one, *others = KeptApartGround
    here = replace(jurisdiction("england"), kept_apart_grounds=(one,))
    assert lawful(one, here) is one
    for other in others:
        with pytest.raises(Refused, match="does not name this ground"):
            lawful(other, here)
