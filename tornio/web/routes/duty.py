"""Addresses of this subject."""

from django.urls import path

from tornio.web.views import home

urlpatterns = [path("telephone/", home.home, name="duty")]
