"""Who holds the telephone."""

from django.urls import path

from tornio.web.views import duty

urlpatterns = [
    path("telephone/", duty.duty, name="duty"),
    path("telephone/<uuid:duty_id>/", duty.shorten, name="shorten_turn"),
]
