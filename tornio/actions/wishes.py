"""What a person decides for themself, at any time, without a meeting and without a reason (R10, R12, R20)."""

from datetime import datetime
from uuid import UUID

from tornio.actions import responsibility
from tornio.actions.announcing import close_to
from tornio.actions.bookings import one_at_a_time, team_of
from tornio.actions.frame import action, kept_already, note
from tornio.actions.standing import arranges
from tornio.actions.teams import comes_again, comes_no_more, stop_at_once
from tornio.core.between import TakenBack, WishKind
from tornio.core.episodes import LeftBy
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import own_words
from tornio.core.meetings import BookedAs
from tornio.people.acting import Reader
from tornio.people.models import Practitioner
from tornio.records.models import Network, TeamMember, Wish
from tornio.records.visible import reach
from tornio.records.visible.those_who import refused

SAYS_WHAT = frozenset({WishKind.INVOLVE, WishKind.NOT_INVOLVE, WishKind.REFUSE_SOMETHING, WishKind.OTHER})
TWO_AT_ONCE = (
    "One wish at a time, so that none is lost. If you do not want to meet {name}, choose “There is one of you whom I do"
    " not want to meet”. If not, choose “Nobody” here."
)


@action
def wish(
    *,
    key: UUID,
    network: Network,
    kind: WishKind,
    by: Reader,
    at: datetime,
    words: str = "",
    practitioner: Practitioner | None = None,
) -> Wish:
    """The person's own mind, kept by themself or written down by staff who heard it.

    Whom the person does not want to meet comes no more, at once; a place in the team ends with it, and that is told at
    the next meeting (R12).
    """
    arranges(by, network.pk)
    kept: Wish | None = kept_already(Wish, key, written_by_id=by.person, network_id=network.pk)
    if kept is not None:
        return kept
    said = own_words(words, missing="Write what you wish." if kind in SAYS_WHAT else None)
    if kind is not WishKind.REFUSE_PRACTITIONER and practitioner is not None:
        raise Refused(TWO_AT_ONCE.format(name=practitioner.person.called), "practitioner")
    if kind is WishKind.REFUSE_PRACTITIONER:
        if practitioner is None:
            raise Refused("Say whom you do not want to meet.", "practitioner")
        one_at_a_time([practitioner.pk])  # so that nobody is booked and refused in the same moment
    made = Wish.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        person_id=network.centre_id,
        kind=kind.value,
        practitioner=practitioner if kind is WishKind.REFUSE_PRACTITIONER else None,
        words=said,
        at=at,
        written_by_id=by.person,
    )
    everybody = made.practitioner is not None and _stops(network, made.practitioner, by, at)
    if made.practitioner is not None:
        responsibility.comes_no_more(network.pk, made.practitioner.pk, by=by, at=at)
    hears = [network.pk if everybody else close_to(network.pk)]
    note("kept a wish", by=by, at=at, network=network.pk, subject=made.pk, to=hears)
    reach.forget(by)
    return made


def _stops(network: Network, practitioner: Practitioner, by: Reader, at: datetime) -> bool:
    """They come no more, at once. True where the network knows them as somebody who comes, and so has to hear of it."""
    member = TeamMember.objects.filter(network=network, practitioner=practitioner, during__contains=at).first()
    if member is not None:
        stop_at_once(member, LeftBy.REFUSED_BY_PERSON, words="", by=by, at=at)
        return True
    return comes_no_more(network.pk, practitioner.pk, by=by, at=at)


@action
def take_back(*, wish: Wish, by: Reader, at: datetime) -> TakenBack:
    """The person has changed their mind; what was wished stays readable. Never by whom it is about (R12)."""
    arranges(by, wish.network_id)
    if wish.practitioner_id is not None and wish.practitioner_id == by.practitioner_id:
        raise NotForYou
    if not Wish.objects.filter(pk=wish.pk, until__isnull=True).update(until=at):
        return TakenBack.NOTHING_ELSE
    follows = TakenBack.NOTHING_ELSE
    if wish.practitioner_id is not None:
        follows = _welcome(wish, wish.practitioner_id, by, at)
    hears = [wish.network_id if follows is TakenBack.EXPECTED else close_to(wish.network_id)]
    note("took a wish back", by=by, at=at, network=wish.network_id, subject=wish.pk, to=hears)
    reach.forget(by)
    return follows


def _welcome(wish: Wish, practitioner: UUID, by: Reader, at: datetime) -> TakenBack:
    """They are expected where they were to stand in; a place in a team comes back by a meeting's decision alone."""
    if practitioner in refused([wish.network_id])[wish.network_id]:
        return TakenBack.STILL_REFUSED
    team = team_of(wish.network_id, at)
    comes_as = [BookedAs.SUBSTITUTE.value] if team else [BookedAs.SUBSTITUTE.value, BookedAs.FIRST.value]
    since = _refused_since(wish, practitioner)
    if comes_again(wish.network_id, practitioner, by=by, at=at, stopped_at__in=since, booked_as__in=comes_as):
        return TakenBack.EXPECTED
    if practitioner in team:
        return TakenBack.NOTHING_ELSE
    was_of_it = TeamMember.objects.filter(network=wish.network_id, practitioner=practitioner).exists()
    return TakenBack.A_MEETING_DECIDES if was_of_it else TakenBack.MAY_COME


def _refused_since(wish: Wish, practitioner: UUID) -> list[datetime]:
    """When each wish was kept that held until this one did: the first of them is what stopped the bookings."""
    found = [wish.at]
    earlier = Wish.objects.filter(network=wish.network_id, practitioner=practitioner, until__isnull=False)
    for each in earlier.exclude(pk=wish.pk).order_by("-until", "-at"):
        if each.until is not None and each.until >= min(found):
            found.append(each.at)
    return found
