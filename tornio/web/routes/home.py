"""Each one's home page, and a practitioner's day."""

from django.urls import path

from tornio.web.views import day, home

urlpatterns = [
    path("", home.home, name="home"),
    path("day/", day.day, name="day"),
]
