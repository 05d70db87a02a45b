"""Who met whom, and who spoke, at each meeting that was held: what several populations read, and is reckoned once."""

import ibis
import ibis.expr.types as ir
from ibis import _

from tornio.evaluation.asked import Asked

DIGITS = 9  # of what is reckoned with logarithms, before it is added up
NUMBER = "int32"  # a network's meetings are counted with fewer digits than all of a service's


def held(asked: Asked) -> ir.Table:
    """Held by the end of the period: also what was before it, for who had met whom already."""
    return asked["meetings"].filter(_.status == "held", _.meeting_on < asked.until)


def numbered(asked: Asked) -> ir.Table:
    """All that was held so far of the networks that met in the period, with the meeting's number (1, 2, …) in its
    network. Of the other networks nothing is asked."""
    found = held(asked)
    found = found.semi_join(found.filter(_.meeting_on >= asked.since).select("network"), "network")
    order = ibis.window(group_by="network", order_by=["opened_at", "meeting"])
    number = (ibis.row_number().over(order) + 1).cast(NUMBER)
    return found.select("meeting", "network", "meeting_on", "opened_at").select(
        "meeting", "network", "meeting_on", number=number
    )


def professions(asked: Asked) -> ir.Table:
    """Each profession of those who came, with a number by which it is found faster than by its name."""
    found = asked["attendance"].filter(_.staff, _.profession.notnull()).select("profession").distinct()
    return found.mutate(craft=ibis.row_number().over(ibis.window(order_by="profession")).cast(NUMBER))


def us(asked: Asked) -> ir.Table:
    """Who of us came to each of these, with the number of the meeting of this network to which they had come last."""
    came = asked["attendance"].filter(_.staff)
    came = came.left_join(asked.once(professions), "profession").select("meeting", "who", "craft")
    came = came.join(asked.once(numbered), "meeting")
    last = _.number.lag().over(ibis.window(group_by=["network", "who"], order_by="number"))
    return came.mutate(last=last)


def met(us: ir.Table, by: list[str]) -> ir.Table:
    """For each meeting: how many of us had met this network before, how many the last time, and at the latest when."""
    return us.group_by(by).aggregate(
        known=_.count(where=_.last.notnull()),
        same_as_last=_.count(where=_.last == _.number - 1),
        latest=_.last.max(),
        meeting_on=_.meeting_on.max(),
    )


def again(asked: Asked) -> ir.Table:
    """The same of each meeting by its key."""
    return met(asked.once(us), ["meeting", "network", "number"])


def present(asked: Asked) -> ir.Table:
    """Everyone who was at a meeting of the period, with how many words of theirs are on record."""
    now = held(asked).filter(_.meeting_on >= asked.since).select("meeting", "meeting_on")
    said = asked["voices"].semi_join(now, "meeting")
    said = said.group_by(["meeting", "who"]).aggregate(
        words=_.words.sum(), staff_words=ibis.ifelse(_.staff, _.words, 0).sum(),
        reflections=(_.kind == "reflection").cast("int64").sum(),
    )  # fmt: skip
    found = asked["attendance"].join(now, "meeting").left_join(said, ["meeting", "who"])
    said_here = {name: found[name].fill_null(0) for name in ("words", "staff_words", "reflections")}
    return found.select(
        "meeting", "meeting_on", "capacity", "staff", "of_team", "profession", "own_network", "way", **said_here
    )


def in_the_room(asked: Asked) -> ir.Table:
    """For each meeting: how many came, whose words are on record, and how evenly they are spread.

    Evenness is Pielou's J (1966): the entropy of the shares of words over its greatest, the logarithm of how many were
    there. It is 1 where everyone present said as many words, and 0 where one alone did; it cannot be told where fewer
    than two were there, or nothing was written down.
    """
    summed = asked.once(present).group_by("meeting").aggregate(
        present=_.count(),
        therapists=_.count(where=_.staff),
        of_team=_.count(where=_.of_team),
        peers=_.count(where=_.profession == "peer_practitioner"),
        own_network=_.count(where=_.own_network),
        with_person=(_.capacity == "centre").any(),
        spoke=_.count(where=_.words > 0),
        words=_.words.sum(),
        staff_words=_.staff_words.sum(),
        reflections=_.reflections.sum(),
        weighed=(_.words * ibis.greatest(_.words, 1).ln()).sum(),
    )  # fmt: skip
    said, most = summed.words.nullif(0), summed.present.ln().nullif(0)
    evenness = ((said.ln() - summed.weighed / said) / most).round(DIGITS)
    return summed.mutate(evenness=evenness).drop("weighed")
