"""The meeting itself: one page, what changes on it, and what can be done in it."""

from django.urls import path

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
