"""What the person decides for themself: their own page, or staff with them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tornio.actions import wishes as actions
from tornio.core.between import WishKind
from tornio.core.errors import NotForYou
from tornio.records.visible import between as visible
from tornio.records.visible import episodes
from tornio.web.forms.between import WISHES, WishForm
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.refusing import beside
from tornio.web.requests import Request


def wishes(request: Request, pk: UUID) -> HttpResponse:
    """What stands, and one more."""
    reader = request.reader
    network = visible.network(reader, pk)
    if network is None or not episodes.reads_whole(reader, pk):
        raise NotForYou
    of_us = {str(each.pk): each for each in episodes.who_could_come(reader, network)}
    form = WishForm(request.POST or None, of_us=[(key, each.person.full_name) for key, each in of_us.items()])
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            actions.wish(
                key=given["key"],
                network=network,
                kind=WishKind(given["kind"]),
                words=given["words"],
                practitioner=of_us.get(given["practitioner"]),
                by=reader,
                at=reader.at,
            )
            messages.success(request, _("Kept. It holds from now on."))
            own = network.centre_id == reader.person_id
            return redirect("wishes", pk) if own or episodes.reads_whole(reader, pk) else redirect("home")
    opened(request, "wishes", pk)
    standing = [each for each in visible.wishes(reader, pk) if each.until is None]
    context = {
        "form": form,
        "network": network,
        "standing": standing,
        "own": network.centre_id == reader.person_id,
        "named": dict(WISHES),
        "layout": layout(reader),
    }
    return show(request, "between/wishes.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: Request, pk: UUID, wish_id: UUID) -> HttpResponse:
    """They have changed their mind."""
    reader = request.reader
    wish = visible.wishes(reader, pk).filter(pk=wish_id).first()
    if wish is None:
        raise NotForYou
    actions.take_back(wish=wish, by=reader, at=reader.at)
    messages.success(request, _("Taken back."))
    return redirect("wishes", pk)
