"""What a machine lacks makes a test say so and step aside, except where everything must be there: then it fails."""

import os
from collections.abc import Generator
from typing import Any, NoReturn

import pytest

FORBIDDEN = "A test stepped aside where none may (CI or TORNIO_NO_SKIPS): "


def skips_are_forbidden() -> bool:
    """Whether this machine promised to have everything."""
    return os.environ.get("CI", "").lower() == "true" or os.environ.get("TORNIO_NO_SKIPS") == "1"


def lacking(sentence: str) -> NoReturn:
    """Step aside, and say what the machine lacks."""
    pytest.skip(sentence)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where skips are forbidden."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and skips_are_forbidden():
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = FORBIDDEN + why
    return report
