"""What two people delete: put forward on a named ground, agreed by a second, or let stay (R28)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tornio.actions import deletions as actions
from tornio.core.errors import NotForYou
from tornio.core.rights import DeletionGround
from tornio.records.visible import between, rights
from tornio.records.visible import deletions as visible
from tornio.web.forms.rights import GROUNDS, DeletionForm
from tornio.web.frame import show
from tornio.web.pages import opened
from tornio.web.refusing import above, beside
from tornio.web.requests import Request


def _what(request: Request, pk: UUID) -> tuple[actions.What, list[DeletionGround], str]:
    """What the address names: an entry out of view, one in view, or all of the record; with the grounds that fit."""
    reader = request.reader
    always = [DeletionGround.RIGHT, DeletionGround.COURT]
    network = between.network(reader, pk)
    if network is None or not between.stands_as_staff(reader, pk):
        raise NotForYou
    wanted, kind = request.GET.get("entry", ""), rights.kind_of(request.GET.get("kind", ""))
    if not wanted:
        return network, always, _("All of this record")
    try:
        key = UUID(wanted)
    except ValueError as wrong:
        raise NotForYou from wrong
    misfiling = rights.misfilings(reader).filter(network=pk, entry=key, back_at__isnull=True).first()
    if misfiling is not None:
        who = misfiling.author.full_name
        return misfiling, [DeletionGround.WRONG_RECORD, *always], _("What %(who)s wrote, out of view") % {"who": who}
    found = rights.entry(reader, pk, kind, key) if kind else None
    if found is None:
        raise NotForYou
    return found, always, found.words


def of_network(request: Request, pk: UUID) -> HttpResponse:
    """The first of two puts it forward. Nothing goes yet."""
    reader = request.reader
    what, grounds, words = _what(request, pk)
    form = DeletionForm(request.POST or None, grounds=grounds)
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            actions.put_forward(
                key=given["key"], what=what, ground=DeletionGround(given["ground"]), words=given["words"], by=reader,
                at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Put forward. Nothing has gone: a second person has to agree."))
            return redirect("deletions")
    opened(request, "deletion", pk)
    context = {"form": form, "network": between.network(reader, pk), "words": words}
    return show(request, "rights/deletion_new.html", context, status=422 if form.errors else 200)


@require_safe
def deletions(request: Request) -> HttpResponse:
    """What waits for a second person, and what has gone."""
    context = {
        "waiting": visible.waiting(request.reader),
        "done": visible.done(request.reader),
        "grounds": dict(GROUNDS),
        "me": request.reader.person_id,
    }
    return show(request, "rights/deletions.html", context)


@require_POST
def deletion(request: Request, deletion_id: UUID) -> HttpResponse:
    """The second of two agrees, or lets it stay."""
    reader = request.reader
    found = visible.one(reader, deletion_id)
    if found is None:
        raise NotForYou
    opened(request, "deletion", found.network_id, found.pk)
    with above(request):
        if request.POST.get("answer") == "agree":
            actions.agree(deletion=found, by=reader, at=reader.at)
            messages.success(request, _("It is gone. Who, when and on which ground stay."))
        else:
            actions.refuse(deletion=found, why=request.POST.get("why", ""), by=reader, at=reader.at)
            messages.success(request, _("It stays."))
    return redirect("deletions")
