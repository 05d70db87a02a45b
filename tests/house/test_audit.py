"""`tornio audit`: what whoever looks after an installation sees of the trail."""

from click.testing import CliRunner, Result

from tests.trails import SealedTown, sealed  # noqa: F401 - a fixture
from tornio.config import cli


def audit(town: SealedTown, what: str) -> Result:
    """The command, with the heads of this town."""
    return CliRunner().invoke(cli.desk, ["audit", what], env={"TORNIO_HEADS": str(town.heads.folder)})


def test_a_trail_that_is_as_it_was_sealed_is_told_in_a_line(sealed: SealedTown) -> None:  # noqa: F811
    done = audit(sealed, "verify")
    assert done.exit_code == 0, done.output
    assert "rows under 5 seals are as they were sealed" in done.output


def test_a_changed_row_is_named_and_the_exit_code_is_one(sealed: SealedTown) -> None:  # noqa: F811
    """R26."""
    with sealed.changed("UPDATE records_reading SET as_whom = 'nobody' WHERE page = 'story'"):
        done = audit(sealed, "verify")
    assert done.exit_code == 1
    assert "✗ Saltmere Trust: reading " in done.output
    assert "the row is not what was sealed" in done.output


def test_heads_without_an_organisation_are_told_of(sealed: SealedTown) -> None:  # noqa: F811
    """R26: somebody took away everything, and the organisation with it."""
    left = sealed.heads.folder / "00000000-0000-0000-0000-000000000009.heads"
    left.write_text("1 1 2026-11-02T09:00:00+00:00 " + "0" * 64 + "\n")
    done = audit(sealed, "verify")
    assert done.exit_code == 1
    assert "is not there, and has published heads" in done.output


def test_sealing_by_hand_tells_the_new_heads_and_heads_tells_the_last(sealed: SealedTown) -> None:  # noqa: F811
    sealed.read("Carol", sealed.now)
    told = audit(sealed, "seal").output.strip()
    assert told.startswith("Saltmere Trust: 6 ")
    assert audit(sealed, "heads").output.strip() == told
    assert audit(sealed, "seal").output == ""


def test_a_head_that_a_crash_broke_off_does_not_spoil_the_next(sealed: SealedTown) -> None:  # noqa: F811
    path = next(sealed.heads.folder.iterdir())
    with path.open("a") as file:
        file.write("6 99 2026-11-0")
    sealed.read("Carol", sealed.now)
    sealed.seal(sealed.now)
    assert [head.number for head in sealed.heads.published(sealed.town.organisation.pk)] == [1, 2, 3, 4, 5, 6]
    assert sealed.found() == []
