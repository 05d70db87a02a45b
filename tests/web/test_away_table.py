"""Days away as a file: written out for a spreadsheet; read in with a look at them first, all of them or none."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.meetings import agreed, network_of
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import text
from tests.web.test_working import is_away
from tornio.records.models import Away

HEAD = "Who,First day,Last day\n"
GOOD = HEAD + "Ruth Adeyemi,2026-12-07,2026-12-11\nTomasz Wójcik,30 November 2026,\n"
MIDNIGHT = MONDAY - 9 * HOUR


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere by the clocks of England, on a Monday morning at nine."""
    with the_clock_says(MONDAY):
        yield build_town(profile="saltmere")


@pytest.fixture
def martin(town: Town) -> Client:
    """Martin leads the service."""
    return signed_in(town, "Martin")


def sent(client: Client, words: str, do: str = "look", **more: str) -> Any:
    return client.post(reverse("away_read"), {"text": words, "do": do} | more)


def kept(client: Client, words: str) -> Any:
    """Looked at, and then kept as it was shown."""
    page = sent(client, words).content.decode()
    return sent(client, words, "keep", seen=page.split('name="seen" value="')[1].split('"')[0])


def away(town: Town) -> list[str]:
    with town.acting("Martin"):
        rows = Away.objects.filter(taken_back_at__isnull=True).select_related("practitioner__person")
        return [
            f"{each.practitioner.person.called} {each.during.lower:%d.%m.}–"
            + (f"{each.during.upper:%d.%m.}" if each.during.upper else "")
            for each in rows.order_by("during", "pk")
        ]


def test_the_file_has_everybodys_days_away_that_are_not_over_and_no_reason(town: Town) -> None:
    is_away(town, "Tomasz", MIDNIGHT, None)
    is_away(town, "Ruth", MIDNIGHT + 7 * DAY, MIDNIGHT + 12 * DAY)
    is_away(town, "Ruth", MIDNIGHT - 9 * DAY, MIDNIGHT - 7 * DAY)
    answer = signed_in(town, "Farah").get(reverse("away_table"))
    assert answer["Content-Disposition"] == 'attachment; filename="days-away.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Who,First day,Last day,Key",
        f"Ruth Adeyemi,2026-11-09,2026-11-13,{town.practitioners['Ruth'].pk}",
        f"Tomasz Wójcik,2026-11-02,,{town.practitioners['Tomasz'].pk}",
    ]


def test_martin_looks_at_a_table_first_and_keeps_it_then(town: Town, martin: Client) -> None:
    page = text(sent(martin, GOOD))
    assert "All of it can be read. Nothing is kept yet." in page
    assert "Monday 7 December to Friday 11 December" in page
    assert "From Monday 30 November; nobody knows yet until when" in page
    assert away(town) == []
    assert kept(martin, GOOD).status_code == 302
    assert away(town) == ["Tomasz 30.11.–", "Ruth 07.12.–12.12."]
    again = text(sent(martin, GOOD))
    assert "there is nothing new in it" in again
    assert again.count("written down already") == 2
    assert "Keep all of it" not in again


def test_what_is_downloaded_is_changed_and_brought_back(town: Town, martin: Client) -> None:
    is_away(town, "Ruth", MIDNIGHT + 7 * DAY, MIDNIGHT + 12 * DAY)
    words = martin.get(reverse("away_table")).content.decode("utf-8-sig").replace("2026-11-13", "2026-11-10")
    page = text(sent(martin, words))
    assert "Monday 9 November to Tuesday 10 November" in page
    assert "instead of: Monday 9 November to Friday 13 November" in page
    assert kept(martin, words).status_code == 302
    assert away(town) == ["Ruth 09.11.–11.11."]


def test_what_is_agreed_for_those_days_is_said_before_and_after(town: Town, martin: Client) -> None:
    """It stays agreed; the meeting itself is nobody's business here, its number is."""
    network = network_of(town)
    with town.acting("Ruth") as by:
        agreed(town, network, by)
    words = HEAD + "Ruth Adeyemi,2026-11-03,2026-11-04\nTomasz Wójcik,2026-11-05,\n"
    page = text(sent(martin, words))
    assert page.count("one meeting") == 1
    assert "Leon" not in page.split("<main")[1]
    done = sent(martin, words, "keep", seen=page.split('name="seen" value="')[1].split('"')[0])
    assert done.status_code == 302
    assert "One meeting is agreed all the same" in text(martin.get(reverse("working")))


def test_rows_that_are_over_stay_out_and_are_counted(town: Town, martin: Client) -> None:
    words = GOOD + "Farah Siddiqui,2026-10-05,2026-10-09\n"
    assert "One row is over already, and stays out." in text(sent(martin, words))
    assert kept(martin, words).status_code == 302
    assert len(away(town)) == 2


def test_every_wrong_row_is_told_with_its_number_and_the_table_stays_to_be_put_right(
    town: Town, martin: Client
) -> None:
    is_away(town, "Ruth", MIDNIGHT + 7 * DAY, MIDNIGHT + 12 * DAY)
    for words, told in (
        (GOOD + "Rut Adeyemi,2026-12-07,\n", "Row 4: Nobody who works here is called “Rut Adeyemi”."),
        (GOOD + "Farah Siddiqui,2026-12-07,2026-12-01\n", "Row 4: The last day is before the first."),
        (GOOD + "Ruth Adeyemi,2026-11-10,\n", "Row 4: It overlaps with row 2."),
        (HEAD + "Ruth Adeyemi,2026-11-10,\n", "Row 2: They are away already from 9 November 2026"),
    ):
        for do in ("look", "keep"):
            answer = sent(martin, words, do)
            assert answer.status_code == 422
            assert told in text(answer)
            assert words.splitlines()[-1] in text(answer)
    assert len(away(town)) == 1


def test_a_table_that_would_do_something_else_meanwhile_is_shown_again(town: Town, martin: Client) -> None:
    page = sent(martin, GOOD).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    is_away(town, "Ruth", MIDNIGHT + 35 * DAY, MIDNIGHT + 36 * DAY)
    again = text(sent(martin, GOOD, "keep", seen=seen))
    assert "Somebody changed something since you looked." in again
    assert "instead of: Monday 7 December" in again
    assert away(town) == ["Ruth 07.12.–08.12."]
    assert kept(martin, GOOD).status_code == 302


def test_only_who_leads_reads_days_away_in(town: Town) -> None:
    for called in ("Ruth", "Carol", "Ada"):
        assert sent(signed_in(town, called), GOOD, "keep").status_code == 404
    assert signed_in(town, "Carol").get(reverse("away_table")).status_code == 404
    assert away(town) == []
