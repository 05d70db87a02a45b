"""Service profiles: each one's differing rule is seen to differ; nonsense is refused with a sentence."""

import math
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import phonenumbers.shortnumberinfo as short_numbers
import pytest

from tornio.core.clocks import Clocks, Standing, due_at, standing
from tornio.core.contacts import ForWhom
from tornio.core.errors import Refused
from tornio.core.jurisdictions import ANOTHER_POWER, IdentifierKind, Jurisdiction, KeptApartGround, Power
from tornio.core.meetings import PlaceKind, enough_to_agree
from tornio.core.particulars import Particulars, Training
from tornio.core.profiles import Area, ClockStart, PeerRule, ServiceProfile
from tornio.core.travel import Travel
from tornio.people.profiles import (
    jurisdiction,
    jurisdiction_slugs,
    profile,
    profile_slugs,
    read_jurisdiction,
    read_profile,
)

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def test_saltmere_wants_somebody_trained_at_a_meeting_and_tornio_asks_for_none() -> None:
    """One that has run out counts no more; capitals do not matter; another training is another."""
    wanted, today = profile("saltmere").trainings, date(2026, 11, 6)
    assert wanted == ("Open Dialogue, three years", "Open Dialogue, foundation year")
    assert profile("tornio").trainings == ()
    years = "open dialogue, Three Years"
    for held, holds in (
        (Training(years, date(2021, 7, 2)), True),
        (Training(years, today, today), True),
        (Training(years, date(2021, 7, 2), date(2026, 11, 5)), False),
        (Training(years, date(2026, 11, 7)), False),
        (Training("Open Dialogue", date(2021, 7, 2)), False),
    ):
        assert Particulars(trainings=(held,)).holds_one_of(wanted, today) is holds
        assert not Particulars(trainings=(held,)).holds_one_of(profile("tornio").trainings, today)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ('"Open Dialogue"', "“Open Dialogue” cannot be used here."),
        ("[3]", "cannot be used here."),
        ('[" "]', "A training has a name of at most 120 letters, with single spaces."),
        (f'["{"x" * 121}"]', "A training has a name of at most 120 letters, with single spaces."),
        ('["A year", "a year"]', "One training stands there twice."),
    ],
)
def test_trainings_that_are_no_list_of_names_are_refused_with_a_sentence(given: str, sentence: str) -> None:
    text = f'[like]\nvalue = "tornio"\nsource = "ours"\n[trainings]\nvalue = {given}\nsource = "ours"\n'
    with pytest.raises(Refused, match=re.escape(sentence)) as no:
        read_profile("ours", text, jurisdiction, profile)
    assert no.value.field == "trainings"


def test_nasima_rings_on_wednesday_and_leeds_has_until_friday() -> None:
    """R2, R3: Leeds promises 48 hours, Tornio 24; the same call at the same moment."""
    call = Clocks(contacted_at=at("2026-11-11 17:05"))
    assert due_at(call, profile("tornio")) == at("2026-11-12 17:05")
    assert due_at(call, profile("leeds-enr")) == at("2026-11-13 17:05")
    thursday_evening = at("2026-11-12 20:00")
    assert standing(call, profile("tornio"), thursday_evening) is Standing.LATE
    assert standing(call, profile("leeds-enr"), thursday_evening) is Standing.WAITING
    assert profile("leeds-enr").meetings_in_first_fortnight == 6


def test_at_nelft_the_24_hours_run_from_the_accepted_referral_and_a_peer_always_comes() -> None:
    """R2, R11: a referral made on Monday and accepted on Wednesday is due on Thursday."""
    nelft = profile("nelft")
    made = Clocks(contacted_at=at("2026-11-09 10:00"), referred_at=at("2026-11-09 10:00"))
    assert standing(made, nelft, at("2026-11-11 10:00")) is Standing.NOT_STARTED
    accepted = replace(made, accepted_at=at("2026-11-11 12:00"))
    assert due_at(accepted, nelft) == at("2026-11-12 12:00")
    assert due_at(accepted, profile("tornio")) == at("2026-11-10 10:00")
    assert nelft.peer is PeerRule.REQUIRED
    with pytest.raises(Refused, match="peer practitioner"):
        enough_to_agree(
            booked=2, minimum=nelft.minimum_therapists, peer_required=nelft.peer is PeerRule.REQUIRED,
            peer_booked=False,
        )  # fmt: skip


def test_kent_takes_its_five_new_networks_a_week_from_professionals() -> None:
    """A relative's call to Kent is kept and told where to turn; to Tornio it is a first contact."""
    kent = profile("kent")
    assert not kent.takes_first_contact(ForWhom.RELATIVE)
    assert not kent.takes_first_contact(ForWhom.SELF)
    assert kent.takes_first_contact(ForWhom.PROFESSIONAL)
    assert kent.new_each_week == 5
    assert kent.closing_question == "When would you like to meet again?"
    assert all(profile("tornio").takes_first_contact(caller) for caller in ForWhom)


def test_anyone_from_anywhere_may_come_to_dialogue_first_and_no_window_runs() -> None:
    """R2: it is no crisis service; nothing is ever late there, and every clock is kept all the same."""
    dialogue_first = profile("dialogue-first")
    assert dialogue_first.area is Area.ANYWHERE
    assert dialogue_first.takes_first_contact(ForWhom.SELF)
    assert dialogue_first.takes_people_from(own_area=False)
    call = Clocks(contacted_at=at("2026-11-01 10:00"))
    assert standing(call, dialogue_first, at("2026-11-12 10:00")) is Standing.NOT_STARTED
    assert not profile("saltmere").takes_people_from(own_area=False)
    assert profile("saltmere").takes_people_from(own_area=True)
    assert profile("kent").takes_people_from(own_area=False), "a service that has not said turns nobody away"


def test_parachute_works_under_other_emergency_numbers_in_another_zone() -> None:
    parachute = profile("parachute-nyc")
    assert parachute.window == timedelta(hours=24)
    assert parachute.jurisdiction.emergency_number == "911"
    assert parachute.jurisdiction.zone == ZoneInfo("America/New_York")
    assert parachute.peer is PeerRule.PREFERRED
    assert parachute.jurisdiction.powers_to_choose == (ANOTHER_POWER,)


def test_saltmere_is_like_tornio_but_for_what_it_says_itself() -> None:
    saltmere, tornio = profile("saltmere"), profile("tornio")
    assert (saltmere.window, saltmere.clock_start) == (tornio.window, tornio.clock_start)
    assert saltmere.jurisdiction is jurisdiction("england")
    assert saltmere.sources["window"] == tornio.sources["window"]
    assert saltmere.attempts_promised == 6
    assert tornio.attempts_promised is None


def test_the_project_s_own_rules_are_the_defaults() -> None:
    """R10, R11: home by default, anywhere else, at least two."""
    tornio = profile("tornio")
    assert tornio.place_by_default is PlaceKind.HOME
    assert set(tornio.places) == set(PlaceKind)
    assert tornio.minimum_therapists == 2
    assert tornio.escalation_points == (0.5, 0.75, 0.9)
    assert tornio.opening_questions == (
        "How did we come to meet today?",
        "How would you like to use this time?",
    )
    assert tornio.duty_is_round_the_clock
    assert tornio.languages_spoken == ("fi", "sv")
    assert profile("saltmere").languages_spoken == ("en",)


def test_what_no_source_says_is_left_for_the_service() -> None:
    assert profile("dialogue-first").open_values == (
        "window", "languages", "duty_from", "duty_fallback", "attempts_promised",
    )  # fmt: skip
    assert "attempts_promised" not in profile("saltmere").open_values


@pytest.mark.parametrize("slug", profile_slugs())
def test_every_value_of_every_profile_has_its_source(slug: str) -> None:
    shipped = profile(slug)
    assert shipped.slug == slug
    assert {"name", "jurisdiction", "clock_start"} <= set(shipped.sources)
    assert all(source.strip() for source in shipped.sources.values())
    assert all(note.words.endswith(".") and note.source for note in shipped.notes)


def test_the_six_services_ship_and_the_demo_s_own() -> None:
    assert profile_slugs() == (
        "dialogue-first", "kent", "leeds-enr", "nelft", "parachute-nyc", "saltmere", "tornio",
    )  # fmt: skip
    assert jurisdiction_slugs() == ("england", "finland", "new-york", "scotland")


@pytest.mark.parametrize("slug", jurisdiction_slugs())
def test_the_emergency_numbers_are_those_of_the_country(slug: str) -> None:
    """The oracle is the numbering data of the telephone library."""
    there = jurisdiction(slug)
    for number in there.emergency_numbers:
        assert short_numbers.is_emergency_number(number, there.telephone_region)


def test_each_country_knows_its_own_identifier() -> None:
    assert jurisdiction("england").identifiers == (IdentifierKind.NHS_NUMBER,)
    assert jurisdiction("scotland").identifiers == (IdentifierKind.CHI_NUMBER,)
    assert jurisdiction("finland").identifiers == (IdentifierKind.FINNISH_PERSONAL_CODE,)
    assert jurisdiction("england").kept_apart_grounds == tuple(KeptApartGround)
    assert [power.slug for power in jurisdiction("england").powers_to_choose] == ["mha-136", "other"]


# Nonsense, refused at birth.


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"window": timedelta(0)}, "window"),
        ({"escalation_points": (0.9, 0.5)}, "escalation_points"),
        ({"escalation_points": (0.5, 0.5)}, "escalation_points"),
        ({"escalation_points": (0.5, 1.5)}, "escalation_points"),
        ({"nearly_late_from": 1.0}, "nearly_late_from"),
        ({"minimum_therapists": 0}, "minimum_therapists"),
        ({"places": (PlaceKind.WARD,)}, "place_by_default"),
        ({"meeting_length": timedelta(0)}, "meeting_length"),
        ({"reminder_before": timedelta(0)}, "reminder_before"),
        ({"messages_from": time(20), "messages_until": time(9)}, "messages_until"),
        ({"attempts_promised": 0}, "attempts_promised"),
        ({"new_each_week": 0}, "new_each_week"),
        ({"meetings_in_first_fortnight": -1}, "meetings_in_first_fortnight"),
        ({"duty_from": time(9)}, "duty_until"),
        ({"duty_from": time(9), "duty_until": time(9)}, "duty_until"),
        ({"first_contact_from": frozenset()}, "first_contact_from"),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused_beside_its_field(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        replace(profile("tornio"), **wrong)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert refusal.value.sentence.endswith(".")


def test_a_duty_over_midnight_makes_sense() -> None:
    assert not replace(profile("tornio"), duty_from=time(20), duty_until=time(8)).duty_is_round_the_clock


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"time_zone": "Europe/Saltmere"}, "time_zone"),
        ({"time_zone": "../etc/passwd"}, "time_zone"),
        ({"emergency_numbers": ()}, "emergency_numbers"),
        ({"emergency_numbers": ("nine",)}, "emergency_numbers"),
        ({"languages": ()}, "languages"),
        ({"powers": (Power("a", "One"), Power("a", "Two"))}, "powers"),
        ({"powers": (Power("other", "One"),)}, "powers"),
    ],
)
def test_a_jurisdiction_that_makes_no_sense_is_refused(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        replace(jurisdiction("england"), **wrong)  # type: ignore[arg-type]
    assert refusal.value.field == field


# Files, read and refused.

NEEDED = """
name = { value = "Here", source = "us" }
jurisdiction = { value = "england", source = "us" }
clock_start = { value = "contact", source = "us" }
"""


def read(text: str) -> ServiceProfile:
    return read_profile("here", text, jurisdiction, profile)


def test_a_service_writes_its_own_profile() -> None:
    duty = 'duty_from = { value = "09:00", source = "us" }\nduty_until = { value = "21:00", source = "us" }\n'
    here = read(NEEDED + duty + 'meeting_minutes = { value = 75, source = "us" }')
    assert (here.slug, here.clock_start, here.window) == ("here", ClockStart.CONTACT, None)
    assert (here.duty_from, here.duty_until) == (time(9), time(21))
    assert here.meeting_length == timedelta(minutes=75)


def test_a_service_says_how_long_ways_take_there() -> None:
    """What it leaves out is as the model begins; the last speed goes on for ever."""
    said = read(NEEDED + 'travel = { value = { speeds = [[5, 30], [20, 50]], parking_minutes = 2 }, source = "us" }')
    assert said.travel == Travel(speeds=((5, 30), (math.inf, 50)), parking=timedelta(minutes=2))
    assert read(NEEDED + 'travel = { value = { detour = 1.5, unknown_minutes = 9 }, source = "us" }').travel == Travel(
        detour=1.5, unknown=timedelta(minutes=9)
    )
    busy = read(NEEDED + 'travel = { value = { weekdays = [[7, 9, 0.5]], weekends = [[10, 12, 0.8]] }, source = "us" }')
    assert [busy.travel.pace.weekdays[hour] for hour in (6, 7, 8, 9)] == [1, 0.5, 0.5, 1]
    assert busy.travel.pace.weekends == (1.0,) * 10 + (0.8, 0.8) + (1.0,) * 12


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("name = ", None),
        ('name = { value = "Here", source = "us" }', "jurisdiction"),
        (NEEDED + 'colour = { value = "green", source = "us" }', "colour"),
        (NEEDED + "window_hours = 24", "window_hours"),
        (NEEDED + "window_hours = { value = 24 }", "window_hours"),
        (NEEDED + 'window_hours = { source = "us" }', "window_hours"),
        (NEEDED + 'window_hours = { value = "soon", source = "us" }', "window_hours"),
        (NEEDED + 'travel = { value = { wings = 2 }, source = "us" }', "travel"),
        (NEEDED + 'travel = { value = 20, source = "us" }', "travel"),
        (NEEDED + 'travel = { value = { speeds = [[5, "fast"]] }, source = "us" }', "travel"),
        (NEEDED + 'travel = { value = { speeds = [[5, 60], [9, 30]] }, source = "us" }', "travel"),
        (NEEDED + 'travel = { value = { weekdays = [[9, 7, 0.5]] }, source = "us" }', "travel"),
        (NEEDED + 'travel = { value = { weekends = [[7, 9]] }, source = "us" }', "travel"),
        (NEEDED + 'travel = { value = { weekends = [[7, 9, 0]] }, source = "us" }', "travel"),
        (NEEDED + 'peer = { value = "perhaps", source = "us" }', "peer"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(text: str, field: str | None) -> None:
    with pytest.raises(Refused) as refusal:
        read(text)
    assert refusal.value.field == field


def test_a_jurisdiction_s_file_must_say_what_every_page_shows() -> None:
    with pytest.raises(Refused) as refusal:
        read_jurisdiction("here", 'name = { value = "Here", source = "us" }')
    assert refusal.value.field == "time_zone"
    with pytest.raises(Refused):
        read_jurisdiction("here", 'powers = { value = [{ slug = "x" }], source = "us" }')


def test_a_profile_that_does_not_ship_is_not_found() -> None:
    for find in (profile, jurisdiction):
        with pytest.raises(Refused, match="no file"):
            find("../secrets")


def test_a_jurisdiction_is_a_value() -> None:
    assert jurisdiction("england") == jurisdiction("england")
    assert hash(profile("kent")) == hash(profile("kent"))
    assert isinstance(jurisdiction("england"), Jurisdiction)
