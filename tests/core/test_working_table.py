"""A table of hours: written out, disarmed and read back; and every row that is wrong told with its number."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tornio.core.errors import Refused
from tornio.core.tables import MOST_ROWS, MOST_WORDS, Known, WrongRows, from_bytes
from tornio.core.working import MIDNIGHT, Stretch
from tornio.core.working_table import Words, from_csv, to_csv

RUTH, TOMASZ = Known("r1", "Ruth Adeyemi"), Known("t1", "Tomasz Wójcik")
US = (RUTH, TOMASZ)
MORNING, AFTERNOON, NIGHT = Stretch(1, 540, 750), Stretch(1, 810, 1020), Stretch(7, 1320, MIDNIGHT)
HEAD = "Who,Day,From,Until\n"
FINNISH = Words(
    ("Kuka", "Päivä", "Alkaa", "Päättyy", "Avain"),
    ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"),
)


def wrong(text: str) -> list[tuple[int, str]]:
    with pytest.raises(WrongRows) as no:
        from_csv(text, US)
    return no.value.rows


def test_the_table_that_we_write_is_the_one_that_we_read() -> None:
    text = to_csv([(RUTH, [AFTERNOON, MORNING]), (TOMASZ, [NIGHT])])
    assert text.splitlines() == [
        "Who,Day,From,Until,Key",
        "Ruth Adeyemi,Monday,09:00,12:30,r1",
        "Ruth Adeyemi,Monday,13:30,17:00,r1",
        "Tomasz Wójcik,Sunday,22:00,24:00,t1",
    ]
    assert from_csv(text, US) == {"r1": [MORNING, AFTERNOON], "t1": [NIGHT]}


def test_a_file_is_read_with_or_without_its_mark_with_semicolons_and_with_columns_of_its_own() -> None:
    """As Excel writes it in half of Europe."""
    text = (
        "until;who;Note;DAY;from;;\r\n12.30;RUTH ADEYEMI;ward;mon;9\r\n\r\n;;;;\r\n0:00;Tomasz Wo\u0301jcik;;7;22\r\n"
    )
    for file in (text.encode(), text.encode("utf-8-sig")):
        assert from_csv(from_bytes(file), US) == {"r1": [MORNING], "t1": [NIGHT]}
    assert from_csv("\ufeff" + text, US) == {"r1": [MORNING], "t1": [NIGHT]}
    assert from_csv(text.replace(";", "\t"), US) == {"r1": [MORNING], "t1": [NIGHT]}
    with pytest.raises(Refused, match="not in UTF-8") as no:
        from_bytes("Wójcik".encode("cp1252"))
    assert no.value.field == "file"


def test_each_wrong_row_is_told_with_its_number_and_nothing_is_read_unless_all_are_right() -> None:
    text = HEAD + "\n".join(
        [
            "Ruth Adeyemi,Monday,9,12:30",
            "Rut Adeyemi,Monday,9,12",
            "Ruth Adeyemi,Mnday,9,12",
            "Ruth Adeyemi,M,9,12",
            "",
            "Ruth Adeyemi,Tuesday,9,5",
            "Ruth Adeyemi,Monday,12,13",
            ",Monday,9,12",
            "Ruth Adeyemi,Monday,9",
            "Ruth Adeyemi,8,9,17",
        ]
    )
    assert wrong(text) == [
        (3, "Nobody who works here is called “Rut Adeyemi”."),
        (4, "“Mnday” is no day of the week."),
        (5, "“M” is no day of the week."),
        (7, "It ends before it begins. Did you mean 17:00?"),
        (8, "It overlaps with row 2."),
        (9, "It does not say who."),
        (10, "“Until” is empty."),
        (11, "“8” is no day of the week."),
    ]


def test_in_finnish_the_table_is_told_in_finnish_and_read_in_either() -> None:
    text = to_csv([(RUTH, [MORNING]), (TOMASZ, [NIGHT])], FINNISH)
    assert text.splitlines() == [
        "Kuka,Päivä,Alkaa,Päättyy,Avain",
        "Ruth Adeyemi,maanantai,09:00,12:30,r1",
        "Tomasz Wójcik,sunnuntai,22:00,24:00,t1",
    ]
    weeks = {"r1": [MORNING], "t1": [NIGHT]}
    assert from_csv(text, US, FINNISH) == weeks
    assert from_csv(to_csv([(RUTH, [MORNING]), (TOMASZ, [NIGHT])]), US, FINNISH) == weeks
    assert from_csv("KUKA;day;Alkaa;until\nRuth Adeyemi;ma;9;12.30\nTomasz Wójcik;Sunday;22;24", US, FINNISH) == weeks
    with pytest.raises(Refused, match=r"columns Kuka, Päivä, Alkaa and Päättyy. “Päättyy” is missing"):
        from_csv("Who,Päivä,From\n", US, FINNISH)
    with pytest.raises(WrongRows, match=r"row 2: “Päättyy” is empty.; row 3: “Mnday” is no day"):
        from_csv("Who,Day,From,Until\nRuth Adeyemi,Monday,9\nRuth Adeyemi,Mnday,9,12", US, FINNISH)
    with pytest.raises(Refused, match="“Who” is missing"):
        from_csv(text, US)


def test_two_of_one_name_are_told_apart_by_their_key() -> None:
    other = Known("r2", "ruth adeyemi")
    row = "Ruth Adeyemi,Monday,9,12:30"
    with pytest.raises(WrongRows, match="Two of us are called"):
        from_csv(HEAD + row, (*US, other))
    assert from_csv(f"Who,Day,From,Until,Key\n{row},r2", (*US, other)) == {"r2": [MORNING]}
    with pytest.raises(WrongRows, match="row 2: Nobody here has this key"):
        from_csv(f"Who,Day,From,Until,Key\n{row},x", US)


def test_a_row_whose_name_and_key_are_of_two_people_is_wrong_and_tells_both() -> None:
    """Whoever sorts one column of a spreadsheet puts nobody's hours on another; a name alone or a key alone will do."""
    head = "Who,Day,From,Until,Key\n"
    rows = "Ruth Adeyemi,Monday,9,12:30,t1\nNobody Known,Monday,10,15:30,r1\n,Sunday,22,24,t1\n"
    assert wrong(head + rows) == [
        (2, "It names “Ruth Adeyemi”, but its key is that of “Tomasz Wójcik”. Put right whichever is wrong."),
        (3, "It names “Nobody Known”, but its key is that of “Ruth Adeyemi”. Put right whichever is wrong."),
    ]
    right = "ruth  ADEYEMI,Monday,9,12:30,r1\nTomasz Wo\u0301jcik,Sunday,22,24,t1\n"
    assert from_csv(head + right, US) == {"r1": [MORNING], "t1": [NIGHT]}
    assert from_csv(head + ",Monday,9,12:30,r1\n", US) == {"r1": [MORNING]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no table yet"), ("   \n", "no table yet"), (HEAD, "no row with hours"),
        ("Who,Day,From\n", "“Until” is missing"), ("Who,Day,From,Until,who\n", "Two columns are called “who”"),
        ("a\x00b", "no table"), (HEAD + '"' + "x" * 140_000, "no table"), ("x" * (MOST_WORDS + 1), "longer"),
        (HEAD + "Ruth Adeyemi,Monday,9,12\n" * MOST_ROWS, f"at most {MOST_ROWS} rows"),
    ],
)  # fmt: skip
def test_what_is_no_table_of_hours_is_refused_as_a_whole(text: str, told: str) -> None:
    with pytest.raises(Refused, match=told) as no:
        from_csv(text, US)
    assert no.value.field == "text"


@pytest.mark.parametrize("name", ["=HYPERLINK(A1)", " =A1", "+44", "-1", "@SUM(A1)", "\tx"])
def test_no_name_is_run_by_a_spreadsheet_and_each_is_read_back_as_it_was(name: str) -> None:
    somebody = Known("s1", name)
    text = to_csv([(somebody, [MORNING])])
    assert text.splitlines()[1].startswith(f"'{name}")
    assert from_csv(text.replace("s1", ""), [somebody]) == {"s1": [MORNING]}
    assert "O'Brien" in to_csv([(Known("o1", "O'Brien"), [MORNING])])


@given(
    some.dictionaries(
        some.sampled_from(["r1", "t1"]),
        some.sets(some.tuples(some.integers(1, 7), some.integers(0, 11)), min_size=1),
        min_size=1,
    )
)
def test_every_week_comes_back_as_it_went(hours: dict[str, set[tuple[int, int]]]) -> None:
    weeks = {
        key: sorted(Stretch(day, 120 * two, 120 * two + 120) for day, two in spans) for key, spans in hours.items()
    }
    names = {each.key: each for each in US}
    assert from_csv(to_csv([(names[key], week) for key, week in weeks.items()]), US) == weeks
