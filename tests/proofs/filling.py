"""How the parts of an address are filled from what there is in a network of the proofs' town."""

from uuid import UUID

from tests.proofs.actors import Actor, keys_of, meeting_for, person_of
from tests.proofs.addresses import NOBODYS, Address, plain
from tests.proofs.town import ProofsTown


def parts(address: Address, proofs: ProofsTown, network: str, actor: Actor) -> dict[str, UUID | str | None]:
    """Each part of the address, from this network; None where the network has no such thing."""
    keys = keys_of(proofs, network)
    meeting = meeting_for(address.name, keys, actor)
    known: dict[str, UUID | None] = {
        "network_id": keys.network,
        "meeting_id": meeting,
        "pk": meeting if address.pattern.startswith("m/") else keys.network,
        "contact_id": keys.contact,
        "person_id": person_of(proofs, network),
        "member_id": keys.members.get("Carol") or keys.members.get("Salma"),
        "voice_id": keys.voices.get(actor.called) or next(iter(keys.voices.values()), None),
        "question_id": keys.question,
        "decision_id": keys.decision,
        "wish_id": keys.wish,
        "thing": keys.thing,
        "event_id": keys.event,
        "duty_id": proofs.turn if network != "northcliff" else None,
        "practitioner_id": _practitioner(proofs, network, actor),
        "away_id": proofs.away if network != "northcliff" else None,
        "counting_id": proofs.counts.of(address.name) if network != "northcliff" else None,
        "release_id": proofs.counts.release if network != "northcliff" else None,
        "response_id": keys.responses.get(actor.called) or next(iter(keys.responses.values()), None),
        "instrument_id": proofs.instrument if network != "northcliff" else None,
        "timetable_id": proofs.timetable if network != "northcliff" else None,
    }
    return {part: known.get(part) if kind == "uuid" else plain(part, kind) for part, kind in address.wants}


def _practitioner(proofs: ProofsTown, network: str, actor: Actor) -> UUID:
    """The actor's own key as one who works in the network's organisation; else Ruth's."""
    here = (proofs.elsewhere if network == "northcliff" else proofs.here).practitioners
    return here.get(actor.called, here["Ruth"]).pk


def filled(address: Address, given: dict[str, UUID | str | None]) -> str:
    """The address with these parts; a key of nobody's where there is none."""
    return address.filled({part: NOBODYS if value is None else value for part, value in given.items()})


def nobodys(address: Address) -> str:
    """The address with keys that no row has."""
    return filled(address, {part: None if kind == "uuid" else plain(part, kind) for part, kind in address.wants})
