"""Pages travel compressed: an old telephone on a weak line gets a long page in a tenth of the time."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class Compressing(GZipMiddleware):
    """Django's own, which adds a random length against guessing from sizes (BREACH).

    A part that has a stamp stays as it is: its stamp is compared to the letter.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compressed where the browser takes it and it is worth it."""
        if response.has_header("ETag"):
            return response
        return super().process_response(request, response)
