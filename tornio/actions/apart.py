"""Keeping an entry from the person for a lawful reason, and looking at it again: kept on, opened, or ended (R25)."""

from datetime import datetime
from uuid import UUID

from tornio.actions.frame import action, kept_already, note
from tornio.core.apart import Looked, decided, lawful, looked_at_by
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import a_line, own_words
from tornio.core.jurisdictions import KeptApartGround
from tornio.core.sharing import Right
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import ApartReview, KeptApart, Network, OpenedEntry
from tornio.records.visible import apart as visible


@action
def keep_apart(
    *,
    key: UUID,
    network: Network,
    ground: KeptApartGround,
    words: str,
    why: str,
    review_by: datetime,
    by: Reader,
    at: datetime,
    decided_by: str = "",
) -> KeptApart:
    """Words that the person does not read, by one of their team, until the next look at the latest.

    Errors: NotForYou for whoever is not of the team; Refused without a ground that the law here names, a reason, a
    look within ninety days, or for serious harm the name of who decided so.
    """
    if visible.network(by, network.pk, Right.WRITE) is None:
        raise NotForYou
    kept: KeptApart | None = kept_already(KeptApart, key, written_by_id=by.person, network_id=network.pk)
    if kept is not None:
        return kept
    law = profiles.profile(network.service.profile).jurisdiction
    made = KeptApart.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        ground=lawful(ground, law).value,
        decided_by=decided(ground, a_line(decided_by, field="decided_by")),
        words=own_words(words, missing="Nothing is written yet."),
        why=own_words(why, missing="Say why it is kept from them.", field="why"),
        written_by_id=by.person,
        kept_at=at,
        review_by=looked_at_by(review_by, at),
    )
    # Of no network: nobody's open page looks again because of it, and no list of a network's changes has it.
    note("kept something apart", by=by, at=at, subject=made.pk)
    return made


@action
def look_again(
    *,
    key: UUID,
    network: Network,
    entry_id: UUID,
    looked: Looked,
    why: str,
    by: Reader,
    at: datetime,
    review_by: datetime | None = None,
    decided_by: str = "",
) -> ApartReview:
    """One of the team looked at it again: it stays until another day, is the person's to read, or is ended.

    Errors: NotForYou for whoever is not of the team or when it is over; Refused without a reason, or without the next
    look when it is kept on.
    """
    if visible.network(by, network.pk, Right.WRITE) is None:
        raise NotForYou
    kept: ApartReview | None = kept_already(ApartReview, key, by_id=by.person, entry_id=entry_id)
    if kept is not None:
        return kept
    standing = visible.one(by, network.pk, entry_id)
    if standing is None:
        raise NotForYou
    entry, ground = standing.entry, standing.ground
    stays = looked is Looked.KEPT_ON
    if stays and review_by is None:
        raise Refused("Say when it is looked at again.", "review_by")
    who = a_line(decided_by, field="decided_by")
    made = ApartReview.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        entry=entry,
        network=network,
        ground=entry.ground,
        looked=looked.value,
        why=own_words(why, missing="Say why.", field="why"),
        decided_by=decided(ground, who) if stays else who,
        by_id=by.person,
        at=at,
        review_by=looked_at_by(review_by, at) if stays and review_by is not None else None,
    )
    if looked is Looked.OPENED:
        _open(entry, made, by, at)
    note("looked at what is kept apart", by=by, at=at, subject=entry.pk)
    return made


def _open(entry: KeptApart, look: ApartReview, by: Reader, at: datetime) -> None:
    """The same words become an entry that the person reads; the kept one stays where nobody else ever looks."""
    opened = OpenedEntry.objects.create(
        id=new_key(),
        organisation_id=by.organisation_id,
        network_id=entry.network_id,
        entry=entry,
        ground=entry.ground,
        words=entry.words,
        why=look.why,
        written_by_id=entry.written_by_id,
        kept_at=entry.kept_at,
        opened_by_id=by.person,
        opened_at=at,
    )
    note("opened what was kept apart", by=by, at=at, network=entry.network_id, subject=opened.pk)
