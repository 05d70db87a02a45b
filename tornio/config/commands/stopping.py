"""What a first Ctrl-C means to a command that has something to show by then; a second one ends it at once."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

STOPPED = 128 + signal.SIGINT  # the exit code of whatever Ctrl-C has ended


@contextmanager
def at_ctrl_c() -> Iterator[Event]:
    """An event that is set at the first Ctrl-C."""
    asked, before = Event(), signal.getsignal(signal.SIGINT) or signal.SIG_DFL

    def ask(_number: int, _frame: object) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, ask)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)
