"""What several commands are given in one way: a day, and a few names parted by commas."""

import click

DAY = click.DateTime(["%Y-%m-%d"])


def names(given: str) -> tuple[str, ...]:
    """“age, sex” as its names, each once."""
    return tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
