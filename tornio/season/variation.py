"""A story told again of other people, for seasons larger than the stories that ship: new names, earlier weeks."""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tornio.season.script import Character, Scene, Story, When

_MOMENT = re.compile(r"(?<!\S)([+-]\d+) (\d\d:\d\d)(?!\S)")
FIRST_NAMES = (
    "Ailsa", "Benedict", "Cerys", "Dorota", "Elliot", "Fatima", "Gwen", "Hassan", "Imogen", "Jakub", "Keziah", "Lowri",
    "Mateo", "Niamh", "Obi", "Perpetua", "Quentin", "Rosa", "Stellan", "Thandi", "Ursula", "Vikram", "Willa", "Xanthe",
    "Yetunde", "Zainab", "Alasdair", "Bina", "Caspian", "Delroy", "Edda", "Fergus", "Greta", "Huw", "Ines", "Joaquin",
    "Kirsty", "Lorcan", "Maud", "Nasrin", "Otis", "Paloma", "Rafi", "Saoirse", "Taavi", "Una", "Valentin", "Wanda",
)  # fmt: skip
SURNAMES = (
    "Arkwright", "Banerjee", "Castellan", "Dunmore", "Ekpo", "Fairbairn", "Gillespie", "Haddad", "Ingham", "Jankowski",
    "Kettle", "Lindqvist", "Makin", "Nkemelu", "Oyelowo", "Postlethwaite", "Quill", "Rahman", "Sallow", "Tench",
    "Underhay", "Venkataraman", "Wetherby", "Yarrow", "Zielinski", "Ashdown", "Birtles", "Cruickshank", "Dacosta",
)  # fmt: skip


def told_again(story: Story, number: int, weeks: int, chance: Random) -> Story:
    """The same story some weeks earlier, of people with other names and telephones."""
    firsts = chance.sample(FIRST_NAMES, len(story.people))
    surname = chance.choice(SURNAMES)
    renamed = {each.called: first for each, first in zip(story.people, firsts, strict=True) if each.called.isalpha()}
    people = tuple(_renamed(each, renamed, surname, number) for each in story.people)
    family = story.centre.name.split()[-1]
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, [*renamed, family]))})\b")

    def said(text: str) -> str:
        return pattern.sub(lambda found: renamed.get(found[0], surname), text)

    scenes = tuple(_earlier(scene, weeks, said) for scene in story.scenes if _is_past(scene))
    return replace(story, slug=f"{story.slug}-{number}", people=people, scenes=scenes, home=said(story.home))


def _is_past(scene: Scene) -> bool:
    """Only what has happened is told again; what lies ahead in a story has no words yet."""
    return scene.when.minutes is None and scene.when.day <= 0


def _renamed(somebody: Character, renamed: dict[str, str], surname: str, number: int) -> Character:
    called = renamed.get(somebody.called, somebody.called)
    last = surname if called != somebody.called else somebody.name.split()[-1]
    telephone = f"07700 900{(number * 13 + len(called)) % 1000:03d}" if somebody.telephone else ""
    name = f"{called} {last}" if called != somebody.called else somebody.name
    return replace(somebody, name=name, called=called, telephone=telephone)


def _earlier(scene: Scene, weeks: int, said: Callable[[str], str]) -> Scene:
    def moved(text: str) -> str:
        return _MOMENT.sub(lambda found: f"{int(found[1]) - 7 * weeks} {found[2]}", said(text))

    return replace(
        scene,
        when=When(scene.when.day - 7 * weeks, scene.when.time),
        facts=tuple(moved(fact) for fact in scene.facts),
        lines=tuple(moved(line) for line in scene.lines),
    )
