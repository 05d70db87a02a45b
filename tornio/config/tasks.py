"""What the worker does: look every few seconds for what is owed, send what cannot wait, then send the rest.

A tick that is lost loses nothing: the next one asks the same question of the facts.
"""

import importlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from tornio.actions import escalations, figures, messages, posting, sign_in_letters, weeks
from tornio.config.heads import Files
from tornio.config.post import post
from tornio.config.sealing import seal_and_publish
from tornio.config.telling import Telling
from tornio.core.messages import Channel
from tornio.core.people import Capacity
from tornio.people.acting import acting_as
from tornio.people.models import Organisation
from tornio.records.visible.tidy import PURPOSE

log = logging.getLogger(__name__)
LOOKING = "telling what is owed"
ROUND = timedelta(seconds=20)
"""How long one round of what cannot wait may take before the next begins beside it."""
LONG_ROUND = timedelta(minutes=5)
THE_REST = 0x746F726E696F  # the number of the hold on sending what can wait
THE_WEEK = 0x7765656B  # and of the hold on planning weeks
THE_FIGURES = 0x636F756E74  # and on counting figures
COUNTING = "tornio.actions.figures_job"  # loaded by whoever counts alone, like the next
PLANNING = "tornio.actions.week_job"  # loaded by whoever plans, and by no page: it brings arrays and a compiler
FORGOTTEN_AFTER_SECONDS = 600


def _for_each(do: Callable[[Organisation], object]) -> None:
    """The same for every organisation; one where it fails holds up no other, and the failure is not hidden."""
    failed: Exception | None = None
    with messages.quietly():
        for organisation in Organisation.objects.order_by("slug"):
            try:
                do(organisation)
            except Exception as error:
                log.exception("A round failed.")
                failed = error
    if failed is not None:
        raise failed


@contextmanager
def _nobody_else(key: int) -> Iterator[bool]:
    """Whether nobody else is at this; the hold belongs to the connection, and goes with whoever is killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        row = cursor.fetchone()
    held = bool(row and row[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _look(organisation: Organisation) -> None:
    now = timezone.now()
    with acting_as(human=None, capacity=Capacity.JOB, organisation=organisation, purpose=LOOKING, at=now) as by:
        escalations.look(by=by, at=now)


@app.periodic(cron="* * * * * */10")
@app.task(name=messages.LOOK, priority=10)
def look(timestamp: int | None = None) -> None:
    """Write what is owed by now, and send what cannot wait, whatever else is waiting or broken."""
    _for_each(_look)
    carried, until = post(), timezone.now() + ROUND
    _for_each(lambda each: posting.deliver(each, post=carried, urgent=True, until=until))


@app.periodic(cron="* * * * * */20")
@app.task(name=messages.POST)
def send(timestamp: int | None = None) -> None:
    """Send everything else that is due; one round at a time, so that a slow carrier never keeps every hand busy."""
    with _nobody_else(THE_REST) as alone:
        if alone:
            carried, until = post(), timezone.now() + LONG_ROUND
            _for_each(lambda each: posting.deliver(each, post=carried, urgent=False, until=until))


@app.periodic(cron="* * * * * */10")
@app.task(name=sign_in_letters.POST, priority=5)
def let_in(timestamp: int | None = None) -> None:
    """Send the e-mails of sign-in that are due; somebody sits and waits for each of them."""
    carrier = post().carriers.get(Channel.EMAIL)
    sign_in_letters.deliver(carrier=carrier, clock=timezone.now, until=timezone.now() + ROUND)


def _plan(organisation: Organisation) -> None:
    now = timezone.now()
    with acting_as(
        human=None, capacity=Capacity.JOB, organisation=organisation, purpose="planning a week", at=now
    ) as by:
        wanted = weeks.waiting(by=by)
    for key in wanted:
        importlib.import_module(PLANNING).reckon(organisation, key, timezone.now)


@app.periodic(cron="* * * * * */10")
@app.task(name=weeks.PLAN)
def plan(timestamp: int | None = None) -> None:
    """Reckon the weeks that were asked for, one by one; where a worker was killed at it, the next begins again."""
    with _nobody_else(THE_WEEK) as alone:
        if alone:
            _for_each(_plan)


def _count(organisation: Organisation) -> None:
    now = timezone.now()
    with acting_as(human=None, capacity=Capacity.JOB, organisation=organisation, purpose=PURPOSE, at=now) as by:
        figures.forget_files(by=by, at=now)
        wanted = figures.waiting(by=by)
    for key in wanted:
        importlib.import_module(COUNTING).reckon(organisation, key, timezone.now)


@app.periodic(cron="* * * * * */10")
@app.task(name=figures.COUNT)
def count(timestamp: int | None = None) -> None:
    """Count the figures that were asked for, one by one; where a worker was killed at it, the next begins again."""
    with _nobody_else(THE_FIGURES) as alone:
        if alone:
            _for_each(_count)


def _seal(organisation: Organisation) -> None:
    seal_and_publish(organisation, timezone.now(), Files())


@app.periodic(cron="* * * * * */30")
@app.task(name="tornio.seal")
def seal(timestamp: int | None = None) -> None:
    """Seal who read and changed what, and tell the heads of the chains outside the database (R26)."""
    _for_each(_seal)


@app.periodic(cron="* * * * * */10")
@app.task(name="tornio.tell_heads")
def tell_heads(timestamp: int | None = None) -> None:
    """Tell the heads to an address as well, where one is set: once a minute at most (R26)."""
    if settings.HEADS_URL:
        Telling(Files(), settings.HEADS_URL, settings.HEADS_KEY).tell(timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="tornio.tidy")
async def tidy(timestamp: int | None = None) -> None:
    """Forget the jobs of workers that were killed: what they were to do is done by the next round."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=FORGOTTEN_AFTER_SECONDS):
        await app.job_manager.finish_job_by_id_async(job.id or 0, status=Status.FAILED, delete_job=True)
