"""Figures: the seven principles for whoever leads; what leaves the service, for whoever agrees to it or evaluates."""

from django.urls import path

from tornio.web.policy import READ, WRITE, Of, Policies, Who, policy
from tornio.web.views import figures, releases

urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/ask/", figures.ask, name="figures_ask"),
    path("figures/<uuid:counting_id>/now/", figures.now, name="figures_now"),
    path("figures/<uuid:counting_id>/report/", figures.report, name="figures_report"),
    path("figures/<uuid:counting_id>/csv/", figures.as_csv, name="figures_csv"),
    path("figures/<uuid:counting_id>/tables/", figures.tables, name="figures_tables"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<uuid:release_id>/", releases.release, name="release"),
    path("releases/<uuid:release_id>/answer/", releases.answer, name="release_answer"),
]

_WHO_SEES_WHAT_LEAVES = (Who.SERVICE_LEAD, Who.PRIVACY_LEAD, Who.EVALUATOR)

POLICY: Policies = {
    "figures": policy(Who.SERVICE_LEAD, Of.SERVICE, READ),
    "figures_ask": policy(Who.SERVICE_LEAD, Of.SERVICE, WRITE),
    "figures_now": policy(Who.SERVICE_LEAD, Of.SERVICE, READ),
    "figures_report": policy(Who.SERVICE_LEAD, Of.SERVICE, READ),
    "figures_csv": policy(Who.SERVICE_LEAD, Of.SERVICE, READ),
    "figures_tables": policy(Who.SERVICE_LEAD, Of.SERVICE, READ),
    "releases": policy(_WHO_SEES_WHAT_LEAVES, Of.SERVICE, READ),
    "release": policy(_WHO_SEES_WHAT_LEAVES, Of.SERVICE, READ),
    "release_answer": policy(Who.PRIVACY_LEAD, Of.SERVICE, WRITE),
}
