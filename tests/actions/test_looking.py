"""R8, R25, R27: who must look at something is told so, in safe hours, and again until it is done."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.actions.test_break_glass import reached
from tests.actions.test_grants import found, given, looked
from tests.actions.test_safeguarding import beside, raised, the_one
from tests.apart import kept, look
from tests.kitchen import a_network
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.post import House, mail_for
from tornio.actions import break_glass, deaths, deletions
from tornio.core.apart import Looked
from tornio.core.grants import CapacityLook
from tornio.core.looking import tellings
from tornio.core.messages import TO_STAFF, MessageKind, compose
from tornio.core.rights import DeletionGround
from tornio.core.safeguarding import Step
from tornio.people import entry
from tornio.people.acting import as_clerk
from tornio.people.keys import new_key
from tornio.people.models import SafeWay
from tornio.records.models import Deletion, FirstContact, Freeze, Network
from tornio.web.views.messages import ABOUT

MAIL = {"Priya": "priya@example.org", "Ruth": "ruth@example.org", "Tomasz": "tomasz@example.org"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere as in the demo, under the law of England."""
    return build_town("saltmere", "saltmere")


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's, with Ruth and Tomasz as his team; he was met."""
    network = a_network(town)
    with town.acting("Ruth"), as_clerk():
        FirstContact.objects.filter(network=network).update(first_met_at=MONDAY - 20 * DAY)
    return network


@pytest.fixture
def house(town: Town) -> House:
    """Priya, who looks after what is private, and the team can be reached by e-mail."""
    mail_for(town, "Ruth", "Tomasz")
    with town.acting("Priya", at=MONDAY - DAY):
        SafeWay.objects.create(
            organisation=town.organisation, person=town.people["Priya"], kind="email", value=MAIL["Priya"],
            may_write=True, since=MONDAY - DAY,
        )  # fmt: skip
    return House(town)


def told(house: House) -> Counter[str]:
    """Who was reached since the last time that somebody asked, by name."""
    house.round()
    names = {address: name for name, address in MAIL.items()}
    found = Counter(names[parcel.address] for parcel in house.mail.taken)
    house.mail.taken.clear()
    return found


def test_one_is_told_at_once_then_each_day_for_a_week_then_each_week() -> None:
    """The oracle counts the moments one after another."""
    moments = [MONDAY + days * DAY for days in (0, 1, 2, 3, 4, 5, 6, 7, 14, 21, 28)]
    for hours in range(-30, 29 * 24):
        at = MONDAY + hours * HOUR
        assert tellings(MONDAY, at) == sum(moment <= at for moment in moments), at


def test_the_lead_is_told_of_something_new_until_it_was_met_and_nobody_else_ever(house: House, town: Town) -> None:
    """R25: at once, the next day again; not once Priya has written something beside it."""
    raised(town)
    assert told(house) == {"Priya": 1}
    house.clock.wind(23 * HOUR)
    assert told(house) == {}
    house.clock.wind(HOUR)
    assert told(house) == {"Priya": 1}
    beside(town, the_one(town), Step.NOTE, at=house.clock.now)
    house.clock.wind(3 * DAY)
    assert told(house) == {}


def test_who_was_away_for_days_finds_one_message(house: House, town: Town) -> None:
    """The worker was down from Monday to Friday."""
    raised(town)
    house.clock.wind(4 * DAY)
    assert told(house) == {"Priya": 1}


def test_what_waits_to_be_sent_is_not_sent_when_it_was_met_meanwhile(house: House, town: Town) -> None:
    raised(town)
    house.look()
    beside(town, the_one(town), Step.NOTE, at=MONDAY)
    assert told(house) == {}
    assert {each.state for each in house.messages() if each.kind == "look"} == {"not_needed"}


def test_the_lead_is_told_in_the_hours_that_they_call_safe(house: House, town: Town) -> None:
    """R9: nothing that was raised rings at night; it stands on the page at once. Whoever needs help now is rung."""
    with town.acting("Priya"):
        SafeWay.objects.filter(person=town.people["Priya"]).update(until=MONDAY)
        SafeWay.objects.create(
            organisation=town.organisation, person=town.people["Priya"], kind="email", value=MAIL["Priya"],
            may_write=True, hours_from=time(14), hours_until=time(16), since=MONDAY,
        )  # fmt: skip
    raised(town)
    assert told(house) == {}
    house.clock.now = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
    assert told(house) == {"Priya": 1}


def test_the_team_is_told_in_the_last_week_and_the_lead_too_when_the_look_was_missed(
    house: House, town: Town, network: Network
) -> None:
    """R25: in thirty days; a missed review alerts, again and again, and never opens the entry."""
    entry_kept = kept(town, network)
    for days, names in ((22, {}), (23, {"Ruth": 1, "Tomasz": 1}), (29, {})):
        house.clock.now = MONDAY + days * DAY
        assert told(house) == names, days
    everybody = {"Ruth": 1, "Tomasz": 1, "Priya": 1}
    for days in (30, 31, 36, 37, 44):
        house.clock.now = MONDAY + days * DAY
        assert told(house) == everybody, days
    look(town, network, entry_kept, Looked.KEPT_ON, at=house.clock.now, review_by=house.clock.now + 60 * DAY)
    house.clock.wind(3 * DAY)
    assert told(house) == {}


def test_a_grant_that_was_due_to_be_looked_at_is_told_too(house: House, town: Town, network: Network) -> None:
    """R8: in the last fortnight to the team, once; when it was missed to the lead as well."""
    given(town, network, look_again=MONDAY + 30 * DAY)
    for days, names in ((15, {}), (16, {"Ruth": 1, "Tomasz": 1}), (30, {"Ruth": 1, "Tomasz": 1, "Priya": 1})):
        house.clock.now = MONDAY + days * DAY
        assert told(house) == names, days


def test_what_leon_cannot_decide_is_told_two_days_before_it_lapses_and_never_after(
    house: House, town: Town, network: Network
) -> None:
    """R8, R22: whatever waits for his own yes, an ending too, waits for this look; then for the next."""
    finding = found(town, network, look_again=MONDAY + 20 * DAY)
    for days, names in ((17, {}), (18, {"Ruth": 1, "Tomasz": 1}), (19, {})):
        house.clock.now = MONDAY + days * DAY
        assert told(house) == names, days
    looked(town, network, finding, CapacityLook.STILL_CANNOT, house.clock.now, look_again=MONDAY + 40 * DAY)
    for days, names in ((37, {}), (38, {"Ruth": 1, "Tomasz": 1}), (41, {}), (60, {})):
        house.clock.now = MONDAY + days * DAY
        assert told(house) == names, days


@pytest.mark.parametrize("why", ["he can now", "he has died", "it has lapsed"])
def test_what_leon_can_decide_again_is_told_to_nobody(house: House, town: Town, network: Network, why: str) -> None:
    """R8: written for tomorrow, and over before anybody was told."""
    finding = found(town, network, look_again=MONDAY + DAY)
    house.look()
    match why:
        case "he can now":
            looked(town, network, finding, CapacityLook.CAN_NOW, MONDAY)
        case "he has died":
            frozen(town, network)
        case _:
            house.clock.wind(DAY)
    assert set(told(house)) - {"Priya"} == set()


def put_forward(town: Town, network: Network, by: str = "Ruth") -> Deletion:
    """All of Leon's record, as a court has ordered."""
    with town.acting(by) as reader:
        return deletions.put_forward(
            key=new_key(), what=network, ground=DeletionGround.COURT, words="Order 12.", by=reader, at=MONDAY
        )


@pytest.mark.parametrize("answer", ["agreed", "let stay"])
def test_a_deletion_waits_for_the_lead_who_is_told_until_it_is_answered(
    house: House, town: Town, network: Network, answer: str
) -> None:
    """R28: Ruth has put it forward, so that the second is Priya."""
    deletion = put_forward(town, network)
    assert told(house) == {"Priya": 1}
    house.clock.wind(DAY)
    assert told(house) == {"Priya": 1}
    house.clock.wind(DAY)
    house.look()
    with town.acting("Priya", at=house.clock.now) as priya:
        if answer == "agreed":
            deletions.agree(deletion=deletion, by=priya, at=house.clock.now)
        else:
            deletions.refuse(deletion=deletion, why="There is an inquiry.", by=priya, at=house.clock.now)
    assert told(house) == {}
    house.clock.wind(8 * DAY)
    assert told(house) == {}


def test_a_deletion_that_the_lead_put_forward_waits_for_the_team(house: House, town: Town, network: Network) -> None:
    """R28: either of the team is the second; Priya cannot be both."""
    put_forward(town, network, "Priya")
    assert told(house) == {"Ruth": 1, "Tomasz": 1}


def frozen(town: Town, network: Network, by: str = "Ruth") -> Freeze:
    """Leon has died."""
    with town.acting(by) as reader:
        return deaths.freeze(key=new_key(), network=network, words="His sister rang.", by=reader, at=MONDAY)


@pytest.mark.parametrize("what", ["decided", "lifted"])
def test_who_reads_after_a_death_waits_for_the_lead_until_it_is_decided_or_not_so(
    house: House, town: Town, network: Network, what: str
) -> None:
    """R22: the same day, each day for a week, then each week."""
    freeze = frozen(town, network)
    for days, times in ((0, 1), (1, 1), (6, 1), (7, 1), (13, 0), (14, 1)):
        house.clock.now = MONDAY + days * DAY
        assert told(house)["Priya"] == times, days
    with town.acting("Priya", at=house.clock.now) as priya:
        if what == "decided":
            words = "As he had wished."
            deaths.decide_who_reads(frozen=freeze, members_read=True, words=words, by=priya, at=house.clock.now)
        else:
            deaths.lift(frozen=freeze, why="It was another man.", by=priya, at=house.clock.now)
    house.clock.wind(30 * DAY)
    assert told(house) == {}


def test_nobody_is_told_so_of_the_record_around_themself(house: House, town: Town) -> None:
    """R23, R28: Priya is at the centre; she reads it as everybody does, and whoever else leads decides there."""
    town.people["Leon"] = town.people["Priya"]
    network = a_network(town)
    put_forward(town, network)
    frozen(town, network)
    assert told(house) == {}


def test_beyond_is_told_at_once_and_again_until_the_lead_has_looked(house: House, town: Town, network: Network) -> None:
    """R27: Sadia reached Leon's network on Monday."""
    with town.acting("Sadia", at=MONDAY) as sadia:
        glass = reached(network, sadia)
    assert told(house) == {"Priya": 1}
    house.clock.wind(DAY)
    assert told(house) == {"Priya": 1}
    with town.acting("Priya", at=house.clock.now) as priya:
        break_glass.looked_at(
            key=new_key(), reader_id=town.people["Sadia"].pk, network_id=network.pk, words="Rightly so.",
            by=priya, at=house.clock.now, glass_id=glass.pk,
        )  # fmt: skip
    house.clock.wind(DAY)
    assert told(house) == {}


def test_the_row_of_a_message_tells_nobody_what_it_is_about(house: House, town: Town, network: Network) -> None:
    """R24, R25: one word for all of it, no network, and the same sentence on a locked screen as for an invitation."""
    raised(town, network=network)
    house.look()
    (row,) = [each for each in house.messages() if each.person.called == "Priya"]
    assert (row.kind, row.network_id) == ("look", None)
    assert compose(MessageKind.LOOK, "Saltmere") == compose(MessageKind.INVITED, "Saltmere")


def test_priya_finds_the_way_to_it_among_her_messages(house: House, town: Town, network: Network) -> None:
    """Every kind that is told to staff has its words on the page."""
    raised(town)
    with town.acting("Sadia", at=MONDAY) as sadia:
        reached(network, sadia)
    house.look()
    assert set(ABOUT) >= TO_STAFF
    assert set(ABOUT) == set(MessageKind)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tornio.web.middleware.timezone.now", lambda: MONDAY + HOUR)
        browser = Client()
        browser.post(reverse("enter_by_link", args=[entry.make_link(town.humans["Priya"], at=MONDAY, reusable=True)]))
        browser.post(reverse("choose"), {"as": f"{town.organisation.pk}/privacy_lead"})
        page = browser.get(reverse("messages"))
    assert page.status_code == 200
    assert "Something waits for you to look at it." in page.content.decode()
    assert "Somebody read beyond their own networks." in page.content.decode()
