"""Leave quickly: sign out, clear what the browser keeps, go to the service's neutral page; without script."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tornio.web.frame import frame_of
from tornio.web.middleware import for_anyone


# Without the form's secret: leaving must work from a page that has grown old. All that a stranger's page
# could do with this is sign somebody out, and the session cookie is not sent along from elsewhere.
@for_anyone
@csrf_exempt
@require_POST
def quickly(request: HttpRequest) -> HttpResponse:
    """Sign out and go. What the browser has stored of us goes too, so "Back" finds nothing.

    The answer is an empty page that goes on at once, not a redirect: a browser that holds forms to our own
    addresses (`form-action 'self'`) would refuse the redirect and leave the page standing there.
    """
    exit_url = request.session.get("exit_url") or frame_of(request).house.exit_url
    logout(request)
    response = render(request, "layout/gone.html", {"exit_url": exit_url})
    response["Cache-Control"] = "no-store"
    response["Clear-Site-Data"] = '"cache", "storage"'
    response["Referrer-Policy"] = "no-referrer"
    for cookie in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        response.delete_cookie(cookie)
    return response
