"""How a secret is shown to an app that makes codes: as a picture to point a telephone at, and in letters."""

from io import BytesIO
from urllib.parse import quote, urlencode

import qrcode
from markupsafe import Markup
from qrcode.image.svg import SvgPathImage

from tornio.people.entry import CODE_DIGITS


def grouped(code: str) -> str:
    """In threes or fours, as people read codes to each other."""
    size = 3 if len(code) == CODE_DIGITS else 4
    return " ".join(code[start : start + size] for start in range(0, len(code), size))


def picture(secret: str, *, issuer: str, name: str) -> Markup:
    """A QR code as SVG. The issuer is the host's name, and says nothing of what this is."""
    label = quote(f"{issuer}:{name}")
    drawn = qrcode.make(
        f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer})}", image_factory=SvgPathImage
    )
    kept = BytesIO()
    drawn.save(kept)
    return Markup(kept.getvalue().decode().partition("?>")[2].strip())  # noqa: S704 - drawn by us, carries no text
