"""A network's story in time: the same page for the person and for those who work with them."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tornio.actions import readings
from tornio.core.decisions import Stand
from tornio.core.errors import NotForYou
from tornio.people.acting import Reader
from tornio.records.visible import between, episodes, networks, rights
from tornio.records.visible import story as visible
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.requests import Request


def names_told(names: list[str]) -> str:
    """Names as one says them: “Leon, Ruth and Tomasz”."""
    if len(names) < 2:  # noqa: PLR2004 - one needs no "and"
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def stand_told(stand: str, names: list[str]) -> str:
    """Where some people stand, in one sentence: “Carol and Farah are unsure.”"""
    many = len(names)
    sentence = {
        Stand.AGREE: ngettext("%(who)s agrees.", "%(who)s agree.", many),
        Stand.UNSURE: ngettext("%(who)s is unsure.", "%(who)s are unsure.", many),
        Stand.DISAGREE: ngettext("%(who)s disagrees.", "%(who)s disagree.", many),
        Stand.DID_NOT_SAY: ngettext("%(who)s did not say.", "%(who)s did not say.", many),
    }[Stand(stand)]
    return sentence % {"who": names_told(names)}


def from_which(text: str) -> int:
    """From which thing on; nonsense begins at the newest."""
    return min(int(text), 100_000) if text.isascii() and text.isdecimal() and len(text) < 7 else 0  # noqa: PLR2004


@require_safe
def story(request: Request, pk: UUID) -> HttpResponse:
    """Newest first, in parts; on paper as a whole."""
    reader = request.reader
    on_paper = "paper" in request.GET
    first = 0 if on_paper else from_which(request.GET.get("from", "0"))
    found = visible.story(reader, pk, first=first, many=visible.ON_PAPER if on_paper else visible.A_PAGE)
    if found is None:
        raise NotForYou
    opened(request, "story", pk)
    return show(request, "story/story.html", _context(reader, found, on_paper=on_paper))


@require_safe
def for_paper(request: Request, pk: UUID, member_id: UUID) -> HttpResponse:
    """For somebody with no e-mail and no telephone: the story as they may read it, printed by one of us (R24)."""
    reader, member = request.reader, networks.member(request.reader, pk, member_id)
    if member is None or not between.stands_as_staff(reader, pk):
        raise NotForYou
    they = networks.as_they_read(reader, member)
    found = visible.story(they, pk, many=visible.ON_PAPER)
    if found is None:
        raise NotForYou
    why = _("on paper, for %(name)s") % {"name": member.person.full_name}
    readings.opened("story", by=reader, at=reader.at, network=pk, as_whom=request.frame.role, purpose=why)
    return show(request, "story/story.html", _context(they, found, on_paper=True))


def _context(reader: Reader, found: visible.Story, *, on_paper: bool) -> dict[str, object]:
    pk = found.network.pk
    return {
        "story": found,
        "network": found.network,
        "own": found.network.centre_id == reader.person_id,
        "staff": between.stands_as_staff(reader, pk),
        "may_say": between.may_say(reader, pk),
        "whole": episodes.reads_whole(reader, pk),
        "a_page": visible.A_PAGE,
        "not_right": rights.not_right(reader, pk),
        "on_paper": on_paper,
        "stand_told": stand_told,
        "names_told": names_told,
        "layout": "layout/print.html" if on_paper else layout(reader),
    }
