"""The pages of the other house: allauth's own, and a door through which tests go in as somebody."""

from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


class TellsHowOftenItAsked(DefaultOIDCAdapter):  # type: ignore[misc]
    """Says of some that it asked for two things (RFC 8176: amr)."""

    def get_claims(self, purpose: str, user: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What is told of somebody."""
        claims: dict[str, Any] = super().get_claims(purpose, user, *args, **kwargs)
        return {**claims, "amr": ["pwd", "mfa"]} if user.username.startswith("twice") else claims


def be(request: HttpRequest, name: str) -> HttpResponse:
    """From now on this browser is somebody here."""
    people: Any = get_user_model()  # Django's own over there, not ours
    somebody, _ = people.objects.get_or_create(username=name)
    login(request, somebody, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponse(name)


urlpatterns = [
    path("be/<slug:name>/", be),
    path("", include("allauth.idp.urls")),
    path("accounts/", include("allauth.account.urls")),
]
