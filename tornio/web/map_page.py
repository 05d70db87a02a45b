"""What the map page shows, made ready for its template: the picture, the groups of the list, the line of time."""

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tornio.core import told
from tornio.core.maps import NodeKind, Sheet, Thing, TieKind
from tornio.core.networks import Ring
from tornio.core.ringmap import CENTRE, Drawing, MapNode, MapTie, SectorName, draw
from tornio.records.visible import maps as visible
from tornio.web.forms.maps import KINDS, RINGS, SECTORS, TIES, KeepForm
from tornio.web.map_words import in_short, in_words
from tornio.web.pages import layout
from tornio.web.requests import Request


def context(request: Request, maps: visible.Maps) -> dict[str, object]:
    """Everything the template names; what is open for change comes on top of it."""
    sheet, own = maps.drawn.sheet, maps.network.centre_id == request.reader.person_id
    looking_back = bool(maps.drawings) and maps.drawn.pk != maps.drawings[-1].pk
    return {
        "layout": layout(request.reader),
        "network": maps.network,
        "own": own,
        "maps": maps,
        "sheet": sheet,
        "drawing": picture(maps.network.centre.called, sheet),
        "looking_back": looking_back,
        "told_of": {str(thing.key): spoken(thing) for thing in sheet.things},
        "rows": _rows(sheet),
        "between": _between(sheet),
        "versions_shown": [_version(request, maps, each) for each in maps.drawings],
        "changed": [in_words(each, own=own, centre=maps.network.centre.called) for each in maps.drawn.changed],
        "rings": RINGS,
        "sectors": SECTORS,
        "kinds": KINDS,
        "tie_words": TIES,
        "changing": None,
        "change_form": None,
        "add_form": None,
        "tie_form": None,
        "keep_form": KeepForm(),
    }


def picture(centre: str, sheet: Sheet) -> Drawing:
    """The drawing of a sheet."""
    nodes = [
        MapNode(str(each.key), each.called, each.ring, each.sector.value, each.kind, each.relation)
        for each in sheet.things
    ]
    ties = [MapTie(CENTRE if one is None else str(one), str(other), kind) for (one, other), kind in sheet.ties.items()]
    names = [SectorName(sector.value, str(words)) for sector, words in SECTORS.items()]
    drawing = draw(nodes, ties, centre=centre, sectors=names)
    # The keyboard walks the picture as one reads the list.
    walk = {str(each.key): place for place, each in enumerate(_in_order(sheet))}
    return replace(drawing, nodes=tuple(sorted(drawing.nodes, key=lambda placed: walk[placed.node.key])))


def spoken(thing: Thing) -> str:
    """Somebody on the map as a listener hears them: “Carol, his mother. Closest, Family.”"""
    who = f"{thing.called}, {thing.relation}" if thing.relation else thing.called
    kind = f" {KINDS[thing.kind]}." if thing.kind in (NodeKind.STAFF, NodeKind.DIED) else ""
    return f"{who}. {RINGS[thing.ring]}, {SECTORS[thing.sector]}.{kind}"


def _rows(sheet: Sheet) -> list[tuple[Ring, list[tuple[Thing, TieKind | None]]]]:
    """The list as on the rings, closest first; in a ring by part of life, then by name."""
    things = _in_order(sheet)
    groups = [(ring, [each for each in things if each.ring is ring]) for ring in Ring]
    return [(ring, [(each, sheet.ties.get((None, each.key))) for each in some]) for ring, some in groups if some]


def _in_order(sheet: Sheet) -> list[Thing]:
    order = list(SECTORS)
    return sorted(sheet.things, key=lambda each: (each.ring, order.index(each.sector), each.called.casefold()))


def _between(sheet: Sheet) -> list[tuple[Thing, Thing, TieKind]]:
    """Lines between two of them, by name."""
    known = {each.key: each for each in sheet.things}
    found: list[tuple[Thing, Thing, TieKind]] = []
    for (one, other), kind in sheet.ties.items():
        if one is not None:
            first, second = sorted((known[one], known[other]), key=lambda each: each.called.casefold())
            found.append((first, second, kind))
    return sorted(found, key=lambda row: (row[0].called.casefold(), row[1].called.casefold()))


def _version(request: Request, maps: visible.Maps, drawn: visible.Drawn) -> dict[str, object]:
    latest = drawn.pk == maps.drawings[-1].pk
    address = reverse("map", args=[maps.network.pk])
    return {
        "label": _day(drawn.kept_at, request.reader.at) if drawn.kept_at else _("Today"),
        "told": _told(drawn),
        "address": address if latest else f"{address}?drawn={drawn.pk}",
        "current": drawn.pk == maps.drawn.pk,
    }


def _told(drawn: visible.Drawn) -> str:
    """The person's own words about a drawing, or what changed first, or that it is the first."""
    if drawn.note:
        return drawn.note
    if drawn.changed:
        first = in_short(drawn.changed[0])
        return first if len(drawn.changed) == 1 else _("%(first)s, and more") % {"first": first}
    words = _("the first drawing") if drawn.is_first else _("as it was")
    return words if drawn.kept_at else _("not kept yet; %(what)s") % {"what": words}


def _day(moment: datetime, now: datetime) -> str:
    zone = get_current_timezone()
    return told.short_date(moment.astimezone(zone).date(), now, zone, get_language() or "en")
