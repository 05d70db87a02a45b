"""What is kept about somebody: their copy, what is not right, what left the record, letters, how long it is kept."""

from django.urls import path

from tornio.web.policy import BOTH, FORMER_TOO, OF_US, READ, THE_NETWORK, WRITE, Of, Policies, Who, policy
from tornio.web.views import copies, deaths, deletions, kept, letters, retention, rights

urlpatterns = [
    path("n/<uuid:pk>/kept/", kept.kept, name="kept"),
    path("n/<uuid:pk>/kept/copy/", copies.as_page, name="copy"),
    path("n/<uuid:pk>/kept/data/", copies.as_data, name="copy_data"),
    path("n/<uuid:pk>/kept/for/", copies.for_somebody, name="copy_for"),
    path("n/<uuid:pk>/kept/fact/", kept.fact, name="fact"),
    path("n/<uuid:pk>/e/<slug:kind>/<uuid:entry_id>/", rights.entry, name="entry"),
    path("n/<uuid:pk>/e/<slug:kind>/<uuid:entry_id>/out/", rights.out, name="entry_out"),
    path("n/<uuid:pk>/e/<slug:kind>/<uuid:entry_id>/when/", rights.when, name="entry_when"),
    path("n/<uuid:pk>/out/", rights.out_of_view, name="out_of_view"),
    path("n/<uuid:pk>/out/<uuid:misfiling_id>/", rights.brought_back, name="brought_back"),
    path("mine/out/<uuid:misfiling_id>/", rights.moved, name="moved"),
    path("n/<uuid:pk>/letters/", letters.letters, name="letters"),
    path("n/<uuid:pk>/letters/<uuid:letter_id>/", letters.letter, name="letter"),
    path("n/<uuid:pk>/letters/<uuid:letter_id>/sent/", letters.sent, name="letter_sent"),
    path("m/<uuid:pk>/letter/", letters.draft, name="letter_new"),
    path("n/<uuid:pk>/died/", deaths.died, name="died"),
    path("n/<uuid:pk>/deletion/", deletions.of_network, name="deletion_new"),
    path("deletions/", deletions.deletions, name="deletions"),
    path("deletions/<uuid:deletion_id>/", deletions.deletion, name="deletion"),
    path("retention/", retention.retention, name="retention"),
    path("retention/<uuid:pk>/", retention.one, name="retention_one"),
    path("frozen/", deaths.frozen, name="frozen"),
    path("frozen/<uuid:freeze_id>/", deaths.decide, name="frozen_one"),
]

POLICY: Policies = {
    "kept": policy(FORMER_TOO | {Who.PROXY}, Of.NETWORK, READ),
    "copy": policy(FORMER_TOO | {Who.PROXY}, Of.NETWORK, READ),
    "copy_data": policy(FORMER_TOO | {Who.PROXY}, Of.NETWORK, READ),
    "copy_for": policy(OF_US, Of.NETWORK, BOTH),
    "fact": policy({Who.CENTRE, *OF_US}, Of.NETWORK, BOTH),
    "entry": policy(FORMER_TOO | OF_US | {Who.PROXY}, Of.NETWORK, BOTH),
    "entry_out": policy(OF_US, Of.NETWORK, BOTH),
    "entry_when": policy(OF_US, Of.NETWORK, BOTH),
    "out_of_view": policy(OF_US, Of.NETWORK, READ),
    "brought_back": policy(OF_US, Of.NETWORK, WRITE),
    "moved": policy(Who.EVERYONE, Of.ONESELF, BOTH),
    "letters": policy(THE_NETWORK | OF_US | {Who.PROXY}, Of.NETWORK, READ),
    "letter": policy(THE_NETWORK | OF_US | {Who.PROXY}, Of.NETWORK, BOTH),
    "letter_sent": policy(OF_US, Of.NETWORK, WRITE),
    "letter_new": policy(OF_US, Of.MEETING, BOTH),
    "died": policy(OF_US, Of.NETWORK, BOTH),
    "deletion_new": policy(OF_US, Of.NETWORK, BOTH),
    "deletions": policy({Who.PRACTITIONER, Who.PRIVACY_LEAD}, Of.NOTHING, READ),
    "deletion": policy({Who.PRACTITIONER, Who.PRIVACY_LEAD}, Of.NOTHING, WRITE),
    "retention": policy(Who.PRIVACY_LEAD, Of.NOTHING, BOTH),
    "retention_one": policy(Who.PRIVACY_LEAD, Of.NETWORK, BOTH),
    "frozen": policy(Who.PRIVACY_LEAD, Of.NOTHING, READ),
    "frozen_one": policy(Who.PRIVACY_LEAD, Of.NOTHING, WRITE),
}
