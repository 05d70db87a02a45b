"""How a command says that what it was given cannot be meant: one sentence, and exit code 2."""

import click


class Wrong(click.ClickException):
    """What was given cannot be meant."""

    exit_code = 2
