"""How a rule says no, with one sentence for the person; and how something is not there."""


class Refused(Exception):
    """A rule refuses what was asked; nothing has been stored.

    `sentence` is for the person on the screen; `field` is the name of the field it stands beside, or None for
    the whole form.
    """

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotForYou(Exception):
    """What was asked for does not exist for this reader (R24): answered exactly as if it were not there.

    No refusal: a form that showed it beside a field would say that there is something.
    """
