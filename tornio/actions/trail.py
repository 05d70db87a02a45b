"""Sealing the trail into its chain, batch by batch; no page waits for it (R26)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from tornio.actions.frame import action
from tornio.core import trail
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.core.rights import WHOLE
from tornio.people.acting import Reader
from tornio.records.models import Change, Deletion, Forgotten, Reading, Seal, Sealed
from tornio.records.models.trail import FORMS
from tornio.records.visible import trail as visible

IN_ONE_GO = 20_000  # rows of each form under one seal
EVER = 2**62  # beyond every transaction


@dataclass(frozen=True, slots=True)
class Batch:
    """What one sealing did: the new end of the chain, if there was anything, and whether more waits."""

    head: trail.Head | None
    more: bool = False


@action
def seal(*, by: Reader, at: datetime) -> Batch:
    """Seal what has no seal yet onto the chain of the reader's organisation.

    Rows are found by having no seal, from the oldest transaction on that may have been going on the last time: a
    transaction that commits late, or out of order, is sealed the next time. The horizon is taken before the rows are,
    so whatever it has passed has been seen. Where somebody else is sealing, nothing is done.
    """
    if by.capacity is not Capacity.JOB:
        raise NotForYou
    if not visible.sealing_alone(by.organisation_id):
        return Batch(None)
    number, last, previous, since = visible.end_of(visible.last_seal(by.organisation_id))
    oldest, upcoming = visible.horizon()
    if since > upcoming:  # the record came from another server, which had counted further
        since, upcoming = 0, EVER
    lines = {form: visible.unsealed(by.organisation_id, form, since, upcoming, IN_ONE_GO) for form in FORMS}
    full = [found for found in lines.values() if len(found) == IN_ONE_GO]
    through = min([oldest, *(_written_in(found[-1]) for found in full)])
    rows = sorted(_placed(form, line) for form, found in lines.items() for line in found)
    if not rows:
        return Batch(None)
    stamp = trail.Seal(number + 1, last + 1, last + len(rows), at, through, previous)
    return Batch(_sealed(by, stamp, [(form, row, line) for _at, row, form, line in rows]), bool(full))


# What tells somebody's words: why they reached beyond their networks, or read what is kept apart.
TELLS_WHY = ("reached a network beyond their own",)


@action
def forget(*, by: Reader, at: datetime) -> int:
    """Where two people deleted a whole record, the reasons in its trail go too; how many lines went (R28).

    Only lines that are sealed: their commitments stay, and what was read, by whom and when is proved no more for
    these alone. Which line went, and by which deletion, is written down and sealed in its turn.
    """
    if by.capacity is not Capacity.JOB:
        raise NotForYou
    agreed = Deletion.objects.filter(kind=WHOLE, agreed_at__isnull=False)
    of_network = dict(agreed.order_by("agreed_at").values_list("network_id", "pk"))
    if not of_network:
        return 0
    read = Reading.objects.filter(Q(glass__isnull=False) | Q(apart=True), network__in=of_network)
    done = Change.objects.filter(network__in=of_network, verb__in=TELLS_WHY)
    sealed = Sealed.objects.values("pk")
    found: list[tuple[str, UUID, UUID | None]] = []
    found += [("reading/1", *row) for row in read.filter(pk__in=sealed).values_list("pk", "network_id")]
    found += [("change/1", *row) for row in done.filter(pk__in=sealed).values_list("pk", "network")]
    Forgotten.objects.bulk_create(
        Forgotten(organisation_id=by.organisation_id, line=key, form=form, deletion_id=of_network[network], at=at)
        for form, key, network in found
        if network is not None
    )
    return len(found)


def _written_in(line: bytes) -> int:
    """In which transaction: the last column of every form. Earlier ones are all there when a batch is full."""
    return int(line.rpartition(b"\t")[2])


def _placed(form: str, line: bytes) -> tuple[bytes, bytes, str, bytes]:
    """A row with what decides its place in the batch: when it happened, then its key."""
    columns = FORMS[form][1]
    parts = line.split(b"\t")
    return parts[2 + columns.index("at")], parts[2 + columns.index("id")], form, line


def _sealed(by: Reader, stamp: trail.Seal, rows: list[tuple[str, bytes, bytes]]) -> trail.Head:
    """The seal and its entries, written down."""
    numbered = [
        (number, form, UUID(row.decode()), trail.commitment(line))
        for number, (form, row, line) in enumerate(rows, start=stamp.first)
    ]
    made = trail.sealed(stamp, (trail.entry(*each) for each in numbered))
    _write(by.organisation_id, numbered)
    Seal.objects.create(
        id=trail.key(made),
        organisation_id=by.organisation_id,
        number=stamp.number,
        first=stamp.first,
        last=stamp.last,
        sealed_at=stamp.sealed_at,
        through=stamp.through,
        previous=stamp.previous,
        seal=made,
    )
    return trail.Head(stamp.number, stamp.last, stamp.sealed_at, made)


def _write(organisation: UUID, numbered: list[tuple[int, str, UUID, str]]) -> None:
    """All entries in one statement: thousands at a time, while nobody waits."""
    numbers, forms, rows, committed = zip(*numbered, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_sealed (organisation_id, number, form, id, commitment) "
            "SELECT %s, * FROM unnest(%s::bigint[], %s::text[], %s::uuid[], %s::bytea[])",
            [organisation, list(numbers), list(forms), list(rows), [bytes.fromhex(each) for each in committed]],
        )
