"""Proposing, agreeing, moving a meeting."""

from django.urls import path

from tornio.web.policy import BOTH, FORMER_TOO, OF_US, Of, Policies, Who, policy
from tornio.web.views import arranging

urlpatterns = [
    path("n/<uuid:network_id>/meet/", arranging.meeting_new, name="meeting_new"),
    path("m/<uuid:meeting_id>/arrange/", arranging.arrange, name="arrange"),
]

POLICY: Policies = {
    "meeting_new": policy({Who.CENTRE, *OF_US}, Of.NETWORK, BOTH),
    "arrange": policy(FORMER_TOO | OF_US, Of.MEETING, BOTH),  # who was asked answers, though they do not read
}
