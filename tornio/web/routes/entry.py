"""Signing in and out, as whom one acts, and leaving quickly."""

from django.conf import settings
from django.urls import path

from tornio.web.policy import BOTH, READ, WRITE, Of, Policies, Who, policy
from tornio.web.views import entry, errors, gallery, leave, other_houses, second, staff, ways_in

urlpatterns = [
    path("enter/", entry.enter, name="enter"),
    path("enter/sent/", entry.sent, name="enter_sent"),
    path("enter/link/", entry.arrived, name="arrived"),
    path("enter/alone/", entry.alone, name="enter_alone"),
    path("enter/key/", second.by_passkey, name="by_passkey"),
    path("enter/key/ask/", second.passkey_question, name="passkey_question"),
    path("enter/second/", second.second, name="second"),
    path("enter/second/key/", second.second_passkey, name="second_passkey"),
    path("enter/second/key/ask/", second.second_question, name="second_question"),
    path("enter/from/<slug:who>/", other_houses.go, name="go_to_house"),
    path("enter/from/<slug:provider_id>/back/", other_houses.back, name="openid_connect_callback"),
    path("enter/<str:token>/", entry.by_link, name="enter_by_link"),
    path("in/", ways_in.ways_in, name="ways_in"),
    path("in/key/", ways_in.new_passkey, name="new_passkey"),
    path("in/key/ask/", ways_in.new_passkey_question, name="new_passkey_question"),
    path("in/app/", ways_in.new_app, name="new_app"),
    path("in/paper/", ways_in.new_paper, name="new_paper"),
    path("in/without/<int:factor_id>/", ways_in.take_away, name="take_away"),
    path("in/address/", ways_in.new_address, name="new_address"),
    path("in/address/<str:token>/", ways_in.address, name="address"),
    path("in/out/", ways_in.sign_out_others, name="sign_out_others"),
    path("in/out/<uuid:sign_in_id>/", ways_in.sign_out_there, name="sign_out_there"),
    path("in/not-from/<slug:who>/", other_houses.part, name="part_from_house"),
    path("as/", entry.choose, name="choose"),
    path("out/", entry.sign_out, name="sign_out"),
    path("staff/", staff.staff, name="staff"),
    path("way-in/<uuid:person_id>/", staff.way_in, name="way_in"),
    path("offline/", errors.offline, name="offline"),
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
    **{
        name: policy(Who.ANYONE, Of.NOTHING, BOTH)
        for name in ("arrived", "second", "new_passkey", "new_app", "new_address", "address")
    },
    **{
        name: policy(Who.ANYONE, Of.NOTHING, READ)
        for name in (
            "offline",
            "enter_sent",
            "enter_alone",
            "passkey_question",
            "second_question",
            "openid_connect_callback",
            "ways_in",
            "new_passkey_question",
        )
    },
    **{
        name: policy(Who.ANYONE, Of.NOTHING, WRITE)
        for name in (
            "by_passkey",
            "second_passkey",
            "go_to_house",
            "new_paper",
            "take_away",
            "sign_out_others",
            "sign_out_there",
            "part_from_house",
        )
    },
    "choose": policy(Who.ANYONE, Of.NOTHING, BOTH),
    "sign_out": policy(Who.ANYONE, Of.NOTHING, WRITE),
    "staff": policy(Who.ADMINISTRATOR, Of.SERVICE, BOTH),
    "way_in": policy({Who.ADMINISTRATOR, Who.TEAM, Who.RESPONSIBLE, Who.BOOKED}, Of.PERSON, BOTH),
    "leave": policy(Who.ANYONE, Of.NOTHING, WRITE),
}
if settings.DEMO:
    POLICY = {name: policy(Who.ANYONE, Of.NOTHING, READ) for name in ("gallery", "gallery_page")} | dict(POLICY)
