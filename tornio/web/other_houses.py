"""Coming in by another house's sign-in (OpenID Connect): only for whoever joined it to their own here before."""

from dataclasses import dataclass
from typing import Any, cast

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tornio.people import factors, houses
from tornio.people.entry import HumanRow
from tornio.people.factors import Factor
from tornio.web import coming_in
from tornio.web.frame import show


@dataclass(frozen=True, slots=True)
class House:
    """Another house: our word for it, and what its button says."""

    who: str
    name: str
    is_joined: bool = False


def _apps() -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])


def names() -> list[House]:
    """The houses from which one can come in."""
    return [House(app["provider_id"], app["name"]) for app in _apps()]


def of_human(human: HumanRow) -> list[House]:
    """The same, and whether this human has joined theirs."""
    joined = houses.joined(human)
    return [House(each.who, each.name, each.who in joined) for each in names()]


class OtherHouses(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """What we make of somebody whom another house has sent: never a new account, never one found by an address."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The whole answer, before allauth would go on by itself."""
        asked_twice = _asked_twice(sociallogin.account.extra_data)
        sociallogin.account.extra_data = {}  # who they are, and nothing else of them, is kept
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(_join(request, sociallogin))
        if not sociallogin.is_existing or not sociallogin.user.is_active:
            raise ImmediateHttpResponse(show(request, "entry/unknown.html", status=403))
        sociallogin.account.save()
        if asked_twice and not factors.kinds(sociallogin.user):
            raise ImmediateHttpResponse(coming_in.complete(request, sociallogin.user, Factor.HOUSE, is_shared=True))
        raise ImmediateHttpResponse(coming_in.ask_for_second(request, sociallogin.user))

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The other house said no, or what came back was not what was asked."""
        raise ImmediateHttpResponse(show(request, "entry/unknown.html", status=403))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No letter says anything of this."""


def _asked_twice(told: dict[str, Any]) -> bool:
    """Whether the other house says that it asked for two things itself (RFC 8176)."""
    methods = (told.get("id_token") or told).get("amr") or []
    return "mfa" in methods


def _join(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    if coming_in.who_is_in(request) is None or not coming_in.is_recent(request):
        return redirect("enter")
    if sociallogin.is_existing and sociallogin.user != request.user:
        messages.error(request, _("That sign-in belongs to somebody else here."))
    elif not sociallogin.is_existing:
        sociallogin.connect(request, request.user)
        messages.success(request, _("Joined. Next time you can come in from there."))
    return redirect("ways_in")
