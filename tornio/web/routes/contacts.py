"""Addresses of this subject."""

from django.urls import path

from tornio.web.views import home

urlpatterns = [path("contacts/", home.home, name="board")]
