"""Feeds in and out will live here (ADT, iCalendar, MHSDS, directory); nothing yet."""
