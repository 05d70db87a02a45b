"""What every page of a network's record does first: find the frame for its reader, and write down that it was read."""

from uuid import UUID

from tornio.actions import readings
from tornio.core.people import Capacity
from tornio.people.acting import Reader
from tornio.web.requests import Request


def layout(reader: Reader) -> str:
    """The layout of whoever reads: one page serves both, each with their own ways on."""
    return "layout/member.html" if reader.capacity is Capacity.ONESELF else "layout/staff.html"


def opened(request: Request, page: str, network: UUID, subject: UUID | None = None) -> None:
    """The reader has opened this page: one reading, in the same transaction (R26)."""
    reader = request.reader
    readings.opened(page, by=reader, at=reader.at, network=network, subject=subject, as_whom=request.frame.role)
