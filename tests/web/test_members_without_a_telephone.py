"""A member with neither e-mail nor telephone is a full member: on paper, and by another's hand, marked as such."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.actions.test_instruments import offered
from tests.coming_in import follow
from tests.entering import said
from tests.kitchen import a_meeting, a_network, close
from tests.people import Town
from tests.web.in_the_room import acting, address, say, signed_in
from tornio.actions import belonging, entry, networks, presence, voices
from tornio.core.errors import Refused
from tornio.core.voices import Audience, How
from tornio.people.keys import new_key
from tornio.people.models import SafeWay, Seat
from tornio.records.models import Instrument, Network, NetworkMember, Reading


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's, with Carol in it."""
    return a_network(town)


def nan_of(town: Town, network: Network) -> NetworkMember:
    """Leon asks Rosa in, who has no way to be reached; she says yes to Ruth at the door."""
    with acting(town, "Leon") as leon:
        asked = networks.invite(
            key=new_key(), network=network, full_name="Rosa Quill", relation="his nan", by=leon, at=leon.at
        )
    with acting(town, "Ruth") as ruth:
        member = belonging.say_yes(member=asked, by=ruth, at=ruth.at)
        assert not SafeWay.objects.filter(person=member.person_id).exists()
        assert not Seat.objects.filter(person=member.person_id).exists()
        return member


def test_she_belongs_reads_and_writes_by_nothing_but_her_word(town: Town, network: Network) -> None:
    """R8, R9: no address and no number is needed; somebody else's hand writes her yes, and stands there as who did."""
    member = nan_of(town, network)
    assert (member.belonging, member.may_read, member.may_write) == ("belongs", True, True)


def test_her_words_are_written_down_by_ruth_read_back_and_marked_as_such(town: Town, network: Network) -> None:
    """R17: signed by her, by another's hand."""
    member = nan_of(town, network)
    meeting = a_meeting(town, network, timezone.now() - timedelta(minutes=50))
    with acting(town, "Ruth") as ruth:
        presence.arrive(meeting=meeting, person=member.person, by=ruth, at=ruth.at)
        given: dict[str, Any] = {"meeting": meeting, "words": "He was a quiet boy.", "by": ruth, "at": ruth.at}
        given |= {"how": How.FOR_SOMEBODY, "speaker": member.person_id}
        with pytest.raises(Refused):
            voices.say(key=new_key(), **given)
        voices.say(key=new_key(), read_back=True, **given)
    page = said(signed_in(town, "Leon").get(address("meeting", meeting)))
    assert "Written down by Ruth for Rosa and read back." in page


def test_she_says_how_it_was_on_ruths_tablet_by_her_own_hand(town: Town, network: Network) -> None:
    """R17, R18, R24: nobody answers for her. Ruth hands her device over; what Rosa answers is hers alone, and what Ruth
    and Leon read is the same as before. Who was let in is not named again; Leon and Carol are shown nothing of it."""
    member = nan_of(town, network)
    offered(town)
    meeting = a_meeting(town, network, timezone.now() - timedelta(minutes=50))
    with acting(town, "Ruth") as ruth:
        presence.arrive(meeting=meeting, person=member.person, by=ruth, at=ruth.at)
    close(town, meeting, timezone.now())
    tablet, after = signed_in(town, "Ruth"), address("after", meeting)
    assert "A way in for Rosa" in said(tablet.get(after))
    for called in ("Leon", "Carol"):
        assert "A way in for" not in said(signed_in(town, called).get(after)), called
    with acting(town, "Ruth") as ruth:
        way = entry.give_way_in(person=member.person, by=ruth, at=ruth.at)
    assert "A way in for Rosa" not in said(tablet.get(after))
    follow(way.token, tablet)
    tablet.post(reverse("arrived"), {"code": way.code}, follow=True)
    tablet.get(reverse("choose"))
    page = tablet.get(after)
    assert "Only you read what you answer" in said(page)
    with acting(town, "Martin"):
        row = Instrument.objects.get(during__isnull=False)
    theirs = reverse("answers", args=[network.pk])
    before = {called: said(signed_in(town, called).get(theirs)) for called in ("Ruth", "Leon")}
    sent = {"instrument": row.pk, "key": new_key(), f"q-{row.pk}-heard": "1", "read-by": "author"}
    assert tablet.post(after, sent).status_code == 302
    assert "Only you read it." in said(tablet.get(after))
    assert {called: said(signed_in(town, called).get(theirs)) for called in ("Ruth", "Leon")} == before
    assert tablet.get(reverse("day")).status_code == 404  # Ruth's pages are closed on it


def test_on_paper_she_gets_what_she_may_read_and_nothing_else(town: Town, network: Network) -> None:
    """R24, R26: printed by Ruth, narrowed to what Rosa may read; Leon sees that it was printed, and for whom."""
    member = nan_of(town, network)
    meeting = a_meeting(town, network, timezone.now() - timedelta(minutes=50))
    say(town, meeting, "Leon", "For all of you.")
    say(town, meeting, "Leon", "For Ruth alone.", audience=Audience.PERSON_AND_TEAM)
    ruth, where = signed_in(town, "Ruth"), reverse("member_paper", args=[network.pk, member.pk])
    line = f"{reverse('network', args=[network.pk])}?change={member.pk}"
    assert "The story on paper, as Rosa reads it" in said(ruth.get(line))
    for front in ("For all of you.", "For Ruth alone."):
        assert front in said(ruth.get(address("meeting", meeting)))
    paper = said(ruth.get(where))
    assert "Leon’s network, so far" in paper
    assert "For Ruth alone." not in paper
    assert "spoke without" not in paper
    with acting(town, "Priya"):
        assert Reading.objects.filter(purpose="on paper, for Rosa Quill").count() == 1
    for called in ("Leon", "Carol", "Farah", "Priya"):
        assert signed_in(town, called).get(where).status_code == 404, called
    with acting(town, "Leon") as leon:
        mine = NetworkMember.objects.select_related("network").get(pk=member.pk)
        belonging.set_reading(member=mine, may_read=False, may_write=False, by=leon, at=leon.at)
    assert "You have not said anything here." in said(ruth.get(where))
