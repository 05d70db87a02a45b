"""The tables of the people floor."""

from tornio.people.models.humans import Human, Miss, Seat, SignIn, SignInLetter, SignInLink
from tornio.people.models.organisations import Organisation, Service
from tornio.people.models.people import Office, Person, Practitioner, SafeWay

__all__ = [
    "Human", "Miss", "Office", "Organisation", "Person", "Practitioner", "SafeWay", "Seat", "Service", "SignIn",
    "SignInLetter", "SignInLink",
]  # fmt: skip
