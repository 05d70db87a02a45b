"""What has come in between since a week was reckoned: one wording for the page that shows it and the refusal."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Meanwhile(StrEnum):
    """Why a line of a planned week cannot be accepted any more."""

    PASSED = "passed"
    BOOKED = "booked"
    ARRANGED = "arranged"  # the network has something else
    FOUND = "found"  # who was away is expected no more, or the meeting has moved
    IS_BACK = "is_back"
    REFUSED = "refused"  # by the person (R12)
    NOT_AT_WORK = "not_at_work"
    TELEPHONE = "telephone"


_WORDS: dict[Meanwhile, Promise] = {
    Meanwhile.PASSED: _("That time has passed."),
    Meanwhile.BOOKED: _("%(who)s was booked for that time meanwhile."),
    Meanwhile.ARRANGED: _("They have something arranged meanwhile."),
    Meanwhile.FOUND: _("That is arranged already."),
    Meanwhile.IS_BACK: _("%(who)s can come after all."),
    Meanwhile.REFUSED: _("Somebody else is wanted there meanwhile. Ask for another timetable."),
    Meanwhile.NOT_AT_WORK: _("%(who)s is not at work then any more."),
    Meanwhile.TELEPHONE: _("%(who)s holds the telephone then."),
}


def in_words(what: Meanwhile, who: str = "") -> str:
    """The sentence, of one of us where it is about somebody."""
    return str(_WORDS[what]) % {"who": who}
