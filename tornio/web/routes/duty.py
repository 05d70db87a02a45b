"""Who holds the telephone."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
