"""Ending and coming back, the team, the story."""

from django.urls import path

from tornio.web.views import episodes, readings, story

urlpatterns = [
    path("n/<uuid:pk>/story/", story.story, name="story"),
    path("n/<uuid:pk>/stopping/", episodes.ending, name="ending"),
    path("n/<uuid:pk>/stopping/other/", episodes.other, name="ending_other"),
    path("n/<uuid:pk>/back/", episodes.back, name="come_back"),
    path("n/<uuid:pk>/readers/", readings.readings, name="readings"),
]
