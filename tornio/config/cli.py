"""The `tornio` command: everything that is done with an installation."""

import importlib
import os
import signal
import sys
from dataclasses import dataclass
from types import FrameType

import click
import django

import tornio
from tornio.config.unavailable import DatabaseUnavailable


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its module's name, its sentence in the list, and whether it needs Django before it is imported."""

    module: str
    sentence: str
    needs_django: bool = True


COMMANDS = {
    "serve": Entry("serve", "Serve the pages until Ctrl-C.", needs_django=False),
    "work": Entry("work", "Send messages and tell what is owed, until Ctrl-C."),
    "migrate": Entry("migrate", "Bring the database to this version, and set who may do what in it."),
    "found": Entry("found", "Make a first organisation, service and administrator."),
    "season": Entry("season", "Play a demo season: invented people, real actions."),
    "people": Entry("people", "List who can sign in to the demo, and how."),
    "audit": Entry("audit", "Seal the trail of who read and changed what, and check that nothing in it was changed."),
    "plan": Entry("plan", "Plan meetings from a file: who goes where, and when.", needs_django=False),
    "check": Entry("check", "Check that this installation is fit to serve."),
    "shell": Entry("shell", "Open a Python prompt with Tornio in it."),
    "db": Entry("db", "Start, stop and look at the database that comes with Tornio.", needs_django=False),
}


class Desk(click.Group):
    """Fetches a command only when it is asked for, so that `tornio --help` is there at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        if entry.needs_django:
            django.setup()
        found = importlib.import_module(f"tornio.config.commands.{entry.module}").command
        assert isinstance(found, click.Command)
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a database that cannot be had is told in a sentence."""
        try:
            return super().invoke(ctx)
        except DatabaseUnavailable as refusal:
            raise click.ClickException(str(refusal)) from refusal

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.sentence) for name, entry in COMMANDS.items()])


@click.group(cls=Desk, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(tornio.__version__, prog_name="tornio")
def desk() -> None:
    """Tornio: the system that a service runs Open Dialogue on.

    \b
    DATABASE_URL        a PostgreSQL of your own, as the application's role (default: the one that comes with Tornio)
    DATABASE_OWNER_URL  the same, as the role that owns the tables; only `tornio migrate` needs it
    TORNIO_HOME         where the database and the secret are kept (default: .tornio)
    """


def _leave(signum: int, frame: FrameType | None) -> None:
    sys.exit(128 + signum)


def main() -> None:
    """Run the command. Being told to stop ends every block in order, so that the database is stopped too."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tornio.config.settings")
    # A shell that starts us in the background lets us ignore Ctrl-C; we listen all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for told in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(told, _leave)
    desk(prog_name="tornio")
