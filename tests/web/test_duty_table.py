"""R5: the rota of the telephone as a file: written out; read in with a look at it first, all of it or none."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import text
from tests.web.test_working import is_away
from tornio.actions import duty
from tornio.records.models import Duty

HEAD = "Who,First day,From,Last day,Until\n"
GOOD = HEAD + "Ruth Adeyemi,2026-11-06,9,2026-11-06,17\nSadia Khan,2026-11-06,20,,9\n"
FRIDAY = MONDAY + 4 * DAY


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere by the clocks of England, on a Monday morning at nine."""
    with the_clock_says(MONDAY):
        yield build_town(profile="saltmere")


@pytest.fixture
def ruth(town: Town) -> Client:
    """Ruth keeps the rota with the others."""
    return signed_in(town, "Ruth")


def sent(client: Client, words: str, do: str = "look", **more: str) -> Any:
    return client.post(reverse("duty_read"), {"text": words, "do": do} | more)


def kept(client: Client, words: str) -> Any:
    """Looked at, and then kept as it was shown."""
    page = sent(client, words).content.decode()
    return sent(client, words, "keep", seen=page.split('name="seen" value="')[1].split('"')[0])


def turn(town: Town, who: str, start: datetime, end: datetime) -> None:
    with town.acting("Ruth") as by:
        duty.give_turn(practitioner_id=town.practitioners[who].pk, start=start, end=end, by=by, at=MONDAY)


def turns(town: Town) -> list[str]:
    with town.acting("Ruth"):
        rows = Duty.objects.filter(taken_back_at__isnull=True).select_related("practitioner__person")
        return [
            f"{each.practitioner.person.called} {each.during.lower:%d. %H}–{each.during.upper:%d. %H}"
            for each in rows.order_by("during")
        ]


def test_the_file_has_the_turns_that_are_not_over(town: Town, ruth: Client) -> None:
    turn(town, "Sadia", MONDAY - HOUR, MONDAY + HOUR)
    turn(town, "Ruth", MONDAY - 9 * HOUR, MONDAY - HOUR)
    turn(town, "Ruth", FRIDAY + 8 * HOUR, FRIDAY + DAY)
    answer = ruth.get(reverse("duty_table"))
    assert answer["Content-Disposition"] == 'attachment; filename="telephone.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Who,First day,From,Last day,Until,Key",
        f"Sadia Khan,2026-11-02,08:00,2026-11-02,10:00,{town.practitioners['Sadia'].pk}",
        f"Ruth Adeyemi,2026-11-06,17:00,2026-11-07,09:00,{town.practitioners['Ruth'].pk}",
    ]


def test_ruth_looks_at_the_rota_as_it_would_be_with_its_gap_and_keeps_it_then(town: Town, ruth: Client) -> None:
    """R5: the gap between the two falls to Martin, and that is seen before anything is kept."""
    page = text(sent(ruth, GOOD))
    rows = page.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]
    assert [[name for name in ("Ruth", "Martin", "Sadia") if name in row] for row in rows] == [
        ["Ruth"],
        ["Martin"],
        ["Sadia"],
    ]
    assert "a gap: it falls to them" in rows[1]
    assert turns(town) == []
    assert kept(ruth, GOOD).status_code == 302
    assert turns(town) == ["Ruth 06. 09–06. 17", "Sadia 06. 20–07. 09"]
    again = text(sent(ruth, GOOD))
    assert "there is nothing new in it" in again
    assert "Keep all of it" not in again


def test_what_is_downloaded_is_changed_and_brought_back(town: Town, ruth: Client) -> None:
    """Sadia and Ruth swap; what is not in the table stays, and is shown where it lies between."""
    turn(town, "Sadia", FRIDAY, FRIDAY + 8 * HOUR)
    turn(town, "Farah", FRIDAY + DAY, FRIDAY + DAY + 8 * HOUR)
    turn(town, "Ruth", FRIDAY + 2 * DAY, FRIDAY + 2 * DAY + 8 * HOUR)
    words = (
        HEAD + "Ruth Adeyemi,2026-11-06,9,,17\nSadia Khan,2026-11-08,9,,16\n"
        "Sadia Khan,2026-11-08,16,,17\nTomasz Wójcik,2026-10-05,9,,17\n"
    )
    page = text(sent(ruth, words))
    assert "instead of Sadia Khan" in page
    assert "instead of Ruth Adeyemi" in page
    assert "as it is already" in page
    assert "One row is over already" in page
    assert kept(ruth, words).status_code == 302
    assert turns(town) == [
        "Ruth 06. 09–06. 17",
        "Farah 07. 09–07. 17",
        "Sadia 08. 09–08. 16",
        "Sadia 08. 16–08. 17",
    ]


def test_another_end_and_who_is_away_then_are_marked_before_it_is_kept(town: Town, ruth: Client) -> None:
    """R5: nobody rings into an empty house by mistake."""
    turn(town, "Sadia", FRIDAY, FRIDAY + 8 * HOUR)
    is_away(town, "Sadia", FRIDAY - 9 * HOUR, FRIDAY + 15 * HOUR)
    words = HEAD + "Sadia Khan,2026-11-06,9,,18\n"
    page = text(sent(ruth, words))
    assert "with another end" in page
    assert "is away then" in page
    assert kept(ruth, words).status_code == 302
    assert turns(town) == ["Sadia 06. 09–06. 18"]


def test_every_wrong_row_is_told_with_its_number_and_the_table_stays_to_be_put_right(town: Town, ruth: Client) -> None:
    turn(town, "Sadia", MONDAY - HOUR, MONDAY + HOUR)
    for words, told in (
        (GOOD + "Rut Adeyemi,2026-12-07,9,,17\n", "Row 4: Nobody who works here is called “Rut Adeyemi”."),
        (GOOD + "Farah Siddiqui,2026-11-06,16,,17\n", "Row 4: It overlaps with row 2."),
        (HEAD + "Ruth Adeyemi,2026-11-02,8,,10\n", "Row 2: It has begun already."),
        (HEAD + "Ruth Adeyemi,2026-11-02,9,,11\n", "Row 2: Somebody holds it from 08:00 on 2 November"),
    ):
        for do in ("look", "keep"):
            answer = sent(ruth, words, do)
            assert answer.status_code == 422
            assert told in text(answer)
            assert words.splitlines()[-1] in text(answer)
    assert turns(town) == ["Sadia 02. 08–02. 10"]


def test_a_rota_that_somebody_changed_meanwhile_is_shown_again(town: Town, ruth: Client) -> None:
    page = sent(ruth, GOOD).content.decode()
    turn(town, "Farah", FRIDAY, FRIDAY + 8 * HOUR)
    again = text(sent(ruth, GOOD, "keep", seen=page.split('name="seen" value="')[1].split('"')[0]))
    assert "Somebody changed something since you looked." in again
    assert "instead of Farah Siddiqui" in again
    assert turns(town) == ["Farah 06. 09–06. 17"]
    assert kept(ruth, GOOD).status_code == 302


def test_a_table_of_turns_that_are_all_over_has_nothing_to_keep(town: Town, ruth: Client) -> None:
    page = text(sent(ruth, HEAD + "Ruth Adeyemi,2026-10-05,9,,17\n"))
    assert "there is nothing new in it" in page
    assert "One row is over already, and stays out." in page
    assert "Keep all of it" not in page


def test_the_rota_in_a_file_is_nothing_to_carol_or_the_administrator(town: Town) -> None:
    for called in ("Carol", "Ada", "Edith"):
        client = signed_in(town, called)
        assert sent(client, GOOD, "keep").status_code == 404
        assert client.get(reverse("duty_table")).status_code == 404
    assert turns(town) == []
