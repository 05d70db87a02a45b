"""Signing in and out, as whom one acts, and leaving quickly."""

from django.conf import settings
from django.urls import path

from tornio.web.policy import BOTH, READ, WRITE, Of, Policies, Who, policy
from tornio.web.views import entry, gallery, leave, staff

urlpatterns = [
    path("enter/", entry.enter, name="enter"),
    path("enter/<str:token>/", entry.by_link, name="enter_by_link"),
    path("as/", entry.choose, name="choose"),
    path("out/", entry.sign_out, name="sign_out"),
    path("staff/", staff.staff, name="staff"),
    path("way-in/<uuid:person_id>/", staff.way_in, name="way_in"),
    path("leave/", leave.quickly, name="leave"),
]
if settings.DEMO:
    urlpatterns += [
        path("gallery/", gallery.gallery, name="gallery"),
        path("gallery/<slug:name>/", gallery.gallery, name="gallery_page"),
    ]

POLICY: Policies = {
    "enter": policy(Who.ANYONE, Of.NOTHING, BOTH),
    "enter_by_link": policy(Who.ANYONE, Of.NOTHING, BOTH),
    "choose": policy(Who.ANYONE, Of.NOTHING, BOTH),
    "sign_out": policy(Who.ANYONE, Of.NOTHING, WRITE),
    "staff": policy(Who.ADMINISTRATOR, Of.SERVICE, BOTH),
    "way_in": policy({Who.ADMINISTRATOR, Who.TEAM, Who.RESPONSIBLE, Who.BOOKED}, Of.PERSON, WRITE),
    "leave": policy(Who.ANYONE, Of.NOTHING, WRITE),
}
if settings.DEMO:
    POLICY = {name: policy(Who.ANYONE, Of.NOTHING, READ) for name in ("gallery", "gallery_page")} | dict(POLICY)
