"""What a message says, by which way it goes, when again: as little as can be, and never twice (R9)."""

import re
from datetime import UTC, datetime, time, timedelta
from itertools import product
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from tools.words import STEMS, WORD
from tornio.actions.sign_in_letters import of_a_link, with_link
from tornio.core.errors import Refused
from tornio.core.messages import (
    CLAIMED_FOR,
    ENDED,
    TEMPLATES,
    TO_STAFF,
    URGENT,
    Channel,
    MessageKind,
    MessageState,
    Outcome,
    Parcel,
    PostBox,
    Way,
    compose,
    in_order,
    next_try,
    route,
)
from tornio.core.safe_hours import SafeHours

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
# Words that would tell a locked screen what it is about; the sentences have to do without all of them.
TELLING = frozenset({
    "meeting", "network", "dialogue", "mental", "health", "hospital", "ward", "nurse", "doctor", "team", "clinic",
    "service", "crisis", "therapy", "family", "patient", "client", "medication", "psychiatrist", "contact", "call",
    "visit", "home", "address", "nhs", "tornio", "trust", "appointment", "kokous", "verkosto", "sairaala",
    "potilas", "hoito", "perhe",
})  # fmt: skip


def said(kind: MessageKind, language: str) -> str:
    """Everything that leaves the house, as one text."""
    words = compose(kind, "Saltmere", language)
    return f"{words.subject}\n{words.body}"


def words_of(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)}


@pytest.mark.parametrize(("language", "urgent"), TEMPLATES)
def test_no_template_tells_a_name_a_place_or_what_it_is_about(language: str, urgent: bool) -> None:
    """R9: every line that Tornio can ever send is read for what it must not say."""
    template = TEMPLATES[language, urgent]
    for text in (template.subject, template.body):
        assert not words_of(text.replace("{name}", "")) & TELLING
        assert not any(STEMS.match(word) for word in words_of(text))
        assert not any(each.isdigit() or each in "/@" for each in text), "no number, no address to press"
    assert template.body.count("{") == 1, "the neutral name and nothing else is filled in"


def test_whatever_the_kind_what_is_said_is_the_same() -> None:
    """R9, R24: an invitation, a change of team and words read back cannot be told apart; only haste can."""
    for language in ("en", "fi", "pl"):
        calm = {said(kind, language) for kind in set(MessageKind) - URGENT}
        urgent = {said(kind, language) for kind in URGENT}
        assert len(calm) == len(urgent) == 1
        assert calm != urgent
    assert said(MessageKind.INVITED, "pl") == said(MessageKind.INVITED, "en"), "English where there is no better"
    assert URGENT <= TO_STAFF, "nobody's telephone at home is told that something cannot wait"


def test_the_letters_of_sign_in_tell_no_more() -> None:
    """R9: nothing on a locked screen says what it is about; the link itself is all that is filled in."""
    for words in (with_link(""), of_a_link()):
        for text in (words.subject, words.body):
            assert not words_of(text) & TELLING
            assert not any(STEMS.match(word) for word in words_of(text))
            assert not any(each.isdigit() or each in "/@" for each in text)


def test_no_other_sentence_is_composed_anywhere() -> None:
    """R9: what leaves the house is made by `compose` and by the letters of sign-in alone."""
    makers = {"tornio/core/messages.py", "tornio/actions/sign_in_letters.py"}
    found = {path.as_posix() for path in Path("tornio").rglob("*.py") if re.search(r"\bWords\(", path.read_text())}
    assert found & makers == makers
    assert {path for path in found - makers if "core.messages" in Path(path).read_text()} == set()


@pytest.mark.parametrize("address", ["a@b\r\nBcc: c@d", "a@b\n", "\t", "", "a\u202eb"])
def test_an_address_of_more_than_one_line_of_plain_text_is_refused(address: str) -> None:
    """Inputs: CRLF in headers."""
    with pytest.raises(Refused, match="one line"):
        Parcel(uuid4(), Channel.EMAIL, address, compose(MessageKind.INVITED, "Saltmere"), "Saltmere", urgent=False)


def ways(*channels: Channel) -> list[Way]:
    by_day = SafeHours(time(9), time(20), ZoneInfo("Europe/London"))
    return [Way(uuid4(), channel, f"{channel}-{number}", by_day) for number, channel in enumerate(channels)]


def test_a_text_comes_before_an_e_mail_and_a_letter_only_where_there_is_nothing_else() -> None:
    text, mail, letter = ways(Channel.TEXT, Channel.EMAIL, Channel.LETTER)
    assert in_order([letter, mail, text]) == [text, mail]
    assert in_order([letter]) == [letter]


def test_each_failure_turns_to_the_next_way_and_a_doubtful_one_to_itself() -> None:
    """R4: by a second route when the first fails; what may have been taken is asked for where it may have been."""
    text, mail = both = ways(Channel.TEXT, Channel.EMAIL)
    assert [route(both, tries) for tries in range(3)] == [text, mail, text]
    assert route(both, 1, again=text.id) == text
    assert route(both, 0, away=[Channel.TEXT]) == mail
    assert route(both, 0, away=[Channel.TEXT, Channel.EMAIL]) is None
    assert route(both, 0, wanted="email") == mail


def test_it_is_tried_again_soon_then_every_half_hour_and_what_cannot_wait_within_seconds() -> None:
    """R9: the whole of a day's outage, step by step."""
    calm = [next_try(tries, NOW, urgent=False) - NOW for tries in range(1, 60)]
    urgent = [next_try(tries, NOW, urgent=True) - NOW for tries in range(1, 60)]
    assert calm[:7] == [timedelta(minutes=each) for each in (1, 2, 5, 10, 15, 30, 30)]
    assert set(calm[6:]) == {timedelta(minutes=30)}
    assert urgent[0] == timedelta(seconds=15)
    assert max(urgent) == timedelta(minutes=5)
    assert timedelta(seconds=8) * 2 < CLAIMED_FOR < timedelta(minutes=1), "a live carrier is never overtaken"


def test_every_state_has_ended_or_has_not_and_the_demo_lets_nothing_out() -> None:
    assert set(MessageState) - ENDED == {MessageState.WAITING, MessageState.TO_PRINT}
    for kind, channel in product(MessageKind, Channel):
        parcel = Parcel(uuid4(), channel, "x", compose(kind, "Saltmere"), "Saltmere", urgent=kind in URGENT)
        assert PostBox().carry(parcel, NOW).outcome is Outcome.TAKEN
