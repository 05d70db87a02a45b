"""The one error of starting the database; apart, so that the command can name it before it loads a database driver."""


class DatabaseUnavailable(Exception):
    """The embedded server cannot be used; the sentence says why."""
