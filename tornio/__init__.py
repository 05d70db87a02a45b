"""Tornio: the system that a service runs Open Dialogue on."""

__version__ = "0.1.0"
