"""All addresses of the screens: each subject's from its own file."""

from django.urls import include, path

SUBJECTS = (
    "entry", "home", "contacts", "duty", "working", "weeks", "figures", "instruments", "networks", "apart",
    "safeguarding", "grants", "maps", "arranging", "room", "between", "life", "episodes", "rights", "beyond",
    "messages",
)  # fmt: skip

urlpatterns = [path("", include(f"tornio.web.routes.{subject}")) for subject in SUBJECTS]
