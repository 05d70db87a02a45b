"""The network and its members."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
