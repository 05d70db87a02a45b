"""One's own ways in: two things for everybody, a passkey or an app for staff; the same answer for every address."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.app_codes import SECRET, code_at
from tests.coming_in import (
    a_way_in,
    by_letter,
    follow,
    in_earnest,
    letters,
    may,
    with_app,
)  # fmt: skip
from tests.people import Town
from tornio.core.people import Capacity
from tornio.people import entry, factors, patience
from tornio.people.factors import Factor
from tornio.people.models import Human, Miss, SignInLink

__all__ = ["in_earnest"]
pytestmark = pytest.mark.usefixtures("in_earnest")
SIGNED_IN = "_auth_user_id"


# --- staff ----------------------------------------------------------------------------------------------------------


def test_ruth_reaches_no_page_of_her_work_before_she_has_an_app_or_a_passkey(town: Town) -> None:
    way = a_way_in(town, "Ruth")
    ruth = follow(way.token)
    assert (
        "one thing is needed before you begin"
        in ruth.post(reverse("arrived"), {"code": way.code}, follow=True).content.decode()
    )
    for page in ("home", "board", "day", "networks"):
        assert not may(ruth, town, Capacity.PRACTITIONER)
        assert ruth.get(reverse(page)).headers["Location"] == reverse("ways_in"), page
    assert may(ruth, town, Capacity.ONESELF)  # as herself she is a member like any other


def test_ruth_joins_an_app_and_begins(town: Town) -> None:
    way = a_way_in(town, "Ruth")
    ruth = follow(way.token)
    ruth.post(reverse("arrived"), {"code": way.code})
    page = ruth.get(reverse("new_app")).content.decode()
    secret = page.split('class="spelled">')[1].split("<")[0].replace(" ", "")
    wrong = ruth.post(reverse("new_app"), {"code": "000000"})
    assert wrong.status_code == 422
    assert secret[:4] in wrong.content.decode()  # the same one again: the app may have it already
    assert ruth.post(reverse("new_app"), {"code": code_at(timezone.now(), secret)}).status_code == 302
    assert may(ruth, town, Capacity.PRACTITIONER)


def test_ada_martin_priya_and_edith_need_it_too(town: Town) -> None:
    for called in ("Ada", "Martin", "Priya", "Edith"):
        way = entry.make_invitation(town.humans[called], at=timezone.now())
        browser = follow(way.token)
        assert (
            "one thing is needed" in browser.post(reverse("arrived"), {"code": way.code}, follow=True).content.decode()
        )
        browser.get(reverse("choose"))
        assert browser.get("/").headers["Location"] in (reverse("ways_in"), reverse("choose"))


def test_codes_on_paper_let_ruth_in_but_not_to_her_work(town: Town) -> None:
    """She lost her telephone: she comes in with paper, joins another app, and works on."""
    ruth = with_app(town.humans["Ruth"], "ruth@example.org")
    paper = factors.new_paper(ruth)
    browser = by_letter(ruth)
    assert browser.post(reverse("second"), {"code": paper[0]}).headers["Location"] == reverse("choose")
    assert not may(browser, town, Capacity.PRACTITIONER)
    secret = browser.get(reverse("new_app")).content.decode().split('class="spelled">')[1].split("<")[0]
    browser.post(reverse("new_app"), {"code": code_at(timezone.now(), secret.replace(" ", ""))})
    assert may(browser, town, Capacity.PRACTITIONER)


# --- people and members ---------------------------------------------------------------------------------------------


def test_carol_comes_in_with_a_link_and_a_code_of_her_own(town: Town) -> None:
    carol = with_app(town.humans["Carol"], "carol@example.org")
    browser = by_letter(carol)
    assert SIGNED_IN not in browser.session
    wrong = browser.post(reverse("second"), {"code": "000000"})
    assert wrong.status_code == 422
    assert "4 more times" in wrong.content.decode()
    assert browser.post(reverse("second"), {"code": code_at(timezone.now())}).status_code == 302
    assert browser.session[SIGNED_IN] == str(carol.pk)
    assert may(browser, town, Capacity.ONESELF)


def test_neil_who_reads_carols_letters_does_not_get_in(town: Town) -> None:
    """Two people, one e-mail account: the second thing is each human's own, and Neil's opens nothing of Carol's."""
    carol = with_app(town.humans["Carol"], "family@example.org")
    factors.add_app(town.humans["Neil"], factors.new_secret(), "", timezone.now())
    paper_of_neil = factors.new_paper(town.humans["Neil"])
    browser = by_letter(carol)
    assert browser.post(reverse("second"), {"code": paper_of_neil[0]}).status_code == 422
    assert SIGNED_IN not in browser.session


def test_a_link_alone_opens_nothing_and_is_not_used_up_by_trying(town: Town) -> None:
    """Whoever has nothing of their own yet is let in by the service; a stolen letter makes nobody a second thing."""
    Human.objects.filter(pk=town.humans["Carol"].pk).update(email="carol@example.org")
    browser = by_letter(Human.objects.get(pk=town.humans["Carol"].pk))
    answer = browser.post(reverse("arrived"), follow=True)
    assert answer.status_code == 403
    assert "One thing is missing" in answer.content.decode()
    for page in ("ways_in", "new_app", "new_passkey", "second"):
        assert browser.get(reverse(page)).headers["Location"] == reverse("enter"), page


def test_leon_has_no_telephone_and_no_e_mail_and_comes_in_with_paper_and_what_he_was_told(town: Town) -> None:
    """Invited on paper; he may look at once, needs nothing more, and is never asked for an address."""
    way = entry.make_invitation(town.humans["Leon"], at=timezone.now())
    leon = follow(way.token)
    answer = leon.post(reverse("arrived"), {"code": way.code}, follow=True)
    assert "Not now: go to your pages" in answer.content.decode()
    assert may(leon, town, Capacity.ONESELF)
    made = leon.post(reverse("new_paper"))
    assert made.content.decode().count("<li>") == 10
    assert letters() == []


def test_each_code_opens_once(town: Town) -> None:
    """An app's code and one on paper: whoever looked over a shoulder is too late."""
    carol, now = with_app(town.humans["Carol"]), timezone.now()
    assert factors.try_code(carol, code_at(now), now) is Factor.APP
    assert factors.try_code(carol, code_at(now), now) is None
    assert factors.try_code(carol, code_at(now - timedelta(seconds=30)), now) is None
    paper = factors.new_paper(carol)
    assert len(set(paper)) == 10
    assert factors.try_code(carol, f"{paper[3][:4]} {paper[3][4:]}", now) is Factor.PAPER
    assert factors.try_code(carol, paper[3], now) is None
    assert next(own.left for own in factors.of_human(carol) if own.factor is Factor.PAPER) == 9
    again = factors.new_paper(carol)
    assert factors.try_code(carol, paper[4], now) is None
    assert factors.try_code(carol, again[4], now) is Factor.PAPER


@pytest.mark.parametrize(("second", "code"), [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")])
def test_an_apps_codes_are_those_of_the_standard(town: Town, second: int, code: str) -> None:
    """RFC 6238, appendix B, the last six figures; and our own oracle agrees."""
    at = datetime.fromtimestamp(second, UTC)
    assert code_at(at) == code
    assert factors.try_code(with_app(town.humans["Carol"]), code, at) is Factor.APP


@pytest.mark.parametrize(("seconds", "opens"), [(-31, True), (29, True), (75, False), (-75, False)])
def test_a_telephones_clock_may_be_half_a_minute_off(town: Town, seconds: int, opens: bool) -> None:
    at = datetime(2026, 11, 2, 9, 0, 10, tzinfo=UTC)
    found = factors.try_code(with_app(town.humans["Carol"]), code_at(at + timedelta(seconds=seconds)), at)
    assert (found is Factor.APP) is opens


def test_the_secret_of_an_app_cannot_be_read_in_the_database(town: Town) -> None:
    """Sealed at rest, and a former key of the installation still opens it."""
    with_app(town.humans["Carol"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        assert SECRET not in str(cursor.fetchall())


def test_a_secret_sealed_under_a_former_key_still_opens(town: Town, settings: Any) -> None:
    carol, now = with_app(town.humans["Carol"]), timezone.now()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert factors.try_code(carol, code_at(now), now) is Factor.APP


# --- the same answer for every address ------------------------------------------------------------------------------


def asked(address: str) -> tuple[int, str, list[str]]:
    """What asking for a link answers, and what the database is asked for it."""
    client = Client()
    with CaptureQueriesContext(
        connection,
    ) as told:
        answer = client.post(reverse("enter"), {"address": address})
    shapes = [query["sql"].split(" FROM ")[0].split(" VALUES ")[0][:60] for query in told.captured_queries]
    shapes = [shape for shape in shapes if "SAVEPOINT" not in shape]
    return answer.status_code, str(answer.headers.items()) + answer.content.decode(), shapes


def test_nobody_learns_whether_an_address_is_known(town: Town) -> None:
    """The same answer to the byte, and the same work: the letter itself goes afterwards."""
    with_app(town.humans["Carol"], "carol@example.org")
    known, unknown = asked("carol@example.org"), asked("stranger@example.org")
    assert known == unknown
    assert len(letters()) == 1


def test_a_letter_says_nothing_of_what_it_is_about(town: Town) -> None:
    """No name of the house, the service, the network, or the person; one recipient."""
    by_letter(with_app(town.humans["Carol"], "carol@example.org"))
    letter = letters()[0]
    said = f"{letter.subject} {letter.body}".lower()
    assert letter.to == ["carol@example.org"]
    for word in ("tornio", "dialogue", "saltmere", "network", "meeting", "carol", "leon", "health", "service", "trust"):
        assert word not in said.replace("testserver", ""), word


def test_a_link_that_was_asked_for_is_good_for_a_quarter_of_an_hour_and_once(town: Town) -> None:
    carol = with_app(town.humans["Carol"], "carol@example.org")
    at = timezone.now()
    _, token = entry.link_to_send("carol@example.org", at=at)
    assert entry.find(token, at=at + timedelta(minutes=15)) is None
    assert entry.use(token, at=at) == carol
    assert entry.use(token, at=at) is None


def test_nobodys_letterbox_is_filled(town: Town) -> None:
    """Five links in an hour go to one address; the sixth answer is the same and no letter goes."""
    with_app(town.humans["Carol"], "carol@example.org")
    answers = [asked("carol@example.org")[0] for _ in range(7)]
    assert answers == [302] * 7
    assert len(letters()) == 5


def test_what_was_kept_of_unknown_addresses_goes_after_an_hour(town: Town) -> None:
    at = timezone.now()
    entry.link_to_send("stranger@example.org", at=at - timedelta(hours=2))
    entry.link_to_send("stranger@example.org", at=at)
    assert SignInLink.objects.filter(human=None).count() == 1


# --- lock-out -------------------------------------------------------------------------------------------------------


def test_after_five_wrong_codes_carol_waits_a_quarter_of_an_hour(town: Town) -> None:
    """Warmly, and also with the right code; a passkey or the service still let her in."""
    carol = with_app(town.humans["Carol"], "carol@example.org")
    browser = by_letter(carol)
    for _ in range(4):
        assert browser.post(reverse("second"), {"code": "000000"}).status_code == 422
    answer = browser.post(reverse("second"), {"code": "000000"})
    assert answer.status_code == 403
    assert "In a quarter of an hour you can try again" in answer.content.decode()
    assert browser.post(reverse("second"), {"code": code_at(timezone.now())}).status_code == 403
    later = timezone.now() + patience.WAIT
    assert patience.left(carol, later) == patience.MISSES


def test_who_only_knows_an_address_locks_nobody_out(town: Town) -> None:
    """Codes are looked at only behind a link that was opened."""
    with_app(town.humans["Carol"], "carol@example.org")
    stranger = Client()
    stranger.post(reverse("enter"), {"address": "carol@example.org"})
    for _ in range(6):
        assert stranger.post(reverse("second"), {"code": "000000"}).headers["Location"] == reverse("enter")
    assert not Miss.objects.exists()


def test_coming_in_forgets_the_wrong_codes_before(town: Town) -> None:
    carol = with_app(town.humans["Carol"], "carol@example.org")
    browser = by_letter(carol)
    browser.post(reverse("second"), {"code": "000000"})
    browser.post(reverse("second"), {"code": code_at(timezone.now())})
    assert patience.left(carol, timezone.now()) == patience.MISSES
