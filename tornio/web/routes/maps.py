"""The drawn map."""

from django.urls import path

from tornio.web.policy import OF_US, READ, WRITE, Of, Policies, Who, policy
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

_WHO_DRAWS = {Who.CENTRE, Who.TEAM}

POLICY: Policies = {
    "map": policy({Who.CENTRE, Who.BEYOND, Who.PROXY, *OF_US}, Of.NETWORK, READ),
    "map_add": policy(_WHO_DRAWS, Of.NETWORK, WRITE),
    "map_tie": policy(_WHO_DRAWS, Of.NETWORK, WRITE),
    "map_keep": policy(_WHO_DRAWS, Of.NETWORK, WRITE),
    "map_change": policy(_WHO_DRAWS, Of.NETWORK, WRITE),
    "map_on": policy(_WHO_DRAWS, Of.NETWORK, WRITE),
    "map_off": policy(_WHO_DRAWS, Of.NETWORK, WRITE),
}
