"""Proposing, agreeing, moving a meeting."""

from django.urls import path

from tornio.web.views import arranging

urlpatterns = [
    path("n/<uuid:network_id>/meet/", arranging.meeting_new, name="meeting_new"),
    path("m/<uuid:meeting_id>/arrange/", arranging.arrange, name="arrange"),
]
