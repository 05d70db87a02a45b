"""The week: what is agreed, what is proposed, and what becomes of it; for whoever leads the service, and of their own
networks for practitioners.
"""

from django.urls import path

from tornio.web.policy import BOTH, READ, WRITE, Of, Policies, Who, policy
from tornio.web.views import week_day, weeks, weeks_of_ours

urlpatterns = [
    path("week/", weeks.week, name="week"),
    path("week/ask/", weeks.ask, name="week_ask"),
    path("week/day/<str:on>/", week_day.day, name="week_day"),
    path("week/ours/", weeks_of_ours.ours, name="week_ours"),
    path("week/<uuid:timetable_id>/", weeks.decide, name="week_decide"),
    path("week/<uuid:timetable_id>/now/", weeks.now, name="week_now"),
]

POLICY: Policies = {
    "week": policy(Who.SERVICE_LEAD, Of.SERVICE, READ),
    "week_ask": policy(Who.SERVICE_LEAD, Of.SERVICE, WRITE),
    "week_day": policy(Who.SERVICE_LEAD, Of.SERVICE, READ),
    "week_ours": policy(Who.PRACTITIONER, Of.ONESELF, BOTH),
    "week_decide": policy(Who.SERVICE_LEAD, Of.SERVICE, WRITE),
    "week_now": policy(Who.SERVICE_LEAD, Of.SERVICE, READ),
}
