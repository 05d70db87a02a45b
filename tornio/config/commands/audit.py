"""`tornio audit`: the trail of who read and changed what: seal it, tell its heads, check that nothing was changed."""

import time

import click
from django.utils import timezone

from tornio.config import embedded
from tornio.config.heads import Files
from tornio.config.sealing import check_all, every_organisation
from tornio.people.models import Organisation


@click.group()
def command() -> None:
    """Seal and check the trail of who read and changed what.

    Every reading and every change is sealed into a chain within a minute; the end of each chain is told in a file
    under TORNIO_HOME/heads, or TORNIO_HEADS: let that be another disk, or let another machine fetch the files. The
    worker tells them to TORNIO_HEADS_URL as well. They are what a changed database is found by.
    """


@command.command()
def seal() -> None:
    """Seal what has no seal yet, and tell the new heads."""
    with embedded.running():
        for name, head in every_organisation(timezone.now(), Files()).items():
            click.echo(f"{name}: {head.line.strip()}")


@command.command()
def heads() -> None:
    """Say the last head that was told of each chain: seal, last entry, when, and the seal itself."""
    with embedded.running():
        for organisation in Organisation.objects.order_by("name"):
            told = Files().published(organisation.pk)
            click.echo(f"{organisation.name}: {told[-1].line.strip() if told else 'nothing was sealed yet'}")


@command.command()
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Check every row against its seal, every seal against the next, and the chain against the heads.

    The exit code is 1 when anything is not as it was sealed; each place is named.
    """
    started = time.monotonic()
    with embedded.running():
        audited = check_all(timezone.now(), Files())
    wrong = False
    for each in audited:
        wrong |= bool(each.checked.findings)
        for finding in each.checked.findings:
            click.echo(f"✗ {each.name}: {finding.place}: {finding.told}")
    rows = sum(each.checked.entries for each in audited)
    seals = sum(each.checked.seals for each in audited)
    seconds = time.monotonic() - started
    if wrong:
        click.echo("The trail is not what was sealed.", err=True)
        ctx.exit(1)
    click.echo(f"✓ {rows:,} rows under {seals:,} seals are as they were sealed ({seconds:.1f} s).")
