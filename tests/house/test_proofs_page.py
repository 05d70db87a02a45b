"""The page of the proofs says of mutation what the list says, and the list names only changes that there are."""

import importlib
from pathlib import Path

import pytest

from tools.changes import changes
from tools.mutate import HELD_BY, listed
from tools.proof import PAGE, UNNOTICED, lines, unnoticed, write

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_tells_every_change_that_no_test_notices_and_no_other() -> None:
    """`python -m tools.proof mutation` writes it."""
    assert PAGE.read_text().endswith("\n" + unnoticed())
    assert PAGE.read_text().count(UNNOTICED) == 1


def test_writing_the_page_again_keeps_what_people_wrote_on_it(tmp_path: Path) -> None:
    page = tmp_path / "proofs.md"
    page.write_text(PAGE.read_text())
    write(lines(page), page)
    assert page.read_text() == PAGE.read_text()


@pytest.mark.parametrize("path", HELD_BY)
def test_each_listed_change_is_one_that_is_tried_and_has_its_reason(path: str) -> None:
    """A rule that is written anew loses its place on the list."""
    room = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    tried = {told for told, _tree in changes((ROOT / path).read_text(), vars(room))}
    reasons = listed().get(path, {})
    assert tried
    assert reasons.keys() <= tried
    assert all(reason.strip() for reason in reasons.values())


def test_the_list_names_only_modules_that_are_tried_and_every_test_that_holds_one_is_there() -> None:
    assert listed().keys() <= HELD_BY.keys()
    assert all((ROOT / test).is_file() for tests in HELD_BY.values() for test in tests)
