"""Hours as a file: written out for a spreadsheet; read in with a look at them first, all of them or none."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.people import MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import text
from tests.web.test_working import is_away, kept, works
from tornio.core.working_table import ENGLISH
from tornio.people.models import Person
from tornio.web import sheets

HEAD = "Who,Day,From,Until\n"
GOOD = HEAD + "Ruth Adeyemi,Monday,9,12:30\nRuth Adeyemi,Monday,13:30,17\nTomasz Wójcik,friday,12,20\n"
BAD = HEAD + "Ruth Adeyemi,Monday,9,12:30\nRut Adeyemi,Monday,9,12\nTomasz Wójcik,Mnday,9,12\n"


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere by the clocks of England, on a Monday morning at nine."""
    with the_clock_says(MONDAY):
        yield build_town(profile="saltmere")


@pytest.fixture
def martin(town: Town) -> Client:
    """Martin leads the service."""
    return signed_in(town, "Martin")


def sent(client: Client, do: str = "look", **more: Any) -> Any:
    """The form, with a table or a file."""
    return client.post(reverse("working_read"), {"first": "2026-11-02", "text": "", "do": do} | more)


def file(words: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("hours.csv", words, "text/csv")


def test_the_file_has_everybodys_hours_of_today_and_no_day_away(town: Town) -> None:
    works(town, "Ruth", 1)
    works(town, "Tomasz", 2)
    is_away(town, "Tomasz", MONDAY, None)
    answer = signed_in(town, "Farah").get(reverse("working_table"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="hours.csv"'
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Who,Day,From,Until,Key",
        f"Ruth Adeyemi,Monday,09:00,17:00,{town.practitioners['Ruth'].pk}",
        f"Tomasz Wójcik,Tuesday,09:00,17:00,{town.practitioners['Tomasz'].pk}",
    ]


def test_a_name_that_a_spreadsheet_would_run_is_disarmed(town: Town) -> None:
    works(town, "Ruth", 1)
    with town.acting("Martin"):
        Person.objects.filter(pk=town.people["Ruth"].pk).update(full_name="=HYPERLINK(1)")
    assert "\n'=HYPERLINK(1),Monday" in signed_in(town, "Farah").get(reverse("working_table")).content.decode()


def test_martin_looks_at_a_table_first_and_keeps_it_then(town: Town, martin: Client) -> None:
    for words in (GOOD.encode(), GOOD.encode("utf-8-sig"), GOOD.replace(",", ";").encode()):
        page = text(sent(martin, file=file(words)))
        assert "the weeks of two of us" in page
        assert "Nothing is kept yet." in page
        assert '<span class="nowrap">09:00–12:30,</span> <span class="nowrap">13:30–17:00</span>' in page
        assert "Three of us are not in the table." in page
        assert kept(town, "Ruth") == []
    answer = sent(martin, "keep", text=GOOD)
    assert answer.status_code == 302
    assert kept(town, "Ruth") == ["1 9–12", "1 13–17"]
    assert kept(town, "Tomasz") == ["5 12–20"]
    assert kept(town, "Farah") == []


def test_what_farah_downloads_martin_can_bring_back(town: Town, martin: Client) -> None:
    works(town, "Ruth", 1, 2)
    words = martin.get(reverse("working_table")).content
    page = text(sent(martin, file=file(words.replace(b"17:00", b"16:00"))))
    assert "the week of one of us" in page
    assert sent(martin, "keep", text=words.decode().replace("17:00", "16:00")).status_code == 302
    assert kept(town, "Ruth") == ["1 9–16", "2 9–16"]


def test_a_file_of_which_one_column_was_sorted_puts_nobodys_hours_on_another(town: Town, martin: Client) -> None:
    works(town, "Ruth", 1)
    works(town, "Tomasz", 2)
    words = martin.get(reverse("working_table")).content.decode("utf-8-sig")
    keys = [str(town.practitioners[name].pk) for name in ("Ruth", "Tomasz")]
    crossed = words.replace(keys[0], "x").replace(keys[1], keys[0]).replace("x", keys[1])
    answer = sent(martin, "keep", text=crossed)
    assert answer.status_code == 422
    assert "It names “Ruth Adeyemi”, but its key is that of “Tomasz Wójcik”." in text(answer)
    assert (kept(town, "Ruth"), kept(town, "Tomasz")) == (["1 9–17"], ["2 9–17"])


def catalogue(place: Path, words: dict[str, str]) -> None:
    """A language's words as gettext reads them: two tables of lengths and places, then the words themselves."""
    pairs = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **words}.items())
    many, tables, texts = len(pairs), [], b""
    for each in (*(one for one, _ in pairs), *(other for _, other in pairs)):
        tables += [len(each.encode()), 28 + 16 * many + len(texts)]
        texts += each.encode() + b"\0"
    place.parent.mkdir(parents=True)
    head = (0x950412DE, 0, many, 28, 28 + 8 * many, 0, 28)
    place.write_bytes(struct.pack(f"<7I{4 * many}I", *head, *tables) + texts)


def test_in_finnish_the_file_is_told_in_finnish_and_either_is_read_on_the_way_in(
    town: Town, martin: Client, settings: Any, tmp_path: Path
) -> None:
    works(town, "Ruth", 1)
    english = martin.get(reverse("working_table")).content.decode("utf-8-sig")
    heads = dict(zip(ENGLISH.head, ("Kuka", "Päivä", "Alkaa", "Päättyy", "Avain"), strict=True))
    catalogue(tmp_path / "fi" / "LC_MESSAGES" / "django.mo", {f"a column\x04{one}": own for one, own in heads.items()})
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("en-gb", "English"), ("fi", "Finnish")]
    martin.cookies["language"] = "fi"
    finnish = martin.get(reverse("working_table")).content.decode("utf-8-sig")
    assert finnish.splitlines() == [
        "Kuka,Päivä,Alkaa,Päättyy,Avain",
        f"Ruth Adeyemi,maanantai,09:00,17:00,{town.practitioners['Ruth'].pk}",
    ]
    assert "Kuka,Päivä,Alkaa,Päättyy\nRuth Adeyemi,maanantai,09:00,12:30" in text(martin.get(reverse("working_read")))
    for ends, words in (("16:00", english), ("15:00", finnish)):
        assert sent(martin, "keep", text=words.replace("17:00", ends)).status_code == 302
        assert kept(town, "Ruth") == [f"1 9–{ends[:2]}"]


def test_every_wrong_row_is_told_with_its_number_and_the_table_stays_to_be_put_right(
    town: Town, martin: Client
) -> None:
    for do, given in (("look", {"file": file(BAD.encode())}), ("keep", {"text": BAD})):
        answer = sent(martin, do, **given)
        page = text(answer)
        assert answer.status_code == 422
        assert "Row 3: Nobody who works here is called “Rut Adeyemi”." in page
        assert "Row 4: “Mnday” is no day of the week." in page
        assert "Rut Adeyemi,Monday,9,12" in page
        assert kept(town, "Ruth") == kept(town, "Tomasz") == []


def test_very_many_wrong_rows_are_told_as_a_number_at_the_end(martin: Client) -> None:
    page = text(sent(martin, text=HEAD + "Nobody,Monday,9,12\n" * 40))
    assert "Row 31:" in page
    assert "Row 32:" not in page
    assert "And 10 more rows." in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "There is no table yet"),
        ({"file": file(b"")}, "There is no table yet"),
        ({"file": file("Wójcik".encode("cp1252"))}, "not in UTF-8"),
        ({"file": file(b"a\x00b")}, "This is no table."),
        ({"text": "Who,Day,From\n"}, "“Until” is missing"),
        ({"text": GOOD, "first": "2026-11-01", "do": "keep"}, "Choose today or a later day"),
        ({"text": GOOD, "first": ""}, "Say which day."),
    ],
)
def test_what_is_no_table_is_refused_beside_its_field(
    town: Town, martin: Client, given: dict[str, Any], told: str
) -> None:
    answer = martin.post(reverse("working_read"), {"first": "2026-11-02", "text": "", "do": "look"} | given)
    assert answer.status_code == 422
    assert told in text(answer)
    assert kept(town, "Ruth") == []


def test_a_file_larger_than_a_table_can_be_is_not_read(martin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LARGEST", 10)
    answer = sent(martin, file=file(GOOD.encode()))
    assert answer.status_code == 422
    assert "larger than a table" in text(answer)


def test_only_who_leads_reads_hours_in(town: Town) -> None:
    for called in ("Ruth", "Carol", "Ada"):
        assert sent(signed_in(town, called), "keep", text=GOOD).status_code == 404
    assert kept(town, "Ruth") == []


def test_days_on_which_there_would_be_no_work_any_more_are_named_before_anything_is_kept(
    town: Town, martin: Client
) -> None:
    """A table with only Ruth's Monday ends her other days; Tomasz's Friday is new and ends nothing."""
    works(town, "Ruth", 1, 2, 3)
    page = text(sent(martin, text=HEAD + "Ruth Adeyemi,Monday,9,17\nTomasz Wójcik,Friday,9,17\n"))
    assert "Days on which there would be no work any more" in page
    assert "<li>Ruth Adeyemi: Tuesday, Wednesday</li>" in page
    assert "<li>Tomasz" not in page
    assert "no work any more" not in text(sent(martin, text=GOOD.replace("Ruth Adeyemi", "Farah Siddiqui")))
