"""Staff write down with somebody how they may be reached: marked with whose hand, theirs to see and to stop (R9)."""

from django.urls import reverse

from tests.kitchen import a_network
from tests.people import Town
from tests.web.in_the_room import signed_in
from tornio.core.people import Capacity
from tornio.people.acting import as_clerk
from tornio.people.models import SafeWay

TYPED = {"kind": "telephone", "value": "+44 7700 900102", "hours_from": "6pm", "hours_until": "9pm", "days": ["2"]}


def ways(town: Town) -> list[SafeWay]:
    """How Carol is reached."""
    with town.nobody(capacity=Capacity.JOB), as_clerk():
        return list(SafeWay.objects.filter(person=town.people["Carol"], until__isnull=True))


def test_ruth_writes_down_with_carol_when_a_text_is_safe_and_carol_sees_whose_hand_it_is(town: Town) -> None:
    """R9: not without her; hers to see and to stop."""
    network = a_network(town)
    where = reverse("ways_of", args=[network.pk, town.people["Carol"].pk])
    ruth, carol = signed_in(town, "Ruth"), signed_in(town, "Carol")
    answer = ruth.post(where, TYPED)
    assert (answer.status_code, "only with them" in answer.content.decode()) == (422, True)
    assert ways(town) == []
    assert ruth.post(where, TYPED | {"with_them": "on"}).status_code == 302
    (way,) = ways(town)
    assert (way.may_text, way.may_ring, way.days, way.told_to_id) == (True, False, [2], town.people["Ruth"].pk)
    assert "Written down by Ruth" in ruth.get(where).content.decode()
    assert "Written down with you by Ruth" in carol.get(reverse("ways")).content.decode()
    assert carol.post(reverse("end_way", args=[way.pk])).status_code == 302
    assert ways(town) == []
    assert "We know no way to write to them." in ruth.get(where).content.decode()


def test_what_carol_says_herself_takes_its_place_and_is_in_her_hand(town: Town) -> None:
    network = a_network(town)
    where = reverse("ways_of", args=[network.pk, town.people["Carol"].pk])
    signed_in(town, "Ruth").post(where, TYPED | {"with_them": "on"})
    signed_in(town, "Carol").post(reverse("ways"), TYPED | {"value": "+44 7700 900103"})
    (way,) = ways(town)
    assert (way.value, way.told_to_id) == ("+447700900103", None)


def test_nobody_else_finds_or_changes_it(town: Town) -> None:
    """R9, R24: not a member, not the person at the centre, not colleagues who do not work with them."""
    network = a_network(town)
    where = reverse("ways_of", args=[network.pk, town.people["Carol"].pk])
    for called in ("Leon", "Neil", "Carol", "Farah", "Sadia", "Martin", "Priya", "Ada"):
        client = signed_in(town, called)
        assert client.get(where).status_code == 404, called
        assert client.post(where, TYPED | {"with_them": "on"}).status_code == 404, called
    ruth = signed_in(town, "Ruth")
    assert ruth.get(reverse("ways_of", args=[network.pk, town.people["Sadia"].pk])).status_code == 404
    assert ways(town) == []
