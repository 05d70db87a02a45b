"""Signing in and out, and as whom one acts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
