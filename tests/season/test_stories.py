"""The stories themselves, before anybody plays them: whoever speaks is there, and no sentence is told twice."""

import re
from collections import Counter

import pytest

from tornio.people.postcodes import locate
from tornio.season import cast
from tornio.season.gathering import guests
from tornio.season.play import stories
from tornio.season.script import Scene, Story
from tornio.season.talking import BECAME, KINDS
from tornio.season.timeline import SCENES

ALL = (*stories(), *stories("board"))
DRAMA = re.compile(r"07700 900\d{3}|01632 960\d{3}|through the hostel desk|")
SPOKEN = {*BECAME, *KINDS, "Not decided", "Spoken of", "Not today", "medication", "joins the team", "We stop", "front"}
ABOUT = {"here", "place", "host", "answers", "stands in", "fewer", "visit", "Leave it", "without", "asked to come"}
ABOUT |= {"not held"}


PLACES = re.compile(r"[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b")


def staff_of(story: Story) -> set[str]:
    """Everyone who works in the story's organisation."""
    for trust in cast.told()["organisations"]:
        if story.service in {service["slug"] for service in trust["services"]}:
            return {each["name"].split()[0] for service in trust["services"] for each in service["staff"]}
    raise AssertionError(story.service)


def speakers(scene: Scene) -> list[str]:
    """Whoever says, asks, adds or stands somewhere in a meeting."""
    found = []
    for line in scene.lines:
        bare = re.sub(r"^@\d+ ", "", line)
        head = bare.partition(":")[0]
        if head in SPOKEN | ABOUT:
            continue
        if bare.startswith("- "):
            found.append(re.split(r" (?:agrees|unsure|disagrees|did not say)", bare[2:])[0])
            continue
        found.append(re.sub(r" (?:asks|adds|to \S+)$|\s*\(.*$", "", head))
    return found


@pytest.mark.parametrize("story", ALL, ids=lambda story: story.slug)
def test_whoever_speaks_is_in_the_room(story: Story) -> None:
    """R17: a voice is its speaker's, and a speaker is somebody who is there."""
    for scene in story.scenes:
        assert scene.kind == "meeting" or scene.kind in SCENES, scene.kind
        if scene.kind == "meeting":
            here = {guest.called for guest in guests(scene)}
            assert set(speakers(scene)) <= here, scene.when
            assert here <= {each.called for each in story.people} | staff_of(story)


@pytest.mark.parametrize("story", ALL, ids=lambda story: story.slug)
def test_a_question_that_is_taken_up_was_asked_before(story: Story) -> None:
    """R15: a question stays open, finds an answer or melts away only once somebody has asked it."""
    asked: list[str] = []
    for scene in story.scenes:
        for line in scene.lines:
            head, _, text = re.sub(r"^@\d+ ", "", line).partition(": ")
            if head.endswith(" asks"):
                asked.append(text)
            if head in BECAME:
                begins = text.partition("; ")[0]
                assert any(question.startswith(begins) for question in asked), begins


@pytest.mark.parametrize("story", ALL, ids=lambda story: story.slug)
def test_only_who_may_write_adds_to_their_words(story: Story) -> None:
    writes = {each.called for each in story.people if each.writes} | staff_of(story)
    for scene in story.scenes:
        for line in scene.lines:
            head = line.partition(": ")[0]
            if head.endswith(" adds"):
                assert head.removesuffix(" adds").split()[-1] in writes


def test_every_telephone_is_one_that_is_kept_for_drama_and_nobody_shares_one() -> None:
    numbers = [each.telephone for story in ALL for each in story.people if each.telephone]
    assert all(DRAMA.fullmatch(number) for number in numbers)
    assert max(Counter(numbers).values()) == 1


def test_no_two_people_of_the_season_say_the_same_sentence() -> None:
    said = [
        line.partition(": ")[2]
        for story in ALL
        for scene in story.scenes
        if scene.kind == "meeting"
        for line in scene.lines
        if line.partition(":")[0] not in SPOKEN | ABOUT and not line.startswith("- ")
    ]
    repeated = [words for words, times in Counter(said).items() if times > 1]
    assert repeated == []
    assert len(said) > 300


def test_no_word_is_used_that_the_house_does_not_use() -> None:
    words = " ".join(" ".join(scene.lines) for story in ALL for scene in story.scenes)
    assert not re.search(r"\b(patients|clients?|dna|discharged?|non-compliant)\b|assessment|referral", words.lower())


def test_doors_have_postcodes_that_are_somewhere_and_nobody_says_one() -> None:
    """Ways of a real length: from where somebody starts to most doors. An address is no word of a story (R10, R24)."""
    doors = [
        place for story in ALL for place in (story.home, *(scene.said("place") for scene in story.scenes)) if place
    ]
    doors += [
        each["base"]
        for trust in cast.told()["organisations"]
        for service in trust["services"]
        for each in (service["falls_to"], *service["staff"])
        if "base" in each
    ]
    with_one = [each for each in doors if PLACES.search(each)]
    assert all(locate(each) for each in with_one)
    assert len(with_one) > 0.8 * len(doors)  # a walk along the harbour has none
    told = [line for story in ALL for scene in story.scenes for line in scene.lines if PLACES.search(line)]
    assert {line.partition(":")[0] for line in told} == {"place", "wishes"}
