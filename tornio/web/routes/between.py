"""Calls, talk among staff, acts without a meeting, wishes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
