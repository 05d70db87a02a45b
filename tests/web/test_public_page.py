"""The public page: anybody writes, safety stands there always, every input has its right answer, nobody is named."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import Town, build_town
from tornio.core.contacts import ByWay
from tornio.people.acting import as_clerk
from tornio.people.models import SafeWay
from tornio.records.models import FirstContact, Responsibility

KEY = "0e8dd9a4-4a51-7a3c-9c8e-3f6f2a1c5b7d"
WORDS = "My flatmate has stopped coming out of her room."


def send(town: Town, **typed: str | list[str]) -> tuple[int, str]:
    """Somebody sends the form; the status and the page."""
    answer = Client().post(
        reverse("public_contact", args=[town.service.slug]), {"key": KEY, "own_words": WORDS, **typed}
    )
    return answer.status_code, answer.content.decode()


def kept(town: Town) -> list[FirstContact]:
    with town.acting("Ruth"), as_clerk():
        return list(FirstContact.objects.select_related("person", "caller"))


def test_the_page_names_the_service_its_telephone_and_help_in_danger(town: Town) -> None:
    """Safety: always shown, before anything is written; no account, no script needed."""
    page = Client().get(reverse("public_contact", args=[town.service.slug])).content.decode()
    for told in (
        "Saltmere Open Dialogue",
        "01632\N{NO-BREAK SPACE}960145",
        "112",
        "life is in danger",
        "Leave quickly",
    ):
        assert told in page
    assert "that person may read it too" in page, "R23: told beforehand"
    assert "<script type" in page
    assert "onclick" not in page


def test_a_service_that_is_not_there_is_404(town: Town) -> None:
    assert Client().get(reverse("public_contact", args=["nowhere"])).status_code == 404


def test_one_sentence_is_taken_and_thanked_without_a_name_in_the_address(town: Town) -> None:
    """R1, R5: nothing else is needed; in a gap of the rota it falls to Martin."""
    client = Client()
    address = reverse("public_contact", args=[town.service.slug])
    answer = client.post(address, {"key": KEY, "own_words": WORDS, "caller_name": "Emily Sato"})
    assert answer.headers["Location"] == reverse("public_thanks", args=[town.service.slug])
    thanks = client.get(answer.headers["Location"]).content.decode()
    assert "What happens next" in thanks
    assert "Emily" not in thanks
    [contact] = kept(town)
    assert (contact.own_words, contact.channel, contact.opened_at) == (WORDS, "web", None)
    with town.acting("Ruth"), as_clerk():
        held = Responsibility.objects.get()
    assert (held.practitioner_id, held.by_way) == (town.practitioners["Martin"].pk, ByWay.FALLBACK.value)


def test_sending_twice_keeps_one(town: Town) -> None:
    """Faults: double submit."""
    assert [send(town)[0], send(town)[0]] == [302, 302]
    assert len(kept(town)) == 1


def test_a_known_name_and_a_strange_one_get_the_same_answer(town: Town) -> None:
    """R7: whether somebody is known never shows to a caller."""
    pages = []
    for name, key in (("Leon Marsh", KEY), ("Nobody Known", KEY[:-1] + "e")):
        status, _page = send(town, caller_name=name, key=key)
        thanks = Client().get(reverse("public_thanks", args=[town.service.slug])).content.decode()
        pages.append((status, thanks))
    assert pages[0] == pages[1]


ACCEPTED = {
    "an apostrophe and letters with marks": ("caller_name", "O'Brien-Ńguyễn"),
    "one word": ("caller_name", "Prince"),
    "Null": ("caller_name", "Null"),
    "two hundred characters": ("caller_name", "á" * 200),
    "emoji in words": ("own_words", "I can’t go on 😔"),
    "a number from abroad, written in full": ("telephone", "+44 (0)7700 900142"),
    "a script, which stays inert": ("own_words", "<script>alert(1)</script>"),
    "a formula": ("own_words", '=HYPERLINK("http://x")'),
    "a template": ("own_words", "{{7*7}}"),
    "words of self-harm": ("own_words", "I think of hurting myself."),
    "as many words as fit": ("own_words", "a" * 20_000),
    "right to left script": ("caller_name", "فاطمة"),
}


@pytest.mark.parametrize(("field", "typed"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_is_accepted(town: Town, field: str, typed: str) -> None:
    """Safety, inputs: accepted and kept as it was written; a number in one form."""
    assert send(town, **{field: typed})[0] == 302
    [contact] = kept(town)
    if field == "telephone":
        with town.acting("Ruth"), as_clerk():
            assert SafeWay.objects.get().value == "+447700900142"
    else:
        assert getattr(contact, field) == typed


REFUSED = {
    "no words": ("own_words", " ", "One sentence is enough"),
    "a sign that turns the reading": ("caller_name", "\u202enoeL", "hidden sign"),
    "a name that nobody can see": ("person_name", "\u200b\u200b", "any name that people use"),
    "a premium number": ("telephone", "+44 9098 790 879", "premium-rate"),
    "an emergency number": ("telephone", "112", "emergency number"),
    "no number": ("telephone", "ring the bell", "does not look like a telephone"),
    "no address": ("email", "carol at home", "does not look like an e-mail"),
    "a megabyte of text": ("own_words", "a" * 1_000_000, "it still stands here"),
    "a name beyond two hundred": ("caller_name", "a" * 201, "longer than the 200"),
    "a line that breaks": ("good_hours", "after four\r\nBcc: all", "without line breaks"),
}


@pytest.mark.parametrize(("field", "typed", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_is_told_beside_the_field_and_kept(town: Town, field: str, typed: str, sentence: str) -> None:
    """Safety, inputs: a plain sentence beside the field, what was typed is kept, nothing is stored."""
    status, page = send(town, **{field: typed, "wishes": "At home, after seven."})
    assert status == 422
    assert sentence in page
    assert f'id="id_{field}-error"' in page
    assert "At home, after seven." in page
    assert (typed.strip() in page) or len(typed) > 500_000
    assert KEY in page
    assert not kept(town)


ASKED = {
    "digits of another script": ("telephone", "+٤٤٧٧٠٠٩٠٠١٤٢", "+447700900142", "+447700900142"),
    "letters that look alike": ("email", "carol@exаmple.org", "carol@example.org", "carol@example.org"),
}


@pytest.mark.parametrize(("field", "typed", "answer", "kept_as"), ASKED.values(), ids=ASKED.keys())
def test_what_is_asked_stands_as_choices_beside_the_field(
    town: Town, field: str, typed: str, answer: str, kept_as: str
) -> None:
    """Safety, inputs: nothing is guessed; the answer is a radio button, and then it is taken."""
    status, page = send(town, **{field: typed})
    assert status == 422
    assert f'type="radio" name="{field}_answer"' in page or f'name="{field}_answer" type="radio"' in page
    assert not kept(town)
    assert send(town, **{field: typed, f"{field}_answer": answer})[0] == 302
    with town.acting("Ruth"), as_clerk():
        assert SafeWay.objects.get().value == kept_as


@pytest.mark.parametrize("field", ["own_words", "caller_name", "telephone", "wishes"])
def test_nul_bytes_are_a_bad_request_and_never_our_fault(town: Town, field: str) -> None:
    """Safety, inputs: 400, never 500."""
    assert send(town, **{field: "Leon\x00"})[0] == 400
    assert not kept(town)


def test_nothing_is_found_in_anybodys_words(town: Town) -> None:
    """R1: the page after words of self-harm is the page after any words."""
    said = ("I want to die.", "I like the sea.")
    pages = [send(town, own_words=words, telephone="x")[1].replace(words, "") for words in said]
    bare = [re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", page) for page in pages]
    assert bare[0] == bare[1]


def test_whoever_has_written_is_told_by_when_and_a_passer_by_only_the_promise(town: Town) -> None:
    """R3: by when is reckoned from when they wrote, and does not move when the page is opened again."""
    client = Client()
    address = reverse("public_thanks", args=[town.service.slug])
    assert "We promise to meet within 24 hours" in client.get(address).content.decode()
    client.post(reverse("public_contact", args=[town.service.slug]), {"key": KEY, "own_words": WORDS})
    told = [re.search(r'datetime="([^"]+)"', client.get(address).content.decode()) for _again in range(2)]
    assert told[0] is not None
    assert told[1] is not None
    assert told[0][1] == told[1][1]


def test_where_the_clock_starts_with_acceptance_no_hour_is_promised(db: None) -> None:
    """R2: at NELFT the window begins when we accept, so the page does not name an hour."""
    nelft = build_town("goodmayes", "nelft")
    client = Client()
    client.post(reverse("public_contact", args=["goodmayes"]), {"key": KEY, "own_words": WORDS})
    thanks = client.get(reverse("public_thanks", args=[nelft.service.slug])).content.decode()
    assert "within 24 hours of our saying yes" in thanks
    assert "We want to have met" not in thanks
