"""How a rule says no: one sentence for the person, and the field it stands beside."""


class Refused(Exception):
    """A rule refuses what was asked; nothing has been stored.

    `sentence` is for the person on the screen; `field` is the name of the field it stands beside, or None for
    the whole form.
    """

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotForYou(Refused):
    """What was asked for does not exist for this reader (R24): answered exactly as if it were not there."""

    def __init__(self, sentence: str = "There is nothing here.") -> None:
        super().__init__(sentence)
