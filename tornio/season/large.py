"""How large the large season is, and the keys of its rows, which follow from what they are the key of."""

from dataclasses import dataclass
from hashlib import md5
from uuid import UUID

NETWORKS_OF_A_PAIR = 20  # four a day, five days a week
READERS = {"practitioner": "staff/0/0", "person": "person/0/0", "member": "person/0/1"}  # who can come in


@dataclass(frozen=True, slots=True)
class Size:
    """How large a season is."""

    networks: int = 5000
    meetings: int = 20  # of each network, one a week
    voices: int = 10  # in each meeting

    @property
    def pairs(self) -> int:
        """How many pairs of practitioners it takes."""
        return -(-self.networks // NETWORKS_OF_A_PAIR)


def key(what: str) -> UUID:
    """The key of a row: `key("meeting/0/10")`."""
    return UUID(md5(what.encode(), usedforsecurity=False).hexdigest())
