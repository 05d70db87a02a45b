"""Networks and who belongs to them."""

from django.urls import path

from tornio.web.policy import BOTH, FORMER_TOO, OF_US, READ, STILL_THERE, WRITE, Of, Policies, Who, policy
from tornio.web.views import belonging, networks, story

urlpatterns = [
    path("networks/", networks.networks, name="networks"),
    path("n/<uuid:pk>/", networks.network, name="network"),
    path("n/<uuid:pk>/ask/", networks.invite, name="network_invite"),
    path("n/<uuid:pk>/leave/", belonging.leave, name="network_leave"),
    path("n/<uuid:pk>/in-name/", belonging.in_name, name="network_in_name"),
    path("n/<uuid:pk>/yes/", belonging.yes, name="network_yes"),
    path("n/<uuid:pk>/with/<uuid:member_id>/", belonging.member, name="network_member"),
    path("n/<uuid:pk>/with/<uuid:member_id>/going/", belonging.going, name="member_going"),
    path("n/<uuid:pk>/with/<uuid:member_id>/paper/", story.for_paper, name="member_paper"),
]

_MEMBERS = STILL_THERE - {Who.CENTRE}

POLICY: Policies = {
    "networks": policy(Who.PRACTITIONER, Of.ONESELF, READ),
    "network": policy(FORMER_TOO | OF_US, Of.NETWORK, READ),
    "network_invite": policy({Who.CENTRE, *OF_US}, Of.NETWORK, BOTH),
    "network_leave": policy(_MEMBERS, Of.NETWORK, BOTH),
    "network_in_name": policy(_MEMBERS, Of.NETWORK, BOTH),
    "network_yes": policy(_MEMBERS, Of.NETWORK, WRITE),
    "network_member": policy({Who.CENTRE, *OF_US}, Of.NETWORK, WRITE),
    "member_paper": policy(OF_US, Of.NETWORK, READ),
    "member_going": policy({Who.CENTRE, *OF_US}, Of.NETWORK, BOTH),
}
