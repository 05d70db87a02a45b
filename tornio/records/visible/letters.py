"""Letters that the network wrote together, with every version, position and sending (R17, R19, R24)."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from tornio.core.decisions import Stand
from tornio.core.sharing import Resource, Right
from tornio.people.acting import Reader
from tornio.records.models import Letter, LetterPosition, LetterSent
from tornio.records.visible.reach import IN_VIEW, reach

LetterRow = Letter  # for annotations of floors above, which know no tables


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a letter: where each one stands on its words, and whether it went."""

    row: Letter
    positions: list[LetterPosition] = field(default_factory=list)
    sendings: list[LetterSent] = field(default_factory=list)

    def stand_of(self, person_id: UUID) -> Stand | None:
        """Somebody's latest word on it."""
        return next((Stand(each.stand) for each in reversed(self.positions) if each.person_id == person_id), None)

    @property
    def latest(self) -> list[LetterPosition]:
        """Everybody's latest position, in the order in which people first said where they stand."""
        return list({each.person_id: each for each in self.positions}.values())


def may_read(reader: Reader, network_id: UUID) -> bool:
    """True for whoever reads what everybody in the network may read."""
    return network_id in reach(reader).who(Right.READ, Resource.ENTRIES)


def letters(reader: Reader) -> QuerySet[Letter]:
    """Every version that the reader may read."""
    here = reach(reader).who(Right.READ, Resource.ENTRIES)
    return Letter.objects.select_related("drafted_by", "meeting").filter(IN_VIEW, network__in=here)


def letter(reader: Reader, pk: UUID) -> Letter | None:
    """One version."""
    return letters(reader).filter(pk=pk).first()


def of_network(reader: Reader, network_id: UUID) -> list[list[Version]]:
    """The letters of a network, the newest first; each with its versions, the latest first."""
    rows = list(letters(reader).filter(network=network_id).order_by("-at", "-number", "pk"))
    said = LetterPosition.objects.select_related("person", "written_by").filter(letter__in=rows).order_by("at", "pk")
    went = LetterSent.objects.select_related("sent_by").filter(letter__in=rows).order_by("at", "pk")
    versions = {row.pk: Version(row) for row in rows}
    for position in said:
        versions[position.letter_id].positions.append(position)
    for sending in went:
        versions[sending.letter_id].sendings.append(sending)
    found: dict[UUID, list[Version]] = {}
    for row in rows:
        found.setdefault(row.letter, []).append(versions[row.pk])
    return list(found.values())
