"""Tells Django of the config floor, so that its checks run wherever Django's do."""

from django.apps import AppConfig
from django.core import checks

from tornio.config.roles import check_role
from tornio.config.walls import check_walls


class ConfigConfig(AppConfig):
    """Settings, start-up checks, the command."""

    name = "tornio.config"
    label = "config"

    def ready(self) -> None:
        """Register the check of the application's role; it needs the database, so it runs when asked for it."""
        checks.register(check_role, checks.Tags.database)
        checks.register(check_walls, checks.Tags.database)
