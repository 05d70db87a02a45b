"""Instruments as data: their files, what answers add up to, what is missing, whether a change is more than chance."""

import json
from copy import deepcopy
from itertools import product
from math import sqrt
from typing import Any

import pytest

from tornio.core import instrument_files
from tornio.core.errors import Refused
from tornio.core.instrument_files import WrongFile
from tornio.core.instruments import How, OnTheMap, When, read_answers, reliable_change, total, totals
from tornio.core.meetings import PresentAs

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
LOWEST = "http://hl7.org/fhir/StructureDefinition/minValue"
HIGHEST = "http://hl7.org/fhir/StructureDefinition/maxValue"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"


def an_option(value: float, words: str) -> dict[str, Any]:
    return {"valueCoding": {"display": words, "extension": [{"url": ORDINAL, "valueDecimal": value}]}}


def a_question(key: str, *values: float) -> dict[str, Any]:
    options = [an_option(value, f"answer {value}") for value in values]
    return {"linkId": key, "type": "choice", "text": f"How is {key}?", "answerOption": options}


def translated(words: str, language: str = "fi") -> dict[str, Any]:
    parts = [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": words}]
    return {"extension": [{"url": TRANSLATION, "extension": parts}]}


def a_file(**changed: Any) -> dict[str, Any]:
    """The week of Leon's own making: sleep and food from 0 to 3, worry turned round, hours out of the house, words."""
    hours = [{"url": LOWEST, "valueInteger": 0}, {"url": HIGHEST, "valueInteger": 16}]
    return {
        "resourceType": "Questionnaire",
        "name": "my-week",
        "version": "2",
        "title": "My week",
        "_title": translated("Viikkoni"),
        "status": "active",
        "description": "Made by Leon.",
        "copyright": "Leon’s own. Ask him.",
        "item": [
            a_question("sleep", 0, 1, 2, 3),
            a_question("food", 0, 1, 2, 3),
            a_question("worry", 0, 1, 2, 3),
            {"linkId": "out", "type": "integer", "text": "Hours out", "extension": hours},
            {"linkId": "words", "type": "text", "text": "Anything else?"},
        ],
        "tornio": {
            "for": ["centre", "member"],
            "schedule": {"when": "weeks", "weeks": 4},
            "scales": [
                {"key": "ease", "title": "Ease", "items": ["sleep", "food", "worry"], "how": "sum",
                 "reversed": ["worry"], "most_missing": 1, "reliability": 0.8, "sd": 7.5, "source": "a made-up study"},
                {"key": "day", "title": "Day", "items": ["sleep", "out"], "how": "mean"},
            ],
        },
    } | changed  # fmt: skip


def changed(path: str, value: Any) -> dict[str, Any]:
    """The same file with one thing in it put otherwise: "item.0.type"."""
    file = deepcopy(a_file())
    *before, last = path.split(".")
    here: Any = file
    for step in before:
        here = here[int(step)] if isinstance(here, list) else here[step]
    here[int(last) if isinstance(here, list) else last] = value
    return file


def wrong(file: Any) -> list[str]:
    """All that is wrong with a file."""
    with pytest.raises(WrongFile) as no:
        instrument_files.from_data(file)
    return no.value.sentences


def test_leons_file_says_what_he_wrote() -> None:
    """R30: an instrument is data."""
    made = instrument_files.read(json.dumps(a_file()))
    assert (made.name, made.version, made.licence) == ("my-week", "2", "Leon’s own. Ask him.")
    assert (made.title.said("fi"), made.title.said("fi-FI"), made.title.said("pl")) == (
        "Viikkoni", "Viikkoni", "My week"
    )  # fmt: skip
    assert made.for_whom == {PresentAs.CENTRE, PresentAs.MEMBER}
    assert (made.schedule.when, made.schedule.weeks) == (When.WEEKS, 4)
    assert [(each.key, each.lowest, each.highest) for each in made.items] == [
        ("sleep", 0, 3), ("food", 0, 3), ("worry", 0, 3), ("out", 0, 16), ("words", 0, 0)
    ]  # fmt: skip
    ease, day = made.scales
    assert (ease.how, made.range_of(ease), made.range_of(day)) == (How.SUM, (0, 9), (0, 9.5))
    assert made.without_words == ()


def test_every_way_of_answering_adds_up_as_by_hand() -> None:
    """The oracle says each of the 125 ways slowly: worry turned round, one may be missing, then the others' mean."""
    made = instrument_files.from_data(a_file())
    for sleep, food, worry in product((None, 0, 1, 2, 3), repeat=3):
        answers = {
            key: float(value)
            for key, value in (("sleep", sleep), ("food", food), ("worry", worry))
            if value is not None
        }
        turned = 3 - worry if worry is not None else None
        known = [each for each in (sleep, food, turned) if each is not None]
        expected: float | None = None
        if len(known) == 3:
            expected = sum(known)
        elif len(known) == 2:
            expected = known[0] + known[1] + (known[0] + known[1]) / 2
        found = total(made, made.scales[0], answers)
        assert found == (None if expected is None else pytest.approx(expected)), (sleep, food, worry)


def test_a_scale_without_a_missing_rule_is_silent_when_one_answer_is_missing() -> None:
    made = instrument_files.from_data(a_file())
    assert totals(made, {"sleep": 2.0, "out": 6.0}) == {"day": 4.0}
    assert totals(made, {"sleep": 2.0, "words": "Good."}) == {}


def test_leon_may_leave_out_what_he_likes_but_not_send_nothing() -> None:
    asked = instrument_files.from_data(a_file()).asked
    assert read_answers(asked, {"sleep": "2", "food": " ", "words": "Better.", "out": "5"}) == {
        "sleep": 2.0, "words": "Better.", "out": 5.0
    }  # fmt: skip
    with pytest.raises(Refused, match="no answer yet"):
        read_answers(asked, {"sleep": "", "nonsense": "3"})


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"sleep": "4"}, "sleep"), ({"sleep": "yes"}, "sleep"), ({"sleep": "nan"}, "sleep"), ({"out": "17"}, "out"),
     ({"out": "2.5"}, "out"), ({"out": "inf"}, "out"), ({"out": "-1"}, "out"), ({"out": "many"}, "out")],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused_beside_its_question(typed: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as no:
        read_answers(instrument_files.from_data(a_file()).asked, typed)
    assert no.value.field == field


def test_an_answer_is_told_in_the_words_that_were_chosen() -> None:
    sleep, _food, _worry, out, words = instrument_files.from_data(a_file()).items
    assert [sleep.told(2.0), out.told(5.0), out.told(2.5), words.told("Tea.")] == ["answer 2", "5", "2.5", "Tea."]


def test_a_change_is_reliable_as_in_the_paper() -> None:
    """Jacobson & Truax 1991: SD 7.5, reliability .80, from 32.5 to 47.5 is 15 / 4.74 = 3.16, beyond 1.96."""
    found = reliable_change(32.5, 47.5, sd=7.5, reliability=0.80)
    assert found is not None
    error = 7.5 * sqrt(1 - 0.80)
    assert (round(error, 2), round(sqrt(2 * error**2), 2)) == (3.35, 4.74)
    assert round(found.index, 2) == 3.16
    assert found.is_reliable
    back = reliable_change(47.5, 32.5, sd=7.5, reliability=0.80)
    little = reliable_change(32.5, 41.5, sd=7.5, reliability=0.80)
    assert back is not None
    assert little is not None
    assert back.is_reliable
    assert not little.is_reliable


def test_without_a_reliability_nobody_can_say() -> None:
    assert reliable_change(1, 9, sd=None, reliability=0.8) is None
    assert reliable_change(1, 9, sd=7.5, reliability=None) is None


def test_a_file_may_hold_only_the_places_for_words() -> None:
    """R30: what is licensed comes without its words; a service fills them in."""
    file = changed("item.0.text", "")
    file["item"][1]["answerOption"][0]["valueCoding"]["display"] = " "
    assert instrument_files.from_data(file).without_words == ("sleep", "food")


def test_a_map_answers_all_of_a_file_or_nothing() -> None:
    hours = [{"url": LOWEST, "valueInteger": 0}, {"url": HIGHEST, "valueInteger": 500}]
    items = [{"linkId": key, "type": "integer", "text": key, "extension": hours} for key in ("all", "near")]
    ours = {"for": ["centre"], "schedule": {"when": "after_meeting"}, "scales": []}
    counted = {"all": "everybody", "near": "nearest"}
    made = instrument_files.from_data(a_file(item=items, tornio={**ours, "counted": counted}))
    assert [each.counted for each in made.items] == [OnTheMap.EVERYBODY, OnTheMap.NEAREST]
    assert made.asked == ()
    assert wrong(a_file(item=items, tornio={**ours, "counted": {"all": "everybody"}})) == [
        "“counted”: a map answers all of the questions of a file, or none."
    ]
    assert wrong(a_file(item=items, tornio={**ours, "counted": {**counted, "all": "weather"}})) == [
        "“counted”: a map tells one of: everybody, nearest.",
        "“counted”: a map answers all of the questions of a file, or none.",
    ]


BIG = [a_question(f"q{number}", 0, 1) for number in range(61)]
WRONG: list[tuple[str, Any, str]] = [
    ("name", "My Week", "“name”: write small letters"),
    ("version", 2, "“version”: write letters"),
    ("title", " ", "“title” is missing"),
    ("_title", {"extension": [{"url": "else"}]}, "a translation has"),
    ("_title", {"extension": [{"url": TRANSLATION, "extension": [{"url": "lang", "valueCode": "fi"}]}]}, "translation"),
    ("_title", "Viikkoni", "not an object"),
    ("copyright", "", "say whose it is"),
    ("language", "English, please", "“language”: write a code"),
    ("colour", "blue", "“colour” is not something"),
    ("item", [], "there are one to 60 questions"),
    ("item", BIG, "there are one to 60 questions"),
    ("item", "none", "not a list"),
    ("item.0", "sleep", "Question 1: it is missing"),
    ("item.0.linkId", "Sleep", "Question 1, “linkId”"),
    ("item.0.linkId", "food", "another question too"),
    ("item.0.required", True, "nobody has to answer"),
    ("item.0.type", "group", "“type” is one of"),
    ("item.0.answerOption", [an_option(1, "one")], "two to 12 answers"),
    ("item.0.answerOption.1", an_option(0, "again"), "another answer counts for as much"),
    ("item.0.answerOption.0.valueCoding.extension", [], "ordinalValue"),
    ("item.0.answerOption.0.valueCoding.extension", "none", "ordinalValue"),
    ("item.0.answerOption.0.valueCoding.extension", [{"url": ORDINAL, "valueDecimal": "1"}], "a number missing"),
    ("item.0.answerOption.0.valueCoding.extension", [{"url": ORDINAL, "valueDecimal": True}], "a number missing"),
    ("item.0.answerOption.0.valueCoding.extension", [{"url": ORDINAL, "valueDecimal": 1e9}], "a number missing"),
    ("item.0.text", "x" * 2001, "longer than 2000"),
    ("item.3.extension", [], "“minValue” and “maxValue”"),
    ("tornio", None, "“tornio”: it is missing"),
    ("tornio.mood", 1, "“mood” is not something"),
    ("tornio.for", [], "name who is asked"),
    ("tornio.for", ["centre", "neighbour"], "name who is asked"),
    ("tornio.schedule", {"when": "weeks"}, "“schedule”"),
    ("tornio.schedule", {"when": "weeks", "weeks": True}, "“schedule”"),
    ("tornio.schedule", {"when": "weeks", "weeks": 105}, "“schedule”"),
    ("tornio.schedule", {"when": "after_meeting", "weeks": 2}, "“schedule”"),
    ("tornio.scales.0.key", "sleep", "the key of something else"),
    ("tornio.scales.1.key", "ease", "the key of something else"),
    ("tornio.scales.0.items", ["sleep", "words"], "no question that is answered with a number"),
    ("tornio.scales.0.items", ["sleep", "dreams"], "no question that is answered with a number"),
    ("tornio.scales.0.items", ["sleep", "sleep"], "names each question once"),
    ("tornio.scales.0.items", [], "names each question once"),
    ("tornio.scales.0.reversed", ["out"], "names each question once"),
    ("tornio.scales.0.most_missing", 3, "“most_missing”"),
    ("tornio.scales.0.most_missing", True, "“most_missing”"),
    ("tornio.scales.0.how", "product", "“how” is one of"),
    ("tornio.scales.0.source", "", "together, or none"),
    ("tornio.scales.0.sd", None, "together, or none"),
    ("tornio.scales.0.reliability", 1, "from 0 to below 1"),
    ("tornio.scales.0.sd", 0, "above 0"),
    ("tornio.scales.0.title", 3, "“title” is missing"),
    ("tornio.scales.0.mean", 3, "“mean” is not something"),
]


@pytest.mark.parametrize(("path", "value", "sentence"), WRONG, ids=[f"{path} {told}" for path, _v, told in WRONG])
def test_what_is_wrong_is_said_with_its_place(path: str, value: Any, sentence: str) -> None:
    assert any(sentence in each for each in wrong(changed(path, value))), wrong(changed(path, value))


def test_everything_that_is_wrong_is_said_at_once() -> None:
    file = a_file(version=1, copyright="")
    file["item"][0]["type"] = "group"
    assert len(wrong(file)) == 5  # and its two scales count a question that has no number any more


@pytest.mark.parametrize("text", ["", "[]", "{", '{"resourceType": "Patient"}', '{"a": 1, "a": 2}', " " * 200_001])
def test_what_is_no_questionnaire_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(WrongFile) as no:
        instrument_files.read(text)
    assert len(no.value.sentences) == 1
