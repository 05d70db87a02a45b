"""The server's half of `keep.js`: it tells a sending script that its words were taken, and where to go next.

A script cannot read where a redirect leads. So for its requests a redirect after the deed becomes an empty
answer that names the next page; one to the sign-in page stays what it is, for then nothing was taken.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url


def keeping(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: redirects become `204` with `X-Tornio-Next` for whoever asks with `X-Tornio-Keep`."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "X-Tornio-Keep" not in request.headers or response.status_code not in (302, 303):
            return response
        next_page = response["Location"]
        if urlsplit(next_page).path == urlsplit(resolve_url(settings.LOGIN_URL)).path:
            return response
        taken = HttpResponse(status=204, headers={"X-Tornio-Next": next_page, "Cache-Control": "no-store"})
        taken.cookies = response.cookies
        return taken

    return answer
