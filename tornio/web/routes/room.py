"""The meeting itself: one page, what changes on it, and what can be done in it."""

from django.urls import path

from tornio.web.policy import BOTH, FORMER_TOO, OF_US, READ, THE_NETWORK, WRITE, Of, Policies, Who, policy
from tornio.web.views import room, room_decisions, room_words

urlpatterns = [
    path("m/<uuid:meeting_id>/", room.meeting, name="meeting"),
    path("m/<uuid:meeting_id>/live/", room.meeting_live, name="meeting_live"),
    path("m/<uuid:meeting_id>/who/", room.who, name="meeting_who"),
    path("m/<uuid:meeting_id>/close/", room.close, name="meeting_close"),
    path("m/<uuid:meeting_id>/table/", room.on_the_table, name="meeting_table"),
    path("away/", room.put_away, name="put_away"),
    path("m/<uuid:meeting_id>/say/", room_words.say, name="say"),
    path("m/<uuid:meeting_id>/draft/", room_words.draft, name="say_draft"),
    path("m/<uuid:meeting_id>/words/<uuid:voice_id>/", room_words.words, name="words"),
    path("m/<uuid:meeting_id>/front/", room_words.front, name="front"),
    path("m/<uuid:meeting_id>/ask/", room_words.ask, name="ask"),
    path("m/<uuid:meeting_id>/question/<uuid:question_id>/", room_words.question, name="question"),
    path("m/<uuid:meeting_id>/settle/", room_decisions.settle, name="settle"),
    path("m/<uuid:meeting_id>/spoken/", room_decisions.spoken, name="spoken"),
    path("m/<uuid:meeting_id>/decided/<uuid:decision_id>/", room_decisions.decided, name="decided"),
    path("m/<uuid:meeting_id>/tell/", room_decisions.tell, name="tell"),
]

_COMES_IN = FORMER_TOO | OF_US | {Who.PROXY}  # somebody who left comes back to their own words
_AND_THE_TABLE = _COMES_IN | {Who.TABLE}
_TOGETHER = THE_NETWORK | OF_US | {Who.TABLE, Who.PROXY}
_SPEAKS = _TOGETHER | {Who.NOT_READING}  # says their own words, though they may not read the others'

POLICY: Policies = {
    "meeting": policy(_AND_THE_TABLE | {Who.BEYOND}, Of.MEETING, READ),
    "meeting_live": policy(_AND_THE_TABLE | {Who.BEYOND}, Of.MEETING, READ),
    "meeting_who": policy(_SPEAKS, Of.MEETING, BOTH),
    "meeting_close": policy(OF_US, Of.MEETING, WRITE),
    "meeting_table": policy(OF_US, Of.MEETING, WRITE),
    "put_away": policy(Who.ANYONE, Of.NOTHING, WRITE),
    "say": policy(_SPEAKS, Of.MEETING, WRITE),
    "say_draft": policy(_COMES_IN, Of.MEETING, WRITE),
    "words": policy(_COMES_IN, Of.MEETING, BOTH),
    "front": policy(_COMES_IN, Of.MEETING, WRITE),
    "ask": policy(_SPEAKS, Of.MEETING, WRITE),
    "question": policy(_TOGETHER, Of.MEETING, BOTH),
    "settle": policy(_TOGETHER, Of.MEETING, WRITE),
    "spoken": policy(_TOGETHER, Of.MEETING, WRITE),
    "decided": policy(_TOGETHER, Of.MEETING, BOTH),
    "tell": policy(_COMES_IN, Of.MEETING, WRITE),
}
