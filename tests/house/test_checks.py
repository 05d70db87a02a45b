"""The checks of `make check` notice what they are for."""

from pathlib import Path

import pytest

from tests import skips
from tools import addresses, check, sizes, words

ROOT = Path(__file__).resolve().parents[2]
MODEL = '''"""A model."""

from django.db import models


class FirstContact(models.Model):
    """R1 says that this needs no diagnosis; saying so here is no field."""

    {}
'''


@pytest.mark.parametrize(
    "planted",
    [
        "risk_level = models.IntegerField()",
        "level = models.IntegerField('Risk level')",
        "kind = models.CharField(choices=[('d', 'Diagnosis')])",
        "assessedBy = models.TextField()",
        "triage_rank = models.IntegerField()",
        "clusterCode = models.TextField()",
        "likely = models.FloatField(help_text='a prediction of relapse')",
        "HoNOSScore = models.IntegerField()",
        "severity = models.IntegerField()",
    ],
)
def test_a_planted_field_of_risk_or_diagnosis_is_found(planted: str) -> None:
    """R1: no field of the record holds a risk level, a triage rank or a prediction."""
    assert words.find("tornio/records/models/contacts.py", MODEL.format(planted))


@pytest.mark.parametrize(
    "planted",
    [
        '<input name="risk" type="text">',
        "<label>{{ _('How severe is it?') }}</label>",
        "{{ field(form.diagnosis) }}",
        "<p>Your score was 12.</p>",
    ],
)
def test_a_planted_field_in_a_template_is_found(planted: str) -> None:
    """R1: nor does a form ask for it, nor a page show it."""
    assert [each.line for each in words.find("tornio/web/templates/contacts/form.html", f"\n{planted}")] == [2]


def test_a_planted_word_in_a_form_is_found() -> None:
    """R1: a label is read as a name is."""
    form = '"""A form."""\nclass Call(forms.Form):\n    urgency = forms.CharField(label="Assessment")\n'
    assert [each.word for each in words.find("tornio/web/forms/contacts.py", form)] == ["Assessment"]


@pytest.mark.parametrize("innocent", ["underscore = 1", "asterisk = '*'", "x = 'scoreboard'", "brisk_walk = True"])
def test_words_that_only_look_like_it_are_left_alone(innocent: str) -> None:
    """R1: a name is read word by word."""
    assert words.find("tornio/core/x.py", innocent) == []


def test_what_is_allowed_is_allowed_only_where_it_stands() -> None:
    """R1: a clock may be at risk of being late; a person may not be at risk of anything."""
    assert words.find("tornio/web/templates/board.html", "<p>At risk of being late</p>") == []
    assert words.find("tornio/web/templates/board.html", "<p>At risk</p>")
    assert words.find("tornio/web/templates/foot.html", "<p>It never rates a person's risk.</p>") == []


def test_every_allowance_has_its_reason() -> None:
    """R1: the list is short, and each line says why."""
    assert len(words.ALLOWED) <= 8
    assert all(each.reason for each in words.ALLOWED)


def test_the_house_holds_no_such_word(capsys: pytest.CaptureFixture[str]) -> None:
    """R1: everything is read; this is what `make check` runs."""
    assert words.main(ROOT / "tornio") == 0, capsys.readouterr().out


def test_a_file_or_a_function_that_grew_too_large_is_found() -> None:
    """Small files, small functions."""
    long = "def act():\n" + "    pass\n" * 50
    assert sizes.too_large("tornio/core/x.py", long) == ["tornio/core/x.py: act takes 51 lines, 50 at most"]
    assert sizes.too_large("tornio/web/x.html", "<p>\n" * 351) == ["tornio/web/x.html: 351 lines, 350 at most"]
    assert sizes.too_large("tornio/core/x.py", "def act():\n" + "    pass\n" * 49) == []


def test_the_address_of_a_package_index_is_found() -> None:
    """Committed files name packages, not where they come from."""
    assert addresses.found("django==5.2\n--index-url https://example.org/simple\n") == [2]
    assert addresses.found('"resolved": "file:x"') == [1]
    assert addresses.found("django==5.2 --hash=sha256:00") == []


def test_every_step_of_the_check_is_run_and_a_failure_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One failure does not hide another, and the exit code says so."""
    monkeypatch.setattr(check, "STEPS", {"good": ["true"], "bad": ["sh", "-c", "echo why; exit 1"], "fine": ["true"]})
    assert check.main([]) == 1
    told = capsys.readouterr().out
    assert [line[:6] for line in told.splitlines() if line.startswith(("✓", "✗"))] == ["✓ good", "✗ bad ", "✓ fine"]
    assert "why" in told
    assert check.main(["good"]) == 0


@pytest.mark.parametrize(
    ("environment", "forbidden"), [({"CI": "true"}, True), ({"TORNIO_NO_SKIPS": "1"}, True), ({}, False)]
)
def test_where_everything_must_be_there_a_skip_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], forbidden: bool
) -> None:
    """`.ci/run` installs everything and lets no test step aside."""
    for name in ("CI", "TORNIO_NO_SKIPS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert skips.skips_are_forbidden() is forbidden
