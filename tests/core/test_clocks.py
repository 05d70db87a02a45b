"""The clocks of a first contact, and how it stands on the board (R2–R4); clock changes have a file of their own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tornio.core.clocks import (
    MET,
    Clocks,
    Standing,
    chose_later,
    due_at,
    late_by,
    next_point,
    offered_in_time,
    points,
    points_reached,
    share_gone,
    standing,
    time_left,
    window_start,
)
from tornio.core.errors import Refused
from tornio.core.profiles import ClockStart, ServiceProfile
from tornio.people.profiles import profile

TORNIO = profile("tornio")
LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    """A moment written as a London clock on the wall shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


GARETH_WROTE = at("2026-11-11 11:50")
NASIMA_RANG = at("2026-11-11 17:05")
NOW = at("2026-11-12 14:20")  # when the study's board was read


def test_gareth_waited_longer_than_we_promised() -> None:
    """R3: due at 11:50, and at 14:20 two and a half hours late."""
    clocks = Clocks(contacted_at=GARETH_WROTE)
    assert standing(clocks, TORNIO, NOW) is Standing.LATE
    assert late_by(clocks, TORNIO, NOW) == timedelta(hours=2, minutes=30)
    assert time_left(clocks, TORNIO, NOW) == -timedelta(hours=2, minutes=30)
    assert share_gone(clocks, TORNIO, NOW) == 1.0


def test_nasima_has_under_three_hours_left_and_is_nearly_late() -> None:
    """R4: 21 h 15 min of 24 have gone, and nothing is arranged."""
    clocks = Clocks(contacted_at=NASIMA_RANG)
    assert standing(clocks, TORNIO, NOW) is Standing.NEARLY_LATE
    assert time_left(clocks, TORNIO, NOW) == timedelta(hours=2, minutes=45)
    assert late_by(clocks, TORNIO, NOW) is None
    assert share_gone(clocks, TORNIO, NOW) == 1275 / 1440


def test_alan_is_waiting_with_most_of_the_day_left() -> None:
    assert standing(Clocks(contacted_at=at("2026-11-12 09:10")), TORNIO, NOW) is Standing.WAITING


def test_kwame_is_arranged_inside_his_24_hours() -> None:
    clocks = Clocks(contacted_at=at("2026-11-11 20:30"), agreed_for=at("2026-11-12 18:00"))
    assert standing(clocks, TORNIO, NOW) is Standing.ARRANGED


def test_an_agreed_time_that_nobody_noted_as_met_is_no_longer_arranged_after_an_hour() -> None:
    """R4: a meeting that silently did not happen must not rest on the board as arranged."""
    clocks = Clocks(contacted_at=at("2026-11-11 20:30"), agreed_for=at("2026-11-12 18:00"))
    assert standing(clocks, TORNIO, at("2026-11-12 19:00")) is Standing.ARRANGED
    assert standing(clocks, TORNIO, at("2026-11-12 19:01")) is Standing.NEARLY_LATE
    assert standing(clocks, TORNIO, at("2026-11-12 20:31")) is Standing.LATE


def test_a_time_agreed_beyond_the_window_without_an_offer_inside_it_is_not_arranged_but_late() -> None:
    """R3: only an offer in time makes a later time their choice."""
    clocks = Clocks(contacted_at=NASIMA_RANG, agreed_for=at("2026-11-13 09:30"))
    assert standing(clocks, TORNIO, NOW) is Standing.NEARLY_LATE
    assert standing(clocks, TORNIO, at("2026-11-12 17:06")) is Standing.LATE
    met = replace(clocks, first_met_at=at("2026-11-13 09:30"))
    assert standing(met, TORNIO, at("2026-11-13 11:00")) is Standing.MET_LATE
    assert late_by(met, TORNIO, at("2026-12-01 11:00")) == timedelta(hours=16, minutes=25)


IWONA = Clocks(
    contacted_at=at("2026-11-10 19:15"),
    first_offered_at=at("2026-11-11 09:00"),
    offered_for=at("2026-11-11 11:00"),
    agreed_for=at("2026-11-14 10:00"),
)


def test_iwona_was_offered_wednesday_and_chose_saturday_when_their_son_is_home_from_sea() -> None:
    """R3: offered in time, but the network chose later, is told apart from late."""
    assert offered_in_time(IWONA, TORNIO)
    assert standing(IWONA, TORNIO, NOW) is Standing.CHOSE_LATER
    met = replace(IWONA, first_met_at=at("2026-11-14 10:00"))
    assert standing(met, TORNIO, at("2026-11-14 12:00")) is Standing.MET_CHOSE_LATER


def test_they_may_choose_later_before_a_time_is_agreed() -> None:
    """R3: "not before our son is home" is a choice, once they could have had Wednesday."""
    asked = replace(IWONA, agreed_for=None)
    assert standing(asked, TORNIO, NOW) is Standing.LATE
    said = replace(asked, chose_later_at=at("2026-11-11 09:05"))
    assert standing(said, TORNIO, NOW) is Standing.CHOSE_LATER


def test_an_offer_nobody_answered_is_not_a_choice() -> None:
    """R3: a message left on a machine does not keep the promise."""
    clocks = Clocks(
        contacted_at=GARETH_WROTE, first_offered_at=at("2026-11-11 18:20"), offered_for=at("2026-11-12 09:00")
    )
    assert offered_in_time(clocks, TORNIO)
    assert not chose_later(clocks, TORNIO)
    assert standing(clocks, TORNIO, NOW) is Standing.LATE


@pytest.mark.parametrize(
    ("offered_at", "offered_for", "in_time"),
    [
        ("2026-11-12 09:00", "2026-11-12 17:05", True),  # the very end of the window is inside it
        ("2026-11-12 09:00", "2026-11-12 17:06", False),  # a time beyond the window
        ("2026-11-12 17:06", "2026-11-12 18:00", False),  # an offer made too late
        ("2026-11-12 16:00", "2026-11-12 15:00", False),  # an hour that had gone when it was offered
    ],
)
def test_an_offer_is_in_time_when_it_was_made_and_is_for_inside_the_window(
    offered_at: str,
    offered_for: str,
    in_time: bool,
) -> None:
    """R3."""
    clocks = Clocks(contacted_at=NASIMA_RANG, first_offered_at=at(offered_at), offered_for=at(offered_for))
    assert offered_in_time(clocks, TORNIO) is in_time


def test_the_network_alone_is_told_apart_from_meeting_the_person() -> None:
    """R2: Piotr stayed in his room; his family was met in time, and he three days later, as he chose."""
    clocks = Clocks(contacted_at=NASIMA_RANG, network_met_at=at("2026-11-12 16:10"))
    assert standing(clocks, TORNIO, NOW) is Standing.NETWORK_MET
    assert standing(clocks, TORNIO, at("2026-11-20 10:00")) is Standing.NETWORK_MET
    later = replace(clocks, first_met_at=at("2026-11-15 16:00"))
    assert standing(later, TORNIO, at("2026-11-20 10:00")) is Standing.MET_CHOSE_LATER
    too_late = replace(clocks, network_met_at=at("2026-11-12 18:00"))
    assert standing(too_late, TORNIO, at("2026-11-12 19:00")) is Standing.LATE


def test_winston_was_met_in_time() -> None:
    clocks = Clocks(contacted_at=at("2026-11-11 15:40"), first_met_at=at("2026-11-12 10:30"))
    assert standing(clocks, TORNIO, NOW) is Standing.MET


def test_peter_decided_that_it_goes_no_further() -> None:
    """R4: not going ahead is neither late nor met, however long it took."""
    clocks = Clocks(contacted_at=at("2026-11-10 16:00"), closed_at=at("2026-11-11 16:20"))
    assert standing(clocks, TORNIO, NOW) is Standing.NOT_GOING_AHEAD
    assert late_by(clocks, TORNIO, NOW) == timedelta(minutes=20)


def test_every_clock_is_kept_whichever_starts_the_window() -> None:
    """R2: one contact, told by each of the three starts."""
    clocks = Clocks(
        contacted_at=at("2026-11-09 09:00"),
        onset_words="about Sunday",
        referred_at=at("2026-11-10 09:00"),
        accepted_at=at("2026-11-12 09:00"),
    )
    starts = {start: window_start(clocks, replace(TORNIO, clock_start=start)) for start in ClockStart}
    assert starts == {
        ClockStart.CONTACT: at("2026-11-09 09:00"),
        ClockStart.REFERRAL: at("2026-11-10 09:00"),
        ClockStart.REFERRAL_ACCEPTED: at("2026-11-12 09:00"),
    }


def test_before_a_referral_is_accepted_the_clock_at_nelft_has_not_started() -> None:
    """R2: nothing is due; a time may be agreed and they may be met all the same."""
    nelft = profile("nelft")
    clocks = Clocks(contacted_at=GARETH_WROTE, referred_at=GARETH_WROTE)
    assert due_at(clocks, nelft) is None
    assert time_left(clocks, nelft, NOW) is None
    assert late_by(clocks, nelft, NOW) is None
    assert share_gone(clocks, nelft, NOW) == 0.0
    assert points(clocks, nelft) == ()
    assert not offered_in_time(replace(clocks, first_offered_at=NOW, offered_for=NOW), nelft)
    assert not chose_later(replace(clocks, chose_later_at=NOW), nelft)
    assert standing(clocks, nelft, NOW) is Standing.NOT_STARTED
    assert standing(replace(clocks, agreed_for=NOW), nelft, NOW) is Standing.ARRANGED
    assert standing(replace(clocks, network_met_at=NOW), nelft, NOW) is Standing.NETWORK_MET
    assert standing(replace(clocks, first_met_at=NOW), nelft, NOW) is Standing.MET


def test_people_are_told_at_set_points_and_always_when_it_is_late() -> None:
    """R4: half, three quarters, nine tenths of the 24 hours, and the end."""
    clocks = Clocks(contacted_at=NASIMA_RANG)
    assert [point.at for point in points(clocks, TORNIO)] == [
        at("2026-11-12 05:05"), at("2026-11-12 11:05"), at("2026-11-12 14:41"), at("2026-11-12 17:05"),
    ]  # fmt: skip
    assert [point.share for point in points_reached(clocks, TORNIO, NOW)] == [0.5, 0.75]
    coming = next_point(clocks, TORNIO, NOW)
    assert coming is not None
    assert coming.at == at("2026-11-12 14:41")
    assert next_point(clocks, TORNIO, at("2026-11-12 17:05")) is None
    assert len(points_reached(clocks, TORNIO, at("2026-11-12 18:00"))) == 4


def test_nobody_is_telephoned_about_a_contact_that_is_arranged() -> None:
    """R4: neither now nor at the next point."""
    clocks = Clocks(contacted_at=NASIMA_RANG, agreed_for=at("2026-11-12 16:10"))
    assert points_reached(clocks, TORNIO, NOW) == ()
    assert next_point(clocks, TORNIO, NOW) is None


def test_an_offer_without_its_time_is_refused() -> None:
    with pytest.raises(Refused, match="when it was made"):
        Clocks(contacted_at=NOW, first_offered_at=NOW)
    with pytest.raises(ValueError, match="time zone"):
        Clocks(contacted_at=NOW.replace(tzinfo=None))


# Properties, for any facts in any order.

SECONDS = st.integers(946_684_800, 2_524_607_999)
ZONES = st.sampled_from([ZoneInfo(name) for name in ("Europe/London", "Europe/Helsinki", "America/New_York")])
PROFILES = st.sampled_from([profile(slug) for slug in ("tornio", "nelft", "leeds-enr", "dialogue-first")])


@st.composite
def facts(draw: st.DrawFn) -> Clocks:
    """A contact with any facts within four days of it."""
    start = draw(SECONDS)

    def maybe() -> datetime | None:
        ahead = draw(st.none() | st.integers(0, 4 * 86_400))
        return None if ahead is None else datetime.fromtimestamp(start + ahead, draw(ZONES))

    offered_at = maybe()
    return Clocks(
        contacted_at=datetime.fromtimestamp(start, draw(ZONES)),
        referred_at=maybe(),
        accepted_at=maybe(),
        first_offered_at=offered_at,
        offered_for=None if offered_at is None else offered_at + timedelta(seconds=draw(st.integers(0, 200_000))),
        agreed_for=maybe(),
        chose_later_at=maybe(),
        first_met_at=maybe(),
        network_met_at=maybe(),
        closed_at=maybe(),
    )


def moment_after(clocks: Clocks, seconds: int) -> datetime:
    return datetime.fromtimestamp(clocks.contacted_at.timestamp() + seconds, UTC)


@given(facts(), PROFILES, st.integers(0, 5 * 86_400))
def test_late_means_exactly_that_the_window_passed_with_nothing_that_explains_it(
    clocks: Clocks, by: ServiceProfile, seconds: int
) -> None:
    """R3, with every moment as plain seconds."""
    now, due = moment_after(clocks, seconds), due_at(clocks, by)

    def inside(moment: datetime | None) -> bool:
        return moment is not None and due is not None and moment.timestamp() <= due.timestamp()

    offered = inside(clocks.first_offered_at) and inside(clocks.offered_for)
    beyond = clocks.agreed_for is not None and not inside(clocks.agreed_for)
    excused = inside(clocks.network_met_at) or (offered and (beyond or clocks.chose_later_at is not None))
    late = (
        due is not None and now.timestamp() > due.timestamp() and not excused
        and clocks.first_met_at is None and clocks.closed_at is None
    )  # fmt: skip
    assert (standing(clocks, by, now) is Standing.LATE) == late


@given(facts(), PROFILES, st.integers(0, 5 * 86_400), ZONES)
def test_the_zone_in_which_a_moment_is_written_changes_nothing(
    clocks: Clocks, by: ServiceProfile, seconds: int, zone: ZoneInfo
) -> None:
    """R3: the same facts, written down in another country."""
    now = moment_after(clocks, seconds)
    moved = replace(clocks, contacted_at=clocks.contacted_at.astimezone(zone))
    assert standing(moved, by, now.astimezone(zone)) is standing(clocks, by, now)
    assert due_at(moved, by) == due_at(clocks, by)


@given(SECONDS, PROFILES, st.integers(0, 5 * 86_400), st.integers(0, 86_400))
def test_a_contact_that_nobody_touches_only_ever_gets_later(
    start: int, by: ServiceProfile, seconds: int, more: int
) -> None:
    """R4: waiting, nearly late, late; never back."""
    order = [Standing.NOT_STARTED, Standing.WAITING, Standing.NEARLY_LATE, Standing.LATE]
    clocks = Clocks(contacted_at=datetime.fromtimestamp(start, UTC))
    first, then = (standing(clocks, by, moment_after(clocks, each)) for each in (seconds, seconds + more))
    assert order.index(first) <= order.index(then)


@given(facts(), PROFILES, st.integers(0, 5 * 86_400))
def test_the_next_point_lies_ahead_and_those_reached_do_not(clocks: Clocks, by: ServiceProfile, seconds: int) -> None:
    """R4."""
    now = moment_after(clocks, seconds)
    coming = next_point(clocks, by, now)
    assert coming is None or coming.at > now
    assert all(point.at <= now for point in points_reached(clocks, by, now))
    assert [point.at for point in points(clocks, by)] == sorted(point.at for point in points(clocks, by))
    assert not points(clocks, by) or points(clocks, by)[-1].at == due_at(clocks, by)


def test_each_way_of_having_met_counts_as_met_and_no_other_standing_does() -> None:
    """R3: in time, later because they chose so, late."""
    assert {each.value for each in MET} == {"met", "met_chose_later", "met_late"}


def test_ruth_is_told_at_half_of_the_window_while_the_contact_is_still_waiting() -> None:
    """R4: the first point comes before it is nearly late; and what comes next is told from the first minute."""
    clocks = Clocks(contacted_at=NASIMA_RANG)
    half = at("2026-11-12 05:05")
    assert standing(clocks, TORNIO, half) is Standing.WAITING
    assert [point.share for point in points_reached(clocks, TORNIO, half)] == [0.5]
    first = next_point(clocks, TORNIO, at("2026-11-11 17:06"))
    assert first is not None
    assert (first.share, first.at) == (0.5, half)


def test_nothing_is_said_of_when_it_began_unless_somebody_said_it() -> None:
    """R2: onset, if known."""
    assert (Clocks(contacted_at=NOW).onset_on, Clocks(contacted_at=NOW).onset_words) == (None, "")
