"""Sending a link to somebody's own address. The letter says nothing of what it is about: others may see it too.

It goes after the page has been answered, from a thread of its own, so that how long the answer takes tells nobody
whether the address is known.
"""

import logging
from concurrent.futures import Future, ThreadPoolExecutor

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

log = logging.getLogger("tornio.post")
_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tornio-post")


def send_link(address: str, link: str) -> None:
    """A link that somebody asked for, or was promised; in the language of the page."""
    words = _(
        "Here is the link that you were expecting:\n\n%(link)s\n\n"
        "It works once, and not for long. If you do not know what this is, you need do nothing: "
        "nothing happens until somebody opens it and presses a button."
    )
    _postman.submit(_send, EmailMessage(_("Your link"), words % {"link": link}, to=[address]))


def tell_of_a_link(address: str) -> None:
    """Somebody made a link and a code for them that did not go to this address: nobody lets another in unseen."""
    words = _(
        "A new link was made for you just now. If you know why, you need do nothing. If you do not, ring the people "
        "whom you know there."
    )
    _postman.submit(_send, EmailMessage(_("A new link"), words, to=[address]))


def all_sent() -> Future[None]:
    """Done when everything handed over so far has been sent or given up."""
    return _postman.submit(lambda: None)


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except OSError as fall:
        log.warning("a link could not be sent: %s", type(fall).__name__)
