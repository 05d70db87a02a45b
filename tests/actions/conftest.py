"""Where most tests of the actions begin: Leon's network, two weeks old, and everybody in his kitchen."""

import pytest

from tests.kitchen import a_meeting, a_network
from tests.people import Town
from tornio.records.models import Network, NetworkMeeting


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's network, two weeks old, with Ruth and Tomasz as his team."""
    return a_network(town)


@pytest.fixture
def meeting(town: Town, network: Network) -> NetworkMeeting:
    """An open meeting in the kitchen, with everybody there."""
    return a_meeting(town, network)
