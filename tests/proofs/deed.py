"""What a deed of two worlds is: something done by somebody, and for whom it must not exist."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tests.proofs.town import ProofsTown

Do = Callable[[ProofsTown, datetime], "list[UUID]"]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done by somebody; gives the keys of what it made, which whoever may not read it is made to ask for."""

    name: str
    do: Do
    hidden_from: frozenset[str]
