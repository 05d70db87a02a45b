"""Drawing the map: the person's and their team's; kept drawings stay as they were; two may draw at once (R8, R24)."""

import threading
from uuid import UUID

import pytest
from django.db import connection, transaction

from tests.meetings import held, network_of, ruth_with_leon
from tests.people import DAY, MONDAY, Town, build_town
from tornio.actions import belonging, maps
from tornio.actions.frame import refusals
from tornio.core.errors import NotForYou, Refused
from tornio.core.maps import NodeKind, Sheet, TieKind, What, ends
from tornio.core.networks import Ring, Sector
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import MapNode, MapTie, Network, NetworkMap, NetworkMember
from tornio.records.visible import maps as visible


def sheet(reader: Reader, network: Network) -> Sheet:
    """What is on the drawing that the reader sees now."""
    found = visible.maps(reader, network.pk)
    assert found is not None
    return found.drawn.sheet


def names(reader: Reader, network: Network) -> set[str]:
    """Everyone on it."""
    return {thing.called for thing in sheet(reader, network).things}


def put(network: Network, called: str, by: Reader, key: UUID | None = None, **also: object) -> MapNode:
    """Somebody is put on, close, among friends."""
    return maps.put_on(
        key=key or new_key(), network=network, called=called, ring=Ring.CLOSE, sector=Sector.FRIENDS, by=by, at=by.at,
        **also,  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_first_map_begins_from_who_belongs_and_the_team(town: Town) -> None:
    with ruth_with_leon(town) as (ruth, network):
        held(town, network, ruth)
    with town.acting("Leon", at=MONDAY + 3 * DAY) as leon:
        assert names(leon, network) == {"Carol", "Ruth", "Tomasz"}
        assert NetworkMap.objects.count() == 0
        put(network, "Biscuit", leon, kind=NodeKind.ANIMAL, relation="the dog", word="Under the table", tie=None)
        assert names(leon, network) == {"Carol", "Ruth", "Tomasz", "Biscuit"}
        assert {thing.kind for thing in sheet(leon, network).things} == {
            NodeKind.PERSON, NodeKind.STAFF, NodeKind.ANIMAL,
        }  # fmt: skip


def test_putting_on_twice_with_one_key_puts_on_once(town: Town) -> None:
    network = network_of(town)
    with town.acting("Leon") as leon:
        key = new_key()
        assert put(network, "Yusuf", leon, key).pk == put(network, "Yusuf", leon, key).pk
        assert MapNode.objects.filter(called="Yusuf").count() == 1
        for called, why in (("  ", "any name"), ("x" * 150, "longer")):
            with pytest.raises(Refused, match=why) as no:
                put(network, called, leon)
            assert no.value.field == "called"


def test_only_leon_and_his_team_see_the_map_and_nobody_on_it_does(town: Town) -> None:
    """R24: what one may not see does not exist; the responsible practitioner reads, the team draws."""
    network = network_of(town)
    with town.acting("Leon") as leon:
        put(network, "Yusuf", leon)
    for called in ("Carol", "Neil", "Sadia", "Martin"):
        with town.acting(called) as reader:
            assert visible.maps(reader, network.pk) is None
            with pytest.raises(NotForYou):
                put(network, "Somebody", reader)
    with town.acting("Ruth") as ruth:
        found = visible.maps(ruth, network.pk)
        assert found is not None
        assert not found.may_change
        with pytest.raises(NotForYou):
            maps.keep(network=network, by=ruth, at=MONDAY)
        held(town, network, ruth)
    with town.acting("Tomasz", at=MONDAY + 2 * DAY) as tomasz:
        found = visible.maps(tomasz, network.pk)
        assert found is not None
        assert found.may_change


def test_carol_moves_further_and_the_line_to_her_is_hard(town: Town) -> None:
    network = network_of(town)
    with town.acting("Leon") as leon:
        carol = town.people["Carol"].pk
        maps.change(
            network=network, thing=carol, ring=Ring.FURTHER, sector=Sector.FAMILY, tie=TieKind.STRAINED, by=leon,
            at=MONDAY, words={"called": "Mum", "relation": "my mother", "word": "Comes"}, kind=NodeKind.PERSON,
        )  # fmt: skip
        now = sheet(leon, network)
        (mum,) = now.things
        assert (mum.called, mum.ring, mum.relation, mum.word) == ("Mum", Ring.FURTHER, "my mother", "Comes")
        assert now.ties == {(None, carol): TieKind.STRAINED}
        maps.change(network=network, thing=carol, ring=Ring.FURTHER, sector=Sector.FAMILY, tie=None, by=leon, at=MONDAY)
        assert sheet(leon, network).ties == {}


def test_a_kept_drawing_stays_as_it_was_and_the_next_change_begins_a_new_one(town: Town) -> None:
    network = network_of(town)
    with town.acting("Leon", at=MONDAY) as leon:
        yusuf = put(network, "Yusuf", leon)
        first = maps.keep(network=network, by=leon, at=MONDAY, words="before the summer")
        assert first is not None
        again = maps.keep(network=network, by=leon, at=MONDAY)
        assert again is not None
        assert again.pk == first.pk
    with town.acting("Leon", at=MONDAY + DAY) as leon:
        maps.change(
            network=network, thing=yusuf.thing, ring=Ring.CLOSEST, sector=Sector.FRIENDS, tie=TieKind.TOUCH, by=leon,
            at=MONDAY + DAY,
        )  # fmt: skip
        now = visible.maps(leon, network.pk)
        then = visible.maps(leon, network.pk, drawn=first.pk)
        assert now is not None
        assert then is not None
        assert [(each.what, each.who.called) for each in now.drawn.changed] == [(What.CLOSER, "Yusuf")]
        assert then.drawn.sheet.thing(yusuf.thing) is not None
        assert {thing.ring for thing in then.drawn.sheet.things if thing.called == "Yusuf"} == {Ring.CLOSE}
        assert (then.may_change, then.drawn.is_first, then.drawn.note) == (False, True, "before the summer")
        assert visible.maps(leon, network.pk, drawn=new_key()) is None


def test_many_drawings_show_the_latest_six_and_all_when_asked(town: Town) -> None:
    network = network_of(town)
    with town.acting("Leon") as leon:
        kept = []
        for day in range(8):
            put(network, f"Friend {day}", leon)
            kept.append(maps.keep(network=network, by=leon, at=MONDAY + day * DAY))
        few, every = visible.maps(leon, network.pk), visible.maps(leon, network.pk, all_of_them=True)
        assert few is not None
        assert every is not None
        assert (len(few.drawings), few.has_older, few.drawings[0].is_first) == (6, True, False)
        assert (len(every.drawings), every.has_older, every.drawings[0].is_first) == (8, False, True)
        assert all(len(drawing.changed) == 1 for drawing in few.drawings)
        assert kept[0] is not None
        oldest = visible.maps(leon, network.pk, drawn=kept[0].pk)
        assert oldest is not None
        assert oldest.drawn.is_first


def test_an_empty_map_is_not_kept(town: Town) -> None:
    network = network_of(town, members=())
    with town.acting("Leon") as leon, pytest.raises(Refused, match="Nobody"):
        maps.keep(network=network, by=leon, at=MONDAY)


def test_today_can_be_kept_before_anything_is_changed(town: Town) -> None:
    network = network_of(town)
    with town.acting("Leon") as leon:
        maps.keep(network=network, by=leon, at=MONDAY)
        assert names(leon, network) == {"Carol"}


def test_ties_between_two_of_them_are_drawn_changed_and_taken_away(town: Town) -> None:
    network = network_of(town)
    with town.acting("Leon") as leon:
        carol, yusuf = town.people["Carol"].pk, put(network, "Yusuf", leon).thing
        for kind in (TieKind.QUIET, TieKind.TOUCH):
            maps.tie(network=network, one=yusuf, other=carol, kind=kind, by=leon, at=MONDAY)
            assert sheet(leon, network).ties[ends(carol, yusuf)] is kind
        maps.tie(network=network, one=carol, other=yusuf, kind=None, by=leon, at=MONDAY)
        maps.tie(network=network, one=carol, other=yusuf, kind=None, by=leon, at=MONDAY)
        assert ends(carol, yusuf) not in sheet(leon, network).ties
        with pytest.raises(Refused, match="two"):
            maps.tie(network=network, one=carol, other=carol, kind=TieKind.TOUCH, by=leon, at=MONDAY)


def test_who_is_taken_off_takes_their_ties_along_and_can_be_put_back(town: Town) -> None:
    network = network_of(town)
    with town.acting("Leon") as leon:
        carol, yusuf = town.people["Carol"].pk, put(network, "Yusuf", leon).thing
        maps.tie(network=network, one=yusuf, other=carol, kind=TieKind.TOUCH, by=leon, at=MONDAY)
        maps.take_off(network=network, thing=carol, by=leon, at=MONDAY)
        assert names(leon, network) == {"Yusuf"}
        assert set(sheet(leon, network).ties) == {(None, yusuf)}
        with pytest.raises(Refused, match="not on the map any more"):
            maps.take_off(network=network, thing=carol, by=leon, at=MONDAY)
        found = visible.maps(leon, network.pk)
        assert found is not None
        assert [thing.called for thing in found.taken_off] == ["Carol"]
        for _twice in range(2):
            maps.put_on_member(network=network, thing=carol, by=leon, at=MONDAY)
        assert names(leon, network) == {"Yusuf", "Carol"}
        assert set(sheet(leon, network).ties) == {(None, yusuf), (None, carol)}


def test_somebody_who_belongs_later_is_offered_and_put_on(town: Town) -> None:
    network = network_of(town, members=("Carol", "Jean"))
    with town.acting("Leon") as leon:
        jean = NetworkMember.objects.select_related("network").get(network=network, person__called="Jean")
        belonging.stay_in_name(member=jean, by=leon, at=MONDAY)
        maps.keep(network=network, by=leon, at=MONDAY)
        with pytest.raises(NotForYou):
            maps.put_on_member(network=network, thing=jean.person_id, by=leon, at=MONDAY)
        belonging.person_agrees(member=jean, may_read=True, may_write=True, by=leon, at=MONDAY)
        found = visible.maps(leon, network.pk)
        assert found is not None
        assert [thing.called for thing in found.not_on_it] == ["Jean"]
        maps.put_on_member(network=network, thing=jean.person_id, by=leon, at=MONDAY)
        assert names(leon, network) == {"Carol", "Jean"}


def test_two_who_draw_at_once_keep_both_lines_and_a_clash_is_said(town: Town) -> None:
    """Two editors: what one did not touch stays; the same thing moved to two places is asked about."""
    network = network_of(town)
    with town.acting("Leon") as leon:
        carol = town.people["Carol"].pk
        line = {"network": network, "thing": carol, "by": leon, "at": MONDAY}
        seen = (Ring.CLOSEST, Sector.FAMILY, TieKind.TOUCH)
        maps.change(**line, ring=Ring.CLOSE, sector=Sector.FAMILY, tie=TieKind.TOUCH, seen=seen)  # type: ignore[arg-type]
        maps.change(**line, ring=Ring.CLOSEST, sector=Sector.FAMILY, tie=TieKind.QUIET, seen=seen)  # type: ignore[arg-type]
        now = sheet(leon, network)
        assert (now.things[0].ring, now.ties[None, carol]) == (Ring.CLOSE, TieKind.QUIET)
        with pytest.raises(Refused, match="moved Carol meanwhile"):
            maps.change(**line, ring=Ring.FURTHER, sector=Sector.FAMILY, tie=TieKind.QUIET, seen=seen)  # type: ignore[arg-type]


def test_two_editors_on_two_devices_begin_one_drawing(fresh_database: str) -> None:
    """Two transactions at once: both additions stand on the one drawing on the table."""
    town = build_town()
    network = network_of(town)
    both_began = threading.Barrier(2, timeout=20)
    failed: list[BaseException] = []

    def draws(called: str) -> None:
        try:
            with town.acting("Leon") as leon:
                both_began.wait()
                put(network, called, leon)
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            failed.append(error)
        finally:
            connection.close()

    devices = [threading.Thread(target=draws, args=(called,)) for called in ("Yusuf", "Callum")]
    for device in devices:
        device.start()
    for device in devices:
        device.join(20)
    assert failed == []
    with town.acting("Leon") as leon:
        assert names(leon, network) == {"Carol", "Yusuf", "Callum"}
        assert NetworkMap.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_mapnode SET ring = 3",
        "UPDATE records_maptie SET kind = 'quiet'",
        "UPDATE records_networkmap SET note = 'another'",
        (
            "INSERT INTO records_mapnode (id, organisation_id, map_id, thing, called, relation, ring, sector, kind, "
            "word, taken_off) SELECT gen_random_uuid(), organisation_id, map_id, gen_random_uuid(), 'Nobody', '', 1, "
            "'family', 'person', '', false FROM records_mapnode"
        ),
    ],
)
def test_the_database_refuses_to_change_a_kept_drawing(town: Town, statement: str) -> None:
    """R28, gone around in SQL: a kept drawing stays as it was."""
    network = network_of(town)
    with town.acting("Leon") as leon:
        maps.keep(network=network, by=leon, at=MONDAY)
        with pytest.raises(Refused, match="kept as it was"), refusals(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_database_refuses_two_drawings_on_the_table_and_a_tie_to_nobody(town: Town) -> None:
    network = network_of(town)
    with town.acting("Leon") as leon:
        put(network, "Yusuf", leon)
        map_ = NetworkMap.objects.get()
        with pytest.raises(Refused), refusals():
            NetworkMap.objects.create(
                organisation=town.organisation, network=network, drawn_at=MONDAY, drawn_by_id=leon.person
            )
        with pytest.raises(Refused), refusals(), transaction.atomic():
            MapTie.objects.create(organisation=town.organisation, map=map_, other=new_key(), kind="touch")
