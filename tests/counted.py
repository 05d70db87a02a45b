"""Which branches of core and actions their own tests reach; the tests of other rooms are not slowed down by counting.

`make test` asks pytest-cov to count: from before anything is imported, and then only while tests of the two rooms run.
So the screens help nobody to a hundred, and take as long as ever.
"""

from collections.abc import Generator

import pytest

COUNTED = ("tests/actions/", "tests/core/")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Count, or do not, from here on."""
    counting = item.config.pluginmanager.get_plugin("_cov")
    if counting is not None:
        controller, counts = counting.cov_controller, item.nodeid.startswith(COUNTED)
        if counts and not controller.started:
            controller.resume()
        elif controller.started and not counts:
            controller.pause()
    return (yield)
