"""The pages between meetings: the telephone, messages, staff talk, acts, the person's own mind."""

from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse

from tests.entering import Clock, clock, come_in, key_in, said  # noqa: F401 - a fixture
from tests.kitchen import a_meeting, a_network
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.core.meetings import MeetingStatus
from tornio.records.models import (
    ActTelling,
    Call,
    Duty,
    Episode,
    Network,
    Reading,
    SafetyAct,
    StaffTalk,
    TeamMember,
    Voice,
    Wish,
)

NOW = MONDAY + HOUR


@pytest.fixture
def network(town: Town, clock: Clock) -> Network:  # noqa: F811
    """Leon's network; it is ten on Monday."""
    clock.is_at(NOW)
    made = a_network(town)
    with town.acting("Ruth") as by:
        Duty.objects.create(
            organisation_id=by.organisation_id, service=town.service, practitioner=town.practitioners["Sadia"],
            during=DateTimeTZRange(MONDAY, MONDAY + DAY),
        )  # fmt: skip
    return made


def address(name: str, network: Network, caller: Any = None) -> str:
    """A page of the network."""
    return reverse(name, args=[network.pk]) + (f"?by={caller.pk}" if caller else "")


def test_sadia_finds_carol_by_name_and_knows_her_people(town: Town, network: Network) -> None:
    """At any hour, whoever is on duty knows their name and their people."""
    sadia = come_in(town, "Sadia", NOW)
    assert reverse("call_find") in sadia.get(reverse("contact_new")).content.decode()
    found = said(sadia.post(reverse("call_find"), {"name": "carol"}))
    assert "Carol Marsh" in found
    assert "his mother: the network of Leon Marsh" in found
    assert "Nobody of that name" in said(sadia.post(reverse("call_find"), {"name": "zebedee"}))
    assert sadia.post(reverse("call_find"), {"name": ""}).status_code == 422
    page = said(sadia.get(address("call_new", network, town.people["Carol"])))
    for words in ("Carol Marsh is calling", "Neil Marsh", "Ruth, Tomasz", "I have told Carol that Leon may read this"):
        assert words in page, words


def test_a_call_is_kept_once_with_what_carol_decided_for_herself(town: Town, network: Network) -> None:
    """R20, R23: told first; sent twice it is one; the reading is recorded."""
    sadia = come_in(town, "Sadia", NOW)
    page = address("call_new", network, town.people["Carol"])
    sent = {"key": key_in(sadia.get(page)), "words": "He went out.", "decided_for_self": "I go to Jean's.",
            "way": "telephone", "audience": "person_and_team"}  # fmt: skip
    refused = sadia.post(page, sent)
    assert refused.status_code == 422
    assert "Tell them first that the person may read it." in said(refused)
    assert "He went out." in said(refused)
    for _ in range(2):
        assert sadia.post(page, sent | {"told": "on"}).status_code == 302
    with town.acting("Leon", at=NOW):
        assert [call.decided_for_self for call in Call.objects.all()] == ["I go to Jean's."]
        assert Reading.objects.filter(page="call", person=town.people["Sadia"], network=network).exists()


def test_strangers_and_nonsense_find_no_page(town: Town, network: Network) -> None:
    """What is not theirs does not exist."""
    sadia, farah, carol = (come_in(town, called, NOW) for called in ("Sadia", "Farah", "Carol"))
    assert sadia.get(address("call_new", network, town.people["Jean"])).status_code == 404
    assert sadia.get(address("call_new", network) + "?by=leon").status_code == 404
    assert farah.get(address("call_new", network, town.people["Carol"])).status_code == 404
    for name in ("call_new", "talk_new", "act_new", "wishes"):
        assert carol.get(address(name, network)).status_code == 404, name
    assert carol.get(reverse("call_find")).status_code == 404
    assert come_in(town, "Neil", NOW).get(address("word_new", network)).status_code == 404
    assert farah.get(address("talk_new", network)).status_code == 404


def test_carol_sends_words_and_ruth_answers(town: Town, network: Network) -> None:
    """Words between meetings, theirs, for whom they say."""
    for called in ("Carol", "Leon", "Ruth"):
        client = come_in(town, called, NOW)
        page = address("word_new", network)
        sent = {"key": key_in(client.get(page)), "words": f"{called} says so.", "audience": "network"}
        assert client.post(page, sent | {"words": ""}).status_code == 422
        assert client.post(page, sent, follow=True).status_code == 200
    with town.acting("Leon", at=NOW):
        assert Voice.objects.filter(meeting__isnull=True).count() == 3


def test_ruth_writes_down_what_she_and_farah_said(town: Town, network: Network) -> None:
    """R20: who, why, what."""
    ruth = come_in(town, "Ruth", NOW)
    page = address("talk_new", network)
    opened = ruth.get(page)
    assert "Ruth Adeyemi" not in said(opened).split("With whom did you speak?")[1]
    sent = {"key": key_in(opened), "why": "Before Thursday.", "words": "Sleep.", "minutes": "10"}
    refused = ruth.post(page, sent)
    assert (refused.status_code, "With whom did you speak?" in said(refused)) == (422, True)
    sent["with_whom"] = str(town.practitioners["Farah"].pk)
    assert "Leon can read it now" in said(ruth.post(page, sent, follow=True))
    with town.acting("Leon", at=NOW):
        assert StaffTalk.objects.get().minutes == 10


def test_ruth_writes_down_an_act_and_it_is_told_in_the_meeting(town: Town, network: Network) -> None:
    """R21: the power from the list of the land, or another in words."""
    ruth = come_in(town, "Ruth", NOW)
    page = address("act_new", network)
    sent = {"key": key_in(ruth.get(page)), "kind": "emergency", "what": "An ambulance came.", "by_whom": "The crew",
            "power": "other", "power_other": "", "why_without": "He had fainted.", "audience": "network"}  # fmt: skip
    refused = ruth.post(page, sent)
    assert refused.status_code == 422
    assert "why none was needed" in said(refused)
    assert ruth.post(page, sent | {"power_other": "None needed: he agreed"}).status_code == 302
    with town.acting("Leon", at=NOW):
        act = SafetyAct.objects.get()
    meeting = a_meeting(town, network, NOW)
    told = reverse("tell", args=[meeting.pk])
    assert "This stands first today" in said(ruth.get(reverse("meeting", args=[meeting.pk])))
    assert ruth.post(told, {"telling": f"spoken_of:{act.pk}"}).status_code == 302
    with town.acting("Leon", at=NOW):
        assert ActTelling.objects.get().told == "spoken_of"


def test_leon_says_no_to_somebody_who_was_never_there_and_nobody_can_choose_her(town: Town, network: Network) -> None:
    """R12: his list has everybody of us, those first whom he knows, and says beforehand what a refusal does; Ruth, who
    arranges, is offered Farah no more. Farah is of no team: she may be asked again once it is taken back."""
    leon, ruth, page = come_in(town, "Leon", NOW), come_in(town, "Ruth", NOW), address("wishes", network)
    shown = leon.get(page).content.decode()
    assert shown.index("Tomasz Wójcik</option>") < shown.index("Farah Siddiqui</option>")
    farah = str(town.practitioners["Farah"].pk)
    arranging = reverse("meeting_new", args=[network.pk])
    assert farah in ruth.get(arranging).content.decode()
    leon.post(page, {"key": key_in(leon.get(page)), "kind": "refuse_practitioner", "practitioner": farah})
    assert farah not in ruth.get(arranging).content.decode()
    with town.acting("Leon", at=NOW):
        wish = Wish.objects.get()
    assert wish.practitioner_id == town.practitioners["Farah"].pk
    assert "They come no more from this moment" in shown
    back = said(ruth.post(reverse("wish_back", args=[network.pk, wish.pk]), follow=True))
    assert "Taken back. Farah Siddiqui may be asked to come again." in back


def test_leon_chooses_farah_beside_another_wish_and_is_asked_about_her(town: Town, network: Network) -> None:
    """R12: beside the field, with what he typed kept; nothing is stored until he has said which he meant."""
    leon, page = come_in(town, "Leon", NOW), address("wishes", network)
    farah = str(town.practitioners["Farah"].pk)
    sent = {"key": key_in(leon.get(page)), "kind": "meet_alone", "practitioner": farah, "words": "Now and then."}
    asked = leon.post(page, sent)
    assert (asked.status_code, "If you do not want to meet Farah" in said(asked)) == (422, True)
    assert f'value="{farah}" selected' in asked.content.decode()
    assert "Now and then." in said(asked)
    leon.post(page, sent | {"kind": "refuse_practitioner"})
    with town.acting("Leon", at=NOW):
        assert [each.practitioner_id for each in Wish.objects.all()] == [town.practitioners["Farah"].pk]


def test_leon_says_no_to_tomasz_and_takes_a_wish_back(
    town: Town,
    network: Network,
    clock: Clock,  # noqa: F811
) -> None:
    """R12: at once, with no reason; told at the next meeting."""
    leon = come_in(town, "Leon", NOW)
    page = address("wishes", network)
    refused = leon.post(page, {"key": key_in(leon.get(page)), "kind": "refuse_practitioner"})
    assert "Say whom you do not want to meet." in said(refused)
    sent = {"key": key_in(refused), "kind": "refuse_practitioner", "practitioner": str(town.practitioners["Tomasz"].pk)}
    asked = leon.post(page, sent)
    assert "only when a meeting decides so, with you there" in said(asked)
    with town.acting("Leon", at=NOW):
        assert not Wish.objects.exists()
    back = leon.post(page, sent | {"words": "Not him.", "step": "back"})
    assert (back.status_code, "Not him." in said(back)) == (200, True)
    assert "It holds from now on" in said(leon.post(page, sent | {"step": "yes"}, follow=True))
    with town.acting("Leon", at=NOW):
        gone = TeamMember.objects.get(practitioner=town.practitioners["Tomasz"])
        wish = Wish.objects.get()
    assert gone.left_by == "refused_by_person"
    ruth = come_in(town, "Ruth", NOW)
    early = a_meeting(town, network, NOW, status=MeetingStatus.AGREED)
    ruth.post(reverse("left_told", args=[early.pk, gone.pk]))
    with town.acting("Leon", at=NOW):
        assert TeamMember.objects.get(pk=gone.pk).told_at is None
    meeting = a_meeting(town, network, NOW + 2 * HOUR)
    clock.is_at(NOW + 2 * HOUR)
    told = reverse("left_told", args=[meeting.pk, gone.pk])
    assert "Tomasz Wójcik is of the team no more" in said(ruth.get(reverse("meeting", args=[meeting.pk])))
    assert ruth.post(told).status_code == 302
    assert ruth.post(told).status_code == 404
    after = said(leon.post(reverse("wish_back", args=[network.pk, wish.pk]), follow=True))
    assert "is of the team only when a meeting decides so, with you there" in after
    assert come_in(town, "Carol", NOW).post(reverse("wish_back", args=[network.pk, wish.pk])).status_code == 404


def test_leon_rings_after_the_end_and_is_back(town: Town, network: Network) -> None:
    """R22: one call of theirs reopens."""
    leon = come_in(town, "Leon", NOW)
    stopping = address("ending", network)
    key = key_in(leon.get(stopping))
    leon.post(stopping, {"key": key, "may_know": "nothing", "step": "stop"})
    sadia = come_in(town, "Sadia", NOW)
    page = address("call_new", network, town.people["Leon"])
    opened = sadia.get(page)
    assert "Their own call is enough to begin again" in said(opened)
    sent = {"key": key_in(opened), "told": "on", "words": "It's me again.", "way": "telephone",
            "audience": "person_and_team", "comes_back": "on"}  # fmt: skip
    assert sadia.post(page, sent).status_code == 302
    with town.acting("Leon", at=NOW):
        assert Episode.objects.get(network=network, ended_at__isnull=True).returned
    assert sadia.get(address("call_new", network, town.people["Carol"])).status_code == 200
