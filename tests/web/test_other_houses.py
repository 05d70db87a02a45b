"""Coming in by another house's sign-in, against a real OpenID provider in a process of its own."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks.browser import Browser
from tests import other_house
from tests.app_codes import code_at
from tests.coming_in import come_in, in_earnest, may, with_app
from tests.people import Town
from tornio.config import other_houses
from tornio.core.people import Capacity
from tornio.people import houses
from tornio.people.models import Human

__all__ = ["in_earnest"]
BACK = "http://testserver/enter/from/{}/back/"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where the other house listens; it sends back to both of our doors."""
    back = "\n".join(BACK.format(who) for who in other_houses.WHO)
    with other_house.served(back, tmp_path_factory.mktemp("other")) as port:
        yield port


@pytest.fixture
def joined_to(provider: int, settings: Any, in_earnest: None) -> int:
    """Our service, told of the other house by its environment as `tornio serve` would be."""
    environment: dict[str, str] = {}
    for who in ("STAFF", "PUBLIC"):
        environment |= {
            f"TORNIO_{who}_OIDC_SERVER": f"http://127.0.0.1:{provider}",
            f"TORNIO_{who}_OIDC_CLIENT": other_house.CLIENT,
            f"TORNIO_{who}_OIDC_SECRET": other_house.SECRET,
            f"TORNIO_{who}_OIDC_NAME": f"The other house for {who.lower()}",
        }
    apps = other_houses.configured(environment)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}
    return provider


def there_and_back(client: Client, port: int, name: str, who: str = "staff") -> Any:
    """Press the button, be somebody over there, and come back."""
    asked = client.post(reverse("go_to_house", args=[who])).headers["Location"]
    browser = Browser(port)
    browser.ask(f"/be/{name}/")
    sent = browser.ask(asked.removeprefix(f"http://127.0.0.1:{port}"))
    assert sent.location.startswith(BACK.format(who)), sent.body
    return client.get(sent.location.removeprefix("http://testserver"))


def join(town: Town, port: int, called: str, name: str) -> Human:
    """Somebody who is in joins their sign-in over there to theirs here."""
    human = with_app(town.humans[called], f"{called.lower()}@example.org")
    client = come_in(human)
    assert there_and_back(client, port, name).headers["Location"] == reverse("ways_in")
    assert "You can come in from there" in client.get(reverse("ways_in")).content.decode()
    return human


def test_ruth_comes_in_from_her_trust_and_shows_a_second_thing_of_her_own(town: Town, joined_to: int) -> None:
    ruth = join(town, joined_to, "Ruth", "ruth")
    client = Client()
    assert there_and_back(client, joined_to, "ruth").headers["Location"] == reverse("second")
    assert "_auth_user_id" not in client.session
    client.post(reverse("second"), {"code": code_at(timezone.now() + timedelta(seconds=30)), "is_shared": "no"})
    assert client.session["_auth_user_id"] == str(ruth.pk)
    assert may(client, town, Capacity.PRACTITIONER)


def test_a_house_that_asks_for_two_things_itself_is_enough(town: Town, joined_to: int) -> None:
    """It says so in its token (`amr`); whoever has something of their own here is asked for it all the same."""
    tomasz = join(town, joined_to, "Tomasz", "twice-tomasz")
    client = Client()
    assert there_and_back(client, joined_to, "twice-tomasz").headers["Location"] == reverse("second")
    Authenticator.objects.filter(user=tomasz).delete()
    client = Client()
    assert there_and_back(client, joined_to, "twice-tomasz").headers["Location"] == reverse("choose")
    assert may(client, town, Capacity.PRACTITIONER)


def test_a_house_that_asks_for_one_thing_lets_nobody_in_alone(town: Town, joined_to: int) -> None:
    ruth = join(town, joined_to, "Ruth", "ruth")
    Authenticator.objects.filter(user=ruth).delete()
    client = Client()
    assert there_and_back(client, joined_to, "ruth").headers["Location"] == reverse("enter_alone")
    assert client.get(reverse("ways_in")).headers["Location"] == reverse("enter")


def test_nobody_gets_an_account_by_coming_from_another_house(town: Town, joined_to: int) -> None:
    """Nor by an address: the house is not even asked for one."""
    before = Human.objects.count()
    answer = there_and_back(Client(), joined_to, "twice-stranger")
    assert answer.status_code == 403
    assert "We could not let you in from there" in answer.content.decode()
    assert Human.objects.count() == before


def test_what_joins_ruth_over_there_does_not_join_neil_here(town: Town, joined_to: int) -> None:
    join(town, joined_to, "Ruth", "ruth")
    neil = come_in(with_app(town.humans["Neil"], "neil@example.org"))
    there_and_back(neil, joined_to, "ruth")
    assert "belongs to somebody else here" in neil.get(reverse("ways_in")).content.decode()
    assert houses.joined(town.humans["Neil"]) == frozenset()


def test_the_door_for_everybody_is_not_the_door_for_staff(town: Town, joined_to: int) -> None:
    """The same name at two houses is two people."""
    join(town, joined_to, "Ruth", "ruth")
    assert there_and_back(Client(), joined_to, "ruth", "public").status_code == 403


def test_nothing_of_what_the_other_house_tells_is_kept(town: Town, joined_to: int) -> None:
    join(town, joined_to, "Ruth", "ruth")
    there_and_back(Client(), joined_to, "ruth")
    assert [row.extra_data for row in SocialAccount.objects.all()] == [{}]
    assert not SocialToken.objects.exists()


def test_coming_back_in_another_browser_or_twice_opens_nothing(town: Town, joined_to: int) -> None:
    """The answer is bound to the browser that asked, and used once."""
    join(town, joined_to, "Ruth", "ruth")
    asked = Client().post(reverse("go_to_house", args=["staff"])).headers["Location"]
    browser = Browser(joined_to)
    browser.ask("/be/ruth/")
    sent = browser.ask(asked.removeprefix(f"http://127.0.0.1:{joined_to}")).location.removeprefix("http://testserver")
    planted = Client()
    assert planted.get(sent).status_code == 403
    assert planted.get(reverse("second")).headers["Location"] == reverse("enter")


def test_what_is_asked_of_the_other_house_is_as_little_as_can_be(town: Town, joined_to: int) -> None:
    """Who somebody is; with a proof key, and nothing that an address of ours could change."""
    away = "?scope=email&auth_params=prompt%3Dnone&next=//evil.example&process=redirect"
    asked = Client().post(reverse("go_to_house", args=["staff"]) + away).headers["Location"]
    told = parse_qs(urlsplit(asked).query)
    assert (told["scope"], told["code_challenge_method"]) == (["openid"], ["S256"])
    assert "prompt" not in told
    assert "evil" not in asked


def test_ruth_parts_from_the_other_house(town: Town, joined_to: int) -> None:
    ruth = join(town, joined_to, "Ruth", "ruth")
    client = Client()
    there_and_back(client, joined_to, "ruth")
    client.post(reverse("second"), {"code": code_at(timezone.now() + timedelta(seconds=30))})
    client.post(reverse("part_from_house", args=["staff"]))
    assert houses.joined(ruth) == frozenset()


def test_a_house_that_does_not_answer_is_no_fault_of_ours(town: Town, joined_to: int, settings: Any) -> None:
    """Ruth comes in another way meanwhile."""
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:1"
    answer = Client().post(reverse("go_to_house", args=["staff"]))
    assert answer.status_code == 503
    assert "Other ways to come in" in answer.content.decode()


def test_no_house_is_named_where_the_environment_names_none(town: Town, in_earnest: None) -> None:
    assert other_houses.configured({}) == []
    assert other_houses.origins({}) == []
    assert Client().post(reverse("go_to_house", args=["staff"])).status_code == 404


def test_a_form_may_lead_only_to_the_houses_that_the_environment_names() -> None:
    """The policy that every page carries: `form-action`."""
    environment = {
        "TORNIO_STAFF_OIDC_SERVER": "https://login.example.nhs.uk/tenant",
        "TORNIO_PUBLIC_OIDC_SERVER": "https://auth.example.org",
        "TORNIO_PUBLIC_OIDC_ALSO": "https://access.example.org/, nonsense",
    }
    assert other_houses.origins(environment) == [
        "https://login.example.nhs.uk", "https://auth.example.org", "https://access.example.org",
    ]  # fmt: skip
    names = [(app["provider_id"], app["name"]) for app in other_houses.configured(environment)]
    assert names == [("staff", "login.example.nhs.uk"), ("public", "auth.example.org")]
