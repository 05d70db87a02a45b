"""When we work: the team's week, one person's hours and days away, and all of it as a file."""

from django.urls import path

from tornio.web.policy import BOTH, READ, Of, Policies, Who, policy
from tornio.web.views import working, working_table

urlpatterns = [
    path("hours/", working.team, name="working"),
    path("hours/table.csv", working_table.out, name="working_table"),
    path("hours/from-a-file/", working_table.read, name="working_read"),
    path("hours/away/<uuid:away_id>/", working.back, name="away"),
    path("hours/<uuid:practitioner_id>/", working.week, name="working_week"),
    path("hours/<uuid:practitioner_id>/away/", working.away, name="away_new"),
]

_ARRANGE = {Who.PRACTITIONER, Who.SERVICE_LEAD}
POLICY: Policies = {
    "working": policy(_ARRANGE, Of.SERVICE, READ),
    "working_table": policy(_ARRANGE, Of.SERVICE, READ),
    "working_read": policy(Who.SERVICE_LEAD, Of.SERVICE, BOTH),
    "away": policy(_ARRANGE, Of.SERVICE, BOTH),
    "working_week": policy(_ARRANGE, Of.SERVICE, BOTH),
    "away_new": policy(_ARRANGE, Of.SERVICE, BOTH),
}
