"""Words that are being typed: kept on the server as they come, put back when the page is opened again."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse

from tornio.actions import drafts as actions
from tornio.core.errors import Refused
from tornio.people.keys import new_key
from tornio.records.visible import voices as visible
from tornio.web.refusing import refuse
from tornio.web.requests import Request


def device(request: Request) -> str:
    """This browser, told apart from the reader's other ones without telling which it is."""
    from_session = request.session.get("device")
    if from_session is None:
        from_session = request.session["device"] = new_key().hex[:12]
    return str(from_session)


def typed(request: Request, words: Mapping[str, str]) -> HttpResponse:
    """What is being typed, by place, kept for its writer alone."""
    try:
        for place, text in words.items():
            actions.keep(place=place, text=text, by=request.reader, at=request.reader.at)
    except Refused:  # more than anybody types: it stays in the tab, and the page says so when it is sent
        return HttpResponse(status=422)
    return HttpResponse(status=204)


class Draft:
    """The long answers of one form about one network, between two openings of its page."""

    def __init__(self, request: Request, page: str, about: UUID, *fields: str, beside: str = "") -> None:
        self.request, self.fields = request, fields
        self.everywhere = f"{page}/{about.hex}{beside}/"
        self.here = f"{self.everywhere}{device(request)}/"

    @property
    def address(self) -> str:
        """Where the page sends what is being typed: to itself, marked as a draft."""
        given = self.request.GET.copy()
        given["draft"] = "yes"
        return f"{self.request.path}?{given.urlencode()}"

    def kept(self) -> HttpResponse | None:
        """The answer, when this is a draft and not the form itself."""
        if self.request.method != "POST" or "draft" not in self.request.GET:
            return None
        return typed(self.request, self._as_typed())

    def _put_back(self, form: BaseForm) -> None:
        """What was typed here before stands in the form again; else what was typed last on another device."""
        begun = visible.drafts(self.request.reader, self.everywhere)
        for name in self.fields:
            latest = [text for place, text in begun.items() if place.endswith(f"/{name}")]
            form.initial[name] = begun.get(self.here + name) or (latest[0] if latest else "")

    def done(self, form: BaseForm, deed: Callable[[], None]) -> bool:
        """The deed, when the form is whole and no rule says no; otherwise what was typed waits, also without script."""
        if not form.is_bound:
            self._put_back(form)
        elif form.is_valid():
            try:
                deed()
            except Refused as no:
                refuse(form, no)
            else:
                self._sent(form)
                return True
        if form.is_bound:
            typed(self.request, self._as_typed())
        return False

    def _as_typed(self) -> dict[str, str]:
        return {self.here + name: self.request.POST.get(name, "") for name in self.fields}

    def _sent(self, form: BaseForm) -> None:
        """It is kept for good: nothing waits any more."""
        words = [str(form.cleaned_data.get(name, "")) for name in self.fields]
        reader = self.request.reader
        actions.forget(place=self.here, sent=words, elsewhere=self.everywhere, by=reader, at=reader.at)
