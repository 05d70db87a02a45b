"""Words of every kind, by everybody, for every audience, in three networks: what there is to read or not."""

from itertools import product
from uuid import UUID

from django.apps import apps
from django.db import transaction

from tests.people import Town
from tests.proofs.oracle import Everything, Row
from tests.proofs.town import NOW, ProofsTown
from tornio.core.people import Capacity
from tornio.core.voices import Audience
from tornio.people.keys import new_key
from tornio.people.models import SafeWay
from tornio.records.models import Call, Draft, LifeEvent, OpenQuestion, Position, SafetyAct, StaffTalk, Voice, Wish

OF_THE_NETWORK = {
    "leon": ("Leon", "Carol", "Dot", "Neil", "Jean", "Ruth", "Tomasz", "Gwen", "Sadia"),
    "omar": ("Omar", "Salma", "Farah", "Owen"),
    "iris": ("Iris", "Hana", "Bryn"),
}
TAKES_CALLS = {"leon": "Ruth", "omar": "Farah", "iris": "Hana"}


def _audiences(town: Town, network: str) -> list[tuple[Audience, list[UUID]]]:
    """Each audience; and of chosen people nobody else, one of the network, one of another, everyone."""
    people = [town.people[name].pk for name in OF_THE_NETWORK[network]]
    stranger = town.people["Una"].pk
    chosen: list[list[UUID]] = [[], [people[1]], [stranger], people]
    found: list[tuple[Audience, list[UUID]]] = [(each, []) for each in Audience if each is not Audience.CHOSEN]
    return found + [(Audience.CHOSEN, each) for each in chosen]


def _is_staff(town: Town, name: str) -> bool:
    return name in town.practitioners


def write(proofs: ProofsTown) -> None:
    """Put them all down, past the actions: the rules for writing are not what is looked at here."""
    town = proofs.here
    with town.nobody(at=NOW, capacity=Capacity.JOB) as by, transaction.atomic():
        same = {"organisation_id": by.organisation_id}
        for network, names in OF_THE_NETWORK.items():
            keys = getattr(proofs, network)
            for name, (audience, chosen) in product(names, _audiences(town, network)):
                if audience is Audience.AUTHOR and _is_staff(town, name):
                    continue  # staff keep no notes to themselves (R18)
                person = town.people[name].pk
                heard = {**same, "network_id": keys.network, "audience": audience.value, "chosen": chosen}
                signed = {**heard, "written_by_id": person}
                Voice.objects.create(kind="voice", author_id=person, text="words", said_at=NOW, **signed)
                OpenQuestion.objects.create(asked_by_id=person, text="a question", asked_at=NOW, **signed)
                Call.objects.create(
                    taken_by=town.practitioners[TAKES_CALLS[network]], caller_id=person, began_at=NOW, way="telephone",
                    words="a call", told_that_it_is_read=True, **heard,
                )  # fmt: skip
                SafetyAct.objects.create(
                    kind="emergency", at=NOW, what="w", by_whom="b", power="p", why_without="y", written_at=NOW,
                    **signed,
                )  # fmt: skip
                if keys.decision:
                    Position.objects.create(
                        **{key: value for key, value in signed.items() if key != "network_id"},
                        decision_id=keys.decision, person_id=person, stand="unsure", at=NOW,
                        number=Position.objects.filter(decision=keys.decision, person=person).count() + 10,
                    )  # fmt: skip
            _of_everybody(town, names, same)
            StaffTalk.objects.create(
                network_id=keys.network, people=[], at=NOW, why="y", words="w",
                written_by_id=town.people[TAKES_CALLS[network]].pk, **same,
            )  # fmt: skip
            LifeEvent.objects.create(
                network_id=keys.network, kind="stay", sort="voluntary", provider="w", since_on=NOW.date(),
                since_known="day", told_up_to=NOW.date(), source="said", written_at=NOW,
                written_by_id=town.people[TAKES_CALLS[network]].pk, **same,
            )  # fmt: skip
            Wish.objects.create(
                network_id=keys.network, person_id=town.people[names[0]].pk, kind="not_at_home", at=NOW,
                written_by_id=town.people[names[0]].pk, **same,
            )  # fmt: skip


def _of_everybody(town: Town, names: tuple[str, ...], same: dict[str, UUID]) -> None:
    for name in names:
        person = town.people[name].pk
        Draft.objects.create(id=new_key(), person_id=person, place=f"here {new_key()}", text="half", at=NOW, **same)
        SafeWay.objects.create(person_id=person, kind="telephone", value="+447700900142", since=NOW, **same)


def everything(proofs: ProofsTown) -> Everything:
    """Every row of every table of both organisations."""
    found = Everything()
    for town in (proofs.here, proofs.elsewhere):
        with town.nobody(at=NOW, capacity=Capacity.JOB):
            for model in (*apps.get_app_config("people").get_models(), *apps.get_app_config("records").get_models()):
                if hasattr(model, "shelf"):
                    rows: list[Row] = list(model._default_manager.values())
                    found.rows.setdefault(model._meta.db_table, {}).update({row["id"]: row for row in rows})
    return found
