"""Addresses of this subject."""

from django.urls import path

from tornio.web.views import home

urlpatterns = [path("networks/", home.home, name="networks")]
