"""How far somebody reaches who comes in at the door without having been booked."""

from datetime import timedelta

import pytest

from tests.meetings import TUESDAY, in_the_room, network_of, opened
from tests.people import DAY, HOUR, Town
from tornio.actions import holding, presence, voices
from tornio.core.errors import NotForYou
from tornio.core.sharing import Relationship
from tornio.people.keys import new_key
from tornio.records.visible.reach import reach

SOON = TUESDAY + timedelta(minutes=10)


def test_sadia_who_steps_in_at_the_door_signs_her_own_words_and_reads_until_the_next_day(town: Town) -> None:
    """R12, R17: she is there with a reason that is kept, and stands in until 24 hours after."""
    network = network_of(town)
    with town.acting("Ruth", at=TUESDAY) as ruth:
        meeting = opened(town, network, ruth)
        in_the_room(town, meeting, ruth, ("Leon", "Ruth"), TUESDAY)
    with town.acting("Sadia", at=TUESDAY) as sadia, pytest.raises(NotForYou):
        voices.say(key=new_key(), meeting=meeting, words="I am not here yet.", by=sadia, at=TUESDAY)
    with town.acting("Ruth", at=SOON) as ruth:
        presence.arrive(
            meeting=meeting, person=town.people["Sadia"], by=ruth, at=SOON, reason="Tomasz was held up on the bridge."
        )
    with town.acting("Sadia", at=SOON) as sadia:
        assert reach(sadia).standing(network.pk) == {Relationship.SUBSTITUTE}
        said = voices.say(key=new_key(), meeting=meeting, words="I listened at first.", by=sadia, at=SOON)
        assert said.author_id == town.people["Sadia"].pk
    with town.acting("Ruth", at=TUESDAY + HOUR) as ruth:
        holding.close(meeting=meeting, by=ruth, at=TUESDAY + HOUR)
    with town.acting("Sadia", at=TUESDAY + 2 * HOUR + DAY) as sadia:
        assert not reach(sadia).standing(network.pk) & {Relationship.SUBSTITUTE}
