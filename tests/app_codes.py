"""What an app that shows codes shows, worked out as RFC 4226 and RFC 6238 say it, and in no other way."""

import base64
import hashlib
import hmac
import struct
from datetime import datetime

SECRET = base64.b32encode(b"12345678901234567890").decode()  # the secret of RFC 6238's own examples


def code_at(at: datetime, secret: str = SECRET) -> str:
    """What it shows at this moment."""
    step = struct.pack(">Q", int(at.timestamp()) // 30)
    digest = hmac.new(base64.b32decode(secret), step, hashlib.sha1).digest()
    start = digest[19] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
