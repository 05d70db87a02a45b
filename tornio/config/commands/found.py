"""`tornio found`: a first organisation, its service and its administrator, on an installation where there is nobody."""

import os

import click
from django.utils import timezone
from django.utils.text import slugify

from tornio.actions import entry, people
from tornio.config import embedded, health, places
from tornio.config.schema import bring_up_to_date
from tornio.core.errors import Refused
from tornio.core.people import Capacity, Profession
from tornio.people import profiles
from tornio.people.acting import acting_as
from tornio.people.models import Organisation


@click.command()
@click.option("--organisation", required=True, help="The trust or provider, for example “Saltmere Trust”.")
@click.option("--service", required=True, help="The service's name, for example “Saltmere Open Dialogue”.")
@click.option(
    "--profile",
    required=True,  # the law of a country is nothing to be taken by default
    type=click.Choice(profiles.profile_slugs()),
    help="How it works, and by the law of which country.",
)
@click.option("--telephone", required=True, help="The number that people ring at any hour.")
@click.option("--neutral-name", required=True, help="What a locked screen may say, for example “Saltmere”.")
@click.option("--exit-url", required=True, help="Where “Leave quickly” goes, for example a weather page.")
@click.option("--falls-to", required=True, help="Who it falls to when nobody is on duty: their full name.")
@click.option("--described", default="practitioner", show_default=True, help="What they are, in people's words.")
@click.option("--administrator", required=True, help="Who keeps the installation: their full name.")
def command(
    *,
    organisation: str,
    service: str,
    profile: str,
    telephone: str,
    neutral_name: str,
    exit_url: str,
    falls_to: str,
    described: str,
    administrator: str,
) -> None:
    """Make a first organisation, service and administrator, and print the administrator's link."""
    slug, at = slugify(organisation), timezone.now()
    with embedded.running():
        _made_ready()
        if Organisation.objects.filter(slug=slug).exists():
            raise click.ClickException(f"{organisation} is here already.")
        trust = people.found_organisation(slug=slug, name=organisation)
        try:
            with acting_as(human=None, capacity=Capacity.JOB, organisation=trust, purpose="founding", at=at) as by:
                made = people.open_service(
                    slug=slugify(service), name=service, profile=profile, telephone=telephone,
                    neutral_name=neutral_name, exit_url=exit_url, fallback_name=falls_to,
                    fallback_profession=Profession.OTHER, fallback_described=described, by=by, at=at,
                )  # fmt: skip
                keeper = people.name_person(full_name=administrator, by=by, at=at)
                people.give_office(person=keeper, office=Capacity.ADMINISTRATOR, service=None, by=by, at=at)
                way = entry.give_first_way_in(person=keeper, by=by, at=at)
        except Refused as no:
            trust.delete()
            raise click.ClickException(no.sentence) from no
    law = profiles.profile(profile).jurisdiction
    click.echo(f"It works as “{profile}” says: {law.name}, {law.time_zone}, {law.emergency_numbers[0]} for help.")
    click.echo(f"{made.name} is founded. {administrator} comes in once, within 72 hours, at")
    click.echo(f"http://localhost:{os.environ.get('PORT', '8000')}/enter/{way.token}/")
    click.echo(f"with the code {way.code}; then they make a passkey, or join an app that shows codes.")


def _made_ready() -> None:
    """The database that comes with Tornio gets its tables here; one of your own is brought up to date by its owner."""
    if not health.examine().missing:
        return
    if not places.is_embedded():
        raise click.ClickException("The database has no tables of this version yet: run `tornio migrate` first.")
    click.echo("Making the tables, once.")
    bring_up_to_date(verbosity=0)
