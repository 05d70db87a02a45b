"""Each one's home page, and a practitioner's day."""

from django.urls import path

from tornio.web.policy import BOTH, READ, Of, Policies, Who, policy
from tornio.web.views import day, home

urlpatterns = [
    path("", home.home, name="home"),
    path("day/", day.day, name="day"),
]

POLICY: Policies = {
    "home": policy(Who.EVERYONE, Of.ONESELF, READ),
    "day": policy(Who.PRACTITIONER, Of.ONESELF, BOTH),
}
