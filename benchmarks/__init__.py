"""Figures, measured on a large season against a real server on loopback; never part of the tests."""
