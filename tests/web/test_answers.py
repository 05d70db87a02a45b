"""The pages on which people say how it was and see their answers over time, and where a lead chooses what is asked."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.actions.test_instruments import LATER, offered, ours, over, said
from tests.core.test_instruments import a_file
from tests.kitchen import a_meeting, a_network, close
from tests.people import DAY, HOUR, MONDAY, Town
from tests.web.test_entry import signed_in
from tests.web.test_leading import martin_leads
from tests.web.test_networks import MOST_QUERIES, page, queries
from tornio.actions import maps
from tornio.core.instruments import ReadBy, Schedule, When
from tornio.core.maps import TieKind
from tornio.core.networks import Ring, Sector
from tornio.people.keys import new_key
from tornio.records.models import Instrument, Network, NetworkMeeting, Reading, Response


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's."""
    return a_network(town)


@pytest.fixture
def held(town: Town, network: Network, monkeypatch: pytest.MonkeyPatch) -> NetworkMeeting:
    """A meeting in the kitchen that is over since an hour, and three taps are offered."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    meeting = a_meeting(town, network)
    close(town, meeting, MONDAY + HOUR)
    offered(town)
    return over(town, meeting)


def instrument(town: Town) -> Instrument:
    with town.acting("Martin"):
        return Instrument.objects.get(during__isnull=False)


def press(town: Town, client: Client, meeting: NetworkMeeting, **given: str) -> Any:
    """The three taps are sent."""
    row = instrument(town)
    typed = {f"q-{row.pk}-{name}": value for name, value in given.items() if "_" not in name}
    rest = {name.replace("_", "-"): value for name, value in given.items() if "_" in name}
    return client.post(reverse("after", args=[meeting.pk]), {"instrument": row.pk, "key": new_key(), **typed, **rest})


def test_carol_says_how_it_was_with_three_taps(town: Town, held: NetworkMeeting) -> None:
    """Who reads it stands there before she answers; her answers are hers, and nobody is counted by name."""
    carol = signed_in(town, "Carol")
    assert "Say how it was" in page(carol, "home")
    assert "How was this meeting for you?" in page(carol, "meeting", held.pk)
    asked = page(carol, "after", held.pk)
    assert asked.index("Only you read what you answer") < asked.index("did we take in what you said?")
    assert "counted together, without names" in asked
    answer = press(town, carol, held, heard="2", mattered="1", read_by="author")
    assert answer.headers["Location"] == reverse("after", args=[held.pk])
    told = page(carol, "after", held.pk)
    assert "Only you read it." in told
    assert "Partly" in told
    assert "Say how it was" not in page(carol, "home")
    assert "checked" in page(carol, "after", held.pk, again=str(instrument(town).pk))
    for called in ("Leon", "Ruth"):
        assert "Carol" not in page(signed_in(town, called), "answers", held.network_id)


def test_answers_that_are_none_stay_in_the_form_and_nothing_is_kept(town: Town, held: NetworkMeeting) -> None:
    carol = signed_in(town, "Carol")
    nothing = press(town, carol, held)
    assert (nothing.status_code, "There is no answer yet" in nothing.content.decode()) == (422, True)
    odd = press(town, carol, held, heard="7", **{"next-time": "Begin with tea."})
    assert (odd.status_code, "Begin with tea." in odd.content.decode()) == (422, True)
    other = carol.post(reverse("after", args=[held.pk]), {"instrument": new_key()})
    assert other.status_code == 404
    assert signed_in(town, "Neil").get(reverse("after", args=[held.pk])).status_code == 404
    with town.acting("Carol", at=LATER):
        assert not Response.objects.exists()


def test_carol_shows_it_keeps_it_to_herself_and_takes_it_back(town: Town, held: NetworkMeeting) -> None:
    """R24, R28: she decides, at any time, at once; who read it is written down (R26)."""
    carol, leon = signed_in(town, "Carol"), signed_in(town, "Leon")
    press(town, carol, held, heard="2", read_by="author")
    with town.acting("Carol", at=LATER):
        row = Response.objects.get()
    where = reverse("answers_own", args=[held.network_id, row.pk])
    for sent, shown in (({"do": "show", "read-by": "person_and_team"}, True), ({"do": "show"}, False)):
        assert carol.post(where, sent).status_code == 302
        assert ("What others have shown you" in page(leon, "answers", held.network_id)) is shown
        assert page(carol, "answers", held.network_id)
    assert leon.post(where, {"do": "back"}).status_code == 404
    assert carol.post(where, {"do": "back"}).status_code == 302
    assert "You have not answered anything yet" in page(carol, "answers", held.network_id)
    with town.acting("Leon", at=LATER):
        assert Reading.objects.filter(page="answers", network=held.network_id, person=town.people["Carol"]).exists()


def test_what_one_of_us_answers_leon_reads_and_the_page_says_so(town: Town, held: NetworkMeeting) -> None:
    """R18: before Ruth answers, it stands there."""
    ruth = signed_in(town, "Ruth")
    assert "Leon and the team can read what one of us answers here" in page(ruth, "after", held.pk)
    assert 'name="read-by"' not in page(ruth, "after", held.pk)
    press(town, ruth, held, room="1")
    assert "Ruth Adeyemi" in page(signed_in(town, "Leon"), "answers", held.network_id)
    assert "Take it back" in page(ruth, "answers", held.network_id)


def test_leons_lines_stand_beside_equal_tables(town: Town, held: NetworkMeeting, network: Network) -> None:
    """His own answers and the people on his map, over time: each picture has every number in a table."""
    said(town, held, "Leon", heard="0")
    later = a_meeting(town, network, MONDAY + 7 * DAY)
    close(town, later, MONDAY + 7 * DAY + HOUR)
    said(town, later, "Leon", at=MONDAY + 8 * DAY, heard="2", mattered="2")
    offered(town, ours("network-size"))
    with town.acting("Leon", at=LATER) as by:
        for name, ring in (("Carol", Ring.CLOSEST), ("Neil", Ring.FURTHER)):
            maps.put_on(key=new_key(), network=network, called=name, ring=ring, sector=Sector.FAMILY,
                        tie=TieKind.TOUCH, by=by, at=LATER)  # fmt: skip
        maps.keep(network=network, by=by, at=LATER)
    told = page(signed_in(town, "Leon"), "answers", network.pk)
    assert told.count('class="chart"') == 4  # two questions with answers, and two numbers of the map
    assert told.count("<polyline") == 1
    assert told.count('<td class="num">Yes</td>') == 2
    assert "People on the map" in told
    assert "nothing about how you are or will be" in told


def test_what_comes_again_stands_on_the_page_when_it_is_time(town: Town, held: NetworkMeeting) -> None:
    offered(town, a_file(), Schedule(When.WEEKS, 4))
    leon, address = signed_in(town, "Leon"), reverse("answers_again", args=[held.network_id])
    assert address in page(leon, "answers", held.network_id)
    asked = page(leon, "answers_again", held.network_id)
    assert "My week" in asked
    with town.acting("Martin"):
        row = Instrument.objects.get(name="my-week", during__isnull=False)
    sent = leon.post(address, {"instrument": row.pk, f"q-{row.pk}-out": "40", "key": new_key()})
    assert (sent.status_code, "whole number from 0 to 16" in sent.content.decode()) == (422, True)
    sent = leon.post(address, {"instrument": row.pk, f"q-{row.pk}-out": "4", f"q-{row.pk}-sleep": "2"})
    assert sent.status_code == 302
    assert address not in page(leon, "answers", held.network_id)
    assert signed_in(town, "Ruth").get(address).status_code == 404


def test_martin_chooses_looks_offers_and_stops(town: Town) -> None:
    """R30: what ships is looked at with its licence and its questions before anybody is asked."""
    martin = martin_leads(town)
    assert "What people may answer" in page(martin, "home")
    assert "Nothing is offered yet" in page(martin, "instruments")
    looked = page(martin, "instrument_ours", "after-the-meeting")
    assert "Anybody may use and change them" in looked
    assert "did we take in what you said?" in looked
    unsaid = martin.post(reverse("instrument_ours", args=["after-the-meeting"]), {"when": "weeks"})
    assert (unsaid.status_code, "After how many weeks" in unsaid.content.decode()) == (422, True)
    martin.post(reverse("instrument_ours", args=["after-the-meeting"]), {"when": "after_meeting", "key": new_key()})
    martin.post(reverse("instrument_ours", args=["network-size"]), {"when": "after_meeting"})
    row = instrument_named(town, "after-the-meeting")
    assert "Counted from the map; nobody is asked." in page(martin, "instruments")
    assert "Offer it no longer" in page(martin, "instrument", row.pk)
    martin.post(reverse("instrument", args=[row.pk]), {"do": "stop"})
    again = instrument_named(town, "after-the-meeting", offered_now=False)
    martin.post(reverse("instrument", args=[again.pk]), {"when": "weeks", "weeks": "6", "key": new_key()})
    assert "Every 6 weeks" in page(martin, "instruments")
    assert martin.get(reverse("instrument_ours", args=["nothing"])).status_code == 404
    assert martin.get(reverse("instrument", args=[new_key()])).status_code == 404
    assert signed_in(town, "Ruth").get(reverse("instruments")).status_code == 404


def instrument_named(town: Town, name: str, *, offered_now: bool = True) -> Instrument:
    """The row of this name that is offered; or the last that is not."""
    with town.acting("Martin"):
        rows = Instrument.objects.filter(name=name).order_by("-kept_at")
        return next(each for each in rows if (each.during is not None and each.during.upper is None) is offered_now)


def test_martin_loads_a_file_and_reads_all_that_is_wrong_with_it(town: Town) -> None:
    martin, where = martin_leads(town), reverse("instrument_read")
    file = SimpleUploadedFile("week.json", json.dumps(a_file(version=1, copyright="")).encode())
    refused = martin.post(where, {"file": file, "key": new_key()})
    told = refused.content.decode()
    assert refused.status_code == 422
    assert "“version”: write letters" in told
    assert "say whose it is" in told
    assert "Made by Leon." in told  # what was in the file can be put right in the field
    for odd in ({"file": SimpleUploadedFile("odd.json", b"\xff\xfe")}, {"text": "{}"}, {}):
        assert martin.post(where, odd).status_code == 422
    kept = martin.post(where, {"text": json.dumps(a_file()), "key": new_key()}, follow=True)
    assert "Leon’s own. Ask him." in kept.content.decode()
    assert "a made-up study" in kept.content.decode()
    assert "Made by Leon." in page(martin, "instruments")
    other = {**a_file(title="Other"), "name": "my-week"}
    assert "new version" in martin.post(where, {"text": json.dumps(other)}).content.decode()


def test_the_pages_ask_the_database_little_whatever_was_answered(town: Town, held: NetworkMeeting) -> None:
    said(town, held, "Carol", ReadBy.PERSON_AND_TEAM)
    leon, martin = signed_in(town, "Leon"), martin_leads(town)
    asked = [
        (leon, "home", ()), (leon, "meeting", (held.pk,)), (leon, "after", (held.pk,)),
        (leon, "answers", (held.network_id,)), (martin, "instruments", ()),
    ]  # fmt: skip
    before = [queries(client, name, *args) for client, name, args in asked]
    said(town, held, "Tomasz")
    said(town, held, "Ruth")
    assert [queries(client, name, *args) for client, name, args in asked] == before
    assert max(before[2:]) <= MOST_QUERIES, before
