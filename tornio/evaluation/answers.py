"""Populations of what people answered: who was asked how it was, each answer, and each change between two of them."""

from math import sqrt

import ibis
import ibis.expr.types as ir
from ibis import _

from tornio.evaluation.asked import Asked, population

BY_CHANCE = 1.96  # what two answers differ by in 95 of 100 though nothing has changed, in units of their error


@population
def asked_how(asked: Asked) -> ir.Table:
    """People at meetings after which they were offered to say how it was, and whether they did (R30)."""
    return asked["asked"].mutate(on=_.asked_on)


@population
def answers(asked: Asked) -> ir.Table:
    """Numbers that people answered, each question by itself; what they left out is empty."""
    return asked["answers"].mutate(on=_.answered_on)


@population
def changes(asked: Asked) -> ir.Table:
    """Somebody's first and latest answer on a scale, and whether their difference is more than chance.

    RC = (last - first) / (sqrt(2) sd sqrt(1 - reliability)) of Jacobson & Truax 1991; without a declared reliability
    it is empty.
    """
    known = asked["answers"].filter(_.kind == "scale", _.value.notnull(), _.answered_on < asked.until)
    whose = ["network", "who", "instrument", "version", "item"]
    order = ibis.window(group_by=whose, order_by=["answered_at", "response"], preceding=None, following=None)
    known = known.mutate(first=_.value.first().over(order), last=_.value.last().over(order))
    both = known.group_by(whose).aggregate(
        times=_.count(), first=_.first.min(), last=_.last.min(), sd=_.sd.min(), reliability=_.reliability.min(),
        on=_.answered_on.max(),
    )  # fmt: skip
    both = both.filter(_.times > 1)
    error = sqrt(2) * both.sd * (1 - both.reliability).sqrt()
    return both.mutate(index=(both.last - both.first) / error).mutate(reliable=_.index.abs() > BY_CHANCE)
