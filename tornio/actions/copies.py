"""A copy for somebody who does not come in: made by one of us, with a reason, and written down where they read it."""

from datetime import datetime

from tornio.actions import readings
from tornio.actions.frame import action, note
from tornio.core.errors import NotForYou
from tornio.core.inputs.text import a_line
from tornio.people.acting import Reader
from tornio.people.models import Person
from tornio.records.models import Network
from tornio.records.visible import copies as visible


@action
def take_for(*, network: Network, person: Person, why: str, by: Reader, at: datetime, as_whom: str = "") -> None:
    """One of those who work with them takes a copy along for them: a reading with its own reason (R23, R26).

    Errors: NotForYou for whoever does not work with the network, or names somebody who is not of it; Refused without
    a reason.
    """
    if person not in visible.whose(by, network.pk):
        raise NotForYou
    said = a_line(why, limit=200, missing="Say how they asked for it, and how they get it.", field="why")
    own = person.pk == network.centre_id  # that a member asked for theirs is the member's, and not the person's to read
    readings.opened(
        "copy_for", by=by, at=at, network=network.pk, subject=person.pk, as_whom=as_whom, apart=not own,
        purpose=f"{person.full_name}: {said}",
    )  # fmt: skip
    note("made a copy for somebody", by=by, at=at, network=network.pk if own else None, subject=person.pk)
