"""What somebody is typing and has not sent yet: theirs alone; no other reader of any kind finds it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from tornio.actions.frame import action
from tornio.core.inputs.text import own_words
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import Draft

LONGEST = 1_000_000  # far more than can be shared at once: what is too long to share is kept whole


@action
def keep(*, place: str, text: str, by: Reader, at: datetime) -> None:
    """The words as they stand in this place now; the earlier ones there are theirs."""
    mine = Draft.objects.filter(organisation_id=by.organisation_id, person=by.person, place=place)
    words = own_words(text, limit=LONGEST)
    if mine.update(text=words, at=at) or not words:
        return
    try:
        with transaction.atomic():
            Draft.objects.create(
                id=new_key(),
                organisation_id=by.organisation_id,
                person_id=by.person,
                place=place,
                text=words,
                at=at,
            )
    except IntegrityError:  # begun in the same moment in another window of this device
        mine.update(text=words, at=at)


@action
def forget(*, place: str, by: Reader, at: datetime, sent: Iterable[str] = (), elsewhere: str = "") -> None:
    """They were sent: nothing waits in the places that begin so, nor the same words under `elsewhere`.

    No place, nothing to forget.
    """
    if not place:
        return
    same = Q(place__startswith=elsewhere, text__in=[each for each in sent if each]) if elsewhere else Q(pk__in=[])
    mine = Draft.objects.filter(organisation_id=by.organisation_id, person=by.person).exclude(text="")
    mine.filter(Q(place__startswith=place) | same).update(text="", at=at)
