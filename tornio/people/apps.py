"""Tells Django of the people floor."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Organisations, services, people, sign-in."""

    name = "tornio.people"
    label = "people"
