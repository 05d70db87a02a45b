"""The staff pages of a first contact: taking a call, its page, the board, the rota; few questions however many wait."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.kitchen import a_network
from tests.people import HOUR, Town
from tests.web.test_entry import signed_in
from tornio.actions import contacts, duty, recognitions
from tornio.core.contacts import Channel, ForWhom, Told
from tornio.people.models import SafeWay
from tornio.records.models import FirstContact, HandOver, Network, Reading

KEY = "0e8dd9a4-4a51-4a3c-9c8e-3f6f2a1c5b7d"
SHE_SAYS = "She says the people next door have been taken away."
NASIMA = {
    "key": KEY,
    "own_words": SHE_SAYS,
    "for_whom": "relative",
    "caller_name": "Nasima Begum",
    "caller_relation": "her sister",
    "person_name": "Rukhsana Begum",
    "telephone": "+44 7700 900142",
    "ways": ["ring"],
    "later": "yes",
}


def called(town: Town, words: str = SHE_SAYS, hours_ago: float = 0, **told: str) -> FirstContact:
    """Ruth answered, some hours ago."""
    at = timezone.now() - timedelta(hours=hours_ago)
    with town.acting("Ruth", at=at) as by:
        return contacts.take(told=Told(words, **told), channel=Channel.TELEPHONE, by=by, at=at)  # type: ignore[arg-type]


def written(town: Town, words: str = "I can’t go into my own house.") -> FirstContact:
    at = timezone.now()
    with town.nobody(at=at) as page:
        return contacts.take(told=Told(words, caller_name="Gareth Pugh"), channel=Channel.WEB, by=page, at=at)


def act(client: Client, contact: FirstContact, verb: str, **typed: str) -> tuple[int, str]:
    """Press a button on the page of a contact, and read what follows."""
    named = {f"{verb}-{name}" if name not in ("offer", "person") else name: value for name, value in typed.items()}
    answer = client.post(reverse("contact_act", args=[contact.pk, verb]), named, follow=True)
    return answer.status_code, answer.content.decode()


def test_ruth_takes_nasimas_call_and_is_told_that_it_is_hers(town: Town) -> None:
    """R1, R5: the words are kept, and Ruth is responsible."""
    ruth = signed_in(town, "Ruth")
    page = ruth.get(reverse("contact_new")).content.decode()
    assert "Somebody is calling" in page
    assert "Tell them now" in page, "R23"
    answer = ruth.post(reverse("contact_new"), NASIMA, follow=True).content.decode()
    for told in (
        SHE_SAYS,
        "Nasima Begum, her sister, rang for Rukhsana Begum",
        "You are responsible for the first meeting",
    ):
        assert told in answer


def test_only_the_words_are_needed_and_sending_twice_keeps_one(town: Town) -> None:
    """R1: nothing else; faults: one key, one row."""
    ruth = signed_in(town, "Ruth")
    for _again in range(2):
        assert ruth.post(reverse("contact_new"), {"key": KEY, "own_words": "Please come."}).status_code == 302
    with town.acting("Ruth"):
        assert FirstContact.objects.get().pk == UUID(KEY)


def test_keeping_it_leads_on_to_what_is_possible(town: Town) -> None:
    """R2: she waits on the line, and reads no empty form of a meeting to her."""
    ruth = signed_in(town, "Ruth")
    answer = ruth.post(reverse("contact_new"), NASIMA)
    assert answer.headers["Location"] == reverse("contact", args=[KEY])
    sent = {name: value for name, value in NASIMA.items() if name != "later"} | {
        "key": str(uuid4()), "person_name": "Zofia Nowak",
    }  # fmt: skip
    answer = ruth.post(reverse("contact_new"), sent)
    with town.acting("Ruth"):
        network = Network.objects.get(centre__full_name="Zofia Nowak")
    assert answer.headers["Location"] == reverse("possible", args=[network.pk])
    assert "What is possible for Zofia" in ruth.get(answer.headers["Location"]).content.decode()


def test_where_somebody_has_that_name_ruth_is_asked_first_and_then_led_on(town: Town) -> None:
    """R7: whether it is the Leon we know is asked of Ruth, on the page of the call, which leads to what is possible."""
    called(town, person_name="Leon Birch", for_whom=ForWhom.RELATIVE, caller_name="Carol")
    ruth = signed_in(town, "Ruth")
    sent = {name: value for name, value in NASIMA.items() if name != "later"} | {"person_name": "Leon Birch"}
    answer = ruth.post(reverse("contact_new"), sent)
    assert answer.headers["Location"] == reverse("contact", args=[KEY])
    page = ruth.get(answer.headers["Location"]).content.decode()
    assert "Do we know them?" in page
    with town.acting("Ruth"):
        network = FirstContact.objects.get(pk=KEY).network_id
    assert reverse("possible", args=[network]) in page


def test_the_clock_starts_when_the_page_was_opened_and_not_when_it_was_sent(town: Town) -> None:
    """R2: they talked for eleven minutes."""
    began = timezone.now() - timedelta(minutes=11)
    signed_in(town, "Ruth").post(reverse("contact_new"), {**NASIMA, "began": began.isoformat()})
    signed_in(town, "Ruth").post(
        reverse("contact_new"), {**NASIMA, "key": str(uuid4()), "began": "1999-01-01T00:00:00+00:00"}
    )
    with town.acting("Ruth"):
        first, second = FirstContact.objects.order_by("contacted_at")
    assert first.contacted_at == began
    assert second.contacted_at > began


@pytest.mark.parametrize("ticked", [[], ["ring", "nothing"]])
def test_a_number_with_nothing_said_of_it_is_asked_about_once(town: Town, ticked: list[str]) -> None:
    """R9: left unticked it reads "do not ring"; whoever means that says so, and whoever forgot is asked."""
    ruth, address = signed_in(town, "Ruth"), reverse("contact_new")
    nothing = "Nothing: keep the number, and do not use it"
    assert nothing not in ruth.get(address).content.decode()
    asked = ruth.post(address, {**NASIMA, "ways": ticked})
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "They gave a number. May we ring it?" in page
    assert nothing in page
    assert SHE_SAYS in page
    kept = ruth.post(address, {**NASIMA, "ways": ["nothing"]}, follow=True).content.decode()
    assert "Do not ring. Do not text. Leave no word." in kept


def test_without_a_number_nothing_is_asked_of_it(town: Town) -> None:
    """R1: her words are enough."""
    sent = {**NASIMA, "telephone": "", "ways": []}
    assert signed_in(town, "Ruth").post(reverse("contact_new"), sent).status_code == 302


REFUSED = {
    "no words": ("own_words", "", "even if it is one word"),
    "a sign that turns the reading": ("person_name", "\u202enoeL", "hidden sign"),
    "a premium number": ("telephone", "+44 9098 790 879", "premium-rate"),
    "an emergency number": ("telephone", "112", "emergency number"),
    "a megabyte of text": ("own_words", "a" * 1_000_000, "it still stands here"),
    "a day that has not come": ("onset_on", "1 January 2090", "has not come yet"),
    "a day that never was": ("onset_on", "31 February 2026", "There was no 31"),
}


@pytest.mark.parametrize(("field", "typed", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_is_told_beside_the_field_and_kept(town: Town, field: str, typed: str, sentence: str) -> None:
    """Safety, inputs: a plain sentence beside the field; what was typed is kept; nothing is stored."""
    answer = signed_in(town, "Ruth").post(reverse("contact_new"), {**NASIMA, field: typed, "wishes": "At the flat."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in page
    assert sentence in page
    assert "At the flat." in page
    with town.acting("Ruth"):
        assert not FirstContact.objects.exists()


def test_a_day_in_three_short_numbers_is_asked_about(town: Town) -> None:
    """Safety, inputs: 01/02/03 could be three days; nobody guesses."""
    ruth = signed_in(town, "Ruth")
    page = ruth.post(reverse("contact_new"), {**NASIMA, "onset_on": "01/02/03"})
    assert page.status_code == 422
    assert 'name="onset_on_answer"' in page.content.decode()
    answered = {**NASIMA, "onset_on": "01/02/03", "onset_on_answer": "2003-02-01"}
    assert ruth.post(reverse("contact_new"), answered).status_code == 302
    with town.acting("Ruth"):
        onset = FirstContact.objects.get().onset_on
    assert onset is not None
    assert onset.isoformat() == "2003-02-01"


def test_nul_bytes_are_a_bad_request(town: Town) -> None:
    ruth = signed_in(town, "Ruth")
    assert ruth.post(reverse("contact_new"), {**NASIMA, "needs": "a\x00b"}).status_code == 400


def test_a_script_in_somebodys_words_stays_inert(town: Town) -> None:
    """Safety, inputs: stored as it was said, shown as letters."""
    contact = called(town, "<script>alert(1)</script> {{7*7}}")
    for address in (reverse("contact", args=[contact.pk]), reverse("board")):
        page = signed_in(town, "Ruth").get(address).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}}" in page


def test_two_open_one_web_contact_and_the_second_is_told_who_has_it(town: Town) -> None:
    """R5: one gets it, the other is told who; after that it is out of her sight."""
    contact = written(town)
    ruth, farah = signed_in(town, "Ruth"), signed_in(town, "Farah")
    assert "Open and take it on" in farah.get(reverse("contact", args=[contact.pk])).content.decode()
    assert "You are responsible for the first meeting" in act(ruth, contact, "open")[1]
    status, told = act(farah, contact, "open")
    assert status == 200
    assert "Ruth Adeyemi has opened it already and is responsible." in told
    assert farah.get(reverse("contact", args=[contact.pk])).status_code == 404


def test_ruth_asks_tomasz_and_he_says_yes(town: Town) -> None:
    """R6: it passes by his yes, on his own page."""
    contact = called(town)
    ruth, tomasz = signed_in(town, "Ruth"), signed_in(town, "Tomasz")
    to = str(town.practitioners["Tomasz"].pk)
    status, page = act(ruth, contact, "offer", to=to, reason=" ", key=KEY)
    assert (status, "Say why you are passing it on." in page) == (422, True)
    assert "has not answered" in act(ruth, contact, "offer", to=to, reason="I am away.", key=KEY)[1]
    assert "You are asked to take this on." in tomasz.get(reverse("board")).content.decode()
    assert "asks whether you will take this on" in tomasz.get(reverse("contact", args=[contact.pk])).content.decode()
    with town.acting("Ruth"):
        offer = str(HandOver.objects.get().pk)
    assert "You are responsible" in act(tomasz, contact, "yes", offer=offer)[1]
    assert act(signed_in(town, "Farah"), contact, "no", offer=offer)[0] == 404
    assert act(tomasz, contact, "yes", offer="nonsense")[0] == 404


def test_duty_takes_what_ruth_cannot_hold(town: Town) -> None:
    """R6: with a reason."""
    contact, now = called(town), timezone.now()
    with town.acting("Ruth", at=now) as by:
        sadia = town.practitioners["Sadia"].pk
        duty.give_turn(practitioner_id=sadia, start=now - HOUR, end=now + HOUR, by=by, at=now)
    sadia_reads = signed_in(town, "Sadia")
    assert "duty takes it" in sadia_reads.get(reverse("contact", args=[contact.pk])).content.decode()
    assert act(sadia_reads, contact, "duty", reason="")[0] == 422
    assert "“Ruth is ill.”" in act(sadia_reads, contact, "duty", reason="Ruth is ill.")[1]


def test_what_was_tried_and_learned_stands_on_the_page(town: Town) -> None:
    contact = called(town, for_whom=ForWhom.RELATIVE, caller_name="Nasima Begum")
    ruth = signed_in(town, "Ruth")
    assert act(ruth, contact, "attempt", way="telephone", words="It rang out.", key=KEY)[0] == 422
    tried = act(ruth, contact, "attempt", way="telephone", reached="no", words="It rang out.", key=KEY)[1]
    assert "“It rang out.”" in tried
    learned = act(ruth, contact, "more", name="Rukhsana", wishes="At the flat.", knows="beside", language="Sylheti")[1]
    assert "At the flat." in learned
    assert "Yes, and is beside them" in learned
    assert act(ruth, contact, "more", name="\u202enoeL")[0] == 422
    accepted = act(ruth, contact, "accept")[1]
    assert "The clock is running" in accepted
    assert "noted already" in act(ruth, contact, "accept")[1]
    yesterday = (timezone.now() - timedelta(days=1)).date().isoformat()
    clocks = act(ruth, contact, "clocks", referred_at_0=yesterday, referred_at_1="", referred_at_2="09:00")
    assert clocks[0] == 200


def test_going_no_further_says_who_and_why_on_the_page_and_on_the_board(town: Town) -> None:
    """R4: refused without a reason, and as "not found" before an attempt."""
    contact = called(town)
    ruth = signed_in(town, "Ruth")
    assert act(ruth, contact, "close", closed_by="person", why="")[0] == 422
    status, page = act(ruth, contact, "close", closed_by="not_found", why="Gone.")
    assert (status, "one more time" in page) == (422, True)
    assert "My brother’s come." in act(ruth, contact, "close", closed_by="person", why="My brother’s come.")[1]
    board = ruth.get(reverse("board")).content.decode()
    assert "Their own decision" in board
    assert "1 not going ahead" in board


def test_do_we_know_them_is_asked_of_ruth_and_undone(town: Town) -> None:
    """R7: Leon Marsh works with nobody yet; the second call about him is recognised, and taken back."""
    first = called(town, person_name="Leon Birch", for_whom=ForWhom.RELATIVE, caller_name="Carol")
    second = called(town, person_name="leon birch", for_whom=ForWhom.RELATIVE, caller_name="Dev")
    ruth = signed_in(town, "Ruth")
    asked = ruth.get(reverse("contact", args=[second.pk])).content.decode()
    assert "Do we know them?" in asked
    assert "We meet with them now." in asked
    known = act(ruth, second, "known", person=str(first.person_id))[1]
    assert "We know them: Leon Birch" in known
    assert "Do we know them?" in act(ruth, second, "undo")[1]


def test_a_verb_that_is_not_there_and_a_contact_that_is_not_hers_are_404(town: Town) -> None:
    contact = called(town)
    assert act(signed_in(town, "Ruth"), contact, "dance")[0] == 404
    for called_by in ("Farah", "Carol", "Edith"):
        client = signed_in(town, called_by)
        assert client.get(reverse("contact", args=[contact.pk])).status_code == 404
        assert act(client, contact, "close", closed_by="person", why="x")[0] == 404


def test_opening_a_contact_and_the_board_is_written_down(town: Town) -> None:
    """R26: each is a reading, in the same transaction."""
    contact = called(town)
    ruth = signed_in(town, "Ruth")
    ruth.get(reverse("contact", args=[contact.pk]))
    ruth.get(reverse("board"))
    with town.acting("Ruth"):
        assert Reading.objects.filter(page="contact", subject=contact.pk, network=contact.network_id).count() == 1
        assert Reading.objects.filter(page="board").count() == 1


def test_a_safe_way_is_shown_to_whoever_works_with_it_alone(town: Town) -> None:
    """R9: Farah, who may only take it on, does not see the number; Ruth who has it does."""
    at = timezone.now()
    with town.nobody(at=at) as page:
        told = Told("Ring me.", caller_name="Gareth", telephone="+447700900142")
        contact = contacts.take(told=told, channel=Channel.WEB, by=page, at=at)
    address = reverse("contact", args=[contact.pk])
    assert "900142" not in signed_in(town, "Farah").get(address).content.decode()
    ruth = signed_in(town, "Ruth")
    act(ruth, contact, "open")
    assert "900142" in ruth.get(address).content.decode()
    with town.acting("Ruth"):
        assert SafeWay.objects.count() == 1


def test_sadia_who_answers_a_later_call_is_told_who_of_us_stays_with_them(town: Town) -> None:
    """R6, R13: she holds the call, the team holds the network; she asks one of them to take it on."""
    network = a_network(town)
    at = timezone.now()
    with town.acting("Sadia", at=at) as by:
        told = Told(SHE_SAYS, ForWhom.RELATIVE, caller_name="Dev Marsh", person_name="Leon Marsh")
        contact = contacts.take(told=told, channel=Channel.TELEPHONE, by=by, at=at)
        recognitions.recognise(contact_id=contact.pk, person_id=town.people["Leon"].pk, by=by, at=at)
    page = signed_in(town, "Sadia").get(reverse("contact", args=[contact.pk])).content.decode()
    assert "A team stays with this network: Ruth Adeyemi, Tomasz Wójcik." in page
    assert reverse("possible", args=[network.pk]) not in page
    assert reverse("possible", args=[network.pk]) in signed_in(town, "Ruth").get(
        reverse("contact", args=[contact.pk])
    ).content.decode()  # fmt: skip
