"""What happened in life: stays, medicines, work and study, benefits, calls for help; a row each, never changed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tornio.core.inputs.rough import Precision
from tornio.core.life import SORTS, LifeKind, LifeSource, Sort
from tornio.core.sharing import Shelf, closed
from tornio.people.constraints import Consequence, References, blank, one_of, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.guards import frozen

_NONE = Q(sort=Sort.NONE.value)
_IS_OF_ITS_KIND = Q()
for _kind, _sorts in SORTS.items():
    _IS_OF_ITS_KIND |= Q(kind=_kind.value, sort__in=[each.value for each in _sorts])
# R28: what belongs to somebody else's record is out of view at once, with everything it took the place of.
OUT_OF_VIEW = (
    "WITH RECURSIVE before(id) AS (SELECT NEW.id UNION SELECT e.corrects_id FROM records_lifeevent e "
    "JOIN before b ON e.id = b.id WHERE e.corrects_id IS NOT NULL) "
    "UPDATE records_lifeevent SET out_of_view_at = NEW.written_at "
    "WHERE organisation_id = NEW.organisation_id AND id IN (SELECT id FROM before);"
)


class LifeEvent(Kept):
    """A Stay, a Medication, an Occupation, a benefit or a call for help. For the person and the team, never for others.

    What is put right is another row, which takes this one’s place (R28).
    """

    shelf: ClassVar[Shelf] = closed()

    network = Link("records.Network", related_name="life")
    kind = models.CharField(max_length=20)
    sort = models.CharField(max_length=24)
    what = models.TextField(blank=True)  # which medicine, work or benefit
    provider = models.TextField(blank=True)  # where, by whom
    power = models.TextField(blank=True)  # under which power of the law somebody was held
    since_on = models.DateField()  # the first day that it can have been
    since_known = models.CharField(max_length=5)
    until_on = models.DateField(null=True)  # the last day that it can have been; none: it goes on
    until_known = models.CharField(max_length=5, null=True)
    told_up_to = models.DateField()  # up to which day whoever told it knew how it was
    source = models.CharField(max_length=12)
    source_words = models.TextField(blank=True)  # whose record, which file
    file_key = models.UUIDField(null=True)  # the same for the same thing in every file
    corrects = Link("records.LifeEvent", null=True)  # in whose place it stands
    why = models.TextField(blank=True)
    taken_back = models.BooleanField(default=False)  # it was not so
    elsewhere = models.BooleanField(default=False)  # it belongs to somebody else's record
    written_by = Link("people.Person")
    written_at = models.DateTimeField()
    out_of_view_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network"], name="life_of_a_network"),
            models.Index(fields=["organisation", "file_key"], name="life_by_its_place_in_files"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            frozen("life"),
            *same_organisation("records_lifeevent", network="records_network", written_by="people_person"),
            models.UniqueConstraint(fields=["organisation", "id", "network"], name="what_happened_is_of_one_network"),
            References(
                name="what_is_put_right_is_of_the_same_network",
                fields=("organisation", "corrects", "network"),
                to="records_lifeevent",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            models.UniqueConstraint(
                fields=["organisation", "corrects"],
                name="what_happened_is_put_right_once",
                violation_error_message="Somebody has put this right already. Look at it again.",
            ),
            one_of("what_happened_is_of_a_known_kind", "kind", LifeKind),
            one_of("what_happened_was_told_by_somebody", "source", LifeSource),
            one_of("a_beginning_is_known_more_or_less", "since_known", Precision),
            rule("what_happened_is_of_a_sort_of_its_kind", _IS_OF_ITS_KIND, "This is no sort of it."),
            rule(
                "a_medication_has_a_name",
                ~Q(kind=LifeKind.MEDICATION.value) | _NONE | ~blank("what"),
                "Say which medicine.",
            ),
            rule("a_benefit_has_a_name", ~Q(kind=LifeKind.BENEFIT.value) | _NONE | ~blank("what"), "Say which."),
            rule("a_stay_was_somewhere", ~Q(kind=LifeKind.STAY.value) | _NONE | ~blank("provider"), "Say where."),
            rule(
                "a_detained_stay_names_its_power",
                Q(sort=Sort.DETAINED.value) & ~blank("power") | ~Q(sort=Sort.DETAINED.value) & Q(power=""),
                "Say under which power they were held.",
            ),
            rule(
                "what_happened_ended_after_it_began",
                Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                "It ended before it began.",
            ),
            rule(
                "an_end_is_known_more_or_less",
                Q(until_on__isnull=True, until_known__isnull=True)
                | Q(until_on__isnull=False, until_known__isnull=False)
                & Q(until_known__in=[each.value for each in Precision]),
                "Say when it ended.",
            ),
            rule("what_happened_has_begun", Q(told_up_to__gte=F("since_on")), "This day has not come yet."),
            rule(
                "a_month_begins_on_its_first_day",
                Q(since_known=Precision.DAY.value)
                | Q(since_known=Precision.MONTH.value, since_on__day=1)
                | Q(since_known=Precision.YEAR.value, since_on__day=1, since_on__month=1),
                "A month begins on its first day, and a year on the first of January.",
            ),
            rule(
                "what_did_not_happen_says_up_to_when",
                ~_NONE | Q(until_on__isnull=False),
                "Say up to which day.",
            ),
            rule(
                "a_call_for_help_is_on_one_day",
                ~Q(kind=LifeKind.CRISIS_CONTACT.value) | _NONE | Q(until_on__isnull=True),
                "A call for help is on one day.",
            ),
            rule(
                "what_is_put_right_says_why",
                Q(corrects__isnull=True, why="", taken_back=False, elsewhere=False)
                | Q(corrects__isnull=False) & ~blank("why"),
                "Say why it is put right.",
            ),
            rule(
                "what_is_of_another_record_is_taken_back",
                Q(elsewhere=False) | Q(taken_back=True),
                "What belongs elsewhere is taken back.",
            ),
            rule(
                "what_stands_in_a_file_has_its_key",
                ~Q(source=LifeSource.FILE.value) | Q(file_key__isnull=False),
                "Say in which file it stands.",
            ),
            Consequence(
                name="what_belongs_to_another_record_is_out_of_view",
                on="INSERT",
                when="NEW.elsewhere",
                do=OUT_OF_VIEW,
            ),
        ]

    def __str__(self) -> str:
        return self.kind
