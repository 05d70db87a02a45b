"""What people may answer and what they answered: for whoever was there, and for whoever leads the service."""

from django.urls import path

from tornio.web.policy import BOTH, FORMER_TOO, OF_US, READ, THE_NETWORK, WRITE, Of, Policies, Who, policy
from tornio.web.views import answers, instruments

urlpatterns = [
    path("m/<uuid:meeting_id>/after/", answers.after, name="after"),
    path("n/<uuid:pk>/answers/", answers.answers, name="answers"),
    path("n/<uuid:pk>/answers/again/", answers.again, name="answers_again"),
    path("n/<uuid:pk>/answers/<uuid:response_id>/", answers.own, name="answers_own"),
    path("instruments/", instruments.instruments, name="instruments"),
    path("instruments/from-a-file/", instruments.read, name="instrument_read"),
    path("instruments/ours/<slug:slug>/", instruments.ours, name="instrument_ours"),
    path("instruments/<uuid:instrument_id>/", instruments.one, name="instrument"),
]

_WAS_THERE = FORMER_TOO | OF_US

POLICY: Policies = {
    "after": policy(_WAS_THERE, Of.MEETING, BOTH),
    "answers": policy(_WAS_THERE, Of.NETWORK, READ),
    "answers_again": policy(THE_NETWORK, Of.NETWORK, BOTH),
    "answers_own": policy(_WAS_THERE, Of.NETWORK, WRITE),
    "instruments": policy(Who.SERVICE_LEAD, Of.SERVICE, READ),
    "instrument_read": policy(Who.SERVICE_LEAD, Of.SERVICE, BOTH),
    "instrument_ours": policy(Who.SERVICE_LEAD, Of.SERVICE, BOTH),
    "instrument": policy(Who.SERVICE_LEAD, Of.SERVICE, BOTH),
}
