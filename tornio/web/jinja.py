"""The Jinja environment: what every template may call, and nothing else."""

import re
from collections.abc import Callable
from datetime import date, datetime
from inspect import isfunction, signature
from types import SimpleNamespace

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from tornio.core import told

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a named page: `url("meeting", meeting.pk)`."""
    return reverse(name, args=args, kwargs=kwargs)


def language() -> str:
    """The language of the page as HTML wants it: "en-GB" for Django's "en-gb"."""
    main, dash, place = (get_language() or settings.LANGUAGE_CODE).partition("-")
    return main + dash + place.upper()


def direction() -> str:
    """The direction in which the page's language is written."""
    return "rtl" if get_language_bidi() else "ltr"


@pass_context
def csrf(context: Context) -> object:
    """The hidden field that shows a form is ours; nothing on a page that has no request."""
    return context.get("csrf_input", "")


def paragraphs(words: str) -> Markup:
    """People's words as paragraphs: an empty line begins a new one, a line break stays. All else is inert."""
    parts = re.split(r"\n\s*\n", words.replace("\r\n", "\n").replace("\r", "\n").strip())
    return Markup("\n").join(
        Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in part.split("\n"))) for part in parts
    )


def unbroken(text: str) -> str:
    """The same text, kept on one line: telephone numbers are read as a whole."""
    return text.replace(" ", NO_BREAK_SPACE)


def dial(number: str) -> str:
    """A telephone number as a `tel:` address wants it."""
    return "tel:" + re.sub(r"[^0-9+]", "", number)


def machine(moment: datetime | date) -> str:
    """A moment as the `datetime` attribute wants it: local to the service, to the minute."""
    if isinstance(moment, datetime):
        local = moment.astimezone(get_current_timezone()) if moment.tzinfo else moment
        return local.isoformat(timespec="minutes")
    return moment.isoformat()


def _here(tell: Callable[..., str]) -> Callable[..., str]:
    """The same telling, in the reader's language and by the service's clocks; pages need not say so."""
    asks = signature(tell).parameters

    def telling(*args: object, **kwargs: object) -> str:
        if "zone" in asks:
            kwargs.setdefault("zone", get_current_timezone())
        if "lang" in asks:
            kwargs.setdefault("lang", get_language() or settings.LANGUAGE_CODE)
        return tell(*args, **kwargs)

    return telling


def tellings() -> SimpleNamespace:
    """Every function of `core.told` for templates: `told.when(meeting.starts_at, now)`."""
    own = {
        name: _here(each)
        for name, each in vars(told).items()
        if isfunction(each) and each.__module__ == told.__name__ and not name.startswith("_")
    }
    del own["language"]
    return SimpleNamespace(**own)


def environment(**options: object) -> Environment:
    """Django calls this once with its own options; a name nobody gave is an error, not an empty place."""
    options |= {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    options.pop("autoescape", None)  # never off
    extensions = ["jinja2.ext.i18n", "jinja2.ext.do"]
    env = Environment(autoescape=True, extensions=extensions, **options)  # type: ignore[arg-type]
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.globals.update(url=url, static=static, language=language, direction=direction, csrf=csrf, told=tellings())
    env.filters.update(paragraphs=paragraphs, unbroken=unbroken, dial=dial, machine=machine, on_day=localdate)
    return env
