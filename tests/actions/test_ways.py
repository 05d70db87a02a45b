"""How somebody says that they can be reached: their own to tell, to change and to end (R9)."""

from datetime import time

import pytest

from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import people
from tornio.actions.ways import end_own_way, tell_own_way, write_down_way
from tornio.core.errors import NotForYou, Refused
from tornio.core.people import Capacity, WayKind
from tornio.people.acting import as_clerk
from tornio.people.models import SafeWay
from tornio.records.models import Change, Network


def told(town: Town, value: str, kind: WayKind = WayKind.TELEPHONE) -> SafeWay:
    """Carol tells a way of her own."""
    with town.acting("Carol", at=MONDAY) as carol:
        return tell_own_way(
            kind=kind, value=value, hours_from=time(9), hours_until=time(17), days=[1, 2], by=carol, at=MONDAY
        )


def test_carol_may_be_texted_on_mondays_and_tuesdays_by_day_and_written_to_elsewhere(town: Town) -> None:
    """R9: a telephone is for texts, an address for letters; neither is for ringing until she says so to somebody."""
    text, letter = told(town, "+447700900101"), told(town, "carol@example.org", WayKind.EMAIL)
    assert (text.may_text, text.may_write, text.may_ring, text.may_leave_word) == (True, False, False, False)
    assert (letter.may_text, letter.may_write) == (False, True)
    assert (text.hours_from, text.hours_until, text.days) == (time(9), time(17), [1, 2])


@pytest.mark.parametrize(("number", "still"), [("+447700900101", True), ("+447700900102", False)])
def test_what_she_allowed_for_a_number_holds_for_that_number_and_no_other(town: Town, number: str, still: bool) -> None:
    """R9: new hours for the same number leave what was allowed; a new number is allowed nothing."""
    with town.acting("Carol", at=MONDAY - DAY) as carol:
        people.tell_safe_way(
            person=town.people["Carol"], kind=WayKind.TELEPHONE, value="+447700900101", may_ring=True,
            may_leave_word=True, by=carol, at=MONDAY - DAY,
        )  # fmt: skip
    now = told(town, number)
    assert (now.may_ring, now.may_leave_word) == (still, still)


def test_a_way_without_a_number_is_none_and_somebodys_home_is_nobodys_message_box(town: Town) -> None:
    """R9: what cannot carry a message is not told here."""
    with pytest.raises(Refused, match="Write where we may reach you") as refused:
        told(town, " ")
    assert refused.value.field == "value"
    for kind in set(WayKind) - {WayKind.TELEPHONE, WayKind.EMAIL, WayKind.POST}:
        with pytest.raises(NotForYou):
            told(town, "3 Quay Street", kind)


def test_carol_ends_it_at_once_twice_is_once_and_nobody_ends_it_for_her(town: Town) -> None:
    """R9: from that moment; that she ended it is written down once."""
    way = told(town, "+447700900101")
    with town.acting("Leon", at=MONDAY + HOUR) as leon, pytest.raises(NotForYou):
        end_own_way(way_id=way.pk, by=leon, at=MONDAY + HOUR)
    for hours in (1, 2):
        with town.acting("Carol", at=MONDAY + hours * HOUR) as carol:
            end_own_way(way_id=way.pk, by=carol, at=carol.at)
    with town.acting("Carol", at=MONDAY + DAY):
        assert SafeWay.objects.get(pk=way.pk).until == MONDAY + HOUR
    with town.nobody(at=MONDAY + DAY, capacity=Capacity.JOB), as_clerk():
        assert Change.objects.filter(verb="ended a safe way").count() == 1


def test_ruth_writes_down_carols_way_with_her_and_nobody_does_without_her(town: Town, network: Network) -> None:
    """R9: members without e-mail or telephone are full members; another's hand does it with them, never for them."""

    def written(called: str, *, with_them: bool) -> SafeWay:
        with town.acting(called, at=MONDAY) as by:
            return write_down_way(
                person=town.people["Carol"], network=network.pk, kind=WayKind.POST, value="3 Quay Street",
                with_them=with_them, by=by, at=MONDAY,
            )  # fmt: skip

    with pytest.raises(NotForYou):
        written("Farah", with_them=True)
    with pytest.raises(Refused, match="only with them"):
        written("Ruth", with_them=False)
    assert written("Ruth", with_them=True).value == "3 Quay Street"
