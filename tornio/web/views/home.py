"""Each one's home page."""

from django.http import HttpRequest, HttpResponse

from tornio.web.frame import show


def home(request: HttpRequest) -> HttpResponse:
    """Where everybody begins."""
    return show(request, "home/home.html")
