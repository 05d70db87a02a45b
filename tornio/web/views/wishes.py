"""What the person decides for themself: their own page, or staff with them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tornio.actions import wishes as actions
from tornio.core.between import TakenBack, WishKind
from tornio.core.errors import NotForYou
from tornio.people.acting import Reader
from tornio.records.visible import between as visible
from tornio.records.visible import episodes
from tornio.web.forms.between import WISHES, WishForm
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.refusing import beside
from tornio.web.requests import Request

TAKEN_BACK = {
    TakenBack.NOTHING_ELSE: gettext_lazy("Taken back."),
    TakenBack.STILL_REFUSED: gettext_lazy("Taken back. Another wish still says that %(name)s does not come."),
    TakenBack.EXPECTED: gettext_lazy("Taken back. %(name)s is expected again where they were to come."),
    TakenBack.A_MEETING_DECIDES: gettext_lazy(
        "Taken back. %(name)s may be asked to come again, and is of the team only when a meeting decides so, with"
        " %(centre)s there."
    ),
    TakenBack.MAY_COME: gettext_lazy("Taken back. %(name)s may be asked to come again."),
}


def wishes(request: Request, pk: UUID) -> HttpResponse:
    """What stands, and one more; before somebody of the team comes no more, what that means is said once."""
    reader = request.reader
    network = visible.network(reader, pk)
    if network is None or not episodes.reads_whole(reader, pk):
        raise NotForYou
    of_us = {str(each.pk): each for each in episodes.who_could_come(reader, network)}
    form = WishForm(request.POST or None, of_us=[(key, each.person.full_name) for key, each in of_us.items()])
    step = request.POST.get("step")  # where what it means was said: “yes”, or back to the page
    if form.is_valid() and step != "back":
        given = form.cleaned_data
        whom = of_us.get(given["practitioner"])
        if step != "yes" and given["kind"] == WishKind.REFUSE_PRACTITIONER and whom in _team(reader, pk):
            return show(request, "between/refuse.html", {"form": form, "whom": whom, **_around(reader, network)})
        with beside(form):
            actions.wish(
                key=given["key"],
                network=network,
                kind=WishKind(given["kind"]),
                words=given["words"],
                practitioner=whom,
                by=reader,
                at=reader.at,
            )
            messages.success(request, _("Kept. It holds from now on."))
            own = network.centre_id == reader.person_id
            return redirect("wishes", pk) if own or episodes.reads_whole(reader, pk) else redirect("home")
    opened(request, "wishes", pk)
    standing = [each for each in visible.wishes(reader, pk) if each.until is None]
    context = {"form": form, "standing": standing, "named": dict(WISHES), **_around(reader, network)}
    return show(request, "between/wishes.html", context, status=422 if form.errors else 200)


def _team(reader: Reader, network_id: UUID) -> list[visible.PractitionerRow]:
    return episodes.practitioners_of(reader, network_id)


def _around(reader: Reader, network: visible.NetworkRow) -> dict[str, object]:
    return {"network": network, "own": network.centre_id == reader.person_id, "layout": layout(reader)}


@require_POST
def take_back(request: Request, pk: UUID, wish_id: UUID) -> HttpResponse:
    """They have changed their mind."""
    reader = request.reader
    wish = visible.wishes(reader, pk).filter(pk=wish_id).first()
    if wish is None:
        raise NotForYou
    follows = actions.take_back(wish=wish, by=reader, at=reader.at)
    names = {
        "name": wish.practitioner.person.full_name if wish.practitioner else "",
        "centre": _("you") if wish.network.centre_id == reader.person_id else wish.network.centre.called,
    }
    messages.success(request, TAKEN_BACK[follows] % names)
    return redirect("wishes", pk)
