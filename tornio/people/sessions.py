"""Sessions: on a shared device one ends after 15 quiet minutes; each is listed for its human and can be ended.

Django is given this module as its SESSION_ENGINE; the table stays Django's own.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from tornio.people.models import Human, SignIn

QUIET = timedelta(minutes=15)
# How far the end of a shared session may lag behind, so that not every request writes.
STEP = timedelta(seconds=30)
SHARED = "is_shared"


class SessionStore(DatabaseStore):
    """A session that knows whether its device is shared."""

    def get_session_cookie_age(self) -> int:
        """Seconds until it ends by itself; the cookie itself always ends with the browser."""
        return int(QUIET.total_seconds()) if self.get(SHARED) else super().get_session_cookie_age()

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Django's own table, which open pages watch."""
        return Session


def keep_awake(session_key: str, at: datetime) -> None:
    """Somebody is there: 15 minutes from now. One statement, which writes twice a minute at most."""
    Session.objects.filter(session_key=session_key, expire_date__lt=at + QUIET - STEP).update(expire_date=at + QUIET)


def begin(human: Human, session_key: str, *, device: str, is_shared: bool, at: datetime) -> SignIn:
    """Somebody has come in; rows of browsers that have gone meanwhile go too."""
    SignIn.objects.filter(human=human).exclude(session_key__in=_alive(at)).delete()
    SignIn.objects.filter(session_key=session_key).delete()
    return SignIn.objects.create(
        human=human, session_key=session_key, device=device[:80], is_shared=is_shared, began_at=at
    )


def _alive(at: datetime) -> QuerySet[Session, str]:
    return Session.objects.filter(expire_date__gt=at).values_list("session_key", flat=True)


def of_human(human: Human, at: datetime) -> QuerySet[SignIn]:
    """Where this human is signed in now, the latest first."""
    return SignIn.objects.filter(human=human, session_key__in=_alive(at)).order_by("-began_at")


def end(human: Human, sign_in_id: UUID) -> bool:
    """Sign one of their own browsers out, at once; False when it is not theirs, or has gone."""
    found = SignIn.objects.filter(human=human, pk=sign_in_id).first()
    if found is None:
        return False
    Session.objects.filter(session_key=found.session_key).delete()
    found.delete()
    return True


def end_others(human: Human, session_key: str) -> int:
    """Sign every other browser of this human out."""
    others = SignIn.objects.filter(human=human).exclude(session_key=session_key)
    Session.objects.filter(session_key__in=list(others.values_list("session_key", flat=True))).delete()
    return others.delete()[0]


def forget(session_key: str) -> None:
    """This browser was signed out."""
    SignIn.objects.filter(session_key=session_key).delete()
