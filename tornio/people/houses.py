"""Which other houses' sign-in somebody has joined to their own here (by allauth)."""

from allauth.socialaccount.models import SocialAccount

from tornio.people.models import Human


def joined(human: Human) -> frozenset[str]:
    """The houses they can come in from."""
    return frozenset(SocialAccount.objects.filter(user=human).values_list("provider", flat=True))


def part(human: Human, who: str) -> None:
    """That house no longer lets them in."""
    SocialAccount.objects.filter(user=human, provider=who).delete()
