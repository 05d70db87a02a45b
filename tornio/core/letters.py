"""How a letter that the network has agreed goes out: by somebody's hand, never by itself."""

from enum import StrEnum


class SentBy(StrEnum):
    """Which way somebody took it."""

    POST = "post"
    BY_HAND = "by_hand"
    SECURE_MAIL = "secure_mail"
    PERSON = "person"  # the person took it there themself
