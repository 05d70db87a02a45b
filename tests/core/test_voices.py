"""Whom words may be for, by who says them and how, written out by hand beside the rule (R17, R18, R24)."""

from itertools import product

import pytest

from tornio.core.errors import Refused
from tornio.core.voices import Audience, How, audience_of_words, audiences

# In the order in which they are offered; the first is what stands there unless somebody chooses.
AS_WRITTEN = {
    ("own", False): "network person_and_team chosen author",
    ("own", True): "network person_and_team",
    ("reflection", False): "network",
    ("reflection", True): "network",
    ("for_somebody", False): "network person_and_team chosen",
    ("for_somebody", True): "network person_and_team chosen",
}


@pytest.mark.parametrize(("how", "staff"), list(product(How, (False, True))))
def test_whom_words_may_be_for_is_what_is_written_and_nothing_else(how: How, staff: bool) -> None:
    """R17, R18: Leon keeps a note to himself; Ruth has none about him, and reflects before everybody."""
    allowed = AS_WRITTEN[how.value, staff].split()
    assert [each.value for each in audiences(staff=staff, how=how)] == allowed
    for audience in Audience:
        if audience.value in allowed:
            assert audience_of_words(audience, staff=staff, how=how) is audience
            continue
        with pytest.raises(Refused) as no:
            audience_of_words(audience, staff=staff, how=how)
        assert no.value.field == "audience"
        assert ("before the whole network" in no.value.sentence) == (how is How.REFLECTION)


@pytest.mark.parametrize("staff", [False, True])
def test_words_are_somebodys_own_unless_it_is_said_that_they_are_not(staff: bool) -> None:
    """R17."""
    assert audiences(staff=staff) == audiences(staff=staff, how=How.OWN)
    assert audience_of_words(Audience.PERSON_AND_TEAM, staff=staff) is Audience.PERSON_AND_TEAM
