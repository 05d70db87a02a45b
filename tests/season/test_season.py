"""The demo season as it is played: believable to the last row, the same each time, and open to who tries it."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import click
import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from tests import database
from tests.people import Town
from tornio.config.commands import season as command
from tornio.core.clocks import Standing, standing
from tornio.core.decisions import Outcome, Stand
from tornio.core.episodes import EndingKind
from tornio.core.meetings import MeetingStatus
from tornio.core.people import Capacity
from tornio.people import demo, profiles
from tornio.people.acting import acting_as
from tornio.people.models import Organisation
from tornio.records.models import (
    Decision,
    Ending,
    Episode,
    FirstContact,
    Network,
    NetworkMap,
    NetworkMeeting,
    OpenQuestion,
    Position,
    QuestionTurn,
    SafetyAct,
    Substitution,
    Voice,
)  # fmt: skip
from tornio.records.visible.contacts import clocks_of
from tornio.season import play

THURSDAY = datetime(2026, 11, 12, 18, 4, tzinfo=UTC)


NOBODYS_MAKING = frozenset({"password", "written_in"})  # a password that nobody has; the server's count of transactions


def trusts(at: datetime) -> Iterator[Organisation]:
    """Every organisation in turn, with somebody reading who may."""
    for organisation in Organisation.objects.order_by("slug"):
        with acting_as(
            human=None, capacity=Capacity.JOB, organisation=organisation, purpose="looking at a season", at=at
        ):
            yield organisation


def everything(at: datetime) -> Counter[str]:
    """Every row, as words; but not what is of nobody's making."""
    found: Counter[str] = Counter()
    for _ in trusts(at):
        for room in ("people", "records"):
            for model in apps.get_app_config(room).get_models():
                columns = [field.attname for field in model._meta.concrete_fields if field.name not in NOBODYS_MAKING]
                found.update(f"{model.__name__} {row}" for row in model._default_manager.values_list(*columns))
    return found


def test_every_state_of_the_board_can_be_seen(season: datetime) -> None:
    """R2, R3, R4: late and nearly late, waiting, arranged, chosen later, met in every way, and not going ahead."""
    seen: set[Standing] = set()
    for organisation in trusts(season):
        for contact in FirstContact.objects.filter(organisation=organisation).select_related("service"):
            agreed = NetworkMeeting.objects.filter(first_contact=contact, agreed_at__isnull=False)
            first = agreed.exclude(status=MeetingStatus.NOT_HELD.value).order_by("planned").first()
            clocks = clocks_of(contact, first.planned.lower if first else None)
            seen.add(standing(clocks, profiles.profile(contact.service.profile), season))
    assert seen == set(Standing)


def test_a_season_has_everything_that_a_service_lives_through(season: datetime) -> None:
    """R11, R12, R13, R15, R19, R20, R21, R22: each of them is to be seen somewhere, in somebody's words."""
    networks, fewer, told, statuses, endings, stands = 0, 0, 0, set(), set(), set()
    for _ in trusts(season):
        networks += Network.objects.count()
        fewer += NetworkMeeting.objects.exclude(fewer_why="").count()
        told += Substitution.objects.filter(told_at__isnull=False).count()
        statuses |= set(NetworkMeeting.objects.values_list("status", flat=True))
        endings |= set(Ending.objects.values_list("kind", flat=True))
        stands |= set(Position.objects.values_list("stand", flat=True))
    assert networks == 24 + 13  # the stories, and the calls of the last two days
    assert fewer >= 3
    assert told >= 4
    assert statuses == {"agreed", "open", "held", "not_held"}
    assert endings == {EndingKind.NETWORK_DECIDED, EndingKind.PERSON_STOPPED, EndingKind.MOVED}
    assert {Stand.AGREE, Stand.UNSURE, Stand.DISAGREE} <= stands


def test_leon_has_met_his_network_four_times_and_is_in_the_fifth(season: datetime) -> None:
    for organisation in trusts(season):
        if organisation.slug != "saltmere":
            continue
        network = Network.objects.get(centre__full_name="Leon Marsh")
        meetings = NetworkMeeting.objects.filter(network=network).order_by("planned")
        assert [each.status for each in meetings] == ["held"] * 4 + ["open", "agreed"]
        assert Decision.objects.get(network=network, kind="medication").spoken_of_before == 3
        assert NetworkMap.objects.filter(network=network, kept_at__isnull=False).count() == 3
        assert SafetyAct.objects.get(network=network).tellings.get().told == "spoken_of"
        assert Voice.objects.filter(network=network, meeting__status="open").count() == 11
        assert OpenQuestion.objects.filter(network=network).count() == 3
        assert not QuestionTurn.objects.filter(network=network).exclude(became="stays_open").exists()
        assert Decision.objects.filter(network=network, outcome=Outcome.NOT_DECIDED.value).count() == 3


def test_a_network_came_back_with_the_same_team(season: datetime) -> None:
    """R13, R22: one call of the person's own opens it again."""
    returned = []
    for _ in trusts(season):
        returned += list(Episode.objects.filter(returned=True).values_list("network__centre__full_name", flat=True))
    assert returned == ["Wren Callaghan"]


def test_nothing_happens_after_the_season_ends(season: datetime) -> None:
    for _ in trusts(season):
        assert not Voice.objects.filter(said_at__gt=season).exists()
        assert not NetworkMeeting.objects.filter(proposed_at__gt=season).exists()


def test_each_demo_person_comes_in_and_opens_their_home(season: datetime) -> None:
    people = {each.token: each for each in demo.people()}
    assert list(people) == ["leon", "carol", "neil", "ruth", "tomasz", "sadia", "martin", "priya", "edith", "ada"]
    for token in people:
        client = Client()
        assert client.post(reverse("enter_by_link", args=[token]), follow=True).status_code == 200, token
        assert client.get(reverse("home"), follow=True).status_code == 200, token


def test_sadia_took_a_call_this_afternoon_and_finds_who_could_be_there_in_time(season: datetime) -> None:
    """R2: the window is running, nothing is arranged, and somebody has hours in it on whatever day it is looked at."""
    for organisation in trusts(season):
        if organisation.slug == "saltmere":
            waits = FirstContact.objects.select_related("held_by__practitioner__person").get(
                caller__full_name="Ray Vale"
            )
    assert waits.held_by.practitioner.person.called == "Sadia"
    assert (waits.first_offered_at, season - waits.contacted_at < timedelta(hours=2)) == (None, True)
    sadia = Client()
    sadia.post(reverse("enter_by_link", args=["sadia"]), follow=True)
    told = sadia.get(reverse("contact", args=[waits.pk])).content.decode()
    assert reverse("possible", args=[waits.network_id]) in told
    page = sadia.get(reverse("possible", args=[waits.network_id])).content.decode()
    assert "What is possible for Imogen" in page
    assert "The best we can see" in page
    assert "to spare</span>" in page


def test_the_same_seed_plays_the_same_season(run_database: str, django_db_blocker: object) -> None:
    found = []
    for number in (1, 2):
        with database.copy_for_this_run(f"_{number}") as name:
            database.point_at(name)
            try:
                play.play(networks=2, months=4, seed=7, until=THURSDAY)
                found.append(everything(THURSDAY))
            finally:
                database.point_at(run_database)
    first, second = found
    assert first.total() > 1000
    assert first == second


def test_more_networks_than_stories_are_told_of_other_people() -> None:
    told = play.chosen(networks=60, months=6, seed=1)
    slugs = [story.slug for story in told]
    assert len(set(slugs)) == len(slugs) == 60 + 13
    again = next(story for story in told if story.slug.startswith("leon-"))
    assert again.centre.called != "Leon"
    assert "Leon" not in " ".join(" ".join(scene.lines) for scene in again.scenes)


def test_a_shorter_season_leaves_out_the_stories_that_began_before_it() -> None:
    for story in play.chosen(networks=24, months=1, seed=1):
        first = story.scenes[0].when
        assert first.minutes is not None or first.day >= -30
    assert timedelta(days=30) == play.A_MONTH


def test_a_season_is_not_played_into_somebodys_record(town: Town) -> None:
    with pytest.raises(click.ClickException, match="empty database"):
        command._is_played(unless_played=False)
    assert command._is_played(unless_played=True)
