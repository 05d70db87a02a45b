"""When we work and what we can do: the team's pages, one person's own, and all of it as files."""

from django.urls import path

from tornio.web.policy import BOTH, READ, Of, Policies, Who, policy
from tornio.web.views import away_table, particulars, working, working_table

urlpatterns = [
    path("hours/", working.team, name="working"),
    path("hours/table.csv", working_table.out, name="working_table"),
    path("hours/from-a-file/", working_table.read, name="working_read"),
    path("hours/what-we-can-do/", particulars.team, name="particulars"),
    path("hours/what-we-can-do.csv", particulars.out, name="particulars_table"),
    path("hours/what-we-can-do/from-a-file/", particulars.read, name="particulars_read"),
    path("hours/what-we-can-do/<uuid:practitioner_id>/", particulars.one, name="particulars_of"),
    path("hours/away.csv", away_table.out, name="away_table"),
    path("hours/away/from-a-file/", away_table.read, name="away_read"),
    path("hours/away/<uuid:away_id>/", working.back, name="away"),
    path("hours/<uuid:practitioner_id>/", working.week, name="working_week"),
    path("hours/<uuid:practitioner_id>/away/", working.away, name="away_new"),
]

_ARRANGE = {Who.PRACTITIONER, Who.SERVICE_LEAD}
POLICY: Policies = {
    "working": policy(_ARRANGE, Of.SERVICE, READ),
    "working_table": policy(_ARRANGE, Of.SERVICE, READ),
    "working_read": policy(Who.SERVICE_LEAD, Of.SERVICE, BOTH),
    "particulars": policy(_ARRANGE, Of.SERVICE, READ),
    "particulars_table": policy(_ARRANGE, Of.SERVICE, READ),
    "particulars_read": policy(Who.SERVICE_LEAD, Of.SERVICE, BOTH),
    "particulars_of": policy(_ARRANGE, Of.SERVICE, BOTH),
    "away_table": policy(_ARRANGE, Of.SERVICE, READ),
    "away_read": policy(Who.SERVICE_LEAD, Of.SERVICE, BOTH),
    "away": policy(_ARRANGE, Of.SERVICE, BOTH),
    "working_week": policy(_ARRANGE, Of.SERVICE, BOTH),
    "away_new": policy(_ARRANGE, Of.SERVICE, BOTH),
}
