"""Screens: a view asks, calls one action, answers; the templates speak."""
