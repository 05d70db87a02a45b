"""Who came again, written out from the published formulas, network by network."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from datetime import date
from itertools import combinations, pairwise
from uuid import UUID

from tests.evaluation.oracle import Answer, Record, oracle, staff
from tornio.people.models import Practitioner

Meetings = list[frozenset[Hashable]]
ENOUGH = 4


def upc(came: Meetings) -> float | None:
    """Breslau & Reeb 1975: the share of meetings of whoever came most."""
    times = Counter(who for each in came for who in each)
    return max(times.values()) / len(came) if times else None


def coc(came: Meetings) -> float | None:
    """Bice & Boxerman 1977: (Σ n² − N) / (N (N − 1)), N contacts, n of them with one."""
    times = Counter(who for each in came for who in each)
    contacts = sum(times.values())
    if contacts < 2:
        return None
    return (sum(n * n for n in times.values()) - contacts) / (contacts * (contacts - 1))


def secon(came: Meetings) -> float | None:
    """Steinwachs 1979: the share of meetings after the first at which somebody of the last one was."""
    again = [bool(first & second) for first, second in pairwise(came)]
    return sum(again) / len(again) if again else None


def pairs(came: Meetings) -> Meetings:
    """Two who came together, for each meeting."""
    return [frozenset(frozenset(pair) for pair in combinations(each, 2)) for each in came]


MEASURES: dict[str, Callable[[Meetings], float | None]] = {
    "upc": upc,
    "coc": coc,
    "secon": secon,
    "pair_upc": lambda came: upc(pairs(came)),
    "pair_coc": lambda came: coc(pairs(came)),
}


@oracle(*[f"continuity_{name}" for name in MEASURES])
def of_networks(record: Record, name: str) -> Iterator[Answer]:
    came: dict[UUID, list[tuple[date, frozenset[Hashable]]]] = defaultdict(list)
    for each in record.held:
        if staff(each):
            came[each.network_id].append((record.day(each.held_at), frozenset(staff(each))))
    for found in came.values():
        meetings = [who for _day, who in found]
        day = max(day for day, _who in found)
        yield day, MEASURES[name.removeprefix("continuity_")](meetings) if len(meetings) >= ENOUGH else None


@oracle(*[f"continuity_{name}_{who}" for name in ("upc", "coc", "secon") for who in ("peer", "others")])
def by_profession(record: Record, name: str) -> Iterator[Answer]:
    profession = dict(Practitioner.objects.values_list("person_id", "profession"))
    came: dict[tuple[UUID, str], list[tuple[date, frozenset[Hashable]]]] = defaultdict(list)
    for each in record.held:
        for kind in {profession[who] for who in staff(each)}:
            of_kind = frozenset(who for who in staff(each) if profession[who] == kind)
            came[each.network_id, kind].append((record.day(each.held_at), of_kind))
    measure = MEASURES[name.split("_")[1]]
    for (_network, kind), found in came.items():
        if name.endswith("_peer") == (kind == "peer_practitioner"):
            meetings = [who for _day, who in found]
            day = max(day for day, _who in found)
            yield day, measure(meetings) if len(meetings) >= ENOUGH else None
