"""`tornio shell`: a Python prompt with Tornio in it."""

import code

import click
from django.apps import apps
from django.utils import timezone

from tornio.config import embedded
from tornio.people.acting import acting_as


@click.command()
def command() -> None:
    """Open a Python prompt with Tornio in it.

    The models are there by their names, and so is acting_as: without it, nobody's record can be read.
    """
    known: dict[str, object] = {model.__name__: model for model in apps.get_models()}
    known |= {"acting_as": acting_as, "now": timezone.now}
    with embedded.running():
        code.interact(
            banner="Tornio. Everything on people's records happens inside acting_as.", local=known, exitmsg=""
        )
