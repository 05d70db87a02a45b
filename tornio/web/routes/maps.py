"""The drawn map."""

from django.urls import path

from tornio.web.views import maps

urlpatterns = [
    path("n/<uuid:pk>/map/", maps.map_, name="map"),
    path("n/<uuid:pk>/map/add/", maps.add, name="map_add"),
    path("n/<uuid:pk>/map/line/", maps.tie, name="map_tie"),
    path("n/<uuid:pk>/map/keep/", maps.keep, name="map_keep"),
    path("n/<uuid:pk>/map/<uuid:thing>/", maps.change, name="map_change"),
    path("n/<uuid:pk>/map/<uuid:thing>/on/", maps.put_on, name="map_on"),
    path("n/<uuid:pk>/map/<uuid:thing>/off/", maps.take_off, name="map_off"),
]
