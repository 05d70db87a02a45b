"""What is taken from the record to be counted: no words, no names, no keys that anybody knows (R31)."""

from uuid import UUID

from benchmarks.indicators import MADE
from tests.evaluation.conftest import SECRET, Season
from tornio.evaluation.pseudonyms import Pseudonyms
from tornio.evaluation.tables import TABLES, Type
from tornio.people.models import Person
from tornio.records.models import NetworkMeeting, NetworkMember, Voice

LONGEST = 22  # letters of the words that a table may hold


def test_nobodys_words_are_in_the_tables(season: Season) -> None:
    """R31: what stands there as a word is one of a few; the words that people said are a number."""
    for name, tidy in TABLES.items():
        for column in tidy.columns:
            if column.type is Type.WORD:
                found = {each for each in season.tables[name][column.name].to_pylist() if each is not None}
                assert all(len(each) <= LONGEST and each.replace("_", "").isalpha() for each in found)
                assert len(found) <= 9
    latest = Voice.objects.filter(network__service=season.service, rewordings=None).exclude(audience="author")
    assert sum(season.tables["voices"]["words"].to_pylist()) == sum(len(each.text.split()) for each in latest)


def test_a_practitioner_is_the_same_by_training_at_all_their_meetings(season: Season) -> None:
    """Who came again in a profession is counted from who came again at all."""
    came = [each for each in season.tables["attendance"].to_pylist() if each["staff"]]
    assert len({each["who"] for each in came}) == len({(each["who"], each["profession"]) for each in came}) > 1


def test_what_is_measured_has_every_table() -> None:
    """A table that is new is made for the benchmark too."""
    assert MADE.keys() == TABLES.keys()


def test_a_key_means_nothing_outside_its_extract(season: Season) -> None:
    """R31: another secret makes other keys, and nobody's own key is among them."""
    keys = set(season.tables["attendance"]["who"].to_pylist())
    everybody = list(Person.objects.values_list("pk", flat=True))
    assert not keys & {each.int % 2**63 for each in everybody}
    here, elsewhere = Pseudonyms(SECRET), Pseudonyms(SECRET[::-1])
    assert here.key("who", "staff/1") == here.key("who", "staff/1")
    assert here.key("who", "staff/1") != elsewhere.key("who", "staff/1")
    assert here.key("who", "staff/1") != here.key("meeting", "staff/1")


def test_somebody_of_two_networks_is_not_known_again(season: Season) -> None:
    """R7, R31: a member is the same in one network alone; one of us is the same everywhere."""
    keys = Pseudonyms(SECRET)
    member = NetworkMember.objects.filter(network__service=season.service).first()
    assert member is not None
    one, other = (keys.key("who", f"{network}/{member.person_id}") for network in (member.network_id, UUID(int=1)))
    assert one != other
    held = NetworkMeeting.objects.filter(network__service=season.service, status="held").count()
    came = season.tables["attendance"].to_pylist()
    assert len({row["meeting"] for row in came}) >= held
    assert {row["staff"] for row in came if row["capacity"] == "practitioner"} == {True}
