"""How a first contact is told on pages: its clock as people tell time, who called, and why somebody is responsible."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.core.clocks import MET, Clocks, Standing, due_at, offered_in_time, share_gone, window_start
from tornio.core.contacts import ByWay, Channel, ClosedBy, ForWhom
from tornio.core.profiles import ClockStart, ServiceProfile
from tornio.web.jinja import machine, tellings

FULL = 1000  # the bar's own unit, so that it is the same for a window of 24 and of 48 hours

RANG: Mapping[Channel, Any] = {
    Channel.TELEPHONE: gettext_lazy("%(who)s rang"),
    Channel.IN_PERSON: gettext_lazy("%(who)s came to us"),
    Channel.WEB: gettext_lazy("%(who)s wrote on the web page"),
    Channel.LETTER: gettext_lazy("%(who)s wrote a letter"),
    Channel.VIDEO: gettext_lazy("%(who)s called by video"),
}
RANG_FOR: Mapping[Channel, Any] = {
    Channel.TELEPHONE: gettext_lazy("%(who)s rang for %(person)s"),
    Channel.IN_PERSON: gettext_lazy("%(who)s came to us for %(person)s"),
    Channel.WEB: gettext_lazy("%(who)s wrote on the web page for %(person)s"),
    Channel.LETTER: gettext_lazy("%(who)s wrote a letter for %(person)s"),
    Channel.VIDEO: gettext_lazy("%(who)s called by video for %(person)s"),
}
BY: Mapping[Channel, Any] = {
    Channel.TELEPHONE: gettext_lazy("by telephone"),
    Channel.IN_PERSON: gettext_lazy("in person"),
    Channel.WEB: gettext_lazy("on the web page"),
    Channel.LETTER: gettext_lazy("by letter"),
    Channel.VIDEO: gettext_lazy("by video"),
}
RESPONSIBLE: Mapping[ByWay, Any] = {
    ByWay.ANSWERED: gettext_lazy("is responsible, having taken the call."),
    ByWay.ON_DUTY: gettext_lazy("is responsible, being on duty, until somebody opens it."),
    ByWay.FALLBACK: gettext_lazy("is responsible, as nobody was on duty, until somebody opens it."),
    ByWay.OPENED: gettext_lazy("is responsible, having opened it and taken it on."),
    ByWay.ACCEPTED: gettext_lazy("is responsible, having said yes to it."),
    ByWay.DUTY_TOOK: gettext_lazy("is responsible, having taken it over on duty."),
}
DECIDED: Mapping[ClosedBy, Any] = {
    ClosedBy.PERSON: gettext_lazy("Their own decision"),
    ClosedBy.CALLER: gettext_lazy("The caller’s decision"),
    ClosedBy.PERSON_AND_NETWORK: gettext_lazy("Decided by them together"),
    ClosedBy.SERVICE: gettext_lazy("Our decision"),
    ClosedBy.NOT_FOUND: gettext_lazy("Could not be found"),
}
FROM: Mapping[ClockStart, Any] = {
    ClockStart.CONTACT: gettext_lazy("the first contact"),
    ClockStart.REFERRAL: gettext_lazy("being sent to us"),
    ClockStart.REFERRAL_ACCEPTED: gettext_lazy("our saying yes"),
}


@dataclass(frozen=True, slots=True)
class ClockTold:
    """A clock in words: `told` large, `exact` beside; the bar shows how much of the window has gone."""

    told: str
    exact: SafeString | str = ""
    gone: int | None = None
    gone_told: str = ""
    of: int = FULL


def moment(at: datetime, words: str) -> SafeString:
    """A moment in words, with the machine's own form of it beside."""
    return format_html('<time datetime="{}">{}</time>', machine(at), words)


def whole_hours(elapsed: timedelta) -> int:
    """How many full hours."""
    return elapsed // timedelta(hours=1)


def promise(profile: ServiceProfile) -> str:
    """What the service promises, in one clause: “within 24 hours of the first contact”."""
    if profile.window is None:
        return ""
    hours = whole_hours(profile.window)
    return _("within %(hours)s hours of %(start)s") % {"hours": hours, "start": FROM[profile.clock_start]}


def clock_told(clocks: Clocks, profile: ServiceProfile, standing: Standing, now: datetime) -> ClockTold:
    """The clock of a contact as it stands now."""
    if standing in MET or standing is Standing.NETWORK_MET:
        return _met(clocks, now)
    if standing is Standing.NOT_GOING_AHEAD and clocks.closed_at is not None:
        told = tellings()
        return ClockTold(_("Not going ahead"), moment(clocks.closed_at, told.beside(clocks.closed_at, now)))
    if clocks.agreed_for is not None and standing in (Standing.ARRANGED, Standing.CHOSE_LATER):
        return _agreed(clocks, profile, clocks.agreed_for, now)
    due = due_at(clocks, profile)
    if due is None:
        return _no_window(clocks, profile, now)
    return _running(clocks, profile, standing, due, now)


def _running(clocks: Clocks, profile: ServiceProfile, standing: Standing, due: datetime, now: datetime) -> ClockTold:
    told = tellings()
    gone = round(FULL * share_gone(clocks, profile, now))
    start = window_start(clocks, profile)
    hours = whole_hours(min(now - start, profile.window)) if start and profile.window else 0
    of = whole_hours(profile.window) if profile.window else 0
    gone_told = _("%(gone)s of the %(hours)s hours have gone") % {"gone": hours, "hours": of}
    if standing is Standing.CHOSE_LATER:
        return ClockTold(_("They would rather wait"), _offered(clocks, now))
    if standing is Standing.LATE:
        exact = format_html(_("since {}"), moment(due, told.beside(due, now)))
    else:
        exact = format_html(_("by {} ({})"), moment(due, told.beside(due, now)), told.length(due - now))
    return ClockTold(told.opening(told.left(due, now)), exact, gone, gone_told)


def _agreed(clocks: Clocks, profile: ServiceProfile, agreed: datetime, now: datetime) -> ClockTold:
    told = tellings()
    exact = format_html(
        _("{}, {} the call"),
        moment(agreed, told.beside(agreed, now)),
        told.after(max(timedelta(0), agreed - clocks.contacted_at)),
    )
    if offered_in_time(clocks, profile) and agreed > (due_at(clocks, profile) or agreed):
        exact = format_html("{}. {}", exact, _offered(clocks, now))
    return ClockTold(told.headline(agreed, now), exact)


def _offered(clocks: Clocks, now: datetime) -> str:
    if clocks.first_offered_at is None:
        return ""
    waited = tellings().after(clocks.first_offered_at - clocks.contacted_at)
    return _("Offered %(waited)s the call") % {"waited": waited}


def _met(clocks: Clocks, now: datetime) -> ClockTold:
    told = tellings()
    met = clocks.first_met_at or clocks.network_met_at or now
    words = told.opening(told.met(clocks.contacted_at, met))
    waited = told.after(met - clocks.contacted_at)
    exact = format_html(_("{}, {} the call"), moment(met, told.beside(met, now)), waited)
    return ClockTold(words, exact)


def _no_window(clocks: Clocks, profile: ServiceProfile, now: datetime) -> ClockTold:
    told = tellings()
    if profile.window is None:
        since = moment(clocks.contacted_at, told.beside(clocks.contacted_at, now))
        return ClockTold(_("Waiting"), format_html(_("since {}"), since))
    return ClockTold(
        _("The clock has not started"), _("It starts with %(start)s") % {"start": FROM[profile.clock_start]}
    )


def somebody_is_wanted(missing: int) -> str:
    """What an agreed first meeting lacks, where somebody comes no more (R11, R12)."""
    if missing == 1:
        return _("One of us comes no more. Who comes instead?")
    return _("%(number)s of us come no more. Who comes instead?") % {"number": missing}


def heading(contact: Any, now: datetime) -> str:
    """Who called, how, for whom, and when: “Nasima Begum, her sister, rang for Rukhsana, Wednesday 17:05”."""
    who = contact.caller_name or (contact.person_name if contact.for_whom == ForWhom.SELF else "") or _("Somebody")
    if contact.caller_relation and contact.for_whom != ForWhom.SELF:
        who = f"{who}, {contact.caller_relation},"
    sentences = RANG if contact.for_whom == ForWhom.SELF else RANG_FOR
    told = sentences[Channel(contact.channel)] % {"who": who, "person": contact.person_name or _("somebody")}
    return f"{told}, {tellings().beside(contact.contacted_at, now)}"


def wordless_heading(contact: Any, now: datetime) -> str:
    """The same for who leads: how and when, and nothing of anybody (safety)."""
    return _("A first contact %(by)s, %(when)s") % {
        "by": BY[Channel(contact.channel)],
        "when": tellings().beside(contact.contacted_at, now),
    }
