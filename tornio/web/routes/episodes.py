"""Ending and coming back, the team, the story."""

from django.urls import path

from tornio.web.policy import BOTH, FORMER_TOO, OF_US, READ, THE_NETWORK, Of, Policies, Who, policy
from tornio.web.views import episodes, left_open, readings, so_far, story

urlpatterns = [
    path("n/<uuid:pk>/story/", story.story, name="story"),
    path("n/<uuid:pk>/so-far/", so_far.so_far, name="so_far"),
    path("n/<uuid:pk>/own/", so_far.own_lines, name="own_lines"),
    path("n/<uuid:pk>/stopping/", episodes.ending, name="ending"),
    path("n/<uuid:pk>/stopping/other/", episodes.other, name="ending_other"),
    path("n/<uuid:pk>/back/", episodes.back, name="come_back"),
    path("open/", left_open.left_open, name="left_open"),
    path("n/<uuid:pk>/readers/", readings.readings, name="readings"),
]

POLICY: Policies = {
    "story": policy(FORMER_TOO | OF_US | {Who.BEYOND, Who.PROXY}, Of.NETWORK, READ),
    "so_far": policy(THE_NETWORK | OF_US | {Who.BEYOND, Who.PROXY}, Of.NETWORK, READ),
    "own_lines": policy(THE_NETWORK | {Who.PROXY}, Of.NETWORK, READ),
    "ending": policy(THE_NETWORK | OF_US | {Who.PROXY}, Of.NETWORK, BOTH),
    "ending_other": policy(OF_US, Of.NETWORK, BOTH),
    "come_back": policy(Who.CENTRE, Of.NETWORK, BOTH),
    "left_open": policy({Who.SERVICE_LEAD, Who.PRIVACY_LEAD}, Of.SERVICE, READ),
    "readings": policy(Who.CENTRE, Of.NETWORK, READ),
}
