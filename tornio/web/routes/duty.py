"""Who holds the telephone."""

from django.urls import path

from tornio.web.policy import BOTH, READ, Of, Policies, Who, policy
from tornio.web.views import duty, duty_table

urlpatterns = [
    path("telephone/", duty.duty, name="duty"),
    path("telephone/table.csv", duty_table.out, name="duty_table"),
    path("telephone/from-a-file/", duty_table.read, name="duty_read"),
    path("telephone/<uuid:duty_id>/", duty.change, name="turn"),
]

POLICY: Policies = {
    "duty": policy({Who.PRACTITIONER, Who.SERVICE_LEAD}, Of.SERVICE, BOTH),
    "duty_table": policy({Who.PRACTITIONER, Who.SERVICE_LEAD}, Of.SERVICE, READ),
    "duty_read": policy({Who.PRACTITIONER, Who.SERVICE_LEAD}, Of.SERVICE, BOTH),
    "turn": policy({Who.PRACTITIONER, Who.SERVICE_LEAD}, Of.SERVICE, BOTH),
}
