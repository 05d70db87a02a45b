"""R26: the heads of the chains are told to an address as well, where the keeper of this machine cannot write."""

import fcntl
import hashlib
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django import Settings

from tests.actions.test_trail import DEEDS
from tests.exchange.listener import Listener, listening
from tests.people import MONDAY
from tests.served import free_port
from tests.trails import SealedTown, sealed  # noqa: F401 - a fixture
from tornio.config import tasks
from tornio.config.heads import Files
from tornio.config.telling import Telling
from tornio.core.trail import Head

SALTMERE, FENWICK = UUID(int=1), UUID(int=2)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
KEY = "a key of ours"


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Somebody outside."""
    with listening() as running:
        yield running


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """The files of this machine."""
    return Files(tmp_path / "heads")


def sealed_at(files: Files, number: int, organisation: UUID = SALTMERE) -> str:
    """One more head; how it is told outside."""
    seal = hashlib.sha256(f"{organisation} {number}".encode()).hexdigest()
    head = Head(number, 10 * number, MONDAY + number * MINUTE, seal)
    files.publish(organisation, head)
    return f"{organisation} {head.line}".strip()


def telling(files: Files, listener: Listener, patience: float = 20) -> Telling:
    """What the worker does."""
    return Telling(files, listener.url, KEY, patience)


def test_what_is_new_is_told_in_one_post_and_nothing_is_told_twice(files: Files, listener: Listener) -> None:
    lines = [sealed_at(files, 1), sealed_at(files, 2), sealed_at(files, 1, FENWICK)]
    tells = telling(files, listener)
    assert tells.tell(MONDAY)
    assert listener.lines == lines
    assert listener.asked == [("/heads", f"Bearer {KEY}")]
    assert listener.kinds == {"text/plain; charset=utf-8"}
    assert not tells.tell(MONDAY + MINUTE)
    lines.append(sealed_at(files, 3))
    assert telling(files, listener).tell(MONDAY + 2 * MINUTE)  # also by a worker that began anew
    assert listener.lines == lines
    assert len(listener.asked) == 2


def test_there_is_one_post_a_minute_at_most(files: Files, listener: Listener) -> None:
    """However often it is asked, and whether or not the last was taken."""
    listener.trouble = ["500"]
    lines: list[str] = []
    moments: list[int] = []
    tells = telling(files, listener)
    for second in range(0, 200, 10):
        lines.append(sealed_at(files, second + 1))
        if tells.tell(MONDAY + second * SECOND) or len(listener.asked) > len(moments):
            moments.append(second)
    assert moments == [0, 60, 120, 180]
    assert listener.lines == lines[:19]


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        ("500", "500"), ("404", "404"), ("307", "307"), ("slow", "TimeoutError"), ("nonsense", "BadStatusLine"),
        ("drop after taking", "RemoteDisconnected"),
    ],
)  # fmt: skip
def test_what_was_not_taken_is_told_with_the_next_and_the_log_says_no_more_than_why(
    files: Files, listener: Listener, caplog: pytest.LogCaptureFixture, trouble: str, told: str
) -> None:
    first = sealed_at(files, 1)
    listener.trouble = [trouble]
    with caplog.at_level(logging.DEBUG):
        assert not telling(files, listener, patience=0.3 if trouble == "slow" else 20).tell(MONDAY)
    assert [each.getMessage() for each in caplog.records] == [f"Heads were not told to their address: {told}."]
    second = sealed_at(files, 2)
    assert telling(files, listener).tell(MONDAY + MINUTE)
    assert listener.lines[-2:] == [first, second]
    assert {path for path, _key in listener.asked} == {"/heads"}  # a redirect is not followed


def test_where_nobody_listens_it_is_told_once_somebody_does(
    files: Files, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    line = sealed_at(files, 1)
    assert not Telling(files, f"http://127.0.0.1:{free_port()}/x", KEY).tell(MONDAY)
    assert "ConnectionRefusedError" in caplog.text
    assert telling(files, listener).tell(MONDAY + MINUTE)
    assert listener.lines == [line]


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://example.org/x", "heads.example", "http://[x"])
def test_only_an_address_of_the_web_is_told(files: Files, caplog: pytest.LogCaptureFixture, address: str) -> None:
    sealed_at(files, 1)
    assert not Telling(files, address, "").tell(MONDAY)
    assert [each.getMessage() for each in caplog.records] == ["Heads were not told to their address: ValueError."]


def test_another_address_is_told_everything_and_a_key_is_not_needed(files: Files, listener: Listener) -> None:
    lines = [sealed_at(files, 1)]
    assert telling(files, listener).tell(MONDAY)
    lines.append(sealed_at(files, 2))
    assert Telling(files, f"{listener.url}/new", "").tell(MONDAY + MINUTE)
    assert listener.told[1].splitlines() == lines
    assert listener.asked[1] == ("/heads/new", "")
    assert listener.url not in (files.folder / "told").read_text()  # whoever fetches the files needs no address of ours


def test_a_line_that_is_still_being_written_waits_and_one_that_a_crash_broke_off_is_left_out(
    files: Files, listener: Listener
) -> None:
    lines, tells = [sealed_at(files, 1)], telling(files, listener)
    with (files.folder / f"{SALTMERE}.heads").open("a") as file:
        file.write("2 20 2026-11-0")
    assert tells.tell(MONDAY)
    assert listener.lines == lines
    lines.append(sealed_at(files, 3))
    assert tells.tell(MONDAY + MINUTE)
    assert listener.lines == lines


def test_a_file_that_was_made_shorter_is_told_from_its_beginning(files: Files, listener: Listener) -> None:
    """Whoever listens sees then that something was taken away."""
    lines, tells = [sealed_at(files, 1), sealed_at(files, 2)], telling(files, listener)
    assert tells.tell(MONDAY)
    (files.folder / f"{SALTMERE}.heads").write_text(lines[1].split(maxsplit=1)[1] + "\n")
    assert tells.tell(MONDAY + MINUTE)
    assert listener.lines == [*lines, lines[1]]


def test_what_was_remembered_is_spoilt_and_all_is_told_again(files: Files, listener: Listener) -> None:
    lines, tells = [sealed_at(files, 1)], telling(files, listener)
    assert tells.tell(MONDAY)
    for spoilt in ("", "{", "[]", '{"tried_at": 3}'):
        (files.folder / "told").write_text(spoilt)
        assert tells.tell(MONDAY + MINUTE), spoilt
        assert listener.told[-1].splitlines() == lines


def test_a_long_past_is_told_little_by_little(
    files: Files, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tornio.config.telling.AT_ONCE", 300)
    lines = [sealed_at(files, number) for number in range(1, 8)] + [sealed_at(files, 1, FENWICK)]
    for minute in range(4):
        telling(files, listener).tell(MONDAY + minute * MINUTE)
    assert listener.lines == lines
    assert max(len(body) for body in listener.told) < 600


def test_two_workers_do_not_tell_at_once(files: Files, listener: Listener) -> None:
    sealed_at(files, 1)
    with (files.folder / "told").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert not telling(files, listener).tell(MONDAY)
    assert telling(files, listener).tell(MONDAY)


def test_where_nothing_was_sealed_nothing_is_told(files: Files, listener: Listener) -> None:
    assert not telling(files, listener).tell(MONDAY)
    assert listener.asked == []


def test_the_worker_tells_where_an_address_is_set(
    settings: Settings, tmp_path: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORNIO_HEADS", str(tmp_path / "heads"))
    line = sealed_at(Files(), 1)
    settings.HEADS_URL = ""
    tasks.tell_heads(0)
    assert listener.asked == []
    settings.HEADS_URL, settings.HEADS_KEY = listener.url, KEY
    tasks.tell_heads(0)
    assert listener.lines == [line]


def test_a_chain_whose_files_were_changed_too_is_found_by_what_was_told(
    sealed: SealedTown,  # noqa: F811
    listener: Listener,
    tmp_path: Path,
) -> None:
    """R26: somebody holds the database and the files; the lines outside, without their first word, are such a file."""
    assert telling(sealed.heads, listener).tell(sealed.now)
    organisation = sealed.town.organisation.pk
    path = sealed.heads.folder / f"{organisation}.heads"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    with sealed.changed(DEEDS["the last seal is cut off with everything under it"]):
        assert sealed.found() == []
        sealed.heads = Files(tmp_path / "outside")
        sealed.heads.folder.mkdir()
        kept = [each.split(maxsplit=1) for each in listener.lines]
        (sealed.heads.folder / path.name).write_text("".join(f"{line}\n" for _whose, line in kept))
        assert sealed.found() != []
