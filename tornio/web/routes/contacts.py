"""First contacts: the board, taking a call, the page of one, and the public page."""

from django.urls import path

from tornio.web.policy import BOTH, OF_US, READ, WRITE, Of, Policies, Who, policy
from tornio.web.views import board, contact_acts, contacts, public

urlpatterns = [
    path("contacts/", board.board, name="board"),
    path("contacts/now/", board.board_now, name="board_now"),
    path("contacts/earlier/", board.earlier, name="earlier"),
    path("contacts/new/", contacts.contact_new, name="contact_new"),
    path("contacts/<uuid:contact_id>/", contacts.contact, name="contact"),
    path("contacts/<uuid:contact_id>/<slug:verb>/", contact_acts.act, name="contact_act"),
    path("help/<slug:service>/", public.public_contact, name="public_contact"),
    path("help/<slug:service>/thanks/", public.thanks, name="public_thanks"),
]

# Whoever of the service may open what nobody has in hand yet (R5).
_TO_TAKE_ON = {Who.PRACTITIONER, *OF_US}

POLICY: Policies = {
    "board": policy({Who.PRACTITIONER, Who.SERVICE_LEAD}, Of.SERVICE, READ),
    "board_now": policy({Who.PRACTITIONER, Who.SERVICE_LEAD}, Of.SERVICE, READ),
    "earlier": policy(Who.PRACTITIONER, Of.SERVICE, READ),
    "contact_new": policy(Who.PRACTITIONER, Of.SERVICE, BOTH),
    "contact": policy(_TO_TAKE_ON, Of.CONTACT, READ),
    "contact_act": policy(_TO_TAKE_ON, Of.CONTACT, WRITE),
    "public_contact": policy(Who.ANYONE, Of.NOTHING, BOTH),
    "public_thanks": policy(Who.ANYONE, Of.NOTHING, READ),
}
