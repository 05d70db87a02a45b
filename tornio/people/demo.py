"""The people of the demo who can be tried: their links carry no secret, and are made only by a demo season."""

from dataclasses import dataclass

from tornio.people.models import SignInLink

PREFIX = "demo:"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to be tried: the word that ends their link, and who they are."""

    token: str
    name: str
    who: str


def label(token: str, who: str) -> str:
    """What is kept beside the hash, so that the link can be shown again."""
    return f"{PREFIX}{token}:{who}"


def people() -> list[DemoPerson]:
    """Who can sign in to the demo, in the order in which the season made them."""
    links = SignInLink.objects.filter(label__startswith=PREFIX, reusable=True).select_related("human")
    found = []
    for link in links.order_by("made_at", "label"):
        token, who = link.label.removeprefix(PREFIX).split(":", 1)
        if link.human is not None:
            found.append(DemoPerson(token, link.human.called, who))
    return found
