"""What a form of any page might be sent with: enough for each to go as far as the rules that guard it."""

from tests.proofs.addresses import NOBODYS

# One set for every form: each takes what it knows of it. The key is nobody's, so that nothing is there already.
SENSIBLE: dict[str, str | list[str]] = {
    "key": str(NOBODYS), "words": "We are well.", "text": "We are well.", "full_name": "Jo Lind", "called": "Jo",
    "relation": "a friend", "ring": "1", "sector": "family", "tie": "touch", "kind": "general", "deed": "reading",
    "may_read": "on", "may_write": "on", "with_person": "on", "reason": "Because.", "why": "Because.",
    "outcome": "decided", "audience": "network", "stand": "agree", "became": "stays_open", "do": "agree",
    "leaving": "leave_open", "telling": f"spoken_of:{NOBODYS}", "how": "own", "read_back": "yes", "way": "telephone",
    "told": "on", "reached": "yes", "closed_by": "person", "note": "As it is.", "closing_words": "On Friday.",
    "came": str(NOBODYS), "voice": "abc", "name": "Jo", "as_what": "profession:nurse",
    "sort": "voluntary", "provider": "The ward", "since": "March 2026", "up_to": "2026-10-31",
}  # fmt: skip
