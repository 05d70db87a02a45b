"""Reads an instrument's file: a FHIR R4 Questionnaire in JSON, with a block of our own for what its answers mean (R30).

Everything that is wrong is said at once, each in one sentence that names its place. docs/instruments.md tells how to
write one.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tornio.core.errors import Refused
from tornio.core.inputs.files import read_json
from tornio.core.instruments import Definition, How, Item, ItemKind, OnTheMap, Option, Scale, Schedule, Text, When
from tornio.core.meetings import PresentAs

LARGEST = 200_000  # characters
MOST_ITEMS = 60
MOST_OPTIONS = 12
MOST_WEEKS = 104
LONGEST_TEXT = 2000
_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")
_FHIR = "http://hl7.org/fhir/StructureDefinition/"
ORDINAL, LOWEST, HIGHEST, TRANSLATION = (
    _FHIR + name for name in ("ordinalValue", "minValue", "maxValue", "translation")
)
_KNOWN = {
    "the file": {
        "resourceType", "id", "url", "identifier", "name", "version", "title", "_title", "status", "language", "date",
        "publisher", "description", "_description", "purpose", "copyright", "subjectType", "item", "tornio",
    },
    "item": {"linkId", "text", "_text", "type", "required", "answerOption", "extension", "prefix"},
    "tornio": {"for", "schedule", "scales", "counted"},
    "scale": {"key", "title", "_title", "items", "how", "reversed", "most_missing", "reliability", "sd", "source"},
}  # fmt: skip
Thing = Mapping[str, Any]


class WrongFile(Exception):
    """Why a file cannot be read as an instrument, everything at once; nothing of it is kept."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def read(text: str) -> Definition:
    """The instrument that a file defines. `WrongFile` says all that is wrong with it."""
    try:
        if len(text) > LARGEST:
            raise Refused("This file is larger than an instrument can be.")
        given = read_json(text)
    except Refused as no:
        raise WrongFile([no.sentence]) from no
    return from_data(given)


def from_data(given: object) -> Definition:
    """The same from JSON that is read already."""
    if not isinstance(given, Mapping) or given.get("resourceType") != "Questionnaire":
        raise WrongFile(["This is no questionnaire: it begins with “resourceType”: “Questionnaire”."])
    reader = _Reader()
    made = reader.definition(given)
    if reader.wrong:
        raise WrongFile(reader.wrong)
    return made


class _Reader:
    """Reads the parts, writing down what is wrong and going on."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def no(self, where: str, sentence: str) -> None:
        """One more thing that is wrong."""
        self.wrong.append(f"{where}: {sentence}")

    def definition(self, given: Thing) -> Definition:
        """The whole file."""
        self.nothing_else(given, "the file", "The file")
        ours = self.thing(given.get("tornio"), "“tornio”")
        self.nothing_else(ours, "tornio", "“tornio”")
        items = tuple(self.items(given.get("item"), self.counted(ours.get("counted"))))
        whom = [each for each in PresentAs if each.value in self.many(ours.get("for"), "“for”")]
        if not whom or len(whom) != len(self.many(ours.get("for"), "“for”")):
            self.no("“for”", f"name who is asked, of: {', '.join(PresentAs)}.")
        return Definition(
            name=self.matching(given.get("name"), _KEY, "“name”", "small letters, figures and hyphens"),
            version=self.matching(given.get("version"), _VERSION, "“version”", "letters, figures and dots, in quotes"),
            title=self.text(given, "title", "The file"),
            about=self.text(given, "description", "The file"),
            licence=self.words(given.get("copyright"), "“copyright”", "say whose it is, and who may use it."),
            language=self.matching(given.get("language", "en"), re.compile(r"[a-zA-Z-]{2,10}"), "“language”", "a code"),
            items=items,
            scales=tuple(self.scales(ours.get("scales", []), {each.key: each for each in items})),
            for_whom=frozenset(whom),
            schedule=self.schedule(self.thing(ours.get("schedule"), "“schedule”")),
        )

    def nothing_else(self, given: Thing, what: str, where: str) -> None:
        """What we do not know we do not quietly leave out."""
        for name in sorted(set(map(str, given)) - _KNOWN[what]):
            self.no(where, f"“{name[:40]}” is not something that we read here.")

    def thing(self, given: object, where: str) -> Thing:
        """A JSON object."""
        if isinstance(given, Mapping):
            return given
        self.no(where, "it is missing, or not an object in { }.")
        return {}

    def many(self, given: object, where: str) -> list[Any]:
        """A JSON array."""
        if isinstance(given, list):
            return given
        self.no(where, "it is missing, or not a list in [ ].")
        return []

    def matching(self, given: object, pattern: re.Pattern[str], where: str, told: str) -> str:
        """A short word of a known shape."""
        if isinstance(given, str) and pattern.fullmatch(given):
            return given
        self.no(where, f"write {told}.")
        return ""

    def words(self, given: object, where: str, sentence: str, *, needed: bool = True) -> str:
        """Words on a page, of a bearable length."""
        if isinstance(given, str) and len(given) <= LONGEST_TEXT and (given.strip() or not needed):
            return given.strip()
        self.no(where, sentence)
        return ""

    def text(self, given: Thing, name: str, where: str, *, needed: bool = True) -> Text:
        """Words and their translations: `text` and `_text`, as FHIR has them."""
        words = self.words(
            given.get(name, ""), where, f"“{name}” is missing, empty or longer than {LONGEST_TEXT}.", needed=needed
        )
        beside = given.get("_" + name)
        return Text(words, tuple(self.translations(beside, f"{where}, “_{name}”")) if beside is not None else ())

    def translations(self, given: object, where: str) -> Iterator[tuple[str, str]]:
        """The language and the words of each."""
        for each in self.many(self.thing(given, where).get("extension"), where):
            found = {}
            if isinstance(each, Mapping) and each.get("url") == TRANSLATION:
                parts = [part for part in self.many(each.get("extension"), where) if isinstance(part, Mapping)]
                found = {part.get("url"): part.get("valueCode", part.get("valueString")) for part in parts}
            language, content = found.get("lang"), found.get("content")
            if isinstance(language, str) and isinstance(content, str) and language and content.strip():
                yield language, content.strip()
            else:
                self.no(where, "a translation has “lang” and “content”.")

    def counted(self, given: object) -> dict[str, OnTheMap]:
        """Which questions a drawn map answers by itself."""
        found = {}
        for key, what in (self.thing(given, "“counted”") if given is not None else {}).items():
            if what in set(OnTheMap):
                found[str(key)] = OnTheMap(what)
            else:
                self.no("“counted”", f"a map tells one of: {', '.join(OnTheMap)}.")
        return found

    def items(self, given: object, counted: Mapping[str, OnTheMap]) -> Iterator[Item]:
        """The questions in their order."""
        listed = self.many(given, "“item”")
        if not 1 <= len(listed) <= MOST_ITEMS:
            self.no("“item”", f"there are one to {MOST_ITEMS} questions.")
        seen: set[str] = set()
        for number, each in enumerate(listed[:MOST_ITEMS], start=1):
            item = self.item(self.thing(each, f"Question {number}"), f"Question {number}", counted)
            if item.key in seen:
                self.no(f"Question {number}", f"“{item.key}” is the “linkId” of another question too.")
            seen.add(item.key)
            yield item
        if counted and set(counted) != seen:
            self.no("“counted”", "a map answers all of the questions of a file, or none.")

    def item(self, given: Thing, where: str, counted: Mapping[str, OnTheMap]) -> Item:
        """One question."""
        self.nothing_else(given, "item", where)
        key = self.matching(given.get("linkId"), _KEY, f"{where}, “linkId”", "small letters, figures and hyphens")
        if given.get("required"):
            self.no(where, "nobody has to answer: “required” is left out or false.")
        text = self.text(given, "text", where, needed=False)
        kind, on_map = given.get("type"), counted.get(key)
        if kind == ItemKind.CHOICE:
            options = tuple(self.options(given.get("answerOption"), where))
            values = [each.value for each in options] or [0.0]
            return Item(key, ItemKind.CHOICE, text, options, min(values), max(values), on_map)
        if kind == ItemKind.NUMBER:
            lowest, highest = self.bound(given, LOWEST, where), self.bound(given, HIGHEST, where)
            if lowest >= highest:
                self.no(where, "its extensions “minValue” and “maxValue” say from where to where it goes.")
            return Item(key, ItemKind.NUMBER, text, (), lowest, highest, on_map)
        if kind != ItemKind.WORDS:
            self.no(where, f"“type” is one of: {', '.join(ItemKind)}.")
        return Item(key, ItemKind.WORDS, text)

    def options(self, given: object, where: str) -> Iterator[Option]:
        """The answers to choose from."""
        listed = self.many(given, f"{where}, “answerOption”")
        if not 2 <= len(listed) <= MOST_OPTIONS:  # noqa: PLR2004 - one answer is no choice
            self.no(where, f"there are two to {MOST_OPTIONS} answers to choose from.")
        seen: set[float] = set()
        for number, each in enumerate(listed[:MOST_OPTIONS], start=1):
            here = f"{where}, answer {number}"
            coding = self.thing(self.thing(each, here).get("valueCoding"), here)
            value = self.bound(coding, ORDINAL, here, missing="its extension “ordinalValue” says what it counts for.")
            if value in seen:
                self.no(here, "another answer counts for as much.")
            seen.add(value)
            yield Option(value, self.text(coding, "display", here, needed=False))

    def bound(self, given: Thing, url: str, where: str, missing: str = "") -> float:
        """The number of an extension."""
        listed = given.get("extension", [])
        for each in listed if isinstance(listed, list) else []:
            if isinstance(each, Mapping) and each.get("url") == url:
                return self.number(each.get("valueDecimal", each.get("valueInteger")), where)
        if missing:
            self.no(where, missing)
        return 0.0

    def number(self, given: object, where: str) -> float:
        """A number that is one, and of a bearable size."""
        if isinstance(given, int | float) and not isinstance(given, bool) and abs(given) <= 1_000_000:  # noqa: PLR2004
            return float(given)
        self.no(where, "there is a number missing.")
        return 0.0

    def scales(self, given: object, items: Mapping[str, Item]) -> Iterator[Scale]:
        """What answers are counted together."""
        seen: set[str] = set()
        for number, each in enumerate(self.many(given, "“scales”"), start=1):
            scale = self.scale(self.thing(each, f"Scale {number}"), f"Scale {number}", items)
            if scale.key in seen or scale.key in items:
                self.no(f"Scale {number}", f"“{scale.key}” is the key of something else too.")
            seen.add(scale.key)
            yield scale

    def scale(self, given: Thing, where: str, items: Mapping[str, Item]) -> Scale:
        """One scale."""
        self.nothing_else(given, "scale", where)
        listed = [str(each) for each in self.many(given.get("items"), f"{where}, “items”")]
        turned = [str(each) for each in self.many(given.get("reversed", []), f"{where}, “reversed”")]
        for key in [each for each in listed if each not in items or items[each].kind is ItemKind.WORDS]:
            self.no(where, f"“{key[:40]}” is no question that is answered with a number.")
        if not listed or len(set(listed)) != len(listed) or not set(turned) <= set(listed):
            self.no(where, "“items” names each question once, and “reversed” only questions among them.")
        missing = given.get("most_missing", 0)
        if not isinstance(missing, int) or isinstance(missing, bool) or not 0 <= missing < max(1, len(listed)):
            self.no(where, "“most_missing” says how many answers may be missing: fewer than there are.")
            missing = 0
        how = given.get("how")
        if how not in set(How):
            self.no(where, f"“how” is one of: {', '.join(How)}.")
        known = [key for key in listed if key in items]
        reliability, sd = self.change(given, where)
        return Scale(
            key=self.matching(given.get("key"), _KEY, f"{where}, “key”", "small letters, figures and hyphens"),
            title=self.text(given, "title", where),
            items=tuple(known),
            how=How(how) if how in set(How) else How.SUM,
            reversed=frozenset(turned),
            most_missing=missing,
            reliability=reliability,
            sd=sd,
            source=self.words(given.get("source", ""), where, "“source” says where that was published.", needed=False),
        )

    def change(self, given: Thing, where: str) -> tuple[float | None, float | None]:
        """A published reliability and standard deviation: both with their source, or none."""
        named = [name for name in ("reliability", "sd") if given.get(name) is not None]
        if not named:
            return None, None
        if len(named) == 1 or not str(given.get("source", "")).strip():
            self.no(where, "“reliability”, “sd” and “source” are given together, or none of them.")
            return None, None
        reliability, sd = self.number(given["reliability"], where), self.number(given["sd"], where)
        if not 0 <= reliability < 1 or sd <= 0:
            self.no(where, "a reliability lies from 0 to below 1, and a standard deviation above 0.")
            return None, None
        return reliability, sd

    def schedule(self, given: Thing) -> Schedule:
        """When it is offered."""
        when, weeks = given.get("when"), given.get("weeks")
        whole = isinstance(weeks, int) and not isinstance(weeks, bool) and 1 <= weeks <= MOST_WEEKS
        if when == When.AFTER_MEETING and weeks is None:
            return Schedule(When.AFTER_MEETING)
        if when != When.WEEKS or not whole:
            self.no("“schedule”", f"“when” is “after_meeting”, or “weeks” with “weeks” from 1 to {MOST_WEEKS}.")
            return Schedule(When.AFTER_MEETING)
        return Schedule(When.WEEKS, weeks)
