"""The meeting itself."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
