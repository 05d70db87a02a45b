"""What changed from one drawing to the next, told of everyone whose place or tie is another one."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tornio.core.maps import Ends, NodeKind, Sheet, Thing, TieKind, What, changes, ends
from tornio.core.networks import Ring, Sector

YUSUF = Thing(UUID(int=1), "Yusuf", Ring.FURTHER, Sector.FRIENDS)
DEV = Thing(UUID(int=2), "Dev", Ring.CLOSE, Sector.FAMILY)
PETROV = Thing(UUID(int=3), "Mr Petrov", Ring.CLOSE, Sector.WORK_AND_STUDY)
BILL = Thing(UUID(int=4), "Grandad", Ring.FURTHER, Sector.FAMILY)


def told(before: Sheet, after: Sheet) -> list[tuple[What, str]]:
    """Each change as its word and whom it is about."""
    return [(each.what, each.who.called) for each in changes(before, after)]


def test_the_drawing_of_the_study_yusuf_came_closer_petrov_is_new_the_line_to_dev_is_hard() -> None:
    before = Sheet((YUSUF, DEV), {(None, DEV.key): TieKind.TOUCH})
    after = Sheet((replace(YUSUF, ring=Ring.CLOSEST), DEV, PETROV), {
        (None, DEV.key): TieKind.STRAINED, (None, PETROV.key): TieKind.TOUCH,
    })  # fmt: skip
    assert told(before, after) == [(What.CLOSER, "Yusuf"), (What.NEW, "Mr Petrov"), (What.TIE_CHANGED, "Dev")]
    hard = changes(before, after)[-1]
    assert (hard.other, hard.tie) == (None, TieKind.STRAINED)


def test_moving_away_another_part_of_life_dying_and_going_are_told() -> None:
    before = Sheet((YUSUF, DEV, BILL))
    after = Sheet((replace(YUSUF, sector=Sector.WORK_AND_STUDY), replace(BILL, kind=NodeKind.DIED)))
    assert told(before, after) == [(What.TAKEN_OFF, "Dev"), (What.ELSEWHERE, "Yusuf"), (What.DIED, "Grandad")]
    assert told(Sheet((DEV,)), Sheet((replace(DEV, ring=Ring.FURTHER),))) == [(What.FURTHER, "Dev")]


def test_ties_between_two_others_come_and_go() -> None:
    between = ends(DEV.key, YUSUF.key)
    none, touch = Sheet((YUSUF, DEV)), Sheet((YUSUF, DEV), {between: TieKind.TOUCH})
    (came,), (went,) = changes(none, touch), changes(touch, none)
    assert (came.what, came.who, came.other) == (What.TIE_NEW, DEV, YUSUF)
    assert (went.what, went.tie) == (What.TIE_GONE, TieKind.TOUCH)


def test_the_ties_of_somebody_new_or_gone_are_not_told_again() -> None:
    tied: dict[Ends, TieKind] = {(None, PETROV.key): TieKind.TOUCH, ends(DEV.key, PETROV.key): TieKind.QUIET}
    assert told(Sheet((DEV,)), Sheet((DEV, PETROV), tied)) == [(What.NEW, "Mr Petrov")]
    assert told(Sheet((DEV, PETROV), tied), Sheet((DEV,))) == [(What.TAKEN_OFF, "Mr Petrov")]


def test_a_tie_has_one_order_of_its_ends() -> None:
    assert ends(DEV.key, YUSUF.key) == ends(YUSUF.key, DEV.key) == (YUSUF.key, DEV.key)
    assert ends(None, DEV.key) == (None, DEV.key)


def test_a_sheet_finds_what_stands_on_it() -> None:
    assert Sheet((DEV,)).thing(DEV.key) == DEV
    assert Sheet((DEV,)).thing(BILL.key) is None


THINGS = st.lists(
    st.builds(Thing, st.uuids(), st.just("somebody"), st.sampled_from(Ring), st.sampled_from(Sector)),
    max_size=8, unique_by=lambda thing: thing.key,
).map(lambda things: Sheet(tuple(things)))  # fmt: skip


@given(THINGS)
def test_nothing_changed_between_a_drawing_and_itself(sheet: Sheet) -> None:
    assert changes(sheet, sheet) == ()


@given(THINGS, THINGS)
def test_who_is_new_one_way_is_gone_the_other_way(one: Sheet, other: Sheet) -> None:
    def those(what: What, before: Sheet, after: Sheet) -> set[UUID]:
        return {each.who.key for each in changes(before, after) if each.what is what}

    assert those(What.NEW, one, other) == those(What.TAKEN_OFF, other, one)
    assert those(What.CLOSER, one, other) == those(What.FURTHER, other, one)
