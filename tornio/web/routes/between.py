"""Calls, talk among staff, acts without a meeting, wishes."""

from django.urls import path

from tornio.web.policy import BOTH, OF_US, THE_NETWORK, WRITE, Of, Policies, Who, policy
from tornio.web.views import between, wishes

urlpatterns = [
    path("call/", between.find, name="call_find"),
    path("n/<uuid:pk>/call/", between.call, name="call_new"),
    path("n/<uuid:pk>/word/", between.word, name="word_new"),
    path("n/<uuid:pk>/talk/", between.talk, name="talk_new"),
    path("n/<uuid:pk>/act/", between.act, name="act_new"),
    path("n/<uuid:pk>/wishes/", wishes.wishes, name="wishes"),
    path("n/<uuid:pk>/wishes/<uuid:wish_id>/back/", wishes.take_back, name="wish_back"),
    path("m/<uuid:pk>/left/<uuid:member_id>/", between.left_told, name="left_told"),
]

POLICY: Policies = {
    "call_find": policy(Who.PRACTITIONER, Of.NOTHING, BOTH),
    "call_new": policy(OF_US, Of.NETWORK, BOTH),
    "word_new": policy(THE_NETWORK | {Who.NOT_READING, Who.PROXY} | OF_US, Of.NETWORK, BOTH),
    "talk_new": policy(OF_US, Of.NETWORK, BOTH),
    "act_new": policy(OF_US, Of.NETWORK, BOTH),
    "wishes": policy({Who.CENTRE, *OF_US}, Of.NETWORK, BOTH),
    "wish_back": policy({Who.CENTRE, *OF_US}, Of.NETWORK, WRITE),
    "left_told": policy(OF_US, Of.MEETING, WRITE),
}
