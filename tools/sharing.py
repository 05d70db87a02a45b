"""Writes docs/sharing.md: who may do what, and by what each table's rows are read, from the policy itself.

`--check` only compares.
"""

import os
import sys
from pathlib import Path

import django
from django.apps import apps

from tornio.core.sharing import RIGHTS, Kind, Relationship, Resource, Right, Shelf

PAGE = Path(__file__).resolve().parents[1] / "docs" / "sharing.md"
STANDS = {
    Relationship.CENTRE: "the person at the centre",
    Relationship.MEMBER: "a member whom the person lets read",
    Relationship.OWN_WORDS: "a member who does not read, is there in name, or left",
    Relationship.PROXY: "who acts for the person by law, while it lasts",
    Relationship.TEAM: "a practitioner of the team",
    Relationship.RESPONSIBLE: "responsible for the first contact, before there is a team",
    Relationship.BOOKED: "booked, before there is a team",
    Relationship.SUBSTITUTE: "a substitute, until 24 hours after",
    Relationship.DUTY: "on duty, who took the call",
    Relationship.BREAK_GLASS: "who broke the glass, for an hour",
    Relationship.SCREEN: "the screen on the table",
}
WHAT = {
    Resource.ENTRIES: "shared entries",
    Resource.MAP: "the map",
    Resource.SAFE_WAYS: "others' contact details",
    Resource.READINGS: "who has read",
    Resource.KEPT_APART: "what is kept apart",
}
READ_BY = {
    Kind.HOUSE: "whoever acts in the organisation",
    Kind.ROTA: "practitioners and service leads of the organisation, and jobs",
    Kind.COUNTED: "service leads of the organisation, and jobs",
    Kind.RELEASED: "service leads, privacy leads and evaluators; jobs alone write it, the privacy lead answers",
    Kind.EVALUATED: "jobs alone, which alone write it too",
    Kind.PEOPLE: "staff of the organisation; others those of their networks and everyone who works here",
    Kind.WAYS: "the one whose it is; staff those of the networks and first contacts they work with",
    Kind.OWN: "the one whose it is, and nobody else",
    Kind.WORDS: "the author; by the audience of each row, those of the network who may read",
    Kind.CLOSED: "by the reader's networks alone",
    Kind.WATCHED: "by the reader's networks, the one whose it is, the privacy lead",
    Kind.FACTS: "by the reader's networks; staff those of the organisation",
    Kind.MEETINGS: "by the reader's networks, and whoever was there or is asked; staff those of the organisation",
    Kind.CONTACTS: "whoever has it in hand or holds the telephone, its caller, its person; who leads, without words",
    Kind.UNDER: "whoever reads the row it belongs to",
    Kind.TRAIL: "who read or did it; the person, unless it is about what they may not see; the privacy lead",
    Kind.PRIVACY: "the privacy lead",
    Kind.JOBS: "jobs alone",
    Kind.APART: "who works with the network, never the person or a member; the privacy lead",
    Kind.SAFEGUARDING: "the privacy lead; anybody of the staff may write it and not read it back",
    Kind.OUTSIDE: "anybody: it is nobody's data",
}
LETTERS = {frozenset(): "–", frozenset({Right.READ}): "R", frozenset({Right.READ, Right.WRITE}): "RW"}


def _how(shelf: Shelf) -> str:
    more = []
    if shelf.kind in (Kind.CLOSED, Kind.FACTS, Kind.WATCHED):
        more.append(f"set “{shelf.reach.value}”")
    if shelf.parent[0]:
        more.append(f"under `{shelf.parent[0]}`")
    if shelf.own:
        more.append(f"own by `{shelf.own}`")
    if shelf.signed:
        more.append(f"signed by `{shelf.signed}`")
    return READ_BY[shelf.kind] + (f" ({', '.join(more)})" if more else "")


def page() -> str:
    """The whole page."""
    lines = [
        "# Who may do what",
        "",
        "Made by `make docs` from `tornio/core/sharing.py` and the tables themselves. The querysets of",
        "`records/visible` and the database's row-level security (`records/policies.py`) follow from the same words;",
        "`tests/proofs/test_everybody_every_row.py` compares the three for everybody and every row.",
        "",
        "## By how somebody stands to a network",
        "",
        "R read, W write. Writing of members is as the person allows; an entry's own audience narrows it further.",
        "",
        "| | " + " | ".join(WHAT[each] for each in Resource) + " |",
        "|---" * (len(Resource) + 1) + "|",
    ]
    for standing in Relationship:
        rights = [LETTERS[RIGHTS.get((standing, each), frozenset())] for each in Resource]
        lines.append(f"| {STANDS[standing]} | " + " | ".join(rights) + " |")
    lines += ["", "## By table", "", "| table | its rows are read by |", "|---|---|"]
    for room in ("people", "records"):
        for model in sorted(apps.get_app_config(room).get_models(), key=lambda each: each._meta.db_table):
            shelf = getattr(model, "shelf", None)
            if shelf is not None:
                lines.append(f"| `{model._meta.db_table}` | {_how(shelf)} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, or say that it has drifted."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tornio.config.settings")
    django.setup()
    if "--check" not in sys.argv:
        PAGE.write_text(page())
        return 0
    if not PAGE.exists() or PAGE.read_text() != page():
        print("docs/sharing.md has drifted from the policy: run `make docs`.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
