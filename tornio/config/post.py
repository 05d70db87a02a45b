"""By whom messages leave this installation: named by its settings, and in a demo by nobody."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from tornio.actions.posting import Post
from tornio.core.messages import Carrier, Channel, PostBox
from tornio.exchange.mail import Mail
from tornio.exchange.texts import Texts

AT_ONCE_IN_A_DEMO = 200


def carriers() -> dict[Channel, Carrier]:
    """Whoever carries each channel here; a channel that was not set up is carried by nobody."""
    if settings.DEMO:
        return {Channel.TEXT: PostBox(), Channel.EMAIL: PostBox()}
    found: dict[Channel, Carrier] = {}
    if settings.SMS_URL:
        found[Channel.TEXT] = Texts(
            settings.SMS_URL, settings.SMS_KEY, settings.SMS_TEMPLATE, settings.SMS_URGENT_TEMPLATE
        )
    if settings.EMAIL_SENDER:
        found[Channel.EMAIL] = Mail(settings.EMAIL_SENDER)
    return found


def post(clock: Callable[[], datetime] = timezone.now) -> Post:
    """The carriers for one round."""
    return Post(carriers(), clock, AT_ONCE_IN_A_DEMO if settings.DEMO else 1)
