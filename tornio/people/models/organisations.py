"""A trust, and the Open Dialogue services in it."""

from typing import ClassVar

from django.db import models

from tornio.core.sharing import Kind, Shelf
from tornio.people.constraints import same_organisation
from tornio.people.keys import new_key
from tornio.people.models.base import ONE, Kept, Link


class Organisation(models.Model):
    """A trust or provider; one installation serves many, and they are strangers to each other."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Service(Kept):
    """One Open Dialogue service, and the profile it works by."""

    shelf: ClassVar[Shelf] = Shelf(Kind.OUTSIDE)
    stands_outside: ClassVar[bool] = True  # its name and telephone are public; nobody's data
    may_change: ClassVar[tuple[str, ...]] = (
        "name", "neutral_name", "telephone", "exit_url", "duty_fallback",
    )  # fmt: skip

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    neutral_name = models.CharField(max_length=100)  # what a locked screen may say
    profile = models.SlugField()
    telephone = models.CharField(max_length=32)
    exit_url = models.URLField()
    time_zone = models.CharField(max_length=64)
    duty_fallback = Link("people.Practitioner")  # a gap in the duty rota falls to this person (R5)

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("people_service", duty_fallback="people_practitioner"),
        ]

    def __str__(self) -> str:
        return self.name
