"""An address for which nobody has said who may use it fails the build."""

from django.urls import get_resolver

from tests.proofs.addresses import NOBODYS, every_address, plain
from tornio.core.people import Capacity
from tornio.web.policy import BOTH, Who, declared

HOW = "Say who may use it: POLICY in its file of tornio/web/routes (see tornio/web/policy.py)."


def test_every_address_says_who_may_use_it() -> None:
    silent = [f"{each.name} at /{each.pattern}" for each in every_address() if each.policy is None]
    assert silent == [], HOW


def test_nothing_is_said_of_an_address_that_is_not_there() -> None:
    assert sorted(set(declared()) - {each.name for each in every_address()}) == []


def test_every_address_has_a_name_of_its_own() -> None:
    names = [each.name for each in every_address()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_what_needs_no_sign_in_is_declared_so_and_nothing_else_is() -> None:
    """The mark on the view and the policy beside its address say the same."""
    for each in every_address():
        policy = each.policy
        assert policy is not None
        view = get_resolver().resolve(each.filled({part: _example(part, kind) for part, kind in each.wants})).func
        told = Who.ANYONE in policy.who
        assert getattr(view, "for_anyone", False) == told, f"{each.name}: {HOW}"
        assert getattr(view, "for_table", False) == (Who.TABLE in policy.who), f"{each.name}: for_table and Who.TABLE"


def _example(part: str, kind: str) -> str:
    return str(NOBODYS) if kind == "uuid" else plain(part, kind)


def test_no_address_is_asked_in_a_way_that_changes_and_is_not_a_post() -> None:
    for name, policy in declared().items():
        assert policy.methods, name
        assert policy.methods <= BOTH, name


def test_a_job_and_the_public_page_have_no_signed_in_address() -> None:
    for policy in declared().values():
        if Who.ANYONE not in policy.who:
            assert not policy.admits(Capacity.JOB)
            assert not policy.admits(Capacity.PUBLIC)
