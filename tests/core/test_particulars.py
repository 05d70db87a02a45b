"""What one of us brings: languages, trainings held on a day, where they start from; and the same as a table."""

from datetime import date, timedelta

import pytest

from tornio.core.errors import Refused
from tornio.core.particulars import Particulars, Training, a_training, particulars
from tornio.core.particulars_table import from_csv, to_csv
from tornio.core.tables import Known, WrongRows
from tornio.people import languages

TODAY = date(2026, 11, 6)
HELD = date(2021, 9, 1)
YEAR = Training("Open Dialogue, foundation year", HELD)
FIRST_AID = Training("First aid", date(2024, 5, 2), date(2027, 5, 1))
RUTH, TOMASZ = Known("ruth", "Ruth Adeyemi"), Known("tomasz", "Tomasz Wójcik")
HEAD = "Who,What,Which,Held on,Until\n"


def test_everything_stands_once_and_the_latest_training_first() -> None:
    found = particulars([" pl ", "pl", "", "en"], [YEAR, FIRST_AID, YEAR], " 12  Quay Street ")
    assert found == Particulars(("pl", "en"), (FIRST_AID, YEAR), "12 Quay Street")


def test_the_last_day_of_a_training_is_a_day_of_it() -> None:
    assert not FIRST_AID.has_run_out(date(2027, 5, 1))
    assert FIRST_AID.has_run_out(date(2027, 5, 2))
    assert not YEAR.has_run_out(date(2200, 1, 1))


@pytest.mark.parametrize(
    ("name", "held", "until", "field", "sentence"),
    [
        (" ", HELD, None, "name", "Say which"),
        ("x" * 121, HELD, None, "name", "at most 120"),
        ("First aid", None, None, "held", "when it was held"),
        ("First aid", TODAY + timedelta(days=1), None, "held", "not come yet"),
        ("First aid", HELD, HELD - timedelta(days=1), "until", "before it was held"),
    ],
)
def test_a_training_that_cannot_be_is_refused(
    name: str, held: date | None, until: date | None, field: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as no:
        a_training(name, held, until, TODAY, ("name", "held", "until"))
    assert no.value.field == field


def test_a_training_of_one_day_today_is_one() -> None:
    assert a_training(" First   aid ", TODAY, TODAY, TODAY) == Training("First aid", TODAY, TODAY)


def test_what_is_too_much_is_refused() -> None:
    """Thirteen languages, one of 81 letters, 31 trainings, one twice with two last days, a base of 201 letters."""
    many = [Training(f"Day {number}", HELD) for number in range(31)]
    twice = [YEAR, Training(YEAR.name.upper(), HELD, TODAY)]
    for spoken, held, base in (
        ([f"language {number}" for number in range(13)], [], ""), (["x" * 81], [], ""), ([], many, ""),
        ([], twice, ""), ([], [], "x" * 201),
    ):  # fmt: skip
        with pytest.raises(Refused):
            particulars(spoken, held, base)
    assert len(particulars([], many[:30], "x" * 200).trainings) == 30


def test_a_language_has_its_names_and_its_code() -> None:
    assert languages.spoken("Polish, polski and PL; BSL / Suomi") == ("pl", "BSL", "fi")
    assert languages.spoken("  ") == ()
    assert [languages.told(each) for each in ("pl", "BSL")] == ["Polish", "BSL"]
    assert languages.code("English") == "en"
    assert languages.named_in("She would rather speak Polish, her Urdu is rusty.") == ("pl", "ur")
    assert languages.named_in("No, it is all right. I am fine.") == ()


def test_a_language_that_the_catalogue_does_not_know_is_not_lost() -> None:
    """Nobody comes to somebody whose language they do not speak without a word of it beforehand."""
    told = {
        "Sylheti": ("Sylheti",),
        "Sylheti, and some English": ("Sylheti", "en"),
        "BSL or Plains Cree.": ("BSL", "Plains Cree"),
        "She would rather speak Sylheti, her English is rusty.": ("Sylheti", "en"),
        "He speaks Rohingya with everybody at home.": ("Rohingya",),
        "No": (),
        "Either, any": (),
        "": (),
    }
    assert {words: languages.named_in(words) for words in told} == told


def test_a_table_is_read_back_as_it_was_written() -> None:
    """Also a name that a spreadsheet would run, and words with commas."""
    evil = Known("evil", "=HYPERLINK(1)")
    brings = {
        RUTH: Particulars(("en", "pl"), (FIRST_AID, YEAR), "12 Quay Street, SW1A 1AA"),
        TOMASZ: Particulars(),
        evil: Particulars(("+44",)),
    }
    text = to_csv(brings.items(), languages.told)
    assert text.splitlines()[1:3] == ["Ruth Adeyemi,Language,English,,,ruth", "Ruth Adeyemi,Language,Polish,,,ruth"]
    assert "\n'=HYPERLINK(1),Language,'+44" in text
    nothing = dict.fromkeys(brings, Particulars())
    assert from_csv(text, nothing, TODAY, languages.code) == {"ruth": brings[RUTH], "evil": brings[evil]}


def test_rows_of_one_kind_leave_the_others_as_they_were() -> None:
    before = {RUTH: Particulars(("en",), (YEAR,), "The old bakery"), TOMASZ: Particulars(("pl",))}
    found = from_csv(HEAD + "Ruth Adeyemi,language,Welsh,,\n,,,,\n", before, TODAY, languages.code)
    assert found == {"ruth": Particulars(("cy",), (YEAR,), "The old bakery")}
    found = from_csv(HEAD + "ruth adeyemi,Training,First aid,2 May 2024,1 May 2027\n", before, TODAY, languages.code)
    assert found == {"ruth": Particulars(("en",), (FIRST_AID,), "The old bakery")}
    found = from_csv(HEAD + "Ruth Adeyemi, starts  FROM ,The mill,,\n", before, TODAY, languages.code)
    assert found == {"ruth": Particulars(("en",), (YEAR,), "The mill")}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Ruth Adeyemi,Hobby,Chess,,", "“Hobby” is neither Language nor Training nor Starts from."),
        ("Ruth Adeyemi,,Chess,,", "“What” is empty."),
        ("Ruth Adeyemi,Language,,,", "“Which” is empty."),
        ("Rut Adeyemi,Language,Polish,,", "Nobody who works here is called “Rut Adeyemi”."),
        ("Ruth Adeyemi,Training,First aid,,", "Say when it was held."),
        ("Ruth Adeyemi,Training,First aid,2030-01-01,", "That day has not come yet. Write it down once it was held."),
        ("Ruth Adeyemi,Training,First aid,2024-05-02,2024-05-01", "It ran out before it was held."),
        ("Ruth Adeyemi,Training,First aid,tomorrow,", "Write the date like 27 March 1985."),
        (f"Ruth Adeyemi,Language,{'x' * 81},,",
         "That is longer than the name of a language. Put a comma between two of them."),
        (f"Ruth Adeyemi,Starts from,{'x' * 201},,", "Say it in at most 200 letters."),
    ],
)  # fmt: skip
def test_each_wrong_row_is_told_with_its_number_and_nothing_is_taken(row: str, sentence: str) -> None:
    text = f"{HEAD}Tomasz Wójcik,Language,Polish,,\n{row}\n"
    with pytest.raises(WrongRows) as no:
        from_csv(text, {RUTH: Particulars(), TOMASZ: Particulars()}, TODAY, languages.code)
    assert no.value.rows == [(3, sentence)]


def test_a_row_with_the_name_of_one_and_the_key_of_another_is_wrong() -> None:
    """Nobody is given the languages of somebody else because one column was sorted."""
    rows = f"{HEAD.strip()},Key\nRuth Adeyemi,Language,Polish,,,tomasz\n,Language,Welsh,,,ruth\n"
    with pytest.raises(WrongRows) as no:
        from_csv(rows, {RUTH: Particulars(), TOMASZ: Particulars()}, TODAY, languages.code)
    told = "It names “Ruth Adeyemi”, but its key is that of “Tomasz Wójcik”. Put right whichever is wrong."
    assert no.value.rows == [(2, told)]


def test_somebody_starts_from_one_place_and_has_no_training_twice() -> None:
    two = f"{HEAD}Ruth Adeyemi,Starts from,The mill,,\nRuth Adeyemi,Starts from,The bakery,,\n"
    with pytest.raises(WrongRows) as no:
        from_csv(two, {RUTH: Particulars()}, TODAY, languages.code)
    assert no.value.rows == [(3, "They start from one place, and an earlier row names it already.")]
    twice = HEAD + "Ruth Adeyemi,Training,First aid,2024-05-02,\nRuth Adeyemi,Training,first aid,2024-05-02,\n"
    with pytest.raises(WrongRows) as no:
        from_csv(twice, {RUTH: Particulars()}, TODAY, languages.code)
    assert no.value.rows == [(3, "One training stands there twice, with the same day.")]


def test_a_table_with_nothing_in_it_or_no_head_is_none() -> None:
    for text, sentence in (
        (HEAD, "no row with anything"), ("", "no table yet"), ("Who,Which\nRuth,Polish", "Who, What and Which"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=sentence):
            from_csv(text, {RUTH: Particulars()}, TODAY, languages.code)
