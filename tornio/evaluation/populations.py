"""What is counted: populations made of the tidy tables, with the columns that definitions speak of, written in Ibis.

A population is a function of what is asked; its first line says what one row of it is. Each has a column `on`, the day
by which a row belongs to a period. A new one is a function with `@population`.
"""

from datetime import datetime

import ibis
import ibis.expr.types as ir
from ibis import _

from tornio.evaluation import continuity, together
from tornio.evaluation.asked import Asked, population, surely

FORTNIGHT = ibis.interval(days=14)


@population
def contacts(asked: Asked) -> ir.Table:
    """First contacts, and how the promise of each came out (R2–R6)."""
    passed = (
        asked["handovers"]
        .group_by("contact")
        .aggregate(handed_over=(_.by_way == "accepted").sum(), duty_took=(_.by_way == "duty_took").sum())
    )
    found = asked["contacts"].left_join(passed, "contact").drop("contact_right")
    promised = surely((_.offered_at <= _.offered_for) & (_.offered_for <= _.due_at))
    network = surely(_.network_met_at <= _.due_at)
    found = found.mutate(
        on=_.contacted_on,
        handed_over=_.handed_over.fill_null(0),
        duty_took=_.duty_took.fill_null(0),
        offered_in_time=promised,
        network_in_time=network,
        chose_later=network | (promised & surely(_.agreed_for > _.due_at)),
    )
    return found.mutate(outcome=_outcome(found, asked.as_of), as_of=ibis.literal(asked.as_of))


def _outcome(found: ir.Table, as_of: datetime) -> ir.StringValue:
    """R2, R3, in the order of `core.clocks.standing`; what has no promise is told apart from what kept it."""
    met, due = found.met_at, found.due_at
    return ibis.cases(
        (met.notnull() & due.isnull(), "no_promise"),
        (met.notnull() & surely(met <= due), "in_time"),
        (met.notnull(), ibis.ifelse(found.chose_later, "chose_later", "late")),
        (found.closed_at.notnull(), "not_going_ahead"),
        (due.isnull(), "not_started"),
        (found.network_in_time, "network_met"),
        (found.chose_later, "chose_later"),
        (ibis.literal(as_of) > due, "late"),
        else_="running",
    )


@population
def first_meetings(asked: Asked) -> ir.Table:
    """First meetings that were held, one for each first contact, and what became of whoever took the call (R5)."""
    meetings = asked["meetings"].filter(_.status == "held", _.contact.notnull())
    first = meetings.mutate(nth=ibis.row_number().over(group_by="contact", order_by=["opened_at", "meeting"]))
    first = first.filter(_.nth == 0).select("contact", "meeting", "network", "meeting_on", "proposed_by")
    answered = asked["contacts"].select("contact", "answered_by")
    there = asked["attendance"].filter(_.staff).select("meeting", "who").mutate(came=True)
    joined = first.join(answered, "contact").left_join(there, ["meeting", ("answered_by", "who")])
    return joined.select(
        "contact", "meeting", "network", "answered_by",
        on=joined.meeting_on,
        answerer_came=surely(joined.came),
        answerer_convened=surely(joined.proposed_by == joined.answered_by),
    )  # fmt: skip


@population
def planned(asked: Asked) -> ir.Table:
    """Meetings whose day has come: held, or not."""
    return asked["meetings"].filter(_.status.isin(["held", "not_held"])).mutate(on=_.meeting_on)


@population
def meetings(asked: Asked) -> ir.Table:
    """Meetings that were held, with who was there, who was known already, and whose words are on record."""
    numbers = asked.once(together.numbered).select("meeting", "number")
    found = together.held(asked).filter(_.meeting_on >= asked.since).join(numbers, "meeting")
    found = found.left_join(together.in_the_room(asked), "meeting").drop("meeting_right")
    again = asked.once(together.again).select("meeting", "known", "same_as_last")
    found = found.left_join(again, "meeting").drop("meeting_right")
    counts = ["present", "therapists", "of_team", "peers", "own_network", "same_as_last", "known", "spoke",
              "words", "staff_words", "reflections"]  # fmt: skip
    found = found.mutate(**{name: found[name].fill_null(0) for name in counts})
    return found.mutate(
        on=_.meeting_on,
        with_person=surely(_.with_person),
        started_late_minutes=(_.opened_at.epoch_seconds() - _.planned_from.epoch_seconds()) / 60,
    )


@population
def present(asked: Asked) -> ir.Table:
    """Everyone who was at a meeting that was held, once for each meeting."""
    return asked.once(together.present).mutate(on=_.meeting_on, spoke=_.words > 0)


@population
def substitutions(asked: Asked) -> ir.Table:
    """Each time somebody stood in at a meeting that was held (R12)."""
    held = together.held(asked).select("meeting", "meeting_on")
    return asked["substitutions"].join(held, "meeting").mutate(on=_.meeting_on)


@population
def decisions(asked: Asked) -> ir.Table:
    """What meetings came to, with how many stand where (R15, R16, R19)."""
    stands = asked["positions"].group_by("decision").aggregate(
        positions=_.count(), agree=(_.stand == "agree").sum(), disagree=(_.stand == "disagree").sum(),
        unsure=(_.stand == "unsure").sum(),
    )  # fmt: skip
    found = asked["decisions"].left_join(stands, "decision").drop("decision_right")
    names = ["positions", "agree", "disagree", "unsure"]
    return found.mutate(on=_.decided_on, **{name: found[name].fill_null(0) for name in names})


@population
def questions(asked: Asked) -> ir.Table:
    """Open questions, and what has become of them (R15)."""
    return asked["questions"].mutate(on=_.asked_on)


@population
def talks(asked: Asked) -> ir.Table:
    """Each time staff spoke of somebody without them (R20)."""
    return asked["talks"].mutate(on=_.talked_on)


@population
def acts(asked: Asked) -> ir.Table:
    """What was done without a meeting (R21)."""
    return asked["acts"].mutate(on=_.done_on)


@population
def episodes(asked: Asked) -> ir.Table:
    """Stretches of work that began, with the meetings of their first fortnight; until it is over that is not known."""
    held = together.held(asked).select("episode", "opened_at")
    began = asked["episodes"].select("episode", began="opened_at")
    early = held.join(began, "episode")
    early = early.filter(early.opened_at < early.began + FORTNIGHT).group_by("episode").aggregate(early=_.count())
    found = asked["episodes"].left_join(early, "episode").drop("episode_right")
    is_over = found.opened_at + FORTNIGHT <= ibis.literal(asked.as_of)
    return found.mutate(
        on=_.opened_on,
        meetings_in_fortnight=ibis.ifelse(is_over, found.early.fill_null(0), ibis.null("int64")),
    ).drop("early")


@population
def endings(asked: Asked) -> ir.Table:
    """Stretches of work that ended, and who decided so (R22)."""
    return asked["episodes"].filter(_.ended_on.notnull()).mutate(on=_.ended_on)


@population
def maps(asked: Asked) -> ir.Table:
    """Drawings of a network that are not its first, and by how many people it has grown since that one."""
    order = ibis.window(group_by="network", order_by="kept_at")
    drawn = asked["maps"].mutate(nth=ibis.row_number().over(order), first=_.people.first().over(order))
    return drawn.filter(_.nth > 0).mutate(on=_.kept_on, grown=_.people - _.first)


@population
def networks(asked: Asked) -> ir.Table:
    """Networks, by the day of their last meeting: who came again, over all their meetings so far."""
    us = asked.once(together.us)
    found = _came_again(asked.once(together.again), us, ["network"])
    both = us.select("network", "meeting", "who").join(us.select("meeting", partner="who"), "meeting")
    both = both.filter(both.who < both.partner).group_by("network", "who", "partner").aggregate(n=_.count())
    pairs = continuity.concentration(both, ["network"], "pair_")
    found = found.left_join(pairs, "network").drop("network_right")
    return found.mutate(
        pair_upc=found.top_pair_upc.fill_null(0) / found.meetings,
        pair_coc=found.top_pair_coc / found.of_pair_coc.nullif(0),
    )


@population
def networks_by_profession(asked: Asked) -> ir.Table:
    """Networks and professions: how often the same one of a profession came, over the meetings at which one did."""
    us, by = asked.once(together.us), ["network", "craft"]
    found = _came_again(together.met(us, [*by, "number"]), us, by)
    return found.join(asked.once(together.professions), "craft")


def _came_again(met: ir.Table, us: ir.Table, by: list[str]) -> ir.Table:
    """The measures of `continuity`, from 0 to 1, of which those that cannot be told are empty.

    Somebody of the last meeting came to this one, if the latest of the meetings to which those here had last come was
    that one.
    """
    before = _.number.lag().over(ibis.window(group_by=by, order_by="number"))
    found = met.select(*by, "number", "latest", "meeting_on").mutate(before=before)
    found = found.group_by(by).aggregate(
        meetings=_.count(), again=_.count(where=_.latest == _.before), on=_.meeting_on.max()
    )
    singles = continuity.concentration(us.group_by(*by, "who").aggregate(n=_.count()), by, "")
    found = found.join(singles, by)
    return found.mutate(
        upc=found.top_upc / found.meetings,
        coc=found.top_coc / found.of_coc.nullif(0),
        secon=found.again / (found.meetings - 1).nullif(0),
    )
