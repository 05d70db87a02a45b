"""The page of figures and what leaves, on the screens of whoever leads, agrees and evaluates (R29, R31)."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from markupsafe import escape

from tests.counts import FIRST_OF_DECEMBER, met, reckoned
from tests.people import MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import text
from tornio.core.people import Capacity
from tornio.evaluation.comparators import shipped
from tornio.people.acting import acting_as
from tornio.records.models import Counting, Release
from tornio.records.visible.tidy import PURPOSE

YEAR = {"months": "12", "last": "2026-11"}
AT_MOST = 20
MINUTE = timedelta(minutes=1)


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere, on the first of December."""
    with the_clock_says(FIRST_OF_DECEMBER):
        yield build_town(profile="saltmere", at=MONDAY)


@pytest.fixture
def martin(town: Town) -> Client:
    return signed_in(town, "Martin")


def page(client: Client, **given: str) -> str:
    answer = client.get(reverse("figures"), given)
    assert answer.status_code == 200
    return text(answer)


def ask(client: Client, do: str, **given: str) -> str:
    return text(client.post(reverse("figures_ask"), {"do": do, **YEAR, **given}, follow=True))


def done(town: Town) -> Counting:
    """The job has done what was asked for."""
    with town.acting("Martin", at=FIRST_OF_DECEMBER, capacity=Capacity.SERVICE_LEAD):
        made = Counting.objects.get(state="asked")
    return reckoned(town, made)


def questions(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(client)
    return len(asked)


def test_the_lead_has_a_year_counted_reads_it_and_takes_it_along(town: Town, martin: Client) -> None:
    """R29: seven pictures or why there is none, seven tables; the file and the CSV say the same; nobody is named."""
    met(town, times=3)
    empty = page(martin)
    assert "These months are not counted yet." in empty
    assert "It begins in a few seconds." in ask(martin, "figures")
    assert "already" in ask(martin, "figures", key="0b9e8a52-4d6b-4cdb-9a35-000000000002")
    made = done(town)
    assert martin.get(reverse("figures_now", args=[made.pk])).status_code == 404
    told = page(martin)
    assert told.count('class="measure"') == 8
    for said in ("0 of 3", "Small numbers: 3 in all", "December 2025 to November 2026", "Kent", "version 1",
                 "Too few months have a figure for a picture."):  # fmt: skip
        assert said in told
    assert not any(name in told for name in ("Leon", "Carol", "Ruth"))
    life = told[told.index('id="life"') : told.index('id="life-more"')]
    assert "Nothing to count in these months." in life
    assert not any(said in life for said in ("Missing", "Small numbers", "<table"))
    assert not re.findall(r"<tbody>\s*</tbody>", told)
    report = martin.get(reverse("figures_report", args=[made.pk]))
    assert "attachment" in report.headers["Content-Disposition"]
    printed = text(report)
    assert "0 of 3" in printed
    assert not re.findall(r"<tbody>\s*</tbody>|Small numbers: 0", printed)
    rows = list(csv.DictReader(io.StringIO(text(martin.get(reverse("figures_csv", args=[made.pk]))).lstrip("\ufeff"))))
    [year] = [row for row in rows if row["id"] == "with_own_network" and row["from"] == "2025-12-01"][:1]
    assert (year["to"], year["numerator"], year["denominator"]) == ("2026-12-01", "0", "3")
    assert all(row["missing_rule"] and row["among"] and row["unit"] and row["comparator"] for row in rows)
    assert {row["price_year"] for row in rows} == {""}  # none of them is of money
    assert (year["clock"], year["comparator"]) == ("the day of the meeting", "kent-carers-2022")
    assert {row["comparator"] for row in rows if row["id"] == "at_home"} == {"itself, month by month"}
    assert year["warning"].startswith("Small numbers: 3 in all")
    [work] = [row for row in rows if row["id"] == "occupied_at_12"]
    assert work["comparator"] == "gordon-2016-work"
    [after] = [row for row in rows if row["id"] == "benefit_at_12"]
    assert after["comparator"] == "nothing: it is told over the whole time"
    assert "These months are not counted yet." in page(martin, months="3", last="2026-08")
    assert "0 of 3" in page(martin, months="7", last="2026-13")  # what cannot be meant asks for nothing


def test_what_the_page_says_of_itself_is_so(town: Town, martin: Client) -> None:
    """R29: some of it was told and some of it answered; what was published stands there once, each with its source."""
    met(town, times=3)
    ask(martin, "figures")
    made = done(town)
    told, printed = page(martin), text(martin.get(reverse("figures_report", args=[made.pk])))
    for said in (told, printed):
        assert "nobody filled in a form" not in said
        assert "what somebody chose to tell" in said
        assert "with no comparison" not in said
        for each in shipped().values():
            assert said.count(str(escape(f"{each.says}. {each.population}, {each.year}."))) == 1
            assert str(escape(each.caveat)) in said


@pytest.mark.parametrize(
    ("do", "said"),
    [
        ("figures", "Those months were not counted."),
        ("tables", "Those tables were not made ready."),
        ("release", "That release was not made."),
    ],
)
def test_what_was_refused_is_told_as_what_it_was(town: Town, martin: Client, do: str, said: str) -> None:
    """Martin asks for one of three things, and is told of that one and of no other."""
    ask(martin, do, for_whom="the board")
    job = acting_as(
        human=None, capacity=Capacity.JOB, organisation=town.organisation, purpose=PURPOSE, at=FIRST_OF_DECEMBER
    )
    with job:
        Counting.objects.update(state="refused", ended_at=FIRST_OF_DECEMBER, why="It has no column called day.")
    told = page(martin)
    assert said in told
    assert "It has no column called day." in told
    assert told.count("were not") + told.count("was not made") == 1
    assert ("Nothing has left." in told) is (do == "release")


def test_tables_and_a_release_are_made_ready_from_the_page(town: Town, martin: Client) -> None:
    """R26, R31: Priya finds what waits and agrees; Edith reads it then, and is handed no rows."""
    met(town, times=9)
    ask(martin, "figures")
    done(town)
    ask(martin, "tables")
    tables = done(town)
    assert reverse("figures_tables", args=[tables.pk]) in page(martin)
    assert martin.get(reverse("figures_tables", args=[tables.pk])).headers["Content-Type"] == "application/zip"
    assert martin.get(reverse("figures_report", args=[tables.pk])).status_code == 404
    assert "Say for whom it is." in ask(martin, "release")
    assert "Choose which months." in ask(martin, "release", last="")
    ask(martin, "release", for_whom="the board")
    made = done(town)
    where, priya, edith = reverse("release", args=[made.pk]), signed_in(town, "Priya"), signed_in(town, "Edith")
    assert "the privacy lead has still to agree" in text(martin.get(where))
    assert "No figure is released yet." in text(edith.get("/", follow=True))
    assert edith.get(where).status_code == 404
    assert "Figures of one release wait to leave" in text(priya.get("/"))
    assert "For the board" in text(priya.get(reverse("releases")))
    assert priya.post(reverse("release_answer", args=[made.pk]), {"do": "perhaps"}).status_code == 404
    agreed = text(priya.post(reverse("release_answer", args=[made.pk]), {"do": "agree"}, follow=True))
    assert "Priya agreed" in agreed
    told = text(edith.get(where))
    assert re.search(r"<td[^>]*>10</td>", told)
    assert "tables" not in told
    assert all(edith.get(address).status_code == 404 for address in (
        f"{where}tables/", reverse("figures_tables", args=[tables.pk]), reverse("figures_tables", args=[made.pk]),
    ))  # fmt: skip


def test_a_release_that_tells_of_a_few_says_so_and_one_that_stays_says_who_said_so(town: Town, martin: Client) -> None:
    """R31."""
    met(town, times=9)
    ask(martin, "figures")
    done(town)
    ask(martin, "release", for_whom="the board")
    first = done(town)
    met(town, "Jean", times=2, first=20)
    with the_clock_says(FIRST_OF_DECEMBER + MINUTE):
        ask(martin, "release", for_whom="the commissioners")
    assert done(town).state == "refused"
    assert "That release was not made." in page(martin)
    priya = signed_in(town, "Priya")
    priya.post(reverse("release_answer", args=[first.pk]), {"do": "decline"})
    assert "It does not leave: Priya did not agree." in text(martin.get(reverse("release", args=[first.pk])))
    with town.acting("Martin", at=FIRST_OF_DECEMBER, capacity=Capacity.SERVICE_LEAD):
        assert Release.objects.count() == 1


def test_more_months_and_meetings_need_no_more_questions(town: Town, martin: Client) -> None:
    met(town, times=1)
    ask(martin, "figures")
    done(town)
    page(martin)  # what is remembered from page to page is remembered now
    few = questions(martin)
    met(town, "Jean", times=5, first=10)
    ask(martin, "figures", months="36")
    done(town)
    assert questions(martin) == few <= AT_MOST
