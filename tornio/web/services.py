"""Which service a page is about, where somebody leads several: the one that is asked for, or the first."""

from tornio.core.errors import NotForYou
from tornio.records.visible import duty as visible
from tornio.records.visible.people import ServiceRow
from tornio.web.requests import Request


def chosen(request: Request) -> tuple[list[ServiceRow], ServiceRow]:
    """All that the reader may choose from, and the chosen one; NotForYou for any other."""
    services = list(visible.services(request.reader))
    wanted = request.GET.get("service", "")
    named = [each for each in services if not wanted or str(each.pk) == wanted]
    if not named:
        raise NotForYou
    return services, named[0]
