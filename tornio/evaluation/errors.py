"""What cannot be meant: a file, a column or a choice of which no figure can be made."""


class Unusable(ValueError):
    """Said in one sentence to whoever asked; the command ends with exit code 2."""
