"""What people of the proofs' town answered after Tuesday's meeting, each for themself; and what is offered there."""

from datetime import datetime
from uuid import UUID

from tests.core.test_instruments import a_file
from tests.people import MONDAY, Town
from tornio.actions import instruments as actions
from tornio.core.instruments import ReadBy, Schedule, When
from tornio.people.keys import new_key
from tornio.records.questionnaires import shipped
from tornio.records.visible import instruments as visible


def offers(town: Town) -> UUID:
    """Martin offers three taps after each meeting, and something that comes again; the key of the first."""
    files = (
        (shipped()["after-the-meeting", "1"][1], Schedule(When.AFTER_MEETING)),
        (a_file(), Schedule(When.WEEKS, 4)),
    )
    made = []
    with town.acting("Martin", at=MONDAY) as by:
        for file, schedule in files:
            row = actions.load(key=new_key(), service_id=town.service.pk, file=file, by=by, at=MONDAY)
            made.append(actions.offer(key=new_key(), instrument=row, schedule=schedule, by=by, at=MONDAY).pk)
    return made[0]


def answered(town: Town, called: str, meeting: UUID, at: datetime) -> UUID:
    """Somebody who was there says how it was; of us the person may read it."""
    with town.acting(called, at=at) as by:
        asking = visible.about_meeting(by, meeting)
        return actions.answer(
            key=new_key(), asking=asking, instrument=asking.offered[0].row.pk,
            typed={"heard": "1", "next-time": f"{called} would like tea."}, read_by=ReadBy.AUTHOR, by=by, at=at,
        ).pk  # fmt: skip
