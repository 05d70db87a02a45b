"""The tables of the people floor."""

from tornio.people.models.humans import Human, Seat, SignInLink
from tornio.people.models.organisations import Organisation, Service
from tornio.people.models.people import Office, Person, Practitioner, SafeWay

__all__ = [
    "Human", "Office", "Organisation", "Person", "Practitioner", "SafeWay", "Seat", "Service", "SignInLink",
]  # fmt: skip
