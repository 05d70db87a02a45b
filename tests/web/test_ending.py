"""The pages of stopping and coming back: with everyone's stand, by the person alone, never by the service (R22)."""

import pytest
from django.urls import reverse

from tests.entering import Clock, clock, come_in, key_in, said  # noqa: F401 - a fixture
from tests.kitchen import EVERYBODY, a_decision, a_meeting, a_network
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.core.decisions import Stand
from tornio.core.voices import Audience
from tornio.people.acting import as_clerk
from tornio.records.models import (
    Decision,
    Ending,
    Episode,
    FirstContact,
    Network,
    NetworkMeeting,
    OpenQuestion,
    Position,
    Voice,
)

NOW = MONDAY + HOUR


@pytest.fixture
def network(town: Town, clock: Clock) -> Network:  # noqa: F811
    """Leon's network."""
    clock.is_at(NOW)
    return a_network(town)


@pytest.fixture
def meeting(town: Town, network: Network) -> NetworkMeeting:
    """An open meeting with everybody there; Leon has spoken, and a question is open."""
    made = a_meeting(town, network)
    with town.acting("Leon", at=MONDAY), as_clerk():
        Voice.objects.create(
            organisation_id=made.organisation_id, network=network, meeting=made, kind="voice",
            author=town.people["Leon"], written_by=town.people["Leon"], text="I'd like my Thursdays back.",
            said_at=MONDAY, audience=Audience.NETWORK.value,
        )  # fmt: skip
        OpenQuestion.objects.create(
            organisation_id=made.organisation_id, network=network, asked_by=town.people["Carol"], asked_at=MONDAY,
            written_by=town.people["Carol"], text="Who looks after me?", audience="network",
        )  # fmt: skip
    return made


def stopping(network: Network) -> str:
    """The page "Shall we stop here?"."""
    return reverse("ending", args=[network.pk])


def stands(town: Town, **other: str) -> dict[str, str]:
    """Everybody agrees, but for those of whom something else is said."""
    return {
        f"stand_{town.people[called].pk}": other.get(called, "agree")
        for called in EVERYBODY
        if other.get(called) != "nothing"
    }


def open_episodes(town: Town, network: Network) -> int:
    """How many stretches of work with the network go on: one or none."""
    with town.acting("Leon", at=NOW):
        return Episode.objects.filter(network=network, ended_at__isnull=True).count()


def test_the_page_holds_what_was_said_what_stays_open_and_how_to_come_back(
    town: Town, network: Network, meeting: NetworkMeeting
) -> None:
    page = said(come_in(town, "Ruth", NOW).get(stopping(network)))
    for words in (
        "Shall we stop here?", "our second meeting", "I'd like my Thursdays back.", "Where each of us stands",
        "Who looks after me?", "One call from Leon, at any hour.", "Ruth and Tomasz come again",
        "A missed meeting ends nothing.",
    ):  # fmt: skip
        assert words in page, words
    carol = said(come_in(town, "Carol", NOW).get(stopping(network)))
    assert "Keep what we said" not in carol
    assert come_in(town, "Neil", NOW).get(stopping(network)).status_code == 404


def test_it_ends_with_leons_yes_and_carols_doubt_beside_it(
    town: Town, network: Network, meeting: NetworkMeeting
) -> None:
    """R22: everyone's position is kept as it is (R19)."""
    ruth = come_in(town, "Ruth", NOW)
    sent = {"key": key_in(ruth.get(stopping(network))), "leaving": "stop"} | stands(town, Carol="unsure")
    sent[f"words_{town.people['Carol'].pk}"] = "I won't stand in his way."
    for _ in range(2):
        ruth.post(stopping(network), sent)
    assert open_episodes(town, network) == 0
    with town.acting("Leon", at=NOW):
        assert Ending.objects.get().kind == "network_decided"
        assert Position.objects.get(person=town.people["Carol"]).words == "I won't stand in his way."
        assert Position.objects.count() == len(EVERYBODY)
    assert "This has ended" in said(come_in(town, "Carol", NOW).get(stopping(network)))
    assert "We stopped, together" in said(ruth.get(reverse("story", args=[network.pk])))


@pytest.mark.parametrize(
    ("other", "sentence"),
    [({"Leon": "unsure"}, "It ends only with the person's own yes."), ({"Carol": "nothing"}, "Ask everyone who is")],
)
def test_it_does_not_end_without_his_yes_or_with_somebody_not_asked(
    town: Town, network: Network, meeting: NetworkMeeting, other: dict[str, str], sentence: str
) -> None:
    """R22: refused beside the question; what was chosen is kept on the page, and nothing is stored."""
    ruth = come_in(town, "Ruth", NOW)
    sent = {"key": key_in(ruth.get(stopping(network))), "leaving": "stop"} | stands(town, **other)
    answer = ruth.post(stopping(network), sent)
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert open_episodes(town, network) == 1
    with town.acting("Leon", at=NOW):
        assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("how", "outcome", "kind"),
    [("later", "decided", "general"), ("not_decided", "not_decided", "ending"), ("go_on", "decided", "general")],
)
def test_the_other_answers_are_as_complete_and_end_nothing(
    town: Town, network: Network, meeting: NetworkMeeting, how: str, outcome: str, kind: str
) -> None:
    """R15: "we did not decide" is a complete outcome."""
    ruth = come_in(town, "Ruth", NOW)
    sent = {"key": key_in(ruth.get(stopping(network))), "leaving": how} | stands(town, Leon="unsure")
    assert ruth.post(stopping(network), sent).status_code == 302
    assert open_episodes(town, network) == 1
    with town.acting("Leon", at=NOW):
        assert [(each.outcome, each.kind) for each in Decision.objects.all()] == [(outcome, kind)]


def test_what_people_said_on_their_own_telephones_stands_on_the_page(
    town: Town, network: Network, meeting: NetworkMeeting
) -> None:
    """A decision about stopping that was put into words already is taken up, not asked anew."""
    decision = a_decision(town, meeting, MONDAY, stands=dict.fromkeys(EVERYBODY, Stand.AGREE))
    assert "Where each of us stands" in said(come_in(town, "Carol", NOW).get(stopping(network)))
    ruth = come_in(town, "Ruth", NOW)
    page = ruth.get(stopping(network))
    assert page.content.decode().count("checked") == len(EVERYBODY)
    ruth.post(stopping(network), {"key": key_in(page), "leaving": "stop"} | stands(town))
    assert open_episodes(town, network) == 0
    with town.acting("Leon", at=NOW):
        assert Decision.objects.get() == decision
        assert Position.objects.count() == len(EVERYBODY)


def test_ruth_finds_nothing_on_the_page_to_end_it_with_when_there_is_no_meeting(town: Town, network: Network) -> None:
    """R22: staff cannot end alone; the page does not offer it, and a forged form does nothing."""
    ruth = come_in(town, "Ruth", NOW)
    assert "Keep what we said" not in said(ruth.get(stopping(network)))
    ruth.post(stopping(network), {"leaving": "stop", "may_know": "nothing", "step": "stop"} | stands(town))
    assert open_episodes(town, network) == 1


def test_leon_stops_in_two_quiet_steps_and_carol_learns_what_he_allows(town: Town, network: Network) -> None:
    """R22: no reason is asked; members learn what the person allows."""
    leon, carol = come_in(town, "Leon", NOW), come_in(town, "Carol", NOW)
    page = leon.get(stopping(network))
    assert "nobody asks you why" in said(page)
    sent = {"key": key_in(page), "may_know": "own", "words": ""}
    assert "Write what the others may know." in said(leon.post(stopping(network), sent | {"step": "sure"}))
    sent["words"] = "I am all right."
    sure = leon.post(stopping(network), sent | {"step": "sure"})
    assert "Stop now?" in said(sure)
    assert "I am all right." in said(sure)
    assert open_episodes(town, network) == 1
    assert "You have stopped." in said(leon.post(stopping(network), sent | {"step": "stop"}, follow=True))
    assert open_episodes(town, network) == 0
    assert "I am all right." in said(carol.get(reverse("story", args=[network.pk])))
    assert "I am all right." in said(carol.get(stopping(network)))
    assert "Leon stopped" in said(come_in(town, "Ruth", NOW).get(reverse("story", args=[network.pk])))


@pytest.mark.parametrize(("may_know", "told"), [("stopped", "Leon has stopped."), ("nothing", None)])
def test_what_leon_does_not_allow_does_not_exist_for_carol(
    town: Town, network: Network, may_know: str, told: str | None
) -> None:
    """R22, R24: told nothing, her pages are word for word as before."""
    leon, carol = come_in(town, "Leon", NOW), come_in(town, "Carol", NOW)
    before = [said(carol.get(address)) for address in (stopping(network), reverse("story", args=[network.pk]))]
    leon.post(stopping(network), {"key": key_in(leon.get(stopping(network))), "may_know": may_know, "step": "stop"})
    after = [said(carol.get(address)) for address in (stopping(network), reverse("story", args=[network.pk]))]
    assert (before == after) is (told is None)
    assert all((told or "Leon has stopped.") in page for page in after) is (told is not None)


def test_leon_comes_back_with_one_word(town: Town, network: Network) -> None:
    """R13, R22: the same team; somebody is responsible at once (R5)."""
    leon = come_in(town, "Leon", NOW)
    leon.post(stopping(network), {"key": key_in(leon.get(stopping(network))), "may_know": "nothing", "step": "stop"})
    assert "I would like to come back" in said(leon.get(stopping(network)))
    back = reverse("come_back", args=[network.pk])
    page = leon.get(back)
    assert "With Ruth and Tomasz, where you left off." in said(page)
    assert leon.post(back, {"key": key_in(page), "words": ""}).status_code == 422
    assert leon.post(back, {"key": key_in(page), "words": "Hello."}).status_code == 302
    assert open_episodes(town, network) == 1
    with town.acting("Leon", at=NOW):
        assert FirstContact.objects.get().held_by.practitioner_id == town.practitioners["Martin"].pk
    assert "You came back" in said(leon.get(reverse("story", args=[network.pk])))
    assert "open already" in said(leon.post(back, {"key": key_in(leon.get(back)), "words": "Hello?"}))
    for called in ("Carol", "Ruth"):
        assert come_in(town, called, NOW).get(back).status_code == 404, called


def test_named_exceptions_are_named_as_what_they_are(town: Town, network: Network) -> None:
    """R22: moved and handed over; the person's own word, written down."""
    ruth = come_in(town, "Ruth", NOW)
    other = reverse("ending_other", args=[network.pk])
    sent = {"key": key_in(ruth.get(other)), "kind": "moved", "words": "To Leith."}
    assert "Who goes on with them?" in said(ruth.post(other, sent))
    assert "more tries" in said(ruth.post(other, sent | {"kind": "not_found"}))
    assert ruth.post(other, sent | {"kind": "network_decided"}).status_code == 422
    assert ruth.post(other, sent | {"handed_to": "The team in Leith"}).status_code == 302
    page = said(ruth.get(reverse("story", args=[network.pk])))
    assert "They moved, and others go on with them" in page
    assert "The team in Leith" in page
    assert "Leith" not in said(come_in(town, "Carol", NOW).get(reverse("story", args=[network.pk])))
    assert come_in(town, "Leon", NOW + DAY).get(other).status_code == 404


def test_ruth_writes_down_how_leon_said_that_he_stops(town: Town, network: Network) -> None:
    """R22: in any way."""
    ruth = come_in(town, "Ruth", NOW)
    other = reverse("ending_other", args=[network.pk])
    sent = {"key": key_in(ruth.get(other)), "kind": "person_stopped", "words": "He rang: “That's it, thanks.”"}
    assert ruth.post(other, sent | {"words": ""}).status_code == 422
    assert ruth.post(other, sent).status_code == 302
    with town.acting("Leon", at=NOW):
        assert Ending.objects.get().written_by_id == town.people["Ruth"].pk
