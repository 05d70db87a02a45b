"""The pages of what happened in life: for Leon and his team; a file for whoever leads the service."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.entering import Clock, clock, come_in, key_in, said  # noqa: F401 - a fixture
from tests.kitchen import a_network
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.web.in_the_room import signed_in
from tornio.core.people import Capacity
from tornio.people.models import Person
from tornio.records.models import LifeEvent, Network, Reading
from tornio.records.visible import life as visible

NOW = MONDAY + HOUR
STAY = {"sort": "voluntary", "provider": "Riverside ward", "since": "2 March 2026", "until": "March 2026"}
HELD = {"sort": "detained", "provider": "Moorland", "power": "mha-136", "since": "2026-03-10", "until": "2026-03-20"}


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the law of England."""
    return build_town(profile="saltmere")


@pytest.fixture
def network(town: Town, clock: Clock) -> Network:  # noqa: F811
    """Leon's network; it is ten on Monday."""
    clock.is_at(NOW)
    return a_network(town)


def write(town: Town, network: Network, called: str, kind: str, **typed: str) -> Any:
    """Somebody writes one thing down on its page."""
    client = come_in(town, called, NOW)
    page = reverse("life_new", args=[network.pk, kind])
    return client.post(page, {"key": key_in(client.get(page)), "source": "said"} | typed, follow=True)


def where(name: str, network: Network, *more: object) -> str:
    return reverse(name, args=[network.pk, *more])


def test_leon_reads_what_he_and_ruth_have_written_down(town: Town, network: Network) -> None:
    """R24, R26: he and his team; a night in two places is one; that it was read is written down."""
    leon = come_in(town, "Leon", NOW)
    assert "Nothing is written here." in said(leon.get(where("life", network)))
    assert where("life", network) in leon.get(reverse("home")).content.decode()
    assert where("life", network) in leon.get(where("network", network)).content.decode()
    assert write(town, network, "Ruth", "stay", **STAY).status_code == 200
    write(town, network, "Ruth", "stay", **HELD | {"source": "other_record"}, source_words="A letter")
    write(town, network, "Leon", "medication", sort="antipsychotic", what="Olanzapine", since="2025")
    write(town, network, "Leon", "occupation", sort="none", since="2026-04-01", until="2026-06-30")
    write(town, network, "Leon", "crisis_contact", sort="helpline", since="2 May 2026")
    write(town, network, "Leon", "benefit", sort="benefit", what="Housing", since="May 2026")
    page = leon.get(where("life", network))
    text = said(page)
    for told in (
        # the middle of March is the 15th: 2 to 15 and 10 to 20 March are eighteen nights, ten of them held
        "Eighteen nights in hospital in all. In ten of them you were held there by law.",
        "Some nights stand in two stays; each is counted once.",
        "Riverside ward, by choice", "2 March 2026 to March 2026", "Moorland, held by law",
        "Mental Health Act, section 136", "Read in another record : A letter", "written down by Ruth Adeyemi",
        "Olanzapine, an antipsychotic", "since 2025", "No work and no study in this time", "Helpline", "2 May 2026",
        "You said so", "Housing since May 2026",
    ):  # fmt: skip
        assert told.replace(" :", ":") in text.replace(" :", ":"), told
    assert page.content.decode().count('<rect class="life__bar') == 4
    with town.acting("Leon", at=NOW):
        assert Reading.objects.filter(page="life", person=town.people["Leon"], network=network).exists()
    copy = said(leon.get(where("copy", network)))
    assert "What happened in your life, written down by Ruth Adeyemi" in copy
    assert "Riverside ward" in copy


def test_for_everybody_else_there_is_no_such_page(town: Town, network: Network) -> None:
    """R24: Carol reads the rest and learns of no stay; nor does anybody who does not work with them."""
    write(town, network, "Ruth", "stay", **STAY)
    with town.acting("Ruth") as by:
        key = visible.life(by, network.pk)[0].row.pk
    for called in ("Carol", "Farah", "Neil", "Martin"):
        client = signed_in(town, called)
        for address in (
            where("life", network), where("life_new", network, "stay"), where("life_right", network, key),
        ):  # fmt: skip
            assert client.get(address).status_code == 404, (called, address)
        assert client.post(where("life_back", network, key), {"how": "not_so"}).status_code == 404
    assert where("life", network) not in come_in(town, "Carol", NOW).get(reverse("home")).content.decode()
    ruth = come_in(town, "Ruth", NOW)
    assert ruth.get(where("life_new", network, "holiday")).status_code == 404
    assert ruth.get(where("life_right", network, network.pk)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"sort": ""}, "Choose one."),
        ({"since": ""}, "Say from when."),
        ({"since": "soon"}, "Write the date like"),
        ({"provider": ""}, "Say where."),
        ({"until": "1 March 2026"}, "It ended before it began."),
        ({"sort": "detained"}, "Say under which power"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    town: Town, network: Network, typed: dict[str, str], why: str
) -> None:
    answer = write(town, network, "Ruth", "stay", **STAY | typed)
    assert answer.status_code == 422
    assert why in said(answer)
    with town.acting("Ruth"):
        assert not LifeEvent.objects.exists()


def test_ruth_puts_a_stay_right_and_takes_it_back(town: Town, network: Network) -> None:
    """R28: what stood there stays readable, with why; what is of somebody else is gone from view at once."""
    write(town, network, "Ruth", "stay", **HELD)
    ruth = come_in(town, "Ruth", NOW)

    def stands() -> str:
        with town.acting("Ruth", at=NOW) as by:
            return where("life_right", network, visible.life(by, network.pk)[0].row.pk)

    opened = ruth.get(stands())
    assert 'value="2026-03-10"' in opened.content.decode()
    typed = {"key": key_in(opened), **STAY, "source": "said"}
    assert "Say why it is put right." in said(ruth.post(stands(), typed))
    right = ruth.post(stands(), typed | {"why": "He chose to go."}, follow=True)
    for words in ("How it stood before", "Moorland, held by law; 10 March 2026 to 20 March 2026",
                 "Why it was put right: He chose to go."):  # fmt: skip
        assert words in said(right), words
    assert stands() != opened.request["PATH_INFO"]
    assert ruth.get(opened.request["PATH_INFO"]).status_code == 404
    back = stands() + "back/"
    assert "Choose one." in said(ruth.post(back, {"key": str(network.pk), "reason": "So."}))
    told = {"key": key_in(ruth.get(stands())), "how": "not_so", "reason": "It was a visit."}
    assert "Taken back: It was a visit." in said(ruth.post(back, told, follow=True))
    assert ruth.get(stands()).status_code == 404
    write(town, network, "Ruth", "stay", **STAY | {"since": "2026-03-02", "until": ""})
    with town.acting("Ruth", at=NOW) as by:
        key = next(each.row.pk for each in visible.life(by, network.pk) if not each.is_taken_back)
    wrong = where("life_back", network, key)
    sent = {"key": "00000000-0000-4000-8000-00000000000a", "how": "elsewhere", "reason": "Neil’s."}
    assert "since 2 March 2026" not in said(ruth.post(wrong, sent, follow=True))


FILE = (
    "Number,What,Sort,Which,Where,Power,From,Until\n"
    "943 476 5919,Stay,Voluntary,,Riverside ward,,2026-03-02,2026-03-12\n"
    "943 476 5919,Medication,Antipsychotic,Olanzapine,,,March 2026,\n"
)


def test_martin_brings_in_a_file_and_reads_nothing_of_the_record(town: Town, network: Network) -> None:
    """A file is looked at first, its wrong rows told by number; sent twice it is kept once."""
    with town.nobody(capacity=Capacity.JOB):
        Person.objects.filter(pk=town.people["Leon"].pk).update(identifier="9434765919")
    write(town, network, "Ruth", "stay", **HELD)
    martin, page = signed_in(town, "Martin"), reverse("life_file")
    assert page in martin.get(reverse("week")).content.decode() + martin.get(reverse("home")).content.decode()
    assert "Moorland" not in said(martin.get(page))
    sent = {"text": FILE + "943 476 5870,Stay,,,Ward,,2026,\n", "do": "look"}
    assert "Say up to which day." in said(martin.post(page, sent))
    sent["up_to"] = "2026-10-31"
    wrong = martin.post(page, sent)
    assert "Row 4: Nobody whom this service works with has this number." in said(wrong)
    assert wrong.status_code == 422
    looked = said(martin.post(page, sent | {"text": FILE}))
    assert "what happened in the life of one person. Nothing is kept yet." in looked
    assert "Riverside ward, by choice 2 March 2026 to 12 March 2026" in looked
    assert "Moorland" not in looked
    for told in ("New in it: 2.", "New in it: 0."):
        assert told in said(martin.post(page, sent | {"text": FILE, "do": "keep"}, follow=True))
    with town.acting("Ruth", at=NOW + DAY) as by:
        rows = {each.row.what or each.row.provider: each.row for each in visible.life(by, network.pk)}
    assert set(rows) == {"Moorland", "Riverside ward", "Olanzapine"}
    assert rows["Olanzapine"].told_up_to == date(2026, 10, 31)
    assert come_in(town, "Ruth", NOW).get(page).status_code == 404
