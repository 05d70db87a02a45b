"""The large season of the benchmarks, in small: every statement of it holds, and its size is what it says."""

from django.utils import timezone

from tornio.people.models import Person
from tornio.records.models import Network, NetworkMeeting, Voice, WorkingHours
from tornio.season.bulk import load
from tornio.season.large import Size, key


def test_a_large_season_in_small_has_the_networks_meetings_and_voices_that_its_size_says(fresh_database: str) -> None:
    size = Size(networks=3, meetings=4, voices=5)
    load(size, timezone.now())
    assert Network.objects.using("owner").count() == 3
    assert NetworkMeeting.objects.using("owner").filter(status="held").count() == 3 * 4
    assert Voice.objects.using("owner").count() == 3 * 4 * 5
    assert WorkingHours.objects.using("owner").count() == 2 * 5  # one pair, five days each
    assert Person.objects.using("owner").filter(pk=key("person/0/0")).exists()
