"""Verbs: one function, one transaction, one change recorded."""
