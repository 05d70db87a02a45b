"""The service's own route finder, by the environment and never by a page: TORNIO_ROUTING=osrm:http://127.0.0.1:5000."""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

from tornio.core.errors import Refused
from tornio.core.roads import Finder, finder


def configured(environment: Mapping[str, str]) -> Finder | None:
    """The route finder that the environment names; None where it names none."""
    try:
        return finder(environment.get("TORNIO_ROUTING", ""))
    except Refused as no:
        raise ImproperlyConfigured(f"TORNIO_ROUTING: {no.sentence}") from no
