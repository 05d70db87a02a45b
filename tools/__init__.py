"""Tools for working on Tornio; nothing here runs in a service."""
