"""What we can do: each of us on a page of their own, the team as a table, all of it as a file and back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.actions.test_particulars import RUTHS, held, keep
from tests.entering import said
from tests.people import MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import text
from tornio.core.particulars import Particulars

NOT_OURS = ["Leon", "Carol", "Priya", "Edith", "Ada"]
TABLE = "Who,What,Which,Held on,Until\n"
GOOD = TABLE + "Ruth Adeyemi,Language,Polish,,\nTomasz Wójcik,Training,First aid,2 May 2024,1 May 2025\n"


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere by the clocks of England, on a Monday morning at nine."""
    with the_clock_says(MONDAY):
        yield build_town(profile="saltmere")


def page_of(town: Town, whose: str) -> str:
    return reverse("particulars_of", args=[town.practitioners[whose].pk])


def typed(**more: str) -> dict[str, str]:
    """The form with two empty rows."""
    rows = {f"training_{row}_{part}": "" for row in range(2) for part in ("name", "held", "until")}
    return {"languages": "", "base": ""} | rows | more


def test_the_team_reads_what_its_trainings_are_for(town: Town) -> None:
    """Saltmere wants one at a meeting; a service that has not said which reads that they count in no search."""
    team = reverse("particulars")
    page = text(signed_in(town, "Ruth").get(team))
    assert "holds one of these, where that can be: Open Dialogue, three years; Open Dialogue, foundation year." in page
    elsewhere = build_town("aldersyke", profile="tornio")
    assert "Trainings count in no search" in text(signed_in(elsewhere, "Ruth").get(team))


def test_ruth_writes_down_what_she_can_do(town: Town) -> None:
    ruth = signed_in(town, "Ruth")
    assert "What you can do" in text(ruth.get(page_of(town, "Ruth")))
    sent = typed(
        languages="polski and English", base="12 Quay Street, SW1A 1AA",
        training_1_name="Open Dialogue, foundation year", training_1_held="1 September 2021",
    )  # fmt: skip
    page = ruth.post(page_of(town, "Ruth"), sent, follow=True)
    assert "Kept." in text(page)
    assert held(town, "Ruth") == RUTHS
    html = page.content.decode()
    assert 'value="English, Polish"' in html
    assert 'name="training_0_name" value="Open Dialogue, foundation year"' in html
    assert html.count('name="training_2_name"') == 1
    assert "Open Dialogue, foundation year, 1 September 2021" in said(ruth.get(reverse("particulars")))


def test_an_emptied_row_is_taken_back(town: Town) -> None:
    keep(town, "Ruth")
    ruth = signed_in(town, "Ruth")
    assert ruth.post(page_of(town, "Ruth"), typed(languages="Polish")).status_code == 302
    assert held(town, "Ruth") == Particulars(("pl",))


@pytest.mark.parametrize(
    ("more", "sentence", "field"),
    [
        ({"training_0_name": "First aid"}, "Say when it was held.", "training_0_held"),
        ({"training_0_held": "2024-05-02"}, "Say which training it was.", "training_0_name"),
        ({"training_0_name": "First aid", "training_0_held": "soon"}, "Write the date like 27 March 1985.",
         "training_0_held"),
        ({"training_0_name": "First aid", "training_0_held": "2027-05-02"}, "That day has not come yet.",
         "training_0_held"),
        ({"training_0_name": "First aid", "training_0_held": "2024-05-02", "training_0_until": "2024-05-01"},
         "It ran out before it was held.", "training_0_until"),
        ({"languages": "x" * 81}, "longer than the name of a language", "languages"),
        ({"training_0_name": "First aid", "training_0_held": "2024-05-02", "training_1_name": "first aid",
          "training_1_held": "2024-05-02"}, "One training stands there twice", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_beside_its_field_and_stays_typed(
    town: Town, more: dict[str, str], sentence: str, field: str
) -> None:
    answer = signed_in(town, "Ruth").post(page_of(town, "Ruth"), typed(base="The mill", **more))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert f'href="#id_{field}"' in html or not field
    assert 'value="The mill"' in html
    assert held(town, "Ruth") == Particulars()


def test_martin_writes_it_for_tomasz(town: Town) -> None:
    martin = signed_in(town, "Martin")
    assert "What Tomasz Wójcik can do" in text(martin.get(page_of(town, "Tomasz")))
    assert martin.post(page_of(town, "Tomasz"), typed(base="The mill")).status_code == 302
    page = text(martin.get(reverse("particulars")))
    assert "The mill" in page


def test_a_colleague_reads_the_table_without_where_anybody_starts_from(town: Town) -> None:
    keep(town, "Ruth")
    tomasz = signed_in(town, "Tomasz")
    for answer in (tomasz.get(reverse("particulars")), tomasz.get(reverse("particulars_table"))):
        assert "Polish" in answer.content.decode()
        assert "Quay Street" not in answer.content.decode()
    assert "Starts from" not in text(tomasz.get(reverse("particulars")))
    assert tomasz.get(page_of(town, "Ruth")).status_code == 404
    assert tomasz.post(page_of(town, "Ruth"), typed()).status_code == 404
    assert tomasz.get(reverse("particulars_read")).status_code == 404


@pytest.mark.parametrize("who", NOT_OURS)
def test_nobody_of_a_network_and_no_other_office_finds_it(town: Town, who: str) -> None:
    """R24: who might wait at a door never learns where one of us starts from."""
    keep(town, "Ruth")
    somebody = signed_in(town, who)
    for name in ("particulars", "particulars_table", "particulars_read"):
        assert somebody.get(reverse(name)).status_code == 404
    assert somebody.get(page_of(town, "Ruth")).status_code == 404
    assert somebody.post(page_of(town, "Ruth"), typed()).status_code == 404


def sent(client: Client, do: str = "look", **more: Any) -> Any:
    """The form, with a table or a file."""
    return client.post(reverse("particulars_read"), {"text": "", "do": do} | more)


def test_martin_looks_at_a_table_first_and_keeps_it_then(town: Town) -> None:
    keep(town, "Ruth")
    martin = signed_in(town, "Martin")
    assert "One row for each language" in text(martin.get(reverse("particulars_read")))
    page = text(sent(martin, file=SimpleUploadedFile("can.csv", GOOD.encode("utf-8-sig"), "text/csv")))
    assert "what two of us bring" in page
    assert "(ran out on 1 May 2025)" in page
    assert "Quay Street" in page  # what the table says nothing of stays
    assert held(town, "Ruth") == RUTHS
    assert sent(martin, "keep", text=GOOD).status_code == 302
    assert held(town, "Ruth") == Particulars(("pl",), RUTHS.trainings, RUTHS.base)
    assert [each.name for each in held(town, "Tomasz").trainings] == ["First aid"]


def test_what_was_written_out_is_read_in_as_it_was(town: Town) -> None:
    keep(town, "Ruth")
    martin = signed_in(town, "Martin")
    file = martin.get(reverse("particulars_table"))
    assert file["Content-Disposition"] == 'attachment; filename="what-we-can-do.csv"'
    page = text(sent(martin, file=SimpleUploadedFile("can.csv", file.content, "text/csv")))
    assert "what one of us brings" in page


def test_wrong_rows_are_told_with_their_numbers_and_nothing_is_kept(town: Town) -> None:
    bad = GOOD + "Rut Adeyemi,Language,Polish,,\nRuth Adeyemi,Hobby,Chess,,\n"
    answer = sent(signed_in(town, "Martin"), "keep", text=bad)
    page = text(answer)
    assert answer.status_code == 422
    assert "Row 4: Nobody who works here is called “Rut Adeyemi”." in page
    assert "Row 5: “Hobby” is neither Language nor Training nor Starts from." in page
    assert held(town, "Tomasz") == Particulars()


def test_the_week_leads_to_it(town: Town) -> None:
    ruth = signed_in(town, "Ruth")
    assert reverse("particulars") in ruth.get(reverse("working")).content.decode()
    week = ruth.get(reverse("working_week", args=[town.practitioners["Ruth"].pk])).content.decode()
    assert page_of(town, "Ruth") in week
