"""What is counted: populations made of the tidy tables, with the columns that definitions speak of, written in Ibis.

A population is a function of what is asked; its first line says what one row of it is. Each has a column `on`, the day
by which a row belongs to a period. A new one is a function with `@population`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import ibis
import ibis.expr.types as ir
from ibis import _

from tornio.evaluation import continuity
from tornio.evaluation.engine import Source

FORTNIGHT = ibis.interval(days=14)
DIGITS = 9  # of what is reckoned with logarithms, before it is added up
NO = ibis.literal(value=False)


@dataclass(frozen=True)
class Asked:
    """The tables, how far they reach (`as_of`, UTC without a zone), the first day that is counted, and the first that
    is not any more."""

    source: Source
    as_of: datetime
    since: date
    until: date

    def __getitem__(self, name: str) -> ir.Table:
        return self.source[name]


Population = Callable[[Asked], ir.Table]
POPULATIONS: dict[str, Population] = {}


def population(made: Population) -> Population:
    """Definitions may name it from now on."""
    POPULATIONS[made.__name__] = made
    return made


def what_is_counted() -> Mapping[str, str]:
    """One sentence for each population."""
    return {name: (made.__doc__ or "").partition("\n")[0] for name, made in POPULATIONS.items()}


def _surely(condition: ir.BooleanValue) -> ir.BooleanValue:
    """What cannot be known is not so."""
    return condition.fill_null(NO)


@population
def contacts(asked: Asked) -> ir.Table:
    """First contacts, and how the promise of each came out (R2–R6)."""
    passed = (
        asked["handovers"]
        .group_by("contact")
        .aggregate(handed_over=(_.by_way == "accepted").sum(), duty_took=(_.by_way == "duty_took").sum())
    )
    found = asked["contacts"].left_join(passed, "contact").drop("contact_right")
    promised = _surely((_.offered_at <= _.offered_for) & (_.offered_for <= _.due_at))
    network = _surely(_.network_met_at <= _.due_at)
    found = found.mutate(
        on=_.contacted_on,
        handed_over=_.handed_over.fill_null(0),
        duty_took=_.duty_took.fill_null(0),
        offered_in_time=promised,
        network_in_time=network,
        chose_later=network | (promised & _surely(_.agreed_for > _.due_at)),
    )
    return found.mutate(outcome=_outcome(found, asked.as_of), as_of=ibis.literal(asked.as_of))


def _outcome(found: ir.Table, as_of: datetime) -> ir.StringValue:
    """R2, R3, in the order of `core.clocks.standing`; what has no promise is told apart from what kept it."""
    met, due = found.met_at, found.due_at
    return ibis.cases(
        (met.notnull() & due.isnull(), "no_promise"),
        (met.notnull() & _surely(met <= due), "in_time"),
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
        answerer_came=_surely(joined.came),
        answerer_convened=_surely(joined.proposed_by == joined.answered_by),
    )  # fmt: skip


@population
def planned(asked: Asked) -> ir.Table:
    """Meetings whose day has come: held, or not."""
    return asked["meetings"].filter(_.status.isin(["held", "not_held"])).mutate(on=_.meeting_on)


def _held(asked: Asked) -> ir.Table:
    """Held by the end of the period: also what was before it, for who had met whom already."""
    return asked["meetings"].filter(_.status == "held", _.meeting_on < asked.until)


def _of_those_who_met(asked: Asked) -> ir.Table:
    """All that was held so far of the networks that met in the period: of the others nothing is asked."""
    held = _held(asked)
    return held.semi_join(held.filter(_.meeting_on >= asked.since).select("network"), "network")


@population
def meetings(asked: Asked) -> ir.Table:
    """Meetings that were held, with who was there, who was known already, and whose words are on record."""
    held = _of_those_who_met(asked)
    order = ibis.window(group_by="network", order_by=["opened_at", "meeting"])
    held = held.mutate(number=ibis.row_number().over(order) + 1)
    now = held.filter(_.meeting_on >= asked.since)
    found = now.left_join(_in_the_room(asked, now), "meeting").drop("meeting_right")
    found = found.left_join(_met_before(asked, held), "meeting").drop("meeting_right")
    counts = ["present", "therapists", "of_team", "peers", "own_network", "same_as_last", "known", "spoke",
              "words", "staff_words", "reflections"]  # fmt: skip
    found = found.mutate(**{name: found[name].fill_null(0) for name in counts})
    return found.mutate(
        on=_.meeting_on,
        with_person=_surely(_.with_person),
        started_late_minutes=(_.opened_at.epoch_seconds() - _.planned_from.epoch_seconds()) / 60,
    )


def _met_before(asked: Asked, held: ir.Table) -> ir.Table:
    """For each meeting: how many of us had met this network before, and how many the last time."""
    us = asked["attendance"].filter(_.staff).select("meeting", "network", "who")
    us = us.join(held.select("meeting", "number", "meeting_on"), "meeting")
    us = us.mutate(last=us.number.lag().over(ibis.window(group_by=["network", "who"], order_by="number")))
    us = us.filter(_.meeting_on >= asked.since)
    return us.group_by("meeting").aggregate(
        known=_.last.notnull().sum(), same_as_last=_surely(_.last == _.number - 1).sum()
    )


def _spoken(asked: Asked, now: ir.Table) -> ir.Table:
    """How many words each one said in each of these meetings."""
    said = asked["voices"].semi_join(now, "meeting")
    return said.group_by(["meeting", "who"]).aggregate(
        words=_.words.sum(), staff_words=ibis.ifelse(_.staff, _.words, 0).sum(),
        reflections=(_.kind == "reflection").sum(),
    )  # fmt: skip


def _in_the_room(asked: Asked, now: ir.Table) -> ir.Table:
    """For each meeting: how many came, whose words are on record, and how evenly they are spread.

    Evenness is Pielou's J (1966): the entropy of the shares of words over its greatest, the logarithm of how many were
    there. It is 1 where everyone present said as many words, and 0 where one alone did; it cannot be told where fewer
    than two were there, or nothing was written down.
    """
    came = asked["attendance"].semi_join(now, "meeting")
    each = came.left_join(_spoken(asked, now), ["meeting", "who"])
    each = each.mutate(**{name: each[name].fill_null(0) for name in ("words", "staff_words", "reflections")})
    summed = each.group_by("meeting").aggregate(
        present=_.count(),
        therapists=_.staff.sum(),
        of_team=_.of_team.sum(),
        peers=_surely(_.profession == "peer_practitioner").sum(),
        own_network=_.own_network.sum(),
        with_person=(_.capacity == "centre").any(),
        spoke=(_.words > 0).sum(),
        words=_.words.sum(),
        staff_words=_.staff_words.sum(),
        reflections=_.reflections.sum(),
        weighed=(_.words * ibis.greatest(_.words, 1).ln()).sum(),
    )
    said, most = summed.words.nullif(0), summed.present.ln().nullif(0)
    evenness = ((said.ln() - summed.weighed / said) / most).round(DIGITS)
    return summed.mutate(evenness=evenness).drop("weighed")


@population
def present(asked: Asked) -> ir.Table:
    """Everyone who was at a meeting that was held, once for each meeting."""
    now = _held(asked).filter(_.meeting_on >= asked.since).select("meeting", "meeting_on")
    said = _spoken(asked, now).select("meeting", "who", said="words")
    found = asked["attendance"].join(now, "meeting").left_join(said, ["meeting", "who"])
    return found.drop("meeting_right", "who_right").mutate(on=_.meeting_on, spoke=_surely(_.said > 0))


@population
def substitutions(asked: Asked) -> ir.Table:
    """Each time somebody stood in at a meeting that was held (R12)."""
    held = _held(asked).select("meeting", "meeting_on")
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
    held = _held(asked).select("episode", "opened_at")
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
    return _came_again(asked, ["network"])


@population
def networks_by_profession(asked: Asked) -> ir.Table:
    """Networks and professions: how often the same one of a profession came, over the meetings at which one did."""
    return _came_again(asked, ["network", "profession"])


def _came_again(asked: Asked, by: list[str]) -> ir.Table:
    """The measures of `continuity`, from 0 to 1, of which those that cannot be told are empty."""
    held = _of_those_who_met(asked).select("meeting", "opened_at", "meeting_on")
    us = asked["attendance"].filter(_.staff).select("network", "meeting", "who", "profession")
    once = us.rename(practitioner="who").join(held, "meeting")
    order = ibis.window(group_by=by, order_by=["opened_at", "meeting"])
    once = once.mutate(number=ibis.dense_rank().over(order) + 1)
    before = ibis.window(group_by=[*by, "practitioner"], order_by="number")
    once = once.mutate(last=once.number.lag().over(before))
    measured = continuity.measures(once, by)
    names = (*continuity.MEASURES, *continuity.OF_PAIRS)
    last = once.group_by(by).aggregate(on=once.meeting_on.max())
    found = measured.join(last, by)
    shares = {name: found[f"top_{name}"] / found[f"of_{name}"].nullif(0) for name in names}
    return found.select(*by, "meetings", "on", **shares)
