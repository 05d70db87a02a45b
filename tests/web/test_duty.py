"""The rota of the telephone on the screen: who holds it, one more turn, and a turn that changes."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.people import DAY, HOUR, Town, build_town
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import text
from tests.web.test_contacts import KEY
from tornio.actions import duty, working
from tornio.records.models import Duty


@pytest.fixture
def eight() -> datetime:
    """The day after tomorrow at eight."""
    return timezone.localtime(timezone.now() + 2 * DAY).replace(hour=8, minute=0, second=0, microsecond=0)


def turn(town: Town, who: str, start: datetime, end: datetime) -> Duty:
    with town.acting("Martin", at=start - 3 * DAY) as by:
        return duty.give_turn(
            practitioner_id=town.practitioners[who].pk, start=start, end=end, service_id=town.service.pk, by=by,
            at=by.at,
        )  # fmt: skip


def holders(town: Town) -> list[str]:
    with town.acting("Ruth"):
        found = Duty.objects.filter(taken_back_at__isnull=True).order_by("during")
        return [each.practitioner.person.called for each in found.select_related("practitioner__person")]


def test_the_rota_shows_who_holds_it_and_a_gap_as_martins(town: Town) -> None:
    """R5: a gap falls to the named person."""
    ruth = signed_in(town, "Ruth")
    empty = ruth.get(reverse("duty")).content.decode()
    assert ("it falls to Martin Oyelaran" in empty, "From now on" in empty) == (True, True)
    now = timezone.now()
    days = {"start_0": now.date().isoformat(), "start_1": "", "end_1": ""}
    tomorrow = (now + timedelta(days=2)).date().isoformat()  # at the earliest, also where it is past midnight already
    after = (now + timedelta(days=3)).date().isoformat()
    typed = {"key": KEY, "practitioner": str(town.practitioners["Sadia"].pk), **days}
    given = {**typed, "start_0": tomorrow, "start_2": "08:00", "end_0": after, "end_2": "08:00"}
    page = ruth.post(reverse("duty"), given, follow=True).content.decode()
    assert "<strong>Sadia Khan</strong>" in page
    first, hers, last = page.split("<tbody>")[1].split("</tr>")[:3]
    assert ("From now until " in first, "Sadia" in hers, ", 08:00</time> on" in last) == (True, True, True)
    again = ruth.post(reverse("duty"), {**given, "key": str(uuid4())})
    assert again.status_code == 422
    assert "Somebody else holds the telephone" in again.content.decode()
    assert ruth.post(reverse("duty"), {**given, "start_2": ""}).status_code == 422
    with town.acting("Ruth"):
        turn = Duty.objects.get().pk
    address = reverse("turn", args=[turn])
    before = ruth.get(address).content.decode()
    assert "It ends earlier" in before
    assert "it falls to <strong>Martin Oyelaran</strong>" in before, "who it falls to is known before the button"
    assert ruth.post(address, {"do": "shorten", "end_0": after, "end_1": "", "end_2": "12:00"}).status_code == 422
    after = ruth.post(
        address, {"do": "shorten", "end_0": tomorrow, "end_1": "", "end_2": "12:00"}, follow=True
    ).content.decode()
    assert ", 12:00 it falls to Martin Oyelaran." in after


def test_a_turn_for_somebody_who_is_away_is_asked_about_and_marked_on_the_rota(town: Town) -> None:
    """R5: beside the name, with what was typed kept; whoever looks at the rota sees it."""
    start = timezone.localtime(timezone.now() + 2 * DAY).replace(hour=8, minute=0, second=0, microsecond=0)
    sadia = town.practitioners["Sadia"].pk
    with town.acting("Sadia", at=start - 2 * DAY) as by:
        working.go_away(practitioner_id=sadia, start=start, end=start + DAY, by=by, at=by.at)
    ruth = signed_in(town, "Ruth")
    day = {"start_0": f"{start:%Y-%m-%d}", "start_1": "", "end_0": f"{start:%Y-%m-%d}", "end_1": ""}
    given = {"key": KEY, "practitioner": str(sadia), **day, "start_2": "09:00", "end_2": "17:00"}
    asked = ruth.post(reverse("duty"), given)
    assert (asked.status_code, "Sadia Khan is away then." in asked.content.decode()) == (422, True)
    page = ruth.post(reverse("duty"), {**given, "practitioner_answer": "yes"}, follow=True).content.decode()
    assert "is away then" in page.split("<tbody>")[1]


def test_the_rota_is_nothing_to_carol_and_another_service_is_nothing_to_ruth(town: Town) -> None:
    other = build_town("northford")
    assert signed_in(town, "Carol").get(reverse("duty")).status_code == 404
    assert signed_in(town, "Ruth").get(reverse("duty") + f"?service={other.service.pk}").status_code == 404


def test_ruth_hands_sadias_turn_to_farah_who_is_away_and_is_asked_about(town: Town, eight: datetime) -> None:
    """R5: the answer stands beside the name; then it is Farah's, and the page of the old turn leads on."""
    given = turn(town, "Sadia", eight, eight + 9 * HOUR)
    with town.acting("Farah", at=eight - 2 * DAY) as by:
        key = town.practitioners["Farah"].pk
        working.go_away(practitioner_id=key, start=eight, end=eight + HOUR, by=by, at=by.at)
    ruth, address = signed_in(town, "Ruth"), reverse("turn", args=[given.pk])
    page = text(ruth.get(address))
    assert "Sadia Khan at the telephone" in page
    assert "They hold it from beginning to end. Both are told." in page
    assert f'value="{town.practitioners["Sadia"].pk}"' not in page, "she has it already"
    assert "Choose somebody." in text(ruth.post(address, {"do": "pass", "practitioner": ""}))
    passed = {"do": "pass", "practitioner": str(key)}
    asked = ruth.post(address, passed)
    assert (asked.status_code, "Farah Siddiqui is away then." in text(asked)) == (422, True)
    kept = text(ruth.post(address, {**passed, "practitioner_answer": "yes"}, follow=True))
    assert "Kept. Both are told." in kept
    assert holders(town) == ["Farah"]
    again = text(ruth.post(address, {**passed, "practitioner_answer": "yes"}, follow=True))
    assert "That turn is no more." in again
    assert holders(town) == ["Farah"]


def test_a_turn_put_down_by_mistake_is_taken_back_and_says_to_whom_it_falls(town: Town, eight: datetime) -> None:
    """R5: it was known before the button was pressed."""
    given = turn(town, "Sadia", eight, eight + 9 * HOUR)
    ruth, address = signed_in(town, "Ruth"), reverse("turn", args=[given.pk])
    assert "Taken back, all of it falls to <strong>Martin Oyelaran</strong>" in text(ruth.get(address))
    assert "Taken back. It falls to Martin Oyelaran." in text(ruth.post(address, {"do": "take_back"}, follow=True))
    assert holders(town) == []


def test_a_turn_that_has_begun_is_handed_on_from_now_and_not_taken_back(town: Town) -> None:
    """R5: what somebody held stays written down."""
    now = timezone.now()
    given = turn(town, "Sadia", now - HOUR, now + 9 * HOUR)
    ruth, address = signed_in(town, "Ruth"), reverse("turn", args=[given.pk])
    page = text(ruth.get(address))
    assert "They hold it from now on." in page
    assert "by mistake" not in page
    assert "has begun already" in text(ruth.post(address, {"do": "take_back"}, follow=True))
    ruth.post(address, {"do": "pass", "practitioner": str(town.practitioners["Ruth"].pk)})
    assert holders(town) == ["Sadia", "Ruth"]
