"""The root of all addresses; `/healthz` is answered before them, by the health middleware."""

from django.urls import include, path

urlpatterns = [path("", include("tornio.web.urls"))]

handler400 = "tornio.web.views.errors.bad_request"
handler403 = "tornio.web.views.errors.forbidden"
handler404 = "tornio.web.views.errors.not_found"
handler500 = "tornio.web.views.errors.broken"
