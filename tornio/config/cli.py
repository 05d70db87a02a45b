"""The `tornio` command: everything that is done with an installation."""

import os
import signal
import sys
from types import FrameType

import click

import tornio
from tornio.config.desks import Desk, Entry

COMMANDS = {
    "serve": Entry("serve", "Serve the pages until Ctrl-C.", needs_django=False),
    "work": Entry("work", "Send messages and tell what is owed, until Ctrl-C."),
    "migrate": Entry("migrate", "Bring the database to this version, and set who may do what in it."),
    "found": Entry("found", "Make a first organisation, service and administrator."),
    "season": Entry("season", "Play a demo season: invented people, real actions."),
    "people": Entry("people", "List who can sign in to the demo, and how."),
    "audit": Entry("audit", "Seal the trail of who read and changed what, and check that nothing in it was changed."),
    "plan": Entry("plan", "Plan meetings from a file: who goes where, and when.", needs_django=False),
    "evaluate": Entry("evaluate", "Figures, each with what it stands on.", needs_django=False),
    "check": Entry("check", "Check that this installation is fit to serve."),
    "shell": Entry("shell", "Open a Python prompt with Tornio in it."),
    "db": Entry("db", "Start, stop and look at the database that comes with Tornio.", needs_django=False),
}


class Front(Desk):
    """The desk at the door: all commands."""

    entries = COMMANDS


@click.group(cls=Front, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
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
