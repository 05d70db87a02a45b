"""The safeguarding store: raising something, and the lead's pages."""

from django.urls import path

from tornio.web.policy import BOTH, OF_US, READ, Of, Policies, Who, policy
from tornio.web.views import safeguarding

urlpatterns = [
    path("raise/", safeguarding.raise_anywhere, name="raise"),
    path("n/<uuid:pk>/raise/", safeguarding.raise_about, name="raise_about"),
    path("worries/", safeguarding.worries, name="worries"),
    path("worries/<uuid:concern_id>/", safeguarding.worry, name="worry"),
]

POLICY: Policies = {
    "raise": policy({Who.PRACTITIONER, Who.SERVICE_LEAD, Who.PRIVACY_LEAD}, Of.NOTHING, BOTH),
    "raise_about": policy(OF_US, Of.NETWORK, BOTH),
    "worries": policy(Who.PRIVACY_LEAD, Of.SERVICE, READ),
    "worry": policy(Who.PRIVACY_LEAD, Of.CONCERN, BOTH),
}
