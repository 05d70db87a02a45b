"""The pages of a network: who belongs and reads, for the person and staff; a member's own place; nobody else's."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.actions.test_networks import asked_in, member
from tests.meetings import agreed, network_of, proposed
from tests.people import DAY, MONDAY, Town
from tests.web.test_entry import signed_in
from tornio.actions import belonging, networks, people, wishes
from tornio.core.between import WishKind
from tornio.core.networks import Belonging
from tornio.people.keys import new_key
from tornio.records.models import Network, NetworkMember, Reading, Wish
from tornio.records.visible.copy_whole import items

MOST_QUERIES = 20


def page(client: Client, name: str, /, *args: Any, **asked: Any) -> str:
    """The page as it is read; it must be there."""
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def latest(town: Town, network: Network, called: str) -> NetworkMember:
    """Somebody's latest membership."""
    with town.acting("Ruth"):
        return member(network, called)


def press(client: Client, network: Network, who: NetworkMember, **given: str) -> Any:
    """A button of somebody's line."""
    return client.post(reverse("network_member", args=[network.pk, who.pk]), given)


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's, with Carol in it; Ruth is responsible."""
    return network_of(town)


def test_leon_sees_who_belongs_and_changes_what_carol_reads(town: Town, network: Network) -> None:
    """R8, R24: the person decides, at any time, at once."""
    leon, carol = signed_in(town, "Leon"), latest(town, network, "Carol")
    assert "Carol Marsh" in page(leon, "network", network.pk)
    assert 'name="may_read"' in page(leon, "network", network.pk, change=carol.pk)
    answer = press(leon, network, carol, deed="reading", may_write="on")
    assert answer.status_code == 302
    now = latest(town, network, "Carol")
    assert (now.may_read, now.may_write) == (False, True)
    assert "reads only their own" in page(leon, "network", network.pk)


def test_ruth_changes_it_only_when_she_says_that_leon_is_with_her(town: Town, network: Network) -> None:
    """R8: staff do what is the person's only with the person; the sentence stands beside the box."""
    ruth, carol = signed_in(town, "Ruth"), latest(town, network, "Carol")
    answer = press(ruth, network, carol, deed="reading")
    assert answer.status_code == 422
    assert "to decide. Do it with them." in answer.content.decode()
    assert latest(town, network, "Carol").may_read
    assert press(ruth, network, carol, deed="in_name", with_person="on").status_code == 302
    assert latest(town, network, "Carol").belonging == Belonging.IN_NAME


def test_leon_asks_jean_in_and_what_was_typed_stays_when_it_is_refused(town: Town, network: Network) -> None:
    leon = signed_in(town, "Leon")
    page(leon, "network_invite", network.pk)
    typed = {"key": str(new_key()), "full_name": "Carol Marsh", "relation": "my mum", "ring": "1", "sector": "family"}
    refused = leon.post(reverse("network_invite", args=[network.pk]), typed)
    assert refused.status_code == 422
    assert "is here already" in refused.content.decode()
    assert "my mum" in refused.content.decode()
    for _twice in range(2):
        answer = leon.post(reverse("network_invite", args=[network.pk]), typed | {"full_name": "Jean Orme"})
        assert answer.status_code == 302
    assert "Jean Orme" in page(leon, "network", network.pk)
    with town.acting("Ruth"):
        assert NetworkMember.objects.filter(person__full_name="Jean Orme").count() == 1


def test_ruth_asks_in_with_the_moment_leon_gave_his_word(town: Town, network: Network) -> None:
    """R8: who agreed and when."""
    ruth = signed_in(town, "Ruth")
    assert "When did Leon say yes" in page(ruth, "network_invite", network.pk)
    typed = {"key": str(new_key()), "full_name": "Amy Marsh", "ring": "2", "sector": "family"}
    answer = ruth.post(reverse("network_invite", args=[network.pk]), typed)
    assert answer.status_code == 422
    assert "Ask them first" in answer.content.decode()
    when = {"person_agreed_at_0": "", "person_agreed_at_1": "2026-11-02", "person_agreed_at_2": "08:30"}
    assert ruth.post(reverse("network_invite", args=[network.pk]), typed | when).status_code == 302
    amy = latest(town, network, "Amy")
    assert amy.person_agreed_at is not None
    assert amy.person_agreed_at.isoformat() == "2026-11-02T06:30:00+00:00"  # half past eight in Finland
    assert press(ruth, network, amy, deed="yes").status_code == 302
    assert latest(town, network, "Amy").belonging == Belonging.BELONGS


def test_who_was_here_before_is_asked_about_and_asked_in_again(town: Town, network: Network) -> None:
    leon, carol = signed_in(town, "Leon"), latest(town, network, "Carol")
    assert "Shall Carol Marsh leave?" in page(leon, "member_going", network.pk, carol.pk)
    leon.post(reverse("member_going", args=[network.pk, carol.pk]), {"deed": "asked"})
    assert "Carol Marsh left on" in page(leon, "network", network.pk)
    typed = {"key": str(new_key()), "full_name": "Carol Marsh", "ring": "1", "sector": "family"}
    asked = leon.post(reverse("network_invite", args=[network.pk]), typed).content.decode()
    assert "was here before. Is it them?" in asked
    assert press(leon, network, carol, deed="again").status_code == 302
    assert latest(town, network, "Carol").belonging == Belonging.ASKED


def test_leon_says_yes_to_carol_who_called_first(town: Town) -> None:
    network = network_of(town, members=())
    with town.acting("Ruth"):
        carol = asked_in(town, network, "Carol")
    herself, leon = signed_in(town, "Carol"), signed_in(town, "Leon")
    assert "You are asked to belong" in page(herself, "network", network.pk)
    herself.post(reverse("network_yes", args=[network.pk]))
    shown = page(leon, "network", network.pk, change=carol.pk)
    assert "Say yes to them" in shown
    # She was told that she would read and write: both are chosen, until Leon takes one away.
    assert len(re.findall(r'<input[^>]*name="may_(?:read|write)"[^>]*\bchecked', shown)) == 2
    press(leon, network, carol, deed="agree", may_read="on")
    now = latest(town, network, "Carol")
    assert (now.belonging, now.may_read, now.may_write) == (Belonging.BELONGS, True, False)
    neil = None
    with town.acting("Ruth"):
        neil = asked_in(town, network, "Neil")
    answer = press(leon, network, neil, deed="agree_first")
    assert "It holds when they have said yes too." in leon.get(answer["Location"]).content.decode()
    assert latest(town, network, "Neil").person_agreed_at is not None


def test_carol_leaves_and_finds_only_her_own_words(town: Town, network: Network) -> None:
    """R8, R24: nothing else is there for her, and every other page of the network is not."""
    carol = signed_in(town, "Carol")
    assert "Your place with Leon" in page(carol, "network", network.pk)
    assert "Do you want to leave?" in page(carol, "network_leave", network.pk)
    answer = carol.post(reverse("network_leave", args=[network.pk]), follow=True)
    own = answer.content.decode()
    assert "These are your own words." in own
    assert "Leon" not in own
    for name in ("map", "network_invite", "network_leave", "network_in_name"):
        assert carol.get(reverse(name, args=[network.pk])).status_code == 404, name
    assert carol.post(reverse("network_yes", args=[network.pk])).status_code == 404


def test_leaving_and_being_asked_to_leave_look_the_same(town: Town, network: Network) -> None:
    """R8, R24: they are not told why; the two pages are equal to the byte."""

    def seen(how: Callable[..., Any], called: str) -> str:
        other = network_of(town, called, members=("Carol",))
        with town.acting(called if how is belonging.ask_to_leave else "Carol") as by:
            how(member=member(other, "Carol"), by=by, at=MONDAY)
        client = signed_in(town, "Carol")
        html = page(client, "network", other.pk).replace(str(other.pk), "this network")
        return "".join(line for line in html.splitlines(keepends=True) if "csrfmiddlewaretoken" not in line)

    assert seen(belonging.leave, "Neil") == seen(belonging.ask_to_leave, "Jean")


def test_carol_stays_in_name(town: Town, network: Network) -> None:
    carol = signed_in(town, "Carol")
    assert "Stay in name only?" in page(carol, "network_in_name", network.pk)
    carol.post(reverse("network_in_name", args=[network.pk]))
    assert "only_yours" not in page(carol, "network", network.pk)
    assert "These are your own words." in page(carol, "network", network.pk)


def test_a_member_sees_nobody_elses_place_and_strangers_see_nothing(town: Town, network: Network) -> None:
    carol = signed_in(town, "Carol")
    other = network_of(town, "Jean", members=("Neil",))
    assert carol.get(reverse("network", args=[other.pk])).status_code == 404
    neil = latest(town, other, "Neil")
    for client in (carol, signed_in(town, "Sadia"), signed_in(town, "Leon")):
        assert client.get(reverse("network", args=[other.pk])).status_code == 404
        assert client.get(reverse("network_invite", args=[other.pk])).status_code == 404
        assert client.get(reverse("member_going", args=[other.pk, neil.pk])).status_code == 404
        assert press(client, other, neil, deed="in_name").status_code == 404
    assert carol.get(reverse("networks")).status_code == 404


def test_ruth_writes_down_that_carol_left(town: Town, network: Network) -> None:
    ruth, carol = signed_in(town, "Ruth"), latest(town, network, "Carol")
    going = reverse("member_going", args=[network.pk, carol.pk])
    assert ruth.post(going, {"deed": "asked"}).status_code == 422
    assert ruth.post(going, {"deed": "left"}).status_code == 302
    assert latest(town, network, "Carol").belonging == Belonging.LEFT
    again = press(ruth, network, carol, deed="again")
    assert again.status_code == 422
    assert 'id="id_with_person-error"' in again.content.decode()
    assert press(ruth, network, carol, deed="nothing").status_code == 404


def test_ruth_finds_a_network_by_the_name_of_anyone_in_it(town: Town, network: Network) -> None:
    with town.acting("Ruth") as ruth:
        agreed(town, network, ruth)
    client = signed_in(town, "Ruth")
    assert "Leon Marsh" in page(client, "networks")
    assert "Leon Marsh" in page(client, "networks", name="carol")
    assert "Nobody of this name" in page(client, "networks", name="Zebedee")
    assert "You work with no network yet." in page(signed_in(town, "Sadia"), "networks")


def test_a_long_list_comes_in_parts(town: Town) -> None:
    for number in range(32):
        with town.acting("Ruth") as by:
            from_name = f"Person {number:02}"
            town.people[from_name] = people.name_person(full_name=from_name, by=by, at=MONDAY)
        network_of(town, from_name, members=())
    client = signed_in(town, "Ruth")
    assert "1 to 30 of 32" in page(client, "networks")
    assert "31 to 32 of 32" in page(client, "networks", page=2)
    assert page(client, "networks", page="x")


def test_opening_the_page_is_a_reading(town: Town, network: Network) -> None:
    """R26: in the same transaction as the read."""
    page(signed_in(town, "Ruth"), "network", network.pk)
    with town.acting("Leon"):
        assert Reading.objects.filter(network=network, page="network").count() == 1


def queries(client: Client, name: str, *args: Any) -> int:
    """How many questions a page asks of the database."""
    page(client, name, *args)  # the first look writes its reading down
    with CaptureQueriesContext(connection) as asked:
        page(client, name, *args)
    return len(asked)


def test_the_pages_ask_as_much_for_thirty_people_as_for_one(town: Town, network: Network) -> None:
    ruth, leon = signed_in(town, "Ruth"), signed_in(town, "Leon")
    pages: list[tuple[Client, str, tuple[UUID, ...]]] = [
        (ruth, "networks", ()), (ruth, "network", (network.pk,)), (leon, "network", (network.pk,)),
    ]  # fmt: skip
    before = [queries(client, name, *args) for client, name, args in pages]
    with town.acting("Leon") as by:
        for number in range(30):
            networks.invite(key=new_key(), network=network, full_name=f"Friend {number}", by=by, at=MONDAY)
    after = [queries(client, name, *args) for client, name, args in pages]
    assert after == before
    assert max(after) <= MOST_QUERIES


def test_whom_leon_does_not_want_to_meet_is_never_read_as_somebody_he_wishes_for(town: Town, network: Network) -> None:
    """R12, R17: the name stands where we say what kind of wish it is; his own words stay his, wherever they stand."""
    refuses = WishKind.REFUSE_PRACTITIONER
    with town.acting("Leon") as by:
        given: Any = {"network": network, "kind": refuses, "practitioner": town.practitioners["Farah"], "by": by}
        wishes.wish(key=new_key(), words="She shouts.", at=MONDAY, **given)
        kept = {"network": network, "person": network.centre, "written_by": network.centre, "kind": refuses.value}
        Wish.objects.create(  # as it was kept before the name had a place of its own
            organisation_id=by.organisation_id, practitioner=town.practitioners["Tomasz"], words="Tomasz. Not him.",
            at=MONDAY, **kept,
        )  # fmt: skip
    ruth, leon = signed_in(town, "Ruth"), signed_in(town, "Leon")
    for client, name in ((ruth, "network"), (ruth, "story"), (leon, "story")):
        read = " ".join(page(client, name, network.pk).split())
        assert "Does not want to meet Farah Siddiqui: She shouts." in read, name
        assert "Does not want to meet Tomasz Wójcik: Not him." in read, name
    for name in ("network", "wishes"):
        read = page(leon, name, network.pk)
        assert "I do not want to meet Farah Siddiqui" in read, name
        assert "Farah. She shouts." not in read, name
        assert "Tomasz. Not him." not in read, name
    with town.acting("Leon") as by:
        copied = {item.facts["whom"]: item.words for item in items(by, network.pk) if item.kind == "wish"}
    assert copied == {"Farah Siddiqui": "She shouts.", "Tomasz Wójcik": "Not him."}


def test_a_time_that_is_only_offered_is_never_told_as_agreed(town: Town, network: Network) -> None:
    """What is agreed comes next, however early something else was offered; an offer alone is called an offer."""
    ahead = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0) + 2 * DAY
    clients = {called: signed_in(town, called) for called in ("Ruth", "Leon", "Carol")}
    shown = {"Ruth": ("networks", "network"), "Leon": ("network",), "Carol": ("network",)}
    with town.acting("Ruth") as by:
        offered = proposed(town, network, by, ahead)

    def read(called: str, name: str) -> str:
        return page(clients[called], name, *([network.pk] if name == "network" else []))

    for called, names in shown.items():
        for name in names:
            assert "offered, not agreed yet" in read(called, name), (called, name)
    with town.acting("Ruth") as by:
        later = agreed(town, network, by, ahead + DAY)
    for called, names in shown.items():
        for name in names:
            assert "offered, not agreed yet" not in read(called, name), (called, name)
            assert f"{later.planned.lower:%-d %B}" in read(called, name), (called, name)
            assert f"{offered.planned.lower:%-d %B}" not in read(called, name), (called, name)
