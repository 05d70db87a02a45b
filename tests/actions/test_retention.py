"""Retention proposes: what has reached its end is listed, kept on or put forward, and never goes by itself."""

from datetime import date

import pytest

from tests.actions.test_misfiled import NOW
from tests.kitchen import a_network, refused_by
from tests.people import DAY, Town
from tornio.actions import deletions, episodes, retention
from tornio.core.contacts import Channel
from tornio.core.errors import NotForYou, Refused
from tornio.core.retention import Since
from tornio.core.rights import DeletionGround
from tornio.people.keys import new_key
from tornio.records.models import Network, RetentionPeriod
from tornio.records.visible import retention as visible

IN_TWO_YEARS = NOW + 731 * DAY


def period(town: Town, months: int = 12, since: Since = Since.ENDED) -> RetentionPeriod:
    """Priya writes down a period."""
    with town.acting("Priya", at=NOW) as priya:
        return retention.write_period(
            key=new_key(), service=town.service, since_what=since, months=months, source="Our policy, 4.2", by=priya,
            at=NOW,
        )  # fmt: skip


def stopped(town: Town) -> Network:
    """Leon stopped."""
    network = a_network(town)
    with town.acting("Leon", at=NOW) as leon:
        episodes.stop(key=new_key(), network=network, by=leon, at=NOW)
    return network


def listed(town: Town, at: object = IN_TWO_YEARS) -> list[visible.Reached]:
    """What Priya finds on that day."""
    with town.acting("Priya", at=at) as priya:  # type: ignore[arg-type]
        return visible.reached(priya)


def test_nothing_is_listed_before_its_day_or_without_a_period_that_the_service_wrote_down(town: Town) -> None:
    """R28: no period is built in; while work goes on nothing reaches its end."""
    network = stopped(town)
    assert listed(town) == []
    period(town)
    assert [(each.network.pk, each.on) for each in listed(town)] == [(network.pk, date(2027, 11, 19))]
    assert listed(town, NOW + 360 * DAY) == []
    with town.acting("Leon", at=NOW + DAY) as leon:
        episodes.return_by_own_call(
            key=new_key(), network=network, words="Again.", way=Channel.TELEPHONE, by=leon, at=NOW + DAY
        )
    assert listed(town) == []


def test_a_record_kept_on_is_listed_again_on_its_day(town: Town) -> None:
    """R28: with a reason that stays readable."""
    network = stopped(town)
    period(town)
    with town.acting("Priya", at=IN_TWO_YEARS) as priya:
        key = new_key()
        until = date(2030, 1, 1)
        for _ in range(2):
            retention.keep_on(key=key, network=network, until_on=until, why="An inquiry.", by=priya, at=IN_TWO_YEARS)
        with pytest.raises(Refused, match="ahead"):
            retention.keep_on(
                key=new_key(), network=network, until_on=date(2020, 1, 1), why="x", by=priya, at=IN_TWO_YEARS
            )
        with pytest.raises(Refused, match="why"):
            retention.keep_on(key=new_key(), network=network, until_on=until, why=" ", by=priya, at=IN_TWO_YEARS)
    assert listed(town) == []
    (again,) = listed(town, IN_TWO_YEARS + 600 * DAY)
    assert (again.kept_until, again.kept_why) == (until, "An inquiry.")


def test_two_people_delete_what_reached_its_end_and_it_is_listed_no_more(town: Town) -> None:
    """R28: retention proposes, people dispose: Priya puts it forward, Ruth agrees."""
    network = stopped(town)
    period(town)
    with town.acting("Priya", at=IN_TWO_YEARS) as priya:
        deletion = deletions.put_forward(
            key=new_key(), what=network, ground=DeletionGround.RETENTION_ENDED, words="Twelve months.", by=priya,
            at=IN_TWO_YEARS,
        )  # fmt: skip
    (waiting,) = listed(town)
    assert waiting.put_forward == deletion
    with town.acting("Ruth", at=IN_TWO_YEARS) as ruth:
        deletions.agree(deletion=deletion, by=ruth, at=IN_TWO_YEARS)
    assert listed(town) == []


def test_after_a_death_the_other_period_counts(town: Town) -> None:
    """R28: where the service has one."""
    network = stopped(town)
    period(town)
    period(town, 6, Since.DIED)
    with town.acting("Ruth", at=NOW):
        person = network.centre
        type(person).objects.filter(pk=person.pk).update(died_on=date(2026, 12, 1))
    assert [each.on for each in listed(town)] == [date(2027, 6, 1)]


def test_only_the_privacy_lead_lists_writes_and_keeps_on(town: Town) -> None:
    """R28: nobody else sees the list or changes a period; a new period ends the former."""
    network = stopped(town)
    first = period(town)
    again = period(town, 24)
    for called in ("Ruth", "Martin", "Leon", "Ada"):
        with town.acting(called, at=IN_TWO_YEARS) as by:
            assert visible.reached(by) == []
            with pytest.raises(NotForYou):
                retention.keep_on(key=new_key(), network=network, until_on=date(2035, 1, 1), why="x", by=by, at=by.at)
            with pytest.raises(NotForYou):
                retention.write_period(
                    key=new_key(), service=town.service, since_what=Since.DIED, months=1, source="x", by=by, at=by.at
                )
    with town.acting("Priya", at=NOW) as priya:
        assert list(visible.periods(priya)) == [again]
        assert RetentionPeriod.objects.get(pk=first.pk).until == NOW
        same = retention.write_period(
            key=again.pk, service=town.service, since_what=Since.ENDED, months=24, source="x", by=priya, at=NOW
        )
        assert same == again
        with pytest.raises(Refused, match="How many months"):
            retention.write_period(
                key=new_key(), service=town.service, since_what=Since.DIED, months=0, source="x", by=priya, at=NOW
            )
        with refused_by("a_period_says_where_it_comes_from"):
            RetentionPeriod.objects.create(
                organisation_id=priya.organisation_id, service=town.service, since_what="died", months=3, source="",
                written_by_id=priya.person, since=NOW,
            )  # fmt: skip
