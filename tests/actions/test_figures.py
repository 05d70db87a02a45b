"""A service's figures, tables to take along, and what leaves: asked for, counted, agreed to, counted again (R31)."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pyarrow.parquet as pq
import pytest
from django.db import DatabaseError, transaction

from tests.actions.test_instruments import held, said
from tests.counts import FIRST_OF_DECEMBER, OCTOBER, YEAR, asked, met, reckoned, released
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import figures, figures_job
from tornio.core.errors import NotForYou, Refused
from tornio.core.figures import CountingKind
from tornio.core.instruments import ReadBy
from tornio.core.people import Capacity
from tornio.evaluation.errors import Unusable
from tornio.people.keys import new_key
from tornio.records.models import Change, Counting, NetworkMeeting, Reading, Release, Snapshot
from tornio.records.visible import figures as visible

OVER = FIRST_OF_DECEMBER
__all__ = ["held"]


def test_martin_asks_and_the_job_counts_what_the_record_holds(town: Town) -> None:
    """R29: three meetings held, at none of them anybody of the network besides Leon; by which definition, from what."""
    met(town, times=3)
    made = reckoned(town, asked(town))
    assert (made.state, made.progress, made.ended_at) == ("done", 100, OVER)
    [figure] = [each for each in made.answer["figures"] if each["id"] == "with_own_network"]
    assert (figure["numerator"], figure["denominator"], figure["missing"], figure["version"]) == (0, 3, 0, 1)
    assert [month["denominator"] for month in figure["months"]] == [0] * 11 + [3]
    assert made.answer["rows"]["meetings"] == 3
    assert made.answer["as_of"] == OVER.isoformat()


@pytest.mark.parametrize("called", ["Ruth", "Leon", "Priya", "Edith", "Ada"])
def test_nobody_but_who_leads_asks(town: Town, called: str) -> None:
    """R24: exact counts are the lead's alone; the evaluator reads what left."""
    with town.acting(called, at=OVER) as by, pytest.raises(NotForYou):
        figures.ask(service=town.service, kind=CountingKind.FIGURES, period=YEAR, by=by, at=OVER)


def test_who_leads_another_service_neither_asks_nor_sees(town: Town) -> None:
    """R24."""
    made = asked(town)
    with town.acting("Martin", at=OVER, capacity=Capacity.SERVICE_LEAD) as by:
        elsewhere = replace(by, service_id=new_key())
        with pytest.raises(NotForYou):
            figures.ask(service=town.service, kind=CountingKind.TABLES, by=elsewhere, at=OVER)
        with pytest.raises(NotForYou):
            visible.counting(elsewhere, made.pk)
        assert visible.under_way(elsewhere, town.service.pk) is None
        assert visible.counting(by, made.pk).pk == made.pk


def test_one_thing_is_counted_at_a_time_and_a_form_sent_twice_asks_once(town: Town) -> None:
    """One key, one row."""
    key = new_key()
    with town.acting("Martin", at=OVER, capacity=Capacity.SERVICE_LEAD) as by:
        for _twice in range(2):
            figures.ask(service=town.service, kind=CountingKind.FIGURES, period=YEAR, key=key, by=by, at=OVER)
        assert Counting.objects.count() == 1
        with pytest.raises(Refused, match="counted already"):
            figures.ask(service=town.service, kind=CountingKind.TABLES, by=by, at=OVER)
        assert visible.under_way(by, town.service.pk) is not None


@pytest.mark.parametrize(
    "period",
    [
        (date(2026, 1, 1), date(2027, 1, 1)),
        (date(2025, 12, 1), date(2026, 12, 2)),
        (date(2026, 2, 1), date(2026, 12, 1)),
        (date(2021, 1, 1), date(2022, 1, 1)),
    ],
    ids=["not over", "half a month", "ten months", "long ago"],
)
def test_whole_months_that_are_over_are_counted_and_no_others(town: Town, period: tuple[date, date]) -> None:
    with pytest.raises(Refused, match="Choose"):
        asked(town, period=period)


def test_a_job_that_is_killed_begins_again_and_gives_up_after_the_third_time(town: Town) -> None:
    made = asked(town)
    with town.nobody(at=OVER, capacity=Capacity.JOB) as job:
        assert figures.waiting(by=job) == [made.pk]
        Counting.objects.filter(pk=made.pk).update(state="running", tries=3)
    assert reckoned(town, made).state == "failed"
    with town.acting("Martin", at=OVER, capacity=Capacity.SERVICE_LEAD) as by, pytest.raises(NotForYou):
        figures.waiting(by=by)


def test_what_goes_wrong_is_said_and_raised(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that dies is nobody's fault who asked: the page says so, and whoever keeps the machine hears of it."""
    made = asked(town)

    def dies(*_given: object) -> None:
        raise MemoryError

    monkeypatch.setitem(figures_job.DONE_BY, CountingKind.FIGURES, dies)
    with pytest.raises(MemoryError):
        reckoned(town, made)
    with town.acting("Martin", at=OVER, capacity=Capacity.SERVICE_LEAD):
        assert Counting.objects.get(pk=made.pk).state == "failed"


def test_tables_are_taken_along_by_whoever_asked_and_that_is_written_down(town: Town) -> None:
    """R26, R31: a row for each meeting, with a dictionary, under keys, nobody's name; they wait for a week."""
    network = met(town, times=2)
    made = reckoned(town, asked(town, CountingKind.TABLES))
    with town.acting("Martin", at=OVER, capacity=Capacity.SERVICE_LEAD) as by:
        assert visible.tables(by, town.service.pk) == made
        _counting, found = figures.take(counting_id=made.pk, by=by, at=OVER)
        assert Reading.objects.filter(page="tables", person=by.person_id).count() == 1
        assert Change.objects.filter(verb="took tables along", subject=made.pk).count() == 1
    with zipfile.ZipFile(io.BytesIO(found)) as box:
        rows = list(csv.DictReader(io.StringIO(box.read("csv/meetings.csv").decode())))
        everything = b"".join(box.read(name) for name in box.namelist())
    assert len(rows) == 2
    assert {"parquet/meetings.parquet", "dictionary.csv", "read-me.txt"} <= set(box.namelist())
    for hidden in (str(network.pk), "Leon", "Ruth", "Marsh"):
        assert hidden.encode() not in everything
    with town.nobody(at=OVER, capacity=Capacity.JOB) as job:
        assert figures.forget_files(by=job, at=OVER + 6 * DAY) == 0
        assert figures.forget_files(by=job, at=OVER + 8 * DAY) == 1
    with town.acting("Martin", at=OVER + 8 * DAY, capacity=Capacity.SERVICE_LEAD) as by:
        with pytest.raises(NotForYou):
            figures.take(counting_id=made.pk, by=by, at=OVER + 8 * DAY)
        with pytest.raises(NotForYou):
            figures.forget_files(by=by, at=OVER)


def test_what_carol_alone_reads_is_counted_and_in_no_table_that_martin_takes(town: Town, held: NetworkMeeting) -> None:
    """R17, R31: row by row, who came to which meeting would tell whose it is; what Leon shows the team is there."""
    said(town, held, "Carol", heard="2")
    said(town, held, "Leon", ReadBy.PERSON_AND_TEAM, heard="1")
    counted = reckoned(town, asked(town)).answer["figures"]
    assert [(each["numerator"], each["denominator"]) for each in counted if each["id"] == "after_heard"] == [(3, 2)]
    made = reckoned(town, asked(town, CountingKind.TABLES))
    with town.acting("Martin", at=OVER, capacity=Capacity.SERVICE_LEAD) as by:
        _counting, found = figures.take(counting_id=made.pk, by=by, at=OVER)
    with zipfile.ZipFile(io.BytesIO(found)) as box:
        in_csv = list(csv.DictReader(io.StringIO(box.read("csv/answers.csv").decode())))
        in_parquet = pq.read_table(io.BytesIO(box.read("parquet/answers.parquet"))).to_pylist()
    assert [row["value"] for row in in_csv if row["item"] == "heard"] == ["1"]
    assert [row["value"] for row in in_parquet if row["item"] == "heard"] == [1.0]
    assert made.answer["rows"]["answers"] == len(in_csv) == len({row["item"] for row in in_csv})


def test_figures_are_no_tables(town: Town) -> None:
    """And somebody else's tables are nobody's."""
    made = reckoned(town, asked(town))
    with town.acting("Martin", at=OVER, capacity=Capacity.SERVICE_LEAD) as by, pytest.raises(NotForYou):
        figures.take(counting_id=made.pk, by=by, at=OVER)


def test_what_leaves_is_rounded_waits_for_priya_and_is_read_by_edith_only_then(town: Town) -> None:
    """R31: three meetings are held back, nought is nought; the evaluator has nothing until the privacy lead agrees."""
    met(town, times=3)
    made = released(town)
    with town.acting("Martin", at=OVER, capacity=Capacity.SERVICE_LEAD) as by:
        [release] = visible.releases(by, town.service.pk)
        told = {each["id"]: each for each in release.figures}
        network = told["with_own_network"]
        assert (network["yes"], network["no"], network["of"], network["share"]) == (0, None, None, None)
        assert [each["principle"] for each in release.figures][:2] == ["immediate_help", "social_network"]
        assert (release.pk, release.for_whom, release.agreed) == (made.pk, "the board", None)
        with pytest.raises(NotForYou):
            figures.answer(release_id=release.pk, agrees=True, by=by, at=OVER)
    with town.acting("Edith", at=OVER) as by:
        assert visible.releases(by) == []
    with town.acting("Priya", at=OVER) as by:
        assert visible.unanswered(by) == 1
        figures.answer(release_id=release.pk, agrees=True, by=by, at=OVER)
        assert figures.answer(release_id=release.pk, agrees=False, by=by, at=OVER + HOUR).agreed is True
        assert visible.unanswered(by) == 0
        assert not Snapshot.objects.exists()
    with town.acting("Edith", at=OVER) as by:
        assert [each.pk for each in visible.releases(by)] == [release.pk]
        assert not Snapshot.objects.exists()  # figures, and no row of what they were counted from
    with town.acting("Ruth", at=OVER) as by:
        assert visible.releases(by) == []


def _under_another_digest(release: Release) -> Release:
    """The same release with a snapshot that is not what its digest says; nobody can change one that is kept."""
    kept = release.snapshot
    kept.pk, kept.digest = new_key(), "0" * 64
    kept.save(force_insert=True)
    release.pk, release.snapshot = new_key(), kept
    release.save(force_insert=True)
    return release


def test_a_release_is_counted_again_to_the_digit_whatever_the_record_has_become(town: Town) -> None:
    """R29, R31: what was written down since changes nothing; a snapshot that was touched is found out."""
    met(town, times=9)
    made = released(town)
    met(town, "Jean", times=2, first=20)
    with town.nobody(at=OVER, capacity=Capacity.JOB) as job:
        found = figures_job.replayed(release_id=made.pk, by=job, at=OVER)
        assert found is not None
        left, again = found
        assert left == again
        [place] = [each for each in again if each["id"] == "place_theirs"]
        assert place["yes"] == place["of"] == 10
        assert figures_job.replayed(release_id=new_key(), by=job, at=OVER) is None
        another = _under_another_digest(Release.objects.get(pk=made.pk))
        with pytest.raises(Unusable, match="not what was kept"):
            figures_job.replayed(release_id=another.pk, by=job, at=OVER)
    with town.acting("Martin", at=OVER, capacity=Capacity.SERVICE_LEAD) as by, pytest.raises(NotForYou):
        figures_job.replayed(release_id=made.pk, by=by, at=OVER)


def test_what_would_tell_of_a_few_beside_an_earlier_release_is_refused(town: Town) -> None:
    """R31: nine meetings left; with two more the difference is those two. What did not leave is not held against it."""
    met(town, times=9)
    first = released(town)
    again = released(town, "the board again", OVER + timedelta(minutes=1))
    assert again.state == "done"  # the same says nothing new
    met(town, "Jean", times=2, first=20)
    later = released(town, "the commissioners", OVER + timedelta(minutes=2))
    assert (later.state, later.progress < 100) == ("refused", True)
    assert "“the board” of 1 December 2026" in later.why
    with town.acting("Priya", at=OVER) as by:
        for each in Release.objects.all():
            figures.answer(release_id=each.pk, agrees=False, by=by, at=OVER)
    assert released(town, "the commissioners", OVER + timedelta(minutes=2), OCTOBER).state == "done"
    assert first.state == "done"


def test_nobody_writes_a_release_past_the_job(town: Town) -> None:
    """R31: past the application, PostgreSQL refuses the lead who would add one, and shows them no snapshot."""
    met(town, times=1)
    released(town)
    with town.acting("Martin", at=OVER, capacity=Capacity.SERVICE_LEAD):
        assert not Snapshot.objects.exists()
        release = Release.objects.get()
        release.pk = new_key()
        with pytest.raises(DatabaseError), transaction.atomic():
            release.save(force_insert=True)
        assert Release.objects.filter(for_whom="the board").update(agreed=True) == 0
    with town.acting("Ruth", at=MONDAY):
        assert not Release.objects.exists()
        assert not Counting.objects.exists()
