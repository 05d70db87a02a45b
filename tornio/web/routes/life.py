"""What happened in life: the page of it, one more thing, putting one right; a file of many."""

from django.urls import path

from tornio.web.policy import BOTH, OF_US, READ, WRITE, Of, Policies, Who, policy
from tornio.web.views import life, life_file

urlpatterns = [
    path("n/<uuid:pk>/life/", life.life, name="life"),
    path("n/<uuid:pk>/life/one-more/<slug:life_kind>/", life.write, name="life_new"),
    path("n/<uuid:pk>/life/<uuid:event_id>/", life.put_right, name="life_right"),
    path("n/<uuid:pk>/life/<uuid:event_id>/back/", life.take_back, name="life_back"),
    path("what-happened/from-a-file/", life_file.from_a_file, name="life_file"),
]

_CLOSE = {Who.CENTRE, Who.BEYOND, *OF_US}

POLICY: Policies = {
    "life": policy(_CLOSE, Of.NETWORK, READ),
    "life_new": policy(_CLOSE - {Who.BEYOND}, Of.NETWORK, BOTH),
    "life_right": policy(_CLOSE - {Who.BEYOND}, Of.NETWORK, BOTH),
    "life_back": policy(_CLOSE - {Who.BEYOND}, Of.NETWORK, WRITE),
    "life_file": policy(Who.SERVICE_LEAD, Of.SERVICE, BOTH),
}
