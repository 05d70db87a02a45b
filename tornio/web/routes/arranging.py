"""Proposing, agreeing, moving a meeting."""

from django.urls import path

from tornio.web.policy import BOTH, OF_US, THE_NETWORK, Of, Policies, Who, policy
from tornio.web.views import arranging, possible

urlpatterns = [
    path("n/<uuid:network_id>/meet/", arranging.meeting_new, name="meeting_new"),
    path("n/<uuid:network_id>/possible/", possible.possible_times, name="possible"),
    path("m/<uuid:meeting_id>/arrange/", arranging.arrange, name="arrange"),
]

POLICY: Policies = {
    "meeting_new": policy({Who.CENTRE, *OF_US}, Of.NETWORK, BOTH),
    "possible": policy(OF_US, Of.NETWORK, BOTH),
    # Who was asked answers, though they may not read.
    "arrange": policy(THE_NETWORK | {Who.NOT_READING, Who.PROXY} | OF_US, Of.MEETING, BOTH),
}
