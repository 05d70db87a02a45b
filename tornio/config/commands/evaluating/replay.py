"""`tornio evaluate replay`: what left is counted again from what it was counted from, and is the same to the digit."""

from uuid import UUID

import click
from django.utils import timezone

from tornio.actions import figures_job
from tornio.config import embedded
from tornio.core.people import Capacity
from tornio.evaluation.errors import Unusable
from tornio.people.acting import acting_as
from tornio.people.models import Organisation
from tornio.records.visible.tidy import PURPOSE


@click.command()
@click.argument("release", type=click.UUID)
def command(release: UUID) -> None:
    """Count a release again from its snapshot. Exit 1 where it says anything else than what left."""
    with embedded.running():
        left, again = _found(release)
    for before, now in zip(left, again, strict=True):
        same = "the same" if before == now else f"not the same: {now}"
        told = ", ".join(f"{what} {_shown(before[what])}" for what in ("yes", "no", "of", "missing"))
        click.echo(f"{before['id']}-{before['version']:<3} {told}: {same}")
    if left != again:
        raise click.ClickException("What is counted now is not what left.")
    click.echo("To the digit as it left.")


def _shown(number: int | None) -> str:
    return "held back" if number is None else str(number)


def _found(release: UUID) -> tuple[figures_job.Figures, figures_job.Figures]:
    """What left, and the same counted again, in whichever organisation it is. Errors: Unusable where it is in none."""
    at = timezone.now()
    for organisation in Organisation.objects.order_by("slug"):
        with acting_as(human=None, capacity=Capacity.JOB, organisation=organisation, purpose=PURPOSE, at=at) as by:
            found = figures_job.replayed(release_id=release, by=by, at=at)
        if found is not None:
            return found
    raise Unusable(f"There is no release {release}.")
