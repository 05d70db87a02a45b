"""Ending and coming back, the team, the story."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
