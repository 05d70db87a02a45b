"""Offering an instrument, answering it after a meeting, showing one's answers and taking them back."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from tests.core.test_instruments import a_file
from tests.kitchen import close
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import instruments as actions
from tornio.core.copies import Item
from tornio.core.errors import NotForYou, Refused
from tornio.core.instrument_files import WrongFile
from tornio.core.instruments import ReadBy, Schedule, When
from tornio.people.keys import new_key
from tornio.records.models import Instrument, Network, NetworkMeeting, Response
from tornio.records.questionnaires import shipped
from tornio.records.visible import copies
from tornio.records.visible import instruments as visible

AFTER = Schedule(When.AFTER_MEETING)
LATER = MONDAY + 2 * HOUR
TAPS = {"heard": "2", "mattered": "1", "room": "2", "next-time": "Begin with tea."}


def ours(name: str = "after-the-meeting") -> dict[str, Any]:
    """The file of one that ships with the house."""
    return shipped()[name, "1"][1]


def loaded(town: Town, file: dict[str, Any], at: datetime = MONDAY, key: UUID | None = None) -> Instrument:
    """Martin loads a file."""
    with town.acting("Martin", at=at) as by:
        return actions.load(key=key or new_key(), service_id=town.service.pk, file=file, by=by, at=at)


def offered(
    town: Town, file: dict[str, Any] | None = None, schedule: Schedule = AFTER, at: datetime = MONDAY
) -> Instrument:
    """Martin offers it from then on."""
    row = loaded(town, file or ours(), at)
    with town.acting("Martin", at=at) as by:
        return actions.offer(key=new_key(), instrument=row, schedule=schedule, by=by, at=at)


def said(
    town: Town, meeting: NetworkMeeting, called: str, read_by: ReadBy = ReadBy.AUTHOR, at: datetime = LATER,
    **typed: str,
) -> Response:  # fmt: skip
    """Somebody who was there says how it was."""
    with town.acting(called, at=at) as by:
        asking = visible.about_meeting(by, meeting.pk)
        return actions.answer(
            key=new_key(), asking=asking, instrument=asking.offered[0].row.pk, typed=typed or TAPS, read_by=read_by,
            by=by, at=at,
        )  # fmt: skip


def reads(town: Town, called: str, at: datetime = LATER) -> set[UUID]:
    """Whose answers somebody reads."""
    with town.acting(called, at=at) as by:
        return {row.author_id for row in visible.latest_answers(by)}


@pytest.fixture
def held(town: Town, meeting: NetworkMeeting) -> NetworkMeeting:
    """The meeting in the kitchen is over, and there are three taps for everybody who was there."""
    close(town, meeting, MONDAY + HOUR)
    offered(town)
    return over(town, meeting)


def over(town: Town, meeting: NetworkMeeting) -> NetworkMeeting:
    """The meeting as it is now."""
    with town.acting("Ruth", at=LATER):
        meeting.refresh_from_db()
    return meeting


def test_carol_answers_with_three_taps_and_nobody_else_reads_it(town: Town, held: NetworkMeeting) -> None:
    """R17, R24: what somebody answers is theirs, until they show it."""
    made = said(town, held, "Carol")
    assert made.answers == {"heard": 2.0, "mattered": 1.0, "room": 2.0, "next-time": "Begin with tea."}
    assert (made.answered_as, made.audience, made.totals) == ("member", "author", {})
    assert [len(reads(town, each)) for each in ("Carol", "Leon", "Ruth", "Neil", "Martin", "Priya")] == [
        1, 0, 0, 0, 0, 0
    ]  # fmt: skip
    with town.acting("Carol", at=LATER) as by:
        actions.show(response=made.pk, read_by=ReadBy.PERSON_AND_TEAM, by=by, at=LATER)
        actions.show(response=made.pk, read_by=ReadBy.PERSON_AND_TEAM, by=by, at=LATER)
    assert [len(reads(town, each)) for each in ("Carol", "Leon", "Ruth", "Neil", "Martin")] == [1, 1, 1, 0, 0]
    with town.acting("Leon", at=LATER) as by, pytest.raises(NotForYou):
        actions.take_back(response=made.pk, by=by, at=LATER)


def test_what_ruth_answers_leon_reads(town: Town, held: NetworkMeeting) -> None:
    """R18: none of us keeps a narrative that the person does not read."""
    made = said(town, held, "Ruth", ReadBy.AUTHOR)
    assert made.audience == "person_and_team"
    assert len(reads(town, "Leon")) == len(reads(town, "Tomasz")) == 1
    with town.acting("Ruth", at=LATER) as by, pytest.raises(Refused, match="the person may read"):
        actions.show(response=made.pk, read_by=ReadBy.AUTHOR, by=by, at=LATER)
    again = said(town, held, "Ruth", heard="1", at=LATER + HOUR)
    assert (again.follows_id, len(reads(town, "Leon", LATER + HOUR))) == (made.pk, 1)
    with town.acting("Ruth", at=LATER + HOUR) as by:
        actions.take_back(response=again.pk, by=by, at=LATER + HOUR)
    assert reads(town, "Leon", LATER + HOUR) == reads(town, "Ruth", LATER + HOUR) == set()


def test_carol_answers_anew_and_takes_it_back_and_all_of_it_stays_with_her(town: Town, held: NetworkMeeting) -> None:
    """R17, R28: nothing is overwritten; what stands is her last word, and her copy holds every one."""
    first = said(town, held, "Carol", ReadBy.PERSON_AND_TEAM)
    second = said(town, held, "Carol", heard="0", at=LATER + HOUR)
    assert (second.follows_id, reads(town, "Leon", LATER + HOUR)) == (first.pk, set())
    with town.acting("Carol", at=LATER + HOUR) as by:
        asking = visible.about_meeting(by, held.pk)
        assert [each.mine for each in asking.offered] == [second]
        actions.take_back(response=second.pk, by=by, at=LATER + HOUR)
        with pytest.raises(NotForYou):
            actions.take_back(response=second.pk, by=by, at=LATER + HOUR)
        assert not visible.latest_answers(by).exists()
        assert visible.waiting(by) == {}
        copy = copies.copy(by, held.network_id)
        assert copy is not None
        mine = [each for each in copy.items if each.kind == "answers"]
        assert [each.key for each in mine] == [first.pk, second.pk]
        assert told(mine[0])[:2] == ["When you spoke, did we take in what you said?: Yes",
                                     "Did the talk come to what matters to you?: Partly"]  # fmt: skip
        assert (mine[0].facts["taken_back_at"], mine[1].facts["taken_back_at"]) == (None, LATER + HOUR)
    third = said(town, held, "Carol", room="2", at=LATER + 2 * HOUR)
    assert third.follows_id == second.pk


def told(item: Item) -> list[str]:
    """The lines of an item of a copy."""
    lines = item.facts["answers"]
    assert isinstance(lines, tuple)
    return list(lines)


def test_one_press_sent_twice_is_one_answer(town: Town, held: NetworkMeeting) -> None:
    key = new_key()
    with town.acting("Leon", at=LATER) as by:
        asking = visible.about_meeting(by, held.pk)
        given: dict[str, Any] = {
            "key": key, "asking": asking, "instrument": asking.offered[0].row.pk, "typed": TAPS,
            "read_by": ReadBy.AUTHOR, "by": by, "at": LATER,
        }  # fmt: skip
        assert actions.answer(**given) == actions.answer(**given)
        assert Response.objects.count() == 1
        with pytest.raises(NotForYou):
            actions.answer(**{**given, "key": new_key(), "instrument": new_key()})
        with pytest.raises(Refused, match="no answer yet"):
            actions.answer(**{**given, "key": new_key(), "typed": {}})


def test_only_who_was_there_says_how_it_was(town: Town, held: NetworkMeeting) -> None:
    for called in ("Neil", "Farah", "Martin", "Priya"):
        with town.acting(called, at=LATER) as by, pytest.raises(NotForYou):
            visible.about_meeting(by, held.pk)
    with town.acting("Carol", at=LATER) as by, pytest.raises(NotForYou):
        visible.about_meeting(by, new_key())


def test_an_open_meeting_asks_nobody(town: Town, meeting: NetworkMeeting) -> None:
    offered(town)
    with town.acting("Carol") as by:
        assert not visible.asks(by, meeting)
        with pytest.raises(NotForYou):
            visible.about_meeting(by, meeting.pk)


def test_a_home_page_offers_the_last_meeting_for_a_fortnight(town: Town, held: NetworkMeeting) -> None:
    with town.acting("Carol", at=LATER) as by:
        assert visible.waiting(by) == {held.network_id: held.pk}
        assert visible.asks(by, held)
    with town.acting("Neil", at=LATER) as by:
        assert visible.waiting(by) == {}
        assert not visible.asks(by, held)
    with town.acting("Carol", at=MONDAY + 16 * DAY) as by:
        assert visible.waiting(by) == {}
        assert visible.asks(by, held)
    said(town, held, "Carol")
    with town.acting("Carol", at=LATER) as by:
        assert visible.waiting(by) == {}


def test_where_nothing_is_offered_nobody_is_asked(town: Town, meeting: NetworkMeeting) -> None:
    close(town, meeting, MONDAY + HOUR)
    meeting = over(town, meeting)
    offered(town, ours("network-size"))  # a map answers it, nobody else
    with town.acting("Leon", at=LATER) as by:
        assert visible.waiting(by) == {}
        assert not visible.asks(by, meeting)
        assert visible.about_meeting(by, meeting.pk).offered == []


def test_martin_alone_chooses_what_is_offered(town: Town) -> None:
    for called in ("Ruth", "Leon", "Priya"):
        with town.acting(called) as by, pytest.raises(NotForYou):
            actions.load(key=new_key(), service_id=town.service.pk, file=ours(), by=by, at=MONDAY)
    with town.acting("Martin") as by, pytest.raises(NotForYou):
        actions.load(key=new_key(), service_id=new_key(), file=ours(), by=by, at=MONDAY)
    with town.acting("Martin") as by, pytest.raises(WrongFile):
        actions.load(key=new_key(), service_id=town.service.pk, file=a_file(version=3), by=by, at=MONDAY)


def test_a_version_says_one_thing_for_ever(town: Town) -> None:
    """R29: a definition that changes gets a new version."""
    key = new_key()
    first = loaded(town, a_file(), key=key)
    assert loaded(town, a_file(), key=key) == loaded(town, a_file()) == first
    with pytest.raises(Refused, match="new version"):
        loaded(town, a_file(title="Another week"))
    assert loaded(town, a_file(title="Another week", version="3")) != first


def test_a_new_version_takes_over_and_old_answers_keep_theirs(town: Town, held: NetworkMeeting) -> None:
    """R29: the words that were asked stay with what was answered."""
    made = said(town, held, "Carol")
    newer = {**ours(), "version": "2", "title": "How was it?"}
    now = offered(town, newer, at=LATER)
    with town.acting("Martin", at=LATER) as by:
        assert visible.in_use(town.service.pk, LATER) == [now]
        assert visible.one(by, now.pk) == now
        assert len(visible.of_service(town.service.pk)) == 4  # each loaded once, and offered once
    with town.acting("Carol", at=LATER) as by:
        found = visible.answers(by, held.network_id, "en")
        assert [(each.definition.version, each.responses) for each in found.own] == [("1", [made])]


def test_it_is_offered_once_until_it_is_stopped(town: Town) -> None:
    row, key = loaded(town, ours()), new_key()
    with town.acting("Martin") as by:
        once = actions.offer(key=key, instrument=row, schedule=AFTER, by=by, at=MONDAY)
        assert actions.offer(key=key, instrument=row, schedule=AFTER, by=by, at=MONDAY) == once
        other = actions.offer(key=new_key(), instrument=row, schedule=AFTER, by=by, at=MONDAY)
        assert visible.in_use(town.service.pk, MONDAY) == [other]
        with pytest.raises(Refused, match="how many weeks"):
            actions.offer(key=new_key(), instrument=row, schedule=Schedule(When.WEEKS), by=by, at=MONDAY)
    with town.acting("Martin", at=LATER) as by:
        actions.stop(instrument=other, by=by, at=LATER)
        actions.stop(instrument=other, by=by, at=LATER)
        assert visible.in_use(town.service.pk, LATER) == []


def test_a_file_that_only_holds_places_is_not_offered(town: Town) -> None:
    """R30: a service fills in the words that it has a licence for."""
    file = ours() | {"name": "places", "item": [{**ours()["item"][0], "text": ""}]}
    row = loaded(town, file)
    with town.acting("Martin") as by, pytest.raises(Refused, match="no words yet"):
        actions.offer(key=new_key(), instrument=row, schedule=AFTER, by=by, at=MONDAY)


def test_what_comes_again_is_offered_when_its_weeks_are_over(town: Town, network: Network) -> None:
    offered(town, a_file(), Schedule(When.WEEKS, 4))
    with town.acting("Leon") as by:
        asking = visible.again(by, network.pk)
        assert asking is not None
        (each,) = asking.offered
        assert visible.comes_again(each, MONDAY)
        made = actions.answer(
            key=new_key(), asking=asking, instrument=each.row.pk,
            typed={"sleep": "1", "food": "2", "worry": "3", "out": "2"}, read_by=ReadBy.AUTHOR, by=by, at=MONDAY,
        )  # fmt: skip
        assert (made.meeting_id, made.totals) == (None, {"ease": 3.0, "day": 1.5})
    for weeks, due in ((3, False), (4, True)):
        with town.acting("Leon", at=MONDAY + weeks * 7 * DAY) as by:
            asking = visible.again(by, network.pk)
            assert asking is not None
            assert visible.comes_again(asking.offered[0], by.at) is due
            (mine,) = visible.answers(by, network.pk, "fi").own
            assert [(line.told, line.lowest, line.highest, line.values) for line in mine.lines] == [
                ("Ease", 0, 9, [(MONDAY, 3.0)]), ("Day", 0, 9.5, [(MONDAY, 1.5)])
            ]  # fmt: skip
    with town.acting("Ruth") as by:
        assert visible.again(by, network.pk) is None
