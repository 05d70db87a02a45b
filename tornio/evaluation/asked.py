"""What is asked of the tidy tables, and the register of what may be counted in them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

import ibis
import ibis.expr.types as ir

from tornio.evaluation.engine import Source

NO = ibis.literal(value=False)


@dataclass(frozen=True)
class Asked:
    """The tables, how far they reach (`as_of`, UTC without a zone), the first day that is counted, and the first that
    is not any more; and what several populations read."""

    source: Source
    as_of: datetime
    since: date
    until: date
    kept: ExitStack
    made: dict[Callable[["Asked"], ir.Table], ir.Table] = field(default_factory=dict)

    def __getitem__(self, name: str) -> ir.Table:
        return self.source[name]

    def once(self, made: Callable[["Asked"], ir.Table]) -> ir.Table:
        """What several populations read: reckoned when the first of them asks, and kept until all is counted."""
        if made not in self.made:
            self.made[made] = self.kept.enter_context(made(self).cache())
        return self.made[made]


@contextmanager
def asking(source: Source, as_of: datetime, since: date, until: date) -> Iterator[Asked]:
    """One question over the tables of a source; what it kept is let go afterwards."""
    with ExitStack() as kept:
        yield Asked(source, as_of, since, until, kept)


Population = Callable[[Asked], ir.Table]
POPULATIONS: dict[str, Population] = {}


def population(made: Population) -> Population:
    """Definitions may name it from now on."""
    POPULATIONS[made.__name__] = made
    return made


def what_is_counted() -> Mapping[str, str]:
    """One sentence for each population."""
    return {name: (made.__doc__ or "").partition("\n")[0] for name, made in POPULATIONS.items()}


def surely(condition: ir.BooleanValue) -> ir.BooleanValue:
    """What cannot be known is not so."""
    return condition.fill_null(NO)
