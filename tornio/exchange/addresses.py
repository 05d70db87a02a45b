"""Telling an address outside the house something in plain lines: one POST, and nothing of it anywhere else."""

import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException

from tornio.exchange.texts import NoRedirect


def told(url: str, key: str, lines: str, patience: float) -> str:
    """Why it was not taken: a status or a kind of error, never a word of what was told or of where; empty if it was."""
    try:
        if urllib.parse.urlsplit(url).scheme not in {"http", "https"}:
            raise ValueError
        headers = {"Content-Type": "text/plain; charset=utf-8"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        request = urllib.request.Request(url, data=lines.encode(), headers=headers)  # noqa: S310 - looked at above
        with urllib.request.build_opener(NoRedirect).open(request, timeout=patience):
            return ""
    except urllib.error.HTTPError as error:
        with error:
            return str(error.code)
    except (OSError, ValueError, HTTPException) as error:
        return type(getattr(error, "reason", error)).__name__
