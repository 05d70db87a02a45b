"""The drawn map."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
