"""Sessions: fifteen quiet minutes where others use the device too, where one is signed in, out again from afar."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.app_codes import code_at
from tests.coming_in import by_letter, come_in, in_earnest, with_app
from tests.people import Town
from tornio.people import sessions
from tornio.people.models import SignIn
from tornio.web.coming_in import device_of
from tornio.web.live import listening
from tornio.web.live.memory import Memory, Page

__all__ = ["in_earnest"]
pytestmark = pytest.mark.usefixtures("in_earnest")
TEMPLATES = Path(__file__).resolve().parents[2] / "tornio" / "web" / "templates"
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


def key(client: Client) -> str:
    """The session of a browser."""
    return str(client.session.session_key)


def ends(client: Client) -> float:
    """In how many minutes the session ends by itself."""
    left = Session.objects.get(session_key=key(client)).expire_date - timezone.now()
    return left.total_seconds() / 60


def quiet(client: Client, minutes: float) -> None:
    """Nobody has touched the device for so long."""
    rows = Session.objects.filter(session_key=key(client))
    rows.update(expire_date=rows.get().expire_date - timedelta(minutes=minutes))


def test_where_others_use_the_device_too_it_signs_out_after_fifteen_quiet_minutes(town: Town) -> None:
    carol = come_in(with_app(town.humans["Carol"], "carol@example.org"), shared="yes")
    assert ends(carol) == pytest.approx(15, abs=0.2)
    quiet(carol, 14)
    assert carol.get(reverse("ways_in")).status_code == 200
    assert ends(carol) == pytest.approx(15, abs=0.2)
    quiet(carol, 15.1)
    assert carol.get(reverse("ways_in")).headers["Location"] == reverse("enter")


def test_a_page_that_only_asks_by_itself_does_not_keep_anybody_signed_in(town: Town) -> None:
    """An open page looks for what is new every second or so; that is not Carol."""
    carol = come_in(with_app(town.humans["Carol"], "carol@example.org"), shared="yes")
    quiet(carol, 10)
    carol.get(reverse("ways_in"), headers={"X-Tornio-Live": "1"})
    assert ends(carol) == pytest.approx(5, abs=0.2)


def test_ones_own_device_stays_signed_in_for_the_day_or_until_the_browser_closes(town: Town) -> None:
    carol = come_in(with_app(town.humans["Carol"], "carol@example.org"), shared="no")
    assert ends(carol) == pytest.approx(12 * 60, abs=0.2)
    assert carol.cookies["session"]["max-age"] == ""


def test_who_does_not_say_is_taken_to_share_the_device(town: Town) -> None:
    human = with_app(town.humans["Carol"], "carol@example.org")
    browser = by_letter(human)
    browser.post(reverse("second"), {"code": code_at(timezone.now())})
    assert ends(browser) == pytest.approx(15, abs=0.2)
    assert 'value="yes" checked' in by_letter(human).get(reverse("second")).content.decode()


def test_coming_in_begins_a_session_with_a_new_key_and_nothing_from_before(town: Town) -> None:
    """Session fixation: whoever planted a cookie has nothing."""
    human = with_app(town.humans["Carol"], "carol@example.org")
    planted = Client()
    planted.get(reverse("enter"))
    session = planted.session
    session["planted"] = True
    session.save()
    planted.cookies["session"] = str(session.session_key)
    before = session.session_key
    browser = by_letter(human, planted)
    browser.post(reverse("second"), {"code": code_at(timezone.now())})
    assert key(browser) != before
    assert "planted" not in browser.session
    assert not Session.objects.filter(session_key=before).exists()


def test_carol_sees_where_she_is_signed_in_and_signs_out_there_at_once(town: Town) -> None:
    human = with_app(town.humans["Carol"], "carol@example.org")
    here = come_in(human)
    there = Client(headers={"user-agent": FIREFOX})
    by_letter(human, there)
    there.post(reverse("second"), {"code": code_at(timezone.now() + timedelta(seconds=30))})
    page = here.get(reverse("ways_in")).content.decode()
    assert "Firefox on Android" in page
    left_behind = SignIn.objects.get(session_key=key(there))
    assert there.get(reverse("ways_in")).status_code == 200
    assert here.post(reverse("sign_out_there", args=[left_behind.pk])).status_code == 302
    assert there.get(reverse("ways_in")).headers["Location"] == reverse("enter")
    assert "Firefox on Android" not in here.get(reverse("ways_in")).content.decode()


def test_nobody_signs_anybody_else_out(town: Town) -> None:
    carol = come_in(with_app(town.humans["Carol"], "carol@example.org"))
    neil = come_in(with_app(town.humans["Neil"], "neil@example.org"))
    hers = SignIn.objects.get(session_key=key(carol))
    assert neil.post(reverse("sign_out_there", args=[hers.pk])).status_code == 404
    neil.post(reverse("sign_out_others"))
    assert carol.get(reverse("ways_in")).status_code == 200


def test_carol_signs_out_everywhere_but_here(town: Town) -> None:
    human = with_app(town.humans["Carol"], "carol@example.org")
    other = Client()
    by_letter(human, other)
    other.post(reverse("second"), {"code": code_at(timezone.now())})
    here = Client()
    by_letter(human, here)
    here.post(reverse("second"), {"code": code_at(timezone.now() + timedelta(seconds=30))})
    here.post(reverse("sign_out_others"))
    assert other.get(reverse("ways_in")).headers["Location"] == reverse("enter")
    assert here.get(reverse("ways_in")).status_code == 200


def test_an_open_page_is_told_no_more_within_a_second_of_being_signed_out_from_afar(town: Town) -> None:
    """What is answered from memory ends too: it looks at the sessions every 0.4 seconds."""
    human = with_app(town.humans["Carol"], "carol@example.org")
    carol = come_in(human)
    memory, page = Memory(), Page(key(carol), "/m/1/live/")
    digest = _digest(key(carol))
    memory.keep(page, '"a"', keys=[str(human.pk)], digest=digest, human=str(human.pk), since=memory.now())
    memory.looked({key(carol): digest}, frozenset({str(human.pk)}), memory.moment())
    assert memory.is_current(page, '"a"')
    sessions.end_others(human, "")
    memory.looked({}, frozenset({str(human.pk)}), memory.moment())
    assert not memory.is_current(page, '"a"')
    assert listening.LOOK_EVERY_SECONDS < 1


def _digest(session_key: str) -> str:
    return Session.objects.get(session_key=session_key).session_data


def test_signing_out_ends_the_session_and_takes_it_off_the_list(town: Town) -> None:
    carol = come_in(with_app(town.humans["Carol"], "carol@example.org"))
    was = key(carol)
    carol.post(reverse("sign_out"))
    assert not Session.objects.filter(session_key=was).exists()
    assert not SignIn.objects.filter(session_key=was).exists()


def test_no_address_leads_anywhere_else_after_coming_in(town: Town) -> None:
    """Open redirects: nothing that a link says decides where one goes."""
    human = with_app(town.humans["Carol"], "carol@example.org")
    browser = by_letter(human)
    away = "?next=https://evil.example/&redirect_to=//evil.example"
    answer = browser.post(reverse("second") + away, {"code": code_at(timezone.now()), "next": "//evil.example"})
    assert answer.headers["Location"] == reverse("choose")
    assert "evil" not in Client().get(reverse("enter") + away).content.decode()


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (FIREFOX, "Firefox on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36", "Chrome on Linux"),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)  # fmt: skip
def test_a_browser_is_told_as_its_owner_knows_it(agent: str, told: str) -> None:
    assert device_of(agent) == told


def test_every_page_of_the_person_and_the_members_and_of_coming_in_lets_them_leave_quickly() -> None:
    """Whatever is theirs to read stands in a layout that has it; only staff's pages, print and the table's have not."""
    without = {"layout/staff.html", "layout/shared.html", "layout/print.html", "layout/base.html"}
    has = {name: re.search(r'{% extends "([^"]+)"', (TEMPLATES / name).read_text()) for name in _pages()}
    coming_in = [name for name in has if name.startswith(("entry/", "errors/", "home/oneself", "public/"))]
    for_staff = {"entry/staff.html", "entry/way_in.html"}
    for name in set(coming_in) - for_staff:
        found = has[name]
        assert found is None or found[1] not in without, name
    for layout in ("layout/member.html", "layout/public.html"):
        assert "leave_quickly(house)" in (TEMPLATES / layout).read_text()


def _pages() -> list[str]:
    return [str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*.html"))]
