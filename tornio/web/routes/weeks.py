"""The week: what is agreed, what is proposed, and what becomes of it; for whoever leads the service."""

from django.urls import path

from tornio.web.policy import READ, WRITE, Of, Policies, Who, policy
from tornio.web.views import weeks

urlpatterns = [
    path("week/", weeks.week, name="week"),
    path("week/ask/", weeks.ask, name="week_ask"),
    path("week/<uuid:timetable_id>/", weeks.decide, name="week_decide"),
    path("week/<uuid:timetable_id>/now/", weeks.now, name="week_now"),
]

POLICY: Policies = {
    "week": policy(Who.SERVICE_LEAD, Of.SERVICE, READ),
    "week_ask": policy(Who.SERVICE_LEAD, Of.SERVICE, WRITE),
    "week_decide": policy(Who.SERVICE_LEAD, Of.SERVICE, WRITE),
    "week_now": policy(Who.SERVICE_LEAD, Of.SERVICE, READ),
}
