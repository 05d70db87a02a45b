"""Calls, talk among staff, acts without a meeting, wishes."""

from django.urls import path

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
