"""Tells Django of the record."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Contacts, networks, meetings, voices, decisions, and what happens between."""

    name = "tornio.records"
    label = "records"
