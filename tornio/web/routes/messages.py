"""Messages: one's own, how one may be reached, what did not arrive."""

from django.urls import path

from tornio.web.policy import BOTH, OF_US, READ, WRITE, Of, Policies, Who, policy
from tornio.web.views import messages

urlpatterns = [
    path("messages/", messages.own, name="messages"),
    path("reach-me/", messages.ways, name="ways"),
    path("n/<uuid:pk>/reach/<uuid:person_id>/", messages.ways_of, name="ways_of"),
    path("reach-me/<uuid:way_id>/end/", messages.end_way, name="end_way"),
    path("not-arrived/", messages.undelivered, name="undelivered"),
    path("not-arrived/<uuid:message_id>/print/", messages.letter, name="letter_print"),
    path("not-arrived/<uuid:message_id>/<slug:how>/", messages.mended, name="mended"),
]

_LOOKS_AFTER = OF_US | {Who.PRACTITIONER, Who.SERVICE_LEAD}

POLICY: Policies = {
    "messages": policy(Who.EVERYONE, Of.ONESELF, READ),
    "ways": policy(Who.EVERYONE, Of.ONESELF, BOTH),
    "ways_of": policy({Who.TEAM, Who.RESPONSIBLE, Who.BOOKED}, Of.NETWORK, BOTH),
    "end_way": policy(Who.EVERYONE, Of.ONESELF, WRITE),
    "undelivered": policy(_LOOKS_AFTER, Of.ONESELF, READ),
    "letter_print": policy(_LOOKS_AFTER, Of.ONESELF, READ),
    "mended": policy(_LOOKS_AFTER, Of.ONESELF, WRITE),
}
