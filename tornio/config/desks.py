"""A group of commands that fetches one only when it is asked for, so that help is there at once."""

import importlib
from dataclasses import dataclass

import click
import django

from tornio.config.unavailable import DatabaseUnavailable


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its module's name, its sentence in the list, and whether it needs Django before it is imported."""

    module: str
    sentence: str
    needs_django: bool = True


class Desk(click.Group):
    """Commands by their names; each is the `command` of a module in tornio.config.commands."""

    entries: dict[str, Entry] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which one meets them."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        entry = self.entries.get(cmd_name)
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
        """The list, from the table of entries: nothing is imported for it."""
        if not self.entries:
            return
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.sentence) for name, entry in self.entries.items()])
