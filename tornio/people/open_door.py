"""The one thing a stranger may ask without a reader: which service an address of the public page names."""

from tornio.core.errors import NotForYou
from tornio.people.models import Organisation, Service


def service_at(slug: str) -> tuple[Service, Organisation]:
    """The service of this short name, and its organisation; NotForYou when there is none."""
    found = Service.objects.select_related("organisation").filter(slug=slug).first()
    if found is None:
        raise NotForYou
    return found, found.organisation
