"""How much one address, and everybody together, may send to a page that anybody can open: plenty, not endless."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tornio.core.errors import Refused

WITHIN = 60 * 60  # seconds
FROM_ONE_ADDRESS = 60  # a ward, a school or a library shares one
FOR_ONE_SERVICE = 600


def _address(request: HttpRequest) -> str:
    """Where the request comes from; behind a proxy of ours, as the proxy itself says, which writes last."""
    if settings.SECURE_PROXY_SSL_HEADER:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if told:
            return told
    return str(request.META.get("REMOTE_ADDR", ""))


def _times(what: str) -> int:
    """How often this was counted within the hour, now included; kept as a hash, in memory, for the hour alone."""
    key = "tornio-limits-" + salted_hmac("tornio.web.limits", what).hexdigest()
    cache.add(key, 0, WITHIN)
    try:
        return int(cache.incr(key))
    except ValueError:  # its hour ended between the two lines
        return 1


class TooMany(Refused):
    """More was sent within the hour than people send. Nobody is shut out: the telephone is answered."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Very many messages have come within this hour, and yours was not sent. What you wrote still stands "
                "here. Please ring us: somebody answers at any hour. Or send it again a little later."
            )
        )


def not_too_many(request: HttpRequest, service: str) -> None:
    """Refused past the limits; each process of the server counts for itself."""
    from_here, for_all = _times(f"{service} {_address(request)}"), _times(service)
    if from_here > FROM_ONE_ADDRESS or for_all > FOR_ONE_SERVICE:
        raise TooMany
