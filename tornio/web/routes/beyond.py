"""Reaching beyond one's networks, and the privacy lead's pages."""

from django.urls import path

from tornio.web.policy import BOTH, READ, WRITE, Of, Policies, Who, policy
from tornio.web.views import beyond, privacy

urlpatterns = [
    path("beyond/", beyond.find, name="beyond"),
    path("beyond/n/<uuid:pk>/", beyond.why, name="beyond_why"),
    path("beyond/<uuid:glass_id>/", beyond.open_, name="beyond_open"),
    path("beyond/<uuid:glass_id>/let-go/", beyond.let_go, name="beyond_let_go"),
    path("privacy/now/", privacy.now, name="privacy_now"),
    path("privacy/beyond/<uuid:glass_id>/", privacy.glass, name="privacy_glass"),
    path("privacy/n/<uuid:pk>/<uuid:reader_id>/", privacy.line, name="privacy_line"),
]

_MAY_REACH = {Who.PRACTITIONER, Who.PRIVACY_LEAD}

POLICY: Policies = {
    "beyond": policy(_MAY_REACH, Of.NOTHING, BOTH),
    "beyond_why": policy(_MAY_REACH, Of.SERVICE, BOTH),
    "beyond_open": policy(_MAY_REACH, Of.ONESELF, READ),
    "beyond_let_go": policy(_MAY_REACH, Of.ONESELF, WRITE),
    "privacy_now": policy(Who.PRIVACY_LEAD, Of.SERVICE, READ),
    "privacy_glass": policy(Who.PRIVACY_LEAD, Of.SERVICE, BOTH),
    "privacy_line": policy(Who.PRIVACY_LEAD, Of.SERVICE, BOTH),
}
