"""Signing in: a human being, and the seats they have in organisations. Nothing of the record is here."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from tornio.core.messages import MessageState
from tornio.people.keys import new_key
from tornio.people.models.base import Link


class HumanManager(BaseUserManager["Human"]):
    """Makes humans; a person without e-mail is a human all the same."""

    def create_user(self, email: str | None = None, **fields: Any) -> "Human":
        """A human who can sign in, without a password until they choose a way."""
        human = self.model(email=self.normalize_email(email) if email else None, **fields)
        human.set_unusable_password()
        human.save(using=self._db)
        return human


class Human(AbstractBaseUser):
    """A human being who signs in. Only their own sign-in joins what several organisations know (R7)."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    called = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    address_taken_at = models.DateTimeField(
        null=True
    )  # they gave an address that somebody else uses; told to staff alone

    objects: ClassVar[HumanManager] = HumanManager()
    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.called


class Seat(models.Model):
    """This human is that person of that organisation."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    human = models.ForeignKey(Human, models.CASCADE, related_name="seats")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    person = Link("people.Person")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["human", "organisation"], name="a_human_has_one_seat_in_an_organisation"),
            models.UniqueConstraint(fields=["person"], name="a_person_is_one_human"),
        ]

    def __str__(self) -> str:
        return f"{self.human} in {self.organisation}"


class SignInLink(models.Model):
    """A link that signs one human in; only its hash is kept.

    Handed over by staff, it asks for the code told in person (`told`, hashed with the token, so that what is kept
    here can open nothing). Sent on request, it asks for a second factor. A demo's may be used again.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    # Nobody's: asked for with an address that nobody uses, so that the answer takes the same work.
    human = models.ForeignKey(Human, models.CASCADE, related_name="links", null=True)
    hashed = models.CharField(max_length=64, unique=True)
    told = models.CharField(max_length=64, blank=True)
    label = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    reusable = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.label or str(self.id)


class SignInLetter(models.Model):
    """An e-mail of sign-in on its way: written with the link, sent by the worker, not sent when its time is over.

    What it says is sealed until it has gone and empty after; who comes in where stands in no organisation's outbox.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    # Nobody's: the same is written for an address that nobody uses, and goes nowhere; the address is not kept.
    human = models.ForeignKey(Human, models.CASCADE, related_name="letters", null=True)
    link = models.ForeignKey(SignInLink, models.CASCADE, related_name="letters", null=True)
    address = models.EmailField(blank=True)
    sealed = models.TextField(blank=True)
    state = models.CharField(max_length=12, default=MessageState.WAITING.value)
    written_at = models.DateTimeField()
    not_before = models.DateTimeField()
    useful_until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=40, blank=True)  # the carrier's code, never its words
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["not_before"], condition=models.Q(state=MessageState.WAITING.value), name="letters_that_wait"
            ),
        ]

    def __str__(self) -> str:
        return self.state


class SignIn(models.Model):
    """One browser in which a human is signed in: what the page "Where you are signed in" tells them."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    human = models.ForeignKey(Human, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=80)  # "Firefox on Android"; no address, no place
    is_shared = models.BooleanField()
    began_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.device


class Miss(models.Model):
    """A wrong code; after some of them we wait a while before another is looked at."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    human = models.ForeignKey(Human, models.CASCADE, related_name="misses")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.at)
