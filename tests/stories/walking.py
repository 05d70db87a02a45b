"""Walking through every page that somebody reaches by links, in a real browser, and noting what is wrong with each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urldefrag, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, ViewportSize
from playwright.sync_api import Error as PlaywrightError

from tests.browsers import axe, axe_violations

LOOK = (Path(__file__).parent / "looking.js").read_text()
AT_MOST = 2  # pages of one route that each person looks at
LOOK_DIFFERENT = frozenset({"meeting", "arrange", "contact"})  # by how far they have come: both are proved
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
FINE = 200
REFUSED = 422
ONE_AT_A_TIME = Lock()  # several walk at once
MEANWHILE = 3  # how often a page is looked at again


def route(address: str) -> str:
    """The name of the route behind an address, and which questions it answers: "map ?add"; empty for no page."""
    parts = urlsplit(address)
    try:
        name = resolve(parts.path).url_name or ""
    except Resolver404:
        return ""
    return " ?".join([name, *sorted(parse_qs(parts.query, keep_blank_values=True))])


@dataclass
class Walked:
    """What was found on all walks: by kind of fault, a line for each; the routes seen; the HTML of each page."""

    faults: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    routes: set[str] = field(default_factory=set)
    html: list[tuple[str, str]] = field(default_factory=list)
    proved: Counter[str] = field(default_factory=Counter)
    forms: set[str] = field(default_factory=set)
    pages: int = 0

    def is_to_prove(self, kind: str, reads_as: str) -> bool:
        """True for the first pages of a route that somebody of this kind comes to."""
        with ONE_AT_A_TIME:
            self.proved[f"{kind} {reads_as}"] += 1
            return self.proved[f"{kind} {reads_as}"] <= (AT_MOST if kind in LOOK_DIFFERENT else 1)

    def is_to_send(self, form: str) -> bool:
        """True for whoever comes to a form first."""
        with ONE_AT_A_TIME:
            known = form in self.forms
            self.forms.add(form)
        return not known

    def told(self, *kinds: str) -> str:
        """Every fault of these kinds, a line for each; empty when there is none."""
        return "\n".join(line for kind in kinds for line in self.faults[kind])

    def note(self, kind: str, where: str, what: Any) -> None:
        """One thing that is wrong; nothing when there is nothing."""
        if what:
            self.faults[kind].append(f"{where}: {what}")


@dataclass
class Walker:
    """One person with one browser that runs scripts and one that does not."""

    who: str
    reads_as: str  # those who read alike are looked at together: the same pages are not proved for each of them
    walked: Walked
    page: Page
    plain: Page
    seen: Counter[str] = field(default_factory=Counter)
    forms: list[tuple[str, int, str]] = field(default_factory=list)
    where: str = ""

    @classmethod
    def enter(
        cls,
        who: tuple[str, str],
        walked: Walked,
        browser: Browser,
        base: str,
        come_in: Callable[[BrowserContext], Page],
    ) -> "Walker":
        """Somebody comes in; the second browser is theirs too."""
        context = browser.new_context(base_url=base, locale="en-GB", viewport=WIDE)
        context.add_init_script(LOOK + axe())  # with each page, which is quicker than to each page
        page = come_in(context)
        state = context.storage_state()
        second = browser.new_context(
            base_url=base, locale="en-GB", viewport=WIDE, java_script_enabled=False, storage_state=state
        )
        walker = cls(*who, walked, page, second.new_page())
        page.on("console", walker._heard)
        page.on("pageerror", lambda error: walked.note("complaints", walker.where, error))
        return walker

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.walked.note("complaints", self.where, message.text)

    def leave(self) -> None:
        """Both browsers are closed."""
        self.page.context.close()
        self.plain.context.close()

    def walk(self, seeds: Iterable[str]) -> None:
        """From these addresses on, every link, as wide before as deep."""
        waiting = [*seeds]
        while waiting:
            address = waiting.pop(0)
            kind = route(address)
            if kind and self.seen[kind] < AT_MOST:
                waiting += self._open(address, kind)

    def _open(self, address: str, kind: str) -> list[str]:
        """One page looked at; the links on it."""
        self.where = f"{self.who} at {address}"
        try:
            answer = self.page.goto(address)
        except PlaywrightError as error:
            if "Download is starting" not in str(error):
                raise
            self.walked.routes.add(kind)  # a file to keep, and no page
            self.seen[kind] += AT_MOST
            return []
        assert answer is not None
        came_to = route(self.page.url)
        self.walked.routes |= {kind, came_to}
        self.seen[kind] += 1
        if came_to != kind:
            self.seen[came_to] += 1
            if self.seen[came_to] > AT_MOST:
                return []
        self.walked.note("status", self.where, "" if answer.status == FINE else answer.status)
        if answer.status != FINE:
            return []
        self.walked.pages += 1
        links = self._look(answer)
        if self.walked.is_to_prove(came_to, self.reads_as):
            self._prove(address)
        return links

    def _prove(self, address: str) -> None:
        """What takes its time."""
        self.walked.note("axe", self.where, axe_violations(self.page))
        self._by_keyboard()
        self._in_the_hand()
        self._without_script(address)

    def _look(self, answer: Response) -> list[str]:
        self.walked.html.append((self.where, answer.text()))
        found = self.page.evaluate("looking.page()")
        for kind in ("heading", "title", "labels", "native", "forms"):
            self.walked.note(kind, self.where, found[kind])
        for number, action in enumerate(found["fillable"]):
            self.forms.append((self.page.url, number, f"{route(self.page.url)} > {route(action)}"))
        return [urldefrag(each).url for each in found["links"]]

    def _by_keyboard(self) -> None:
        """Tab goes round: every control is a stop, its focus can be seen, and none holds it."""
        for _stop in range(self.page.evaluate("looking.begin()") + 3):
            self.page.keyboard.press("Tab")
        told = self.page.evaluate("looking.end()")
        self.walked.note("unreached", self.where, told["unreached"])
        self.walked.note("unseen", self.where, told["unseen"])

    def _in_the_hand(self) -> None:
        """At 320 pixels, also with text twice as large, nothing is wider than the screen; no bar hides the focus."""
        self.page.set_viewport_size(NARROW)
        self.walked.note("wide", self.where, self.page.evaluate("looking.wider()"))
        self.walked.note("hidden", self.where, self.page.evaluate("looking.hidden()"))
        self.walked.note("wide", f"{self.where}, text at 200 %", self.page.evaluate("looking.wider(2)"))
        self.page.set_viewport_size(WIDE)

    def _without_script(self, address: str) -> None:
        """The same words, in a browser without scripts; looked at again where others changed them meanwhile."""
        with_script = set(self.page.evaluate("looking.words()"))
        for _again in range(MEANWHILE):
            self.plain.goto(address)
            self.plain.evaluate(LOOK)
            without = set(self.plain.evaluate("looking.words()"))
            if with_script == without:
                return
            self.page.goto(address)
            with_script = set(self.page.evaluate("looking.words()"))
        self.walked.note("script", self.where, sorted(with_script ^ without))

    def send_nothing(self) -> None:
        """Each form that asks for words is sent without any, and no script: it says what is missing, or takes it."""
        for address, number, name in self.forms:
            if self.walked.is_to_send(name):
                self._send(address, number, f"{self.who} sends {name}")

    def _send(self, address: str, number: int, where: str) -> None:
        self.plain.goto(address)
        self.plain.evaluate(LOOK)
        if number >= self.plain.evaluate("looking.fillable().length"):
            return  # what others sent meanwhile has taken it away
        with self.plain.expect_navigation() as going:
            self.plain.evaluate("number => looking.send(number)", number)
        answer = going.value
        self.walked.note("sent", where, "" if answer.status in (FINE, REFUSED) else answer.status)
        if answer.status != REFUSED:
            return
        self.walked.html.append((where, answer.text()))
        self.plain.evaluate(LOOK)
        found = self.plain.evaluate("looking.page()")
        for kind in ("heading", "title", "labels", "native", "forms", "refusal"):
            self.walked.note(kind, where, found[kind])
        self.plain.set_viewport_size(NARROW)
        self.walked.note("wide", where, self.plain.evaluate("looking.wider()"))
        self.plain.set_viewport_size(WIDE)
