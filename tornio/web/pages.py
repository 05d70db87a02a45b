"""What every page of a network's record does first: find the frame for its reader, and write down that it was read."""

from uuid import UUID

from django.utils.translation import gettext as _

from tornio.actions import readings
from tornio.core.people import Capacity
from tornio.people.acting import Reader
from tornio.records.visible import grants
from tornio.web.requests import Request


def layout(reader: Reader) -> str:
    """The layout of whoever reads: one page serves both, each with their own ways on."""
    return "layout/member.html" if reader.capacity is Capacity.ONESELF else "layout/staff.html"


def opened(request: Request, page: str, network: UUID, subject: UUID | None = None) -> None:
    """The reader has opened this page: one reading, in the same transaction (R26)."""
    reader = request.reader
    as_whom = _("acts for the person by law") if grants.acts_for(reader, network) else request.frame.role
    readings.opened(page, by=reader, at=reader.at, network=network, subject=subject, as_whom=as_whom)
