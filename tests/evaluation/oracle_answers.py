"""What people answered, in slow and obvious Python: who was asked how it was, what they said, and what changed."""

from collections.abc import Iterator
from math import sqrt

from tests.evaluation.oracle import Answer, Record, oracle
from tornio.records.models import Instrument, Response


def standing() -> list[Response]:
    """Everybody's last word, but what was taken back."""
    rows = list(Response.objects.select_related("instrument", "network"))
    followed = {row.follows_id for row in rows}
    return [row for row in rows if row.pk not in followed and row.taken_back_at is None]


@oracle("after_answered")
def after_answered(record: Record) -> Iterator[Answer]:
    said = {(row.meeting_id, row.author_id) for row in standing()}
    offers = [row for row in Instrument.objects.filter(name="after-the-meeting") if row.during is not None]
    for meeting in record.held:
        offered = [row for row in offers if row.service_id == meeting.network.service_id]
        if any(meeting.held_at in row.during for row in offered):
            for person in set(meeting.presences.values_list("person_id", flat=True)):
                yield record.day(meeting.held_at), (meeting.pk, person) in said


@oracle(*[f"after_{item}{ending}" for item in ("heard", "mattered", "room") for ending in ("", "_spread")])
def after(record: Record, name: str) -> Iterator[Answer]:
    item = name.removeprefix("after_").removesuffix("_spread")
    services = {meeting.network.service_id for meeting in record.held}
    for row in standing():
        if row.instrument.name == "after-the-meeting" and row.network.service_id in services:
            yield record.day(row.answered_at), row.answers.get(item)


@oracle("reliable_change")
def reliable_change(record: Record) -> Iterator[Answer]:
    """Of each one's first and last total on each scale, by the formula of the paper."""
    totals: dict[tuple[object, ...], list[Response]] = {}
    for row in sorted(standing(), key=lambda row: row.answered_at):
        for scale in row.instrument.definition["tornio"]["scales"]:
            if scale["key"] in row.totals:
                totals.setdefault((row.network_id, row.author_id, row.instrument.name, scale["key"]), []).append(row)
    for (*_whose, key), rows in totals.items():
        scale = next(each for each in rows[0].instrument.definition["tornio"]["scales"] if each["key"] == key)
        if len(rows) > 1:
            change = rows[-1].totals[key] - rows[0].totals[key]
            declared = "sd" in scale and "reliability" in scale
            error = sqrt(2) * scale["sd"] * sqrt(1 - scale["reliability"]) if declared else None
            yield record.day(rows[-1].answered_at), None if error is None else abs(change / error) > 1.96
