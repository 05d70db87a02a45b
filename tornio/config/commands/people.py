"""`tornio people`: who can sign in to the demo, and how."""

import click

from tornio.config import embedded
from tornio.people import demo


def lines(url: str) -> list[str]:
    """A line for each: their name, who they are, and the link that lets them in."""
    people = demo.people()
    width = max((len(f"{each.name}, {each.who}") for each in people), default=0)
    return [f"  {f'{each.name}, {each.who}':<{width}}  {url}/enter/{each.token}/" for each in people]


@click.command()
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="The port at which Tornio serves.")
def command(*, port: int) -> None:
    """List who can sign in to the demo, and how: a link for each."""
    with embedded.running():
        found = lines(f"http://127.0.0.1:{port}")
    if not found:
        raise click.ClickException("There is no demo here. `tornio season` plays one.")
    click.echo("\n".join(found))
