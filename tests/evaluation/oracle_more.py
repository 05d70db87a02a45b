"""More figures in slow and obvious Python: meetings after each other, decisions, questions, acts, stretches of work."""

from collections.abc import Iterator
from datetime import timedelta

from tests.evaluation.oracle import Answer, Record, began, oracle, seconds, staff, team, there, words
from tornio.core.between import Telling

FORTNIGHT = timedelta(days=14)


@oracle("own_team")
def own_team(record: Record) -> Iterator[Answer]:
    for each in record.held:
        had_one = each.network.team.filter(during__startswith__lt=each.opened_at).exists()
        if had_one and staff(each):
            yield record.day(each.held_at), staff(each) <= team(each)


@oracle("same_pair", "known_face")
def after_each_other(record: Record, name: str) -> Iterator[Answer]:
    for each in record.held:
        before = [other for other in record.held if other.network_id == each.network_id]
        before = before[: before.index(each)]
        if before and name == "same_pair":
            yield record.day(each.held_at), len(staff(each) & staff(before[-1])) >= 2
        elif before:
            everybody = set().union(*[staff(other) | there(other) for other in before])
            yield record.day(each.held_at), bool(staff(each) & everybody)


@oracle("told_beforehand")
def told_beforehand(record: Record) -> Iterator[Answer]:
    for each in record.substitutions:
        yield record.day(each.meeting.held_at), each.told_at is not None and each.told_at <= began(each.meeting)


@oracle("held")
def held(record: Record) -> Iterator[Answer]:
    for each in record.meetings:
        if each.status in {"held", "not_held"}:
            yield record.day(each.held_at or each.planned.lower), each.status == "held"


@oracle("heard", "members_heard")
def heard(record: Record, name: str) -> Iterator[Answer]:
    for each in record.held:
        for who in there(each):
            capacities = set(each.presences.filter(person=who).values_list("present_as", flat=True))
            if name == "heard" or capacities <= {"centre", "member"}:
                yield record.day(each.held_at), bool(words(each).get(who))


@oracle("spoken_before_medication", "meetings_before_medication")
def medication(record: Record, name: str) -> Iterator[Answer]:
    for each in record.decisions:
        if each.outcome == "decided" and each.kind == "medication":
            times = each.spoken_of_before
            yield record.day(each.at), times if name.startswith("meetings") else times is not None and times >= 1


@oracle("left_undecided")
def left_undecided(record: Record) -> Iterator[Answer]:
    for each in record.decisions:
        yield record.day(each.at), each.outcome == "not_decided"


@oracle("disagreement_kept")
def disagreement(record: Record) -> Iterator[Answer]:
    for each in record.decisions:
        latest = {position.person_id: position.stand for position in each.positions.order_by("number")}
        if each.outcome == "decided" and any(stand != "did_not_say" for stand in latest.values()):
            yield record.day(each.at), "disagree" in latest.values()


@oracle("questions_kept", "questions_melted")
def questions(record: Record, name: str) -> Iterator[Answer]:
    for each in record.questions:
        last = max(each.turns.all(), key=lambda turn: turn.at, default=None)
        became = last.became if last else "stays_open"
        yield record.day(each.asked_at), became == {"questions_kept": "stays_open"}.get(name, "melted_away")


@oracle("first_fortnight")
def first_fortnight(record: Record) -> Iterator[Answer]:
    for each in record.episodes:
        until = each.opened_at + FORTNIGHT
        early = [other for other in record.held if other.episode_id == each.pk and began(other) < until]
        yield record.day(each.opened_at), len(early) if until <= record.at else None


@oracle("ended_by_network")
def ended(record: Record) -> Iterator[Answer]:
    for each in record.endings:
        yield record.day(each.episode.ended_at), each.kind in {"network_decided", "person_stopped"}


@oracle("map_growth")
def growth(record: Record) -> Iterator[Answer]:
    first: dict[object, int] = {}
    for each in record.maps:
        people = each.nodes.filter(kind="person", taken_off=False).count()
        if each.network_id in first:
            yield record.day(each.kept_at), people - first[each.network_id]
        first.setdefault(each.network_id, people)


@oracle("staff_talk", "safety_acts")
def happened(record: Record, name: str) -> Iterator[Answer]:
    for each in record.talks if name == "staff_talk" else record.acts:
        yield record.day(each.at), True


@oracle("acts_told_at_next", "hours_to_telling")
def acts(record: Record, name: str) -> Iterator[Answer]:
    for each in record.acts:
        told = [telling.at for telling in each.tellings.all() if telling.told == Telling.SPOKEN_OF.value]
        day = record.day(each.at)
        if name == "hours_to_telling":
            yield day, seconds(each.at, min(told)) / 3600 if told else None
            continue
        later = [other for other in record.held if other.network_id == each.network_id and began(other) >= each.at]
        met = [
            other.held_at for other in later if other.held_at and other.presences.filter(present_as="centre").exists()
        ]
        if met:
            yield day, bool(told) and min(told) <= min(met)
