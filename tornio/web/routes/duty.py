"""Who holds the telephone."""

from django.urls import path

from tornio.web.policy import BOTH, Of, Policies, Who, policy
from tornio.web.views import duty

urlpatterns = [
    path("telephone/", duty.duty, name="duty"),
    path("telephone/<uuid:duty_id>/", duty.shorten, name="shorten_turn"),
]

POLICY: Policies = {
    "duty": policy({Who.PRACTITIONER, Who.SERVICE_LEAD}, Of.SERVICE, BOTH),
    "shorten_turn": policy({Who.PRACTITIONER, Who.SERVICE_LEAD}, Of.SERVICE, BOTH),
}
