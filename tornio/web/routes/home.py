"""Each one's home page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
