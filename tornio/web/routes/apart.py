"""What is kept from the person for a lawful reason."""

from django.urls import path

from tornio.web.policy import BOTH, READ, Of, Policies, Who, policy
from tornio.web.views import apart

urlpatterns = [
    path("apart/", apart.everything, name="apart_everything"),
    path("n/<uuid:pk>/apart/", apart.of_network, name="apart"),
    path("n/<uuid:pk>/apart/new/", apart.new, name="apart_new"),
    path("n/<uuid:pk>/apart/<uuid:entry_id>/", apart.entry, name="apart_entry"),
]

_READS = {Who.TEAM, Who.SUBSTITUTE, Who.DUTY}

POLICY: Policies = {
    "apart_everything": policy(Who.PRIVACY_LEAD, Of.SERVICE, READ),
    "apart": policy(_READS, Of.NETWORK, READ),
    "apart_new": policy(Who.TEAM, Of.NETWORK, BOTH),
    "apart_entry": policy({*_READS, Who.PRIVACY_LEAD}, Of.NETWORK, BOTH),
}
