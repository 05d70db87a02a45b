"""The person's own mind: no meeting, no reason; whom they refuse stops at once (R10, R12, R20)."""

from typing import Any

import pytest

from tests.kitchen import a_meeting
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import wishes
from tornio.core.between import TakenBack, WishKind, own_words_of
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import MeetingStatus
from tornio.people.keys import new_key
from tornio.records.models import Booking, Network, TeamMember, Wish
from tornio.records.visible import between as visible
from tornio.records.visible.reach import reach


def a_wish(town: Town, network: Network, called: str = "Leon", **other: Any) -> Wish:
    """Somebody keeps what Leon wishes."""
    given: dict[str, Any] = {"key": new_key(), "kind": WishKind.NO_REFLECTIONS} | other
    with town.acting(called) as by:
        return wishes.wish(network=network, by=by, at=MONDAY, **given)


def test_leon_changes_his_mind_without_a_meeting_and_without_a_reason(town: Town, network: Network) -> None:
    """R10, R20: a person's own choice needs no meeting."""
    key = new_key()
    made = a_wish(town, network, key=key)
    assert a_wish(town, network, key=key) == made
    with town.acting("Leon", at=MONDAY + HOUR) as by:
        assert wishes.take_back(wish=made, by=by, at=MONDAY + HOUR) is TakenBack.NOTHING_ELSE
        wishes.take_back(wish=made, by=by, at=MONDAY + DAY)
        assert [each.until for each in visible.wishes(by, network.pk)] == [MONDAY + HOUR]
    with town.acting("Carol") as by:
        assert not visible.wishes(by, network.pk).exists()


def test_some_wishes_need_words(town: Town, network: Network) -> None:
    with pytest.raises(Refused, match="what you wish"):
        a_wish(town, network, kind=WishKind.OTHER)
    with pytest.raises(Refused, match="whom you do not want"):
        a_wish(town, network, kind=WishKind.REFUSE_PRACTITIONER)
    with pytest.raises(NotForYou):
        a_wish(town, network, called="Carol")


def test_words_kept_in_other_days_with_the_name_before_them_are_told_without_it() -> None:
    """R17: the name has a place of its own; what the person said is all that is told as their words."""
    told = [own_words_of(kept, "Farah") for kept in ("Farah", "Farah. She shouts.", "She shouts.", "Farah shouts.", "")]
    assert told == ["", "She shouts.", "She shouts.", "Farah shouts.", ""]


def test_a_name_chosen_beside_another_wish_is_asked_about_and_never_dropped(town: Town, network: Network) -> None:
    """R12: who says whom they do not want to meet is never told "Kept" while that person goes on coming."""
    farah = town.practitioners["Farah"]
    with pytest.raises(Refused, match="If you do not want to meet Farah") as no:
        a_wish(town, network, kind=WishKind.MEET_ALONE, practitioner=farah)
    assert no.value.field == "practitioner"
    with town.acting("Leon"):
        assert not Wish.objects.exists()


def test_tomasz_whom_leon_refuses_is_of_the_team_no_more_at_once(town: Town, network: Network) -> None:
    """R12: refused by the person stops at once, even where an agreed meeting would have too few; told next time."""
    agreed = a_meeting(town, network, MONDAY + DAY, status=MeetingStatus.AGREED)
    proposed = a_meeting(town, network, MONDAY + 2 * DAY, status=MeetingStatus.PROPOSED)
    made = a_wish(
        town, network, kind=WishKind.REFUSE_PRACTITIONER, practitioner=town.practitioners["Tomasz"], words="Not him."
    )
    assert (made.words, made.said, made.whom) == ("Not him.", "Not him.", "Tomasz Wójcik")
    with town.acting("Tomasz", at=MONDAY + HOUR) as by:
        assert not reach(by).standing(network.pk)
    with town.acting("Ruth", at=MONDAY + HOUR):
        booked = Booking.objects.filter(practitioner=town.practitioners["Tomasz"], released_at__isnull=True)
        assert booked.filter(meeting=agreed).exists()
        assert not booked.filter(meeting=proposed).exists()
        member = TeamMember.objects.get(practitioner=town.practitioners["Tomasz"])
        assert (member.left_by, member.during.upper - member.during.lower) == (
            "refused_by_person", MONDAY - member.during.lower
        )  # fmt: skip
        assert member.told_at is None
