"""R14 with two real connections: the same line of a week is accepted twice in one moment."""

import threading

from django.db import connections

from tests.people import Town, build_town
from tests.weeks import FRIDAY, met, reckoned, shown, works
from tornio.actions import weeks
from tornio.records.models import NetworkMeeting


def test_two_who_lead_accept_at_once_and_the_network_is_offered_one_meeting(fresh_database: str) -> None:
    """Both press at the same time; whoever is second finds it done, and nobody is asked twice."""
    town: Town = build_town(profile="saltmere")
    works(town, "Ruth", "Tomasz")
    network = met(town)
    made = reckoned(town)
    (line,) = shown(town, made)
    together, said = threading.Barrier(2, timeout=20), list[str]()

    def press() -> None:
        try:
            with town.acting("Martin", at=FRIDAY) as by:
                together.wait()
                done = weeks.accept(timetable_id=made.pk, lines=[line.pk], by=by, at=FRIDAY)
                said.extend(each.refused for each in done)
        finally:
            connections.close_all()

    both = [threading.Thread(target=press) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(30)
    assert said == ["", ""]
    with town.acting("Martin", at=FRIDAY):
        assert NetworkMeeting.objects.filter(network=network, status="proposed").count() == 1
