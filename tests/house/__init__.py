"""Tests of the house itself: its floors, its command, its start and its end."""
