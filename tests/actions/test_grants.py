"""Who may act for somebody by law, in what, until when; and one thing that they cannot decide just now (R8)."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction

from tests.kitchen import a_network, refused_by
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import between, grants
from tornio.core.errors import NotForYou, Refused
from tornio.core.grants import CapacityLook, GrantKind, GrantLook
from tornio.core.sharing import Relationship
from tornio.core.voices import Audience
from tornio.people.keys import new_key
from tornio.people.models import Person
from tornio.records.models import CannotDecide, CapacityReview, Grant, GrantReview, Network, NetworkMember
from tornio.records.visible import grants as visible
from tornio.records.visible.reach import reach

LONDON = ZoneInfo("Europe/London")
YEAR = timedelta(days=365)


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere as in the demo, where from sixteen on somebody decides themself who reads."""
    return build_town("saltmere", "saltmere")


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's; Jean is not of it."""
    return a_network(town)


def given(town: Town, network: Network, at: datetime = MONDAY, by: str = "Ruth", **more: Any) -> Grant:
    """Ruth has seen the paper by which Jean acts for Leon."""
    known: dict[str, Any] = {
        "key": new_key(), "kind": GrantKind.PROXY, "power": "A power for health and care",
        "covers": "Where he lives.", "evidence": "The paper of 3 May.",
        "look_again": at + 180 * DAY, "holder": town.people["Jean"], "may_read": True,
    }  # fmt: skip
    with town.acting(by, at=at) as reader:
        return grants.give(**(known | more), network=network, by=reader, at=at)


def born(town: Town, called: str, on: date | None, year: int | None = None) -> None:
    """When somebody was born."""
    with town.acting("Ruth"):
        Person.objects.filter(pk=town.people[called].pk).update(born_on=on, born_year=year)


def stands(town: Town, network: Network, called: str, at: datetime) -> frozenset[Relationship]:
    """How somebody stands to the network at a moment."""
    with town.acting(called, at=at) as reader:
        return reach(reader).standing(network.pk)


def test_jean_reads_from_the_moment_that_ruth_has_seen_the_paper(town: Town, network: Network) -> None:
    """R8: a grant is dated and scoped; sent twice it is kept once."""
    key = new_key()
    assert stands(town, network, "Jean", MONDAY) == frozenset()
    for _twice in range(2):
        given(town, network, key=key, until=MONDAY + 10 * DAY)
    assert stands(town, network, "Jean", MONDAY) == {Relationship.PROXY}
    assert stands(town, network, "Jean", MONDAY + 10 * DAY - HOUR) == {Relationship.PROXY}
    assert stands(town, network, "Jean", MONDAY + 10 * DAY) == frozenset()
    assert stands(town, network, "Jean", MONDAY - HOUR) == frozenset()


def test_a_grant_that_covers_no_reading_reads_nothing(town: Town, network: Network) -> None:
    """R8: decision-specific."""
    given(town, network, may_read=False)
    assert stands(town, network, "Jean", MONDAY + HOUR) == frozenset()


def test_jean_adds_words_only_where_the_grant_says_so(town: Town, network: Network) -> None:
    """R8, R17: signed by her, in the capacity of that day."""
    given(town, network)
    words: dict[str, Any] = {"words": "He should stay.", "audience": Audience.NETWORK, "network": network}
    with town.acting("Jean", at=MONDAY + HOUR) as jean, pytest.raises(NotForYou):
        between.say(key=new_key(), by=jean, at=MONDAY + HOUR, **words)
    given(town, network, at=MONDAY + HOUR, kind=GrantKind.PARENT, power="His guardian", may_write=True)
    with town.acting("Jean", at=MONDAY + 2 * HOUR) as jean:
        said = between.say(key=new_key(), by=jean, at=MONDAY + 2 * HOUR, **words)
    assert said.spoken_as == "His guardian"


@pytest.mark.parametrize("called", ["Leon", "Carol", "Jean", "Sadia", "Priya", "Martin"])
def test_only_those_who_work_with_leon_write_it_down(town: Town, network: Network, called: str) -> None:
    """R8."""
    with pytest.raises(NotForYou):
        given(town, network, by=called)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"power": " "}, "power"),
        ({"covers": ""}, "covers"),
        ({"evidence": ""}, "evidence"),
        ({"holder": None}, "holder"),
        ({"until": MONDAY}, "until"),
        ({"look_again": MONDAY}, "look_again"),
        ({"look_again": MONDAY + 367 * DAY}, "look_again"),
    ],
)
def test_a_grant_that_lacks_something_is_refused_beside_its_field(
    town: Town, network: Network, wrong: dict[str, Any], field: str
) -> None:
    """R8: power, scope, evidence, who, until when, and a look within a year."""
    with pytest.raises(Refused) as no:
        given(town, network, **wrong)
    assert no.value.field == field


def test_somebody_who_is_not_of_the_network_is_named_and_does_not_belong_by_it(town: Town, network: Network) -> None:
    """R8: the person decides who belongs; a power in law is another thing."""
    grant = given(town, network, holder=None, holder_name="Rosa Quill")
    with town.acting("Ruth"):
        assert Person.objects.get(pk=grant.holder_id).full_name == "Rosa Quill"
        assert not NetworkMember.objects.filter(person=grant.holder_id).exists()


@pytest.mark.parametrize(
    ("born_on", "last", "first_without"),
    [
        (date(2011, 6, 10), datetime(2027, 6, 9, 23, 59, tzinfo=LONDON), datetime(2027, 6, 10, tzinfo=LONDON)),
        (date(2012, 2, 29), datetime(2028, 2, 28, 23, 59, tzinfo=LONDON), datetime(2028, 2, 29, tzinfo=LONDON)),
    ],
)
def test_a_parent_reads_until_leons_sixteenth_birthday_and_not_a_moment_longer(
    town: Town, network: Network, born_on: date, last: datetime, first_without: datetime
) -> None:
    """R8: a clock driven over the birthday, 29 February too; the age is the profile's."""
    born(town, "Leon", born_on)
    given(town, network, kind=GrantKind.PARENT, power="Parental responsibility", look_again=MONDAY + YEAR)
    assert stands(town, network, "Jean", last) == {Relationship.PROXY}
    assert stands(town, network, "Jean", first_without) == frozenset()


def test_a_parents_grant_for_somebody_who_is_sixteen_is_refused(town: Town, network: Network) -> None:
    """R8."""
    born(town, "Leon", date(2010, 11, 2))
    with pytest.raises(Refused, match="for themself") as no:
        given(town, network, kind=GrantKind.PARENT)
    assert no.value.field == "kind"
    given(town, network)  # a proxy's grant has no such age


def test_a_grant_is_looked_at_on_the_birthdays_of_the_profile(town: Town, network: Network) -> None:
    """R8: twelve, sixteen and eighteen at Saltmere."""
    born(town, "Leon", date(2014, 12, 24))
    grant = given(town, network, kind=GrantKind.PARENT, look_again=MONDAY + YEAR)
    assert grant.look_by == datetime(2026, 12, 24, tzinfo=LONDON)
    with town.acting("Ruth", at=MONDAY + 40 * DAY) as ruth:
        assert [each.missed for each in visible.to_look_at(ruth)] == [False]
    with town.acting("Ruth", at=MONDAY + 60 * DAY) as ruth:
        assert [each.missed for each in visible.to_look_at(ruth)] == [True]
    with town.acting("Jean", at=MONDAY) as jean:
        assert visible.to_look_at(jean) == []


def test_every_grant_ends_with_leons_death(town: Town, network: Network) -> None:
    """R8: ended by death, at once and for good."""
    given(town, network)
    with town.acting("Ruth"):
        Person.objects.filter(pk=town.people["Leon"].pk).update(died_on=date(2026, 11, 3))
    assert stands(town, network, "Jean", MONDAY + 2 * DAY) == frozenset()
    with town.acting("Ruth", at=MONDAY + 2 * DAY) as ruth:
        page = visible.page(ruth, network.pk)
        assert page is not None
        assert (page.holds, len(page.over)) == ([], 1)
    with pytest.raises(Refused, match="death"):
        given(town, network, at=MONDAY + 2 * DAY, kind=GrantKind.PARENT)


def look(town: Town, network: Network, grant: Grant, looked: GrantLook, at: datetime, **more: Any) -> GrantReview:
    """Tomasz looks at it again."""
    with town.acting("Tomasz", at=at) as by:
        known: dict[str, Any] = {"key": new_key(), "words": "We asked.", "look_again": None}
        return grants.look_at(**(known | more), network=network, grant_id=grant.pk, looked=looked, by=by, at=at)


def test_a_grant_that_is_ended_ends_at_that_instant(town: Town, network: Network) -> None:
    """R8, R24: from the same transaction on."""
    grant, at = given(town, network), MONDAY + 3 * DAY
    look(town, network, grant, GrantLook.GOES_ON, MONDAY + DAY, look_again=MONDAY + 90 * DAY)
    with pytest.raises(Refused, match="Say when"):
        look(town, network, grant, GrantLook.GOES_ON, at)
    key = new_key()
    for _twice in range(2):
        look(town, network, grant, GrantLook.ENDED, at, key=key)
    assert stands(town, network, "Jean", at) == frozenset()
    with pytest.raises(NotForYou):
        look(town, network, grant, GrantLook.GOES_ON, at + HOUR, look_again=MONDAY + 90 * DAY)
    with town.acting("Ruth", at=at) as ruth:
        standing = visible.grant(ruth, network.pk, grant.pk)
        assert standing is not None
        assert [each.looked for each in standing.looks] == ["goes_on", "ended"]


def test_a_grant_is_never_made_longer_in_sql(town: Town, network: Network) -> None:
    """R8, around the application: it may end earlier, and not later; nothing else of it may change."""
    given(town, network, until=MONDAY + 10 * DAY)
    with town.acting("Ruth"):
        for later in ("lower(during), upper(during) + interval '1 day'", "lower(during), NULL"):
            with refused_by("a_grant_is_never_made_longer"), connection.cursor() as cursor:
                cursor.execute(f"UPDATE records_grant SET during = tstzrange({later})")
        refused = pytest.raises(DatabaseError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE records_grant SET may_write = true")


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"look_by": MONDAY + 367 * DAY}, "a_grant_is_looked_at_within_a_year"),
        ({"look_by": MONDAY}, "a_grant_is_looked_at_within_a_year"),
        ({"kind": "friend"}, "a_grant_is_of_a_known_kind"),
        ({"power": " "}, "a_grant_says_power_scope_and_evidence"),
        ({"covers": ""}, "a_grant_says_power_scope_and_evidence"),
        ({"evidence": ""}, "a_grant_says_power_scope_and_evidence"),
        ({"during": (None, None)}, "a_grant_begins_at_a_moment"),
        ({"holder": "Leon"}, "nobody_is_their_own_proxy"),
        ({"centre": "Carol"}, "a_grant_is_for_the_person_at_the_centre"),
    ],
)
def test_the_database_refuses_a_grant_that_is_none(
    town: Town, network: Network, wrong: dict[str, Any], name: str
) -> None:
    """R8, around the application."""
    people = {key: town.people[value] for key, value in wrong.items() if key in ("holder", "centre")}
    known: dict[str, Any] = {
        "organisation": town.organisation, "network": network, "centre": town.people["Leon"],
        "holder": town.people["Jean"], "kind": "proxy", "power": "A power", "covers": "This.", "evidence": "A paper.",
        "during": (MONDAY, None), "look_by": MONDAY + DAY, "written_by": town.people["Ruth"], "written_at": MONDAY,
    }  # fmt: skip
    with town.acting("Ruth"), refused_by(name):
        Grant.objects.create(**(known | wrong | people))


# --- one thing that somebody cannot decide now ---------------------------------------------------------------------


def found(town: Town, network: Network, at: datetime = MONDAY, **more: Any) -> CannotDecide:
    """Farah found that Leon cannot decide about the tablets today."""
    known: dict[str, Any] = {
        "key": new_key(), "about": "Whether he takes the tablets tonight.", "found_by": "Farah Siddiqui, psychiatrist",
        "evidence": "He could not say back what they are for.", "helped": "We came back after he had slept.",
        "look_again": at + 2 * DAY,
    }  # fmt: skip
    with town.acting("Ruth", at=at) as by:
        return grants.cannot_decide(**(known | more), network=network, by=by, at=at)


def holds(town: Town, network: Network, at: datetime) -> list[str]:
    """What Leon reads that he cannot decide at a moment."""
    with town.acting("Leon", at=at) as leon:
        page = visible.page(leon, network.pk)
        assert page is not None
        return [each.found.about for each in page.cannot]


def test_it_holds_for_one_decision_until_the_look_and_then_leon_decides_again(town: Town, network: Network) -> None:
    """R8: who found so, on what evidence, when looked at again; without a look it lapses. No mark stays on a person."""
    key = new_key()
    for _twice in range(2):
        finding = found(town, network, key=key)
    assert holds(town, network, MONDAY + DAY) == ["Whether he takes the tablets tonight."]
    assert holds(town, network, MONDAY + 2 * DAY) == []
    with town.acting("Ruth", at=MONDAY + 2 * DAY), pytest.raises(NotForYou):
        looked(town, network, finding, CapacityLook.STILL_CANNOT, MONDAY + 2 * DAY)


def looked(
    town: Town, network: Network, finding: CannotDecide, what: CapacityLook, at: datetime, **more: Any
) -> CapacityReview:
    """Ruth looks again."""
    known: dict[str, Any] = {
        "key": new_key(), "found_by": "Ruth Adeyemi, nurse", "evidence": "He said it back.", "look_again": at + DAY,
    }  # fmt: skip
    with town.acting("Ruth", at=at) as by:
        return grants.look_at_finding(
            **(known | more), network=network, finding_id=finding.pk, looked=what, by=by, at=at
        )


def test_looked_at_again_it_holds_on_or_is_over(town: Town, network: Network) -> None:
    """R8."""
    finding, key = found(town, network), new_key()
    for _twice in range(2):
        looked(town, network, finding, CapacityLook.STILL_CANNOT, MONDAY + DAY, key=key, look_again=MONDAY + 5 * DAY)
    with pytest.raises(Refused, match="Say when"):
        looked(town, network, finding, CapacityLook.STILL_CANNOT, MONDAY + 2 * DAY, look_again=None)
    assert holds(town, network, MONDAY + 4 * DAY) != []
    looked(town, network, finding, CapacityLook.CAN_NOW, MONDAY + 4 * DAY)
    assert holds(town, network, MONDAY + 4 * DAY) == []
    with town.acting("Ruth"), refused_by("who_can_decide_it_now_is_asked_anew"):
        CapacityReview.objects.create(
            organisation=town.organisation, finding=finding, network=network, looked="still_cannot", evidence="x",
            found_by="y", by=town.people["Ruth"], at=MONDAY + 4 * DAY, look_by=MONDAY + 5 * DAY,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"about": ""}, "about"),
        ({"found_by": " "}, "found_by"),
        ({"evidence": ""}, "evidence"),
        ({"helped": ""}, "helped"),
        ({"look_again": MONDAY}, "look_again"),
        ({"look_again": MONDAY + 91 * DAY}, "look_again"),
        ({"found_at": MONDAY + HOUR}, "found_at"),
    ],
)
def test_a_finding_that_lacks_something_is_refused_beside_its_field(
    town: Town, network: Network, wrong: dict[str, Any], field: str
) -> None:
    """R8."""
    with pytest.raises(Refused) as no:
        found(town, network, **wrong)
    assert no.value.field == field


@pytest.mark.parametrize("called", ["Carol", "Neil", "Jean", "Sadia", "Martin"])
def test_nobody_else_reads_of_it(town: Town, network: Network, called: str) -> None:
    """R24."""
    finding = found(town, network)
    with town.acting(called, at=MONDAY + HOUR) as by:
        assert visible.page(by, network.pk) is None
        assert visible.finding(by, network.pk, finding.pk) is None
