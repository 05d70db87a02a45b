"""First contacts: the board, taking a call, the page of one, and the public page."""

from django.urls import path

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
