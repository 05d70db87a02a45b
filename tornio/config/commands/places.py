"""Where something may be kept: tried before any work is done, and told in a sentence where nothing can be."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tornio.config.commands.wrong import Wrong


def a_file(_ctx: click.Context, _param: click.Parameter, path: Path | None) -> Path | None:
    """A file that can be written; what stands in it stays until then. Errors: Wrong."""
    if path is not None:
        with writing(path):
            was_there = path.exists()
            path.open("ab").close()
            if not was_there:
                path.unlink()
    return path


def a_folder(_ctx: click.Context, _param: click.Parameter, path: Path | None) -> Path | None:
    """A folder that can be written in, made where there is none. Errors: Wrong."""
    if path is not None:
        with writing(path):
            path.mkdir(parents=True, exist_ok=True)
        a_file(_ctx, _param, path / ".tornio")
    return path


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What goes wrong with a place, also when a disk is full at the end, is Wrong in a sentence."""
    try:
        yield
    except OSError as no:
        raise Wrong(f"Nothing can be kept at {path}: {no.strerror or no}.") from no
