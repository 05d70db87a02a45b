"""A day and a time as people type them into a form, read by the clocks of the service."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import engines
from django.utils import timezone

from tornio.core.asking import Ask, Choice
from tornio.core.errors import Refused
from tornio.web.refusing import answer_to, refuse
from tornio.web.when import WhenField, days_told, offer

NOW = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)  # Saturday, one o'clock in London; the clocks go back tomorrow


class Meet(forms.Form):
    """When shall we meet?"""

    starts = WhenField(label="When shall we meet?")
    caller = forms.CharField(label="Who calls", required=False)


@pytest.fixture(autouse=True)
def london() -> Iterator[None]:
    """The service reads its clocks in London."""
    with timezone.override(ZoneInfo("Europe/London")):
        yield


def meet(day: str = "", another: str = "", clock: str = "", which: str = "") -> Meet:
    """The form as it was sent."""
    form = Meet({"starts_0": day, "starts_1": another, "starts_2": clock, "starts_3": which})
    offer(form, "starts", now=NOW)
    return form


def shown(form: forms.Form, name: str = "starts") -> str:
    """The field as its page shows it."""
    source = "{% from 'parts/fields.html' import field %}{{ field(bound) }}"
    return str(engines["jinja2"].from_string(source).render({"bound": form[name]}))


def test_the_days_have_their_names_and_any_other_day_may_be_given() -> None:
    """Today and tomorrow are told as such, with the day beside."""
    assert days_told(NOW, ahead=2) == [
        ("2026-10-24", "Today, Saturday 24 October"),
        ("2026-10-25", "Tomorrow, Sunday 25 October"),
        ("2026-10-26", "Monday 26 October"),
        ("", "Another day"),
    ]


def test_tomorrow_at_half_past_two_is_a_moment_by_londons_clocks() -> None:
    """In winter time, which begins that night, 14:30 in London is 14:30 in UTC; today it is 13:30."""
    form = meet("2026-10-25", clock="2.30pm")
    assert form.is_valid()
    assert form.cleaned_data["starts"] == datetime(2026, 10, 25, 14, 30, tzinfo=UTC)
    form = meet("2026-10-24", clock="14:30")
    assert form.is_valid()
    assert form.cleaned_data["starts"] == datetime(2026, 10, 24, 13, 30, tzinfo=UTC)


def test_another_day_counts_before_the_one_that_is_merely_offered() -> None:
    """Whoever writes a date means it."""
    form = meet("2026-10-24", "2026-11-19", "17:30")
    assert form.is_valid()
    assert form.cleaned_data["starts"] == datetime(2026, 11, 19, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("2026-10-24", "", "25 past"), "Write the time like 14:30."),
        (("", "", "14:30"), "Say which day."),
        (("2026-10-24", "", ""), "Say at what time."),
    ],
)
def test_what_cannot_be_read_is_told_and_kept(typed: tuple[str, str, str], sentence: str) -> None:
    """A plain sentence beside the field; the page shows what was typed."""
    form = meet(*typed)
    assert form.errors == {"starts": [sentence]}
    assert f'value="{typed[2]}"' in shown(form)


def test_half_past_one_on_the_night_the_clocks_go_back_is_asked_about() -> None:
    """It comes twice; the two answers stand under the field, and the one chosen is taken."""
    form = meet("2026-10-25", clock="01:30")
    assert not form.is_valid()
    assert 'name="starts_3" type="radio" value="second"' in shown(form)
    first, second = (meet("2026-10-25", clock="01:30", which=which) for which in ("first", "second"))
    assert first.is_valid()
    assert second.is_valid()
    assert first.cleaned_data["starts"] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second.cleaned_data["starts"] == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_rule_that_asks_shows_its_answers_under_the_field_it_names() -> None:
    """The sentence stands beside the field; the chosen answer comes back with the form."""
    form = Meet({"caller": "Pаul", "caller_answer": "keep"})
    offer(form, "starts", now=NOW)
    choices = [Choice("keep", "It is written so"), Choice("plain", "It is Paul")]
    refuse(form, Ask("Two alphabets are mixed here. Is that right?", choices, "caller"))
    assert form.errors["caller"] == ["Two alphabets are mixed here. Is that right?"]
    assert 'name="caller_answer" type="radio" value="plain"' in shown(form, "caller")
    assert answer_to(form, "caller") == "keep"


def test_a_refusal_about_no_field_stands_at_the_top() -> None:
    """Nothing that a rule says is lost because the form has no such field."""
    form = meet("2026-10-24", clock="14:30")
    refuse(form, Refused("This meeting has been closed.", "closed_at"))
    assert form.non_field_errors() == ["This meeting has been closed."]
    assert answer_to(form, "starts") is None
