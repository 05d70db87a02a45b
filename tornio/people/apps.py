"""Tells Django of the people floor."""

from django.apps import AppConfig
from django.db.models import ForeignKey, UUIDField

from tornio.people.lookups import AmongKeys, AmongRelated


class PeopleConfig(AppConfig):
    """Organisations, services, people, sign-in."""

    name = "tornio.people"
    label = "people"

    def ready(self) -> None:
        """Keys are looked for as one array."""
        UUIDField.register_lookup(AmongKeys)
        ForeignKey.register_lookup(AmongRelated)
