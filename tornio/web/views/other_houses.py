"""Over to another house's sign-in, and back from it."""

from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect import views as openid
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from tornio.people import houses
from tornio.web import coming_in, other_houses
from tornio.web.frame import show
from tornio.web.middleware import for_anyone


@for_anyone
@require_POST
def go(request: HttpRequest, who: str) -> HttpResponse:
    """Over to the other house; who is in already, and showed it lately, joins theirs to it."""
    if who not in {each.who for each in other_houses.names()}:
        raise Http404
    process = AuthProcess.LOGIN
    human = coming_in.who_is_in(request)
    if human is not None:
        if not coming_in.is_recent(request):
            return coming_in.ask_for_second(request, human)
        process = AuthProcess.CONNECT
    adapter = other_houses.OtherHouses(request)
    try:
        answer: HttpResponse = adapter.get_provider(request, who).redirect(request, process=process)
    except RequestException:
        return show(request, "entry/unknown.html", status=503)
    return answer


@for_anyone
@require_GET
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the other house: allauth asks it who came, and the adapter below says what follows."""
    answer: HttpResponse = openid.callback(request, provider_id)
    return answer


@for_anyone
@require_POST
def part(request: HttpRequest, who: str) -> HttpResponse:
    """The other house no longer lets them in."""
    human = coming_in.who_is_in(request)
    if human is not None and coming_in.is_recent(request):
        houses.part(human, who)
    return redirect("ways_in")
