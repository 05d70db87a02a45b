"""The board and the rota: each by how they stand, live, without words for the lead; few questions of many."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.people import HOUR, Town
from tests.web.test_contacts import SHE_SAYS, called
from tests.web.test_entry import signed_in
from tornio.actions import contacts, duty, responsibility
from tornio.core.contacts import AttemptWay
from tornio.records.models import FirstContact


def leads(client: Client, town: Town) -> None:
    """Martin acts as who leads the service."""
    session = client.session
    session["acting"] = {"organisation": str(town.organisation.pk), "capacity": "service_lead"}
    session.save()


def test_the_board_tells_each_by_how_they_stand(town: Town) -> None:
    """R3, R4: late is late, nearly late is told to whom it goes up, and somebody is always responsible."""
    called(town, "I can’t wait.", hours_ago=25)
    called(town, "It gets worse.", hours_ago=20)
    called(town, "Since this morning.", hours_ago=2)
    met = called(town, "They came.", hours_ago=30)
    with town.acting("Ruth"):
        FirstContact.objects.filter(pk=met.pk).update(first_met_at=timezone.now() - timedelta(hours=11))
    page = signed_in(town, "Ruth").get(reverse("board")).content.decode()
    for told in ("1 late", "1 nearly late", "1 waiting", "1 met", "“They came.”", "“I can’t wait.”"):
        assert told in page
    assert page.index("I can’t wait.") < page.index("It gets worse.") < page.index("Since this morning.")
    assert page.count("is responsible, having taken the call.") == 3
    assert "it goes up to Martin Oyelaran" in page
    assert "Ruth Adeyemi is reminded" in page
    assert "goes up to Ruth" not in page, "she is responsible for it: it is hers already"
    assert "Of those you can see, one person has waited longer than we promised." in page


def test_nobody_waits_too_long_is_said_only_of_those_whom_one_may_see(town: Town) -> None:
    """R4, R24: Ruth has a call that is late; Farah, who may not read it, is not told that all is well."""
    called(town, "I can’t wait.", hours_ago=25)
    farah, martin = signed_in(town, "Farah"), signed_in(town, "Martin")
    page = farah.get(reverse("board")).content.decode()
    assert "Of those you can see, nobody has waited longer than we promised." in page
    leads(martin, town)
    assert "One person has waited longer than we promised." in martin.get(reverse("board")).content.decode()
    with town.acting("Ruth"):
        FirstContact.objects.update(first_met_at=timezone.now())
    assert "Nobody has waited longer than we promised." in martin.get(reverse("board")).content.decode()


def test_martin_who_leads_sees_how_long_and_no_words(town: Town) -> None:
    """Safety: the service lead sees late and nearly late contacts and counts, no words, no names of callers."""
    called(town, "I can’t wait.", hours_ago=25, caller_name="Gareth Pugh", wishes="At the harbour.")
    called(town, "Since this morning.", hours_ago=2, caller_name="Alan Fairweather")
    client = signed_in(town, "Martin")
    leads(client, town)
    page = client.get(reverse("board")).content.decode()
    assert "1 late" in page
    assert "1 waiting" in page
    assert "Ruth Adeyemi" in page
    for hidden in ("I can’t wait.", "Gareth", "Since this morning.", "Alan", "harbour", "Take a call"):
        assert hidden not in page


def test_nobody_waits_is_said_as_such(town: Town) -> None:
    assert "Nobody is waiting." in signed_in(town, "Ruth").get(reverse("board")).content.decode()
    assert "Nothing here yet." in signed_in(town, "Ruth").get(reverse("earlier")).content.decode()


def test_the_board_keeps_itself_up_to_date_by_a_stamp_that_tells_nothing(town: Town) -> None:
    """Farah's stamp does not move with what she may not see (R24)."""
    ruth, farah = signed_in(town, "Ruth"), signed_in(town, "Farah")
    before = {who: who_reads.get(reverse("board_now")) for who, who_reads in (("Ruth", ruth), ("Farah", farah))}
    again = ruth.get(reverse("board_now"), headers={"If-None-Match": before["Ruth"].headers["ETag"]})
    called(town)
    after = ruth.get(reverse("board_now"), headers={"If-None-Match": before["Ruth"].headers["ETag"]})
    for_farah = farah.get(reverse("board_now"))
    assert again.status_code == 304 or again.headers["ETag"] != before["Ruth"].headers["ETag"]
    assert after.status_code == 200
    assert SHE_SAYS in after.content.decode()
    assert SHE_SAYS not in for_farah.content.decode()
    assert "<html" not in after.content.decode()


def test_earlier_calls_come_in_pages(town: Town) -> None:
    for _each in range(21):
        contact = called(town, hours_ago=60, caller_name=f"Caller {_each}")
        with town.acting("Ruth"):
            FirstContact.objects.filter(pk=contact.pk).update(first_met_at=timezone.now() - timedelta(hours=50))
    with_duty(town, "Ruth")
    ruth = signed_in(town, "Ruth")
    assert "1 to 20 of 21" in ruth.get(reverse("earlier")).content.decode()
    assert "21 to 21 of 21" in ruth.get(reverse("earlier") + "?page=99").content.decode()
    assert "1 to 20 of 21" in ruth.get(reverse("earlier") + "?page=x").content.decode()


def with_duty(town: Town, who: str) -> None:
    now = timezone.now()
    with town.acting("Ruth", at=now) as by:
        key = town.practitioners[who].pk
        duty.give_turn(practitioner_id=key, start=now - HOUR, end=now + 5 * HOUR, by=by, at=now)


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    of_the_test = ("SAVEPOINT", "current_setting", "'tornio.organisation', ''")  # a frame inside the test's own
    return len([each for each in counted if not any(word in each["sql"] for word in of_the_test)])


def test_a_page_asks_as_few_questions_of_many_as_of_few(town: Town) -> None:
    """Figures: at most twenty, however many wait."""
    with_duty(town, "Ruth")
    first = called(town, caller_name="Alan Fairweather")
    ruth = signed_in(town, "Ruth")
    pages = [reverse("board"), reverse("board_now"), reverse("contact", args=[first.pk]), reverse("duty")]
    for address in pages:
        ruth.get(address)
    few = [asked(ruth, address) for address in pages]
    for number in range(12):
        contact = called(town, hours_ago=number * 3, caller_name=f"Alan Fairweathe{number}")
        now = timezone.now()
        with town.acting("Ruth", at=now) as by:
            for each in (contact, first):
                contacts.attempt(contact_id=each.pk, way=AttemptWay.TEXT, reached=False, by=by, at=now)
            to = town.practitioners["Tomasz"].pk
            responsibility.offer(contact_id=first.pk, to=to, reason="Away.", by=by, at=now)
    many = [asked(ruth, address) for address in pages]
    assert many == few
    assert max(many) <= 20, dict(zip(pages, many, strict=True))


def test_the_board_is_nothing_to_carol(town: Town) -> None:
    assert signed_in(town, "Carol").get(reverse("board")).status_code == 404
    assert signed_in(town, "Carol").get(reverse("contact_new")).status_code == 404
