"""`tornio evaluate`: figures, from the record itself or from a file; each of them is a module of `evaluating`."""

import click

from tornio.config.commands.wrong import Wrong
from tornio.config.desks import Desk, Entry
from tornio.evaluation.errors import Unusable

COMMANDS = {
    "indicators": Entry("evaluating.indicators", "The seven principles as figures, from a service's own record."),
    "report": Entry("evaluating.report", "A service's year in seven principles, as one page."),
    "replay": Entry("evaluating.replay", "What left, counted again from what it was counted from."),
    "cohort": Entry("evaluating.cohort", "How long until something happened in life, from a service's own record."),
    "continuity": Entry("evaluating.continuity", "Whether the same people came, from a file.", needs_django=False),
    "change": Entry("evaluating.change", "What was measured more than once, from a file.", needs_django=False),
    "counts": Entry("evaluating.counts", "How often something happens, from a file.", needs_django=False),
    "survival": Entry("evaluating.survival", "Time until something happens, from a file.", needs_django=False),
}


class Figures(Desk):
    """What is imported for one figure (seconds, for some) is not waited for with another."""

    entries = COMMANDS

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what no figure can be made of is told in a sentence."""
        try:
            return super().invoke(ctx)
        except Unusable as no:
            raise Wrong(str(no)) from no


@click.group(cls=Figures)
def command() -> None:
    """Figures, each with how many it stands on, what is missing, and the version of its definition (R29)."""
