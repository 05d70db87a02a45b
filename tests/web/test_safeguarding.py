"""The safeguarding store's pages: raising, the lead's own, and nothing anywhere else that it is there (R25)."""

from typing import Any

import pytest
from django.urls import reverse

from tests.entering import Clock, clock, key_in, said  # noqa: F401 - a fixture
from tests.kitchen import a_full_fortnight, a_network
from tests.people import DAY, HOUR, MONDAY, Town
from tests.web.in_the_room import signed_in
from tests.worlds import bytes_of, everybodys_pages
from tornio.actions import safeguarding
from tornio.core.safeguarding import Step
from tornio.people.keys import new_key
from tornio.records.models import Concern, Network, Reading

NOW = MONDAY + 3 * HOUR


@pytest.fixture
def network(town: Town, clock: Clock) -> Network:  # noqa: F811
    """Leon's; it is noon on Monday."""
    clock.is_at(NOW)
    return a_network(town)


def sent(town: Town, called: str, where: str) -> Any:
    """Somebody sends the form."""
    client = signed_in(town, called)
    page = client.get(where)
    given = {"key": key_in(page), "about": "Leon Marsh", "words": "I saw bruises on his arm."}
    assert client.post(where, given).status_code == 302
    return client.post(where, given, follow=True)


def test_ruth_raises_something_and_reads_back_only_the_day(town: Town, network: Network) -> None:
    """R25."""
    ruth, where = signed_in(town, "Ruth"), reverse("raise_about", args=[network.pk])
    assert where in ruth.get(reverse("network", args=[network.pk])).content.decode()
    assert 'value="Leon Marsh"' in ruth.get(where).content.decode()
    seen = said(sent(town, "Ruth", where))
    assert "You raised something on Monday 2 November. Somebody looks at it." in seen
    assert seen.count("You raised something") == 1
    assert "bruises" not in seen
    answer = ruth.post(where, {"key": str(new_key()), "about": "", "words": ""})
    assert (answer.status_code, "Say about whom." in said(answer)) == (422, True)


def test_martin_raises_something_from_nowhere_and_leon_ada_and_edith_find_no_such_page(
    town: Town, network: Network
) -> None:
    assert "You raised something" in said(sent(town, "Martin", reverse("raise")))
    for called in ("Leon", "Carol", "Ada", "Edith"):
        client = signed_in(town, called)
        for where in (reverse("raise"), reverse("raise_about", args=[network.pk]), reverse("worries")):
            assert client.get(where).status_code == 404, (called, where)
    assert signed_in(town, "Farah").get(reverse("raise_about", args=[network.pk])).status_code == 404


def test_priya_is_told_reads_it_hands_it_on_and_closes_it(town: Town, network: Network) -> None:
    """R25, R26: every reading of it is recorded."""
    sent(town, "Ruth", reverse("raise_about", args=[network.pk]))
    priya = signed_in(town, "Priya")
    assert "One worry was raised and not looked at yet." in said(priya.get(reverse("home")))
    assert "Not looked at yet" in said(priya.get(reverse("worries")))
    with town.acting("Priya"):
        where = reverse("worry", args=[Concern.objects.get().pk])
    page = priya.get(where)
    assert "I saw bruises on his arm." in said(page)
    given = {"key": key_in(page), "step": "handed_on", "handed_to": "", "words": "I rang them."}
    assert priya.post(where, given).status_code == 422
    assert priya.post(where, given | {"handed_to": "The council"}).status_code == 302
    page = priya.get(where)
    assert "Handed on to somebody outside : The council" in said(page)
    priya.post(where, {"key": key_in(page), "step": "closed", "handed_to": "", "words": "They took it over."})
    assert "Closed" in said(priya.get(reverse("worries")))
    assert "Nothing waits for you today." in said(priya.get(reverse("home")))
    for called in ("Ruth", "Martin", "Leon"):
        assert signed_in(town, called).get(where).status_code == 404
    with town.acting("Priya"):
        assert set(Reading.objects.filter(page="safeguarding").values_list("apart", flat=True)) == {True}


def test_two_worlds_are_one_for_leon_his_people_and_his_team(town: Town, clock: Clock) -> None:  # noqa: F811
    """R24, R25: pages, headers, sizes and stamps are byte-equal with and without what was raised and done."""
    network = a_network(town)
    clock.is_at(MONDAY + 17 * DAY)
    meeting = a_full_fortnight(town, network)
    people = {called: signed_in(town, called) for called in ("Leon", "Carol", "Neil", "Ruth", "Farah")}
    for _the_first_look_is_written_down in range(2):
        before = {called: everybodys_pages(client, network, meeting) for called, client in people.items()}
    with town.acting("Tomasz", at=MONDAY + 17 * DAY) as by:
        key = new_key()
        safeguarding.raise_concern(key=key, about="Leon", words="Bruises.", by=by, at=by.at)
    sent(town, "Ruth", reverse("raise_about", args=[network.pk]))
    with town.acting("Priya", at=MONDAY + 17 * DAY) as by:
        safeguarding.write_beside(key=new_key(), concern_id=key, step=Step.NOTE, words="Seen.", by=by, at=by.at)
    signed_in(town, "Priya").get(reverse("worry", args=[key]))
    for called, client in people.items():
        after = everybodys_pages(client, network, meeting)
        assert {name: each for name, each in after.items() if each != before[called][name]} == {}, called


def test_an_answer_for_what_was_raised_and_for_nothing_is_the_same(town: Town, network: Network) -> None:
    """R24."""
    sent(town, "Ruth", reverse("raise"))
    with town.acting("Priya"):
        key = Concern.objects.get().pk
    for called in ("Leon", "Carol", "Tomasz", "Martin"):
        client = signed_in(town, called)
        assert bytes_of(client, reverse("worry", args=[key])) == bytes_of(client, reverse("worry", args=[new_key()]))
