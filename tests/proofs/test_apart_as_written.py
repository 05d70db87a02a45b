"""What is kept apart, to the second: R25 as it is written, beside the rule that the house works with."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tornio.core.apart import decided, due, lawful, looked_at_by
from tornio.core.errors import Refused
from tornio.core.jurisdictions import KeptApartGround
from tornio.people import profiles

AT = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("ahead", "told"),
    [
        (timedelta(0), "missed"),
        (-SECOND, "missed"),
        (SECOND, "soon"),
        (timedelta(days=7), "soon"),
        (timedelta(days=7) + SECOND, "later"),
    ],
)
def test_a_look_comes_due_a_week_before_and_is_missed_on_its_moment(ahead: timedelta, told: str) -> None:
    """R25."""
    assert due(AT + ahead, AT) == told


def test_it_is_looked_at_within_ninety_days_and_ahead() -> None:
    """R25: at most ninety days, to the second."""
    for good in (SECOND, timedelta(days=90)):
        assert looked_at_by(AT + good, AT) == AT + good
    for wrong in (timedelta(0), -SECOND, timedelta(days=90) + SECOND):
        with pytest.raises(Refused) as no:
            looked_at_by(AT + wrong, AT)
        assert no.value.field == "review_by"


def test_only_a_ground_that_the_law_names() -> None:
    """R25: what the law of a land names, and that alone; a country that names none lets nothing be kept."""
    england, nowhere = (profiles.profile(name).jurisdiction for name in ("saltmere", "tornio"))
    two = replace(england, kept_apart_grounds=(KeptApartGround.CRIME, KeptApartGround.COURT))
    for ground in KeptApartGround:
        with pytest.raises(Refused) as no:
            lawful(ground, nowhere)
        assert (no.value.field, "No lawful grounds" in no.value.sentence) == ("ground", True)
        if ground.value in ("crime", "court"):
            assert lawful(ground, two) is ground
            continue
        with pytest.raises(Refused) as no:
            lawful(ground, two)
        assert (no.value.field, "does not name" in no.value.sentence) == ("ground", True)


def test_england_names_the_five_of_the_rule() -> None:
    """R25: serious harm, a third party's confidence, child abuse, crime, a court."""
    law = profiles.profile("saltmere").jurisdiction
    for name in ("serious_harm", "third_party_confidence", "child_abuse_data", "crime", "court"):
        assert lawful(KeptApartGround(name), law).value == name


def test_serious_harm_names_who_decided() -> None:
    """R25."""
    assert decided(KeptApartGround.SERIOUS_HARM, "Farah Siddiqui, psychiatrist") == "Farah Siddiqui, psychiatrist"
    assert decided(KeptApartGround.CRIME, "") == ""
    with pytest.raises(Refused) as no:
        decided(KeptApartGround.SERIOUS_HARM, "  ")
    assert no.value.field == "decided_by"
