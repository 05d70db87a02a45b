"""First contacts and the board."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
