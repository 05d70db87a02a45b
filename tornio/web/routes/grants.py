"""Who may act for the person, and what they cannot decide just now."""

from django.urls import path

from tornio.web.policy import BOTH, OF_US, READ, Of, Policies, Who, policy
from tornio.web.views import grants

urlpatterns = [
    path("n/<uuid:pk>/acts-for/", grants.grants, name="grants"),
    path("n/<uuid:pk>/for/", grants.acting_for, name="acting_for"),
    path("n/<uuid:pk>/acts-for/new/", grants.new, name="grant_new"),
    path("n/<uuid:pk>/acts-for/<uuid:grant_id>/", grants.grant, name="grant"),
    path("n/<uuid:pk>/decides/new/", grants.cannot_new, name="cannot_new"),
    path("n/<uuid:pk>/decides/<uuid:finding_id>/", grants.cannot, name="cannot"),
]

POLICY: Policies = {
    "grants": policy({Who.CENTRE, *OF_US}, Of.NETWORK, READ),
    "acting_for": policy(Who.PROXY, Of.NETWORK, READ),
    "grant_new": policy(OF_US, Of.NETWORK, BOTH),
    "grant": policy(OF_US, Of.NETWORK, BOTH),
    "cannot_new": policy(OF_US, Of.NETWORK, BOTH),
    "cannot": policy(OF_US, Of.NETWORK, BOTH),
}
