"""The heads of the chains, told to an address as well: all that it was not told yet, one POST a minute at most.

The files stay what is told from, so that what an address did not take is told with the next.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from tornio.config.heads import Files
from tornio.exchange.addresses import told

log = logging.getLogger(__name__)
A_MINUTE = timedelta(minutes=1)
AT_ONCE = 1_000_000  # bytes, about; a long past is told little by little
LONGEST = 1 << 24  # of what is remembered, in bytes
PATIENCE = 8.0  # seconds


@dataclass
class _Told:
    """What one address was told: to which byte of each file, and when it was last tried."""

    to: str
    tried_at: datetime | None = None
    ends: dict[str, int] = field(default_factory=dict)

    def kept(self) -> str:
        """As it is written down."""
        tried = self.tried_at.isoformat() if self.tried_at else None
        return json.dumps({"to": self.to, "tried_at": tried, "ends": self.ends})


def _remembered(kept: str, to: str) -> _Told:
    """What was told to this address; nothing, of another or where it cannot be read: then all is told again."""
    try:
        known = json.loads(kept)
        if known["to"] != to:
            return _Told(to)
        tried = known["tried_at"]
        ends = {str(key): int(end) for key, end in known["ends"].items()}
        return _Told(to, datetime.fromisoformat(tried) if tried else None, ends)
    except (ValueError, TypeError, KeyError, AttributeError):
        return _Told(to)


@dataclass(frozen=True, slots=True)
class Telling:
    """The files, and the address that is told of them."""

    files: Files
    url: str
    key: str
    patience: float = PATIENCE

    def tell(self, at: datetime) -> bool:
        """Tell what is new; False where nothing is, where it is too soon, and where it was not taken."""
        with self._alone() as memory:
            if memory is None:
                return False
            before = _remembered(os.pread(memory, LONGEST, 0).decode(errors="replace"), self._name())
            too_soon = before.tried_at is not None and timedelta(0) <= at - before.tried_at < A_MINUTE
            lines, ends = ([], {}) if too_soon else self._new(before.ends)
            if not lines:
                return False
            self._remember(memory, _Told(before.to, at, before.ends))
            why = told(self.url, self.key, "".join(lines), self.patience)
            if why:
                log.warning("Heads were not told to their address: %s.", why)
                return False
            self._remember(memory, _Told(before.to, at, before.ends | ends))
            return True

    def _name(self) -> str:
        """Which address it was, without saying it: other machines fetch what lies beside it."""
        return sha256(self.url.encode()).hexdigest()

    @contextmanager
    def _alone(self) -> Iterator[int | None]:
        """The file in which it is remembered what was told, held; None where another process is at it."""
        self.files.folder.mkdir(parents=True, exist_ok=True)
        memory = os.open(self.files.folder / "told", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(memory, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield None
            else:
                yield memory
        finally:
            os.close(memory)

    def _remember(self, memory: int, known: _Told) -> None:
        raw = known.kept().encode()
        os.ftruncate(memory, 0)
        os.pwrite(memory, raw, 0)
        os.fsync(memory)

    def _new(self, ends: dict[str, int]) -> tuple[list[str], dict[str, int]]:
        """Lines that were not told yet, each with whose chain it is, and the byte at which each file then ends."""
        lines: list[str] = []
        found: dict[str, int] = {}
        room = AT_ONCE
        for organisation in self.files.organisations():
            if room <= 0:
                break
            heads, end = self.files.after(organisation, ends.get(str(organisation), 0), room)
            lines += [f"{organisation} {each}" for each in heads]
            room -= sum(map(len, heads))
            found[str(organisation)] = end
        return lines, found
