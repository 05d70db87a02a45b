"""Drawn maps of a network: dated drawings that are kept and compared, their nodes and ties."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tornio.core.maps import NodeKind, TieKind
from tornio.core.networks import Ring, Sector
from tornio.core.sharing import Reach, Shelf, closed, under
from tornio.people.constraints import Guard, References, blank, one_of, rule, same_organisation
from tornio.people.keys import new_key
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.guards import frozen

_KEPT = (
    "EXISTS (SELECT 1 FROM records_networkmap m WHERE m.organisation_id = NEW.organisation_id "
    "AND m.id = NEW.map_id AND m.kept_at IS NOT NULL)"
)


class NetworkMap(Kept):
    """One dated drawing; once kept it does not change."""

    shelf: ClassVar[Shelf] = closed(Reach.MAP)
    may_change: ClassVar[tuple[str, ...]] = ("kept_at", "note")

    network = Link("records.Network", related_name="maps")
    drawn_at = models.DateTimeField()
    drawn_by = Link("people.Person")
    note = models.CharField(max_length=200, blank=True)
    kept_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            frozen("maps"),
            *same_organisation("records_networkmap", network="records_network", drawn_by="people_person"),
            models.UniqueConstraint(
                fields=["organisation", "network"],
                condition=Q(kept_at__isnull=True),
                name="one_drawing_is_on_the_table_at_a_time",
            ),
            Guard(
                name="a_kept_drawing_does_not_change",
                on="UPDATE",
                when="OLD.kept_at IS NOT NULL",
                refuse_if="true",
                violation_error_message="This drawing is kept as it was.",
            ),
        ]

    def __str__(self) -> str:
        return "map"


class MapNode(Kept):
    """Somebody or something on a drawing; `thing` is the same in every drawing."""

    shelf: ClassVar[Shelf] = under("records_networkmap", "map_id")
    may_change: ClassVar[tuple[str, ...]] = ("called", "relation", "ring", "sector", "kind", "word", "taken_off")

    map = Link(NetworkMap, related_name="nodes")
    thing = models.UUIDField(default=new_key)
    person = Link("people.Person", null=True)
    called = models.CharField(max_length=120)
    relation = models.CharField(max_length=120, blank=True)
    ring = models.PositiveSmallIntegerField()
    sector = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    word = models.CharField(max_length=120, blank=True)  # "Comes", "Not yet, says Leon"
    taken_off = models.BooleanField(default=False)

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_mapnode", map="records_networkmap", person="people_person"),
            models.UniqueConstraint(fields=["organisation", "map", "thing"], name="a_thing_stands_once_on_a_map"),
            rule("a_node_has_a_name", ~blank("called"), "Who is it?"),
            one_of("a_node_stands_in_a_known_ring", "ring", Ring),
            one_of("a_node_stands_in_a_known_sector", "sector", Sector),
            one_of("a_node_is_of_a_known_kind", "kind", NodeKind),
            Guard(
                name="nothing_moves_on_a_kept_drawing",
                on="INSERT OR UPDATE",
                refuse_if=_KEPT,
                violation_error_message="This drawing is kept as it was.",
            ),
        ]

    def __str__(self) -> str:
        return self.called


class MapTie(Kept):
    """What is between two of them; without `one` it is the person at the centre."""

    shelf: ClassVar[Shelf] = under("records_networkmap", "map_id")
    may_change: ClassVar[tuple[str, ...]] = ("kind", "taken_off")

    map = Link(NetworkMap, related_name="ties")
    one = models.UUIDField(null=True)
    other = models.UUIDField()
    kind = models.CharField(max_length=20)
    taken_off = models.BooleanField(default=False)

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_maptie", map="records_networkmap"),
            *[
                References(
                    name=f"a_tie_holds_{end}_who_stands_on_the_map",
                    fields=("organisation", "map", end),
                    to="records_mapnode",
                    to_columns=("organisation_id", "map_id", "thing"),
                )
                for end in ("one", "other")
            ],
            models.UniqueConstraint(
                fields=["organisation", "map", "one", "other"], nulls_distinct=False, name="one_tie_between_two"
            ),
            one_of("a_tie_is_of_a_known_kind", "kind", TieKind),
            rule("nobody_is_tied_to_themself", Q(one__isnull=True) | ~Q(one=F("other")), "Choose two of them."),
            Guard(
                name="no_tie_changes_on_a_kept_drawing",
                on="INSERT OR UPDATE",
                refuse_if=_KEPT,
                violation_error_message="This drawing is kept as it was.",
            ),
        ]

    def __str__(self) -> str:
        return "tie"
