"""What changed on a map, as one would say it."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from tornio.core.maps import Changed, TieKind, What
from tornio.web.forms.maps import RINGS, SECTORS

_Words = dict[str, str]


def in_words(changed: Changed, *, own: bool, centre: str) -> str:
    """A whole sentence: “Yusuf came from further to closest.”"""
    before = changed.before
    words = {
        "who": changed.who.called,
        "ring": str(RINGS[changed.who.ring]).lower(),
        "was": str(RINGS[before.ring]).lower() if before else "",
        "sector": str(SECTORS[changed.who.sector]).lower(),
        "line": _line(changed, own=own, centre=centre),
    }
    if changed.what in _TIES:
        return _TIES[changed.what](changed.tie) % words
    return _SENTENCES[changed.what]() % words


def in_short(changed: Changed) -> str:
    """A few words for the line of time: “Yusuf came closer”."""
    return _SHORT[changed.what]() % {"who": changed.who.called}


def _line(changed: Changed, *, own: bool, centre: str) -> str:
    if changed.other is not None:
        return _("the line between %(one)s and %(other)s") % {"one": changed.other.called, "other": changed.who.called}
    if own:
        return _("the line to %(who)s") % {"who": changed.who.called}
    return _("the line between %(one)s and %(other)s") % {"one": centre, "other": changed.who.called}


def _came(tie: TieKind | None) -> str:
    return {
        TieKind.TOUCH: _("New is %(line)s: in touch."),
        TieKind.STRAINED: _("New is %(line)s: hard at the moment."),
        TieKind.QUIET: _("New is %(line)s: not in touch now."),
        None: _("New is %(line)s."),
    }[tie]


def _became(tie: TieKind | None) -> str:
    return {
        TieKind.TOUCH: _("Changed is %(line)s: in touch again."),
        TieKind.STRAINED: _("Changed is %(line)s: it has become hard."),
        TieKind.QUIET: _("Changed is %(line)s: not in touch now."),
        None: _("Changed is %(line)s."),
    }[tie]


def _went(tie: TieKind | None) -> str:
    return _("Gone is %(line)s.")


_TIES: dict[What, Callable[[TieKind | None], str]] = {
    What.TIE_NEW: _came,
    What.TIE_CHANGED: _became,
    What.TIE_GONE: _went,
}
_SENTENCES: dict[What, Callable[[], str]] = {
    What.NEW: lambda: _("%(who)s is new."),
    What.TAKEN_OFF: lambda: _("%(who)s is not on it any more."),
    What.CLOSER: lambda: _("%(who)s came from %(was)s to %(ring)s."),
    What.FURTHER: lambda: _("%(who)s moved from %(was)s to %(ring)s."),
    What.ELSEWHERE: lambda: _("%(who)s stands under “%(sector)s” now."),
    What.DIED: lambda: _("%(who)s is drawn as someone who has died."),
}
_SHORT: dict[What, Callable[[], str]] = {
    What.NEW: lambda: _("%(who)s is new"),
    What.TAKEN_OFF: lambda: _("%(who)s is off"),
    What.CLOSER: lambda: _("%(who)s came closer"),
    What.FURTHER: lambda: _("%(who)s moved away"),
    What.ELSEWHERE: lambda: _("%(who)s moved round"),
    What.DIED: lambda: _("%(who)s has died"),
    What.TIE_NEW: lambda: _("a line to %(who)s"),
    What.TIE_CHANGED: lambda: _("the line to %(who)s is another"),
    What.TIE_GONE: lambda: _("a line less to %(who)s"),
}
