"""Pages travel compressed to whoever takes them so; the parts that have a stamp stay as they are, to the letter."""

import gzip

from tests.kitchen import a_meeting, a_network
from tests.people import Town
from tests.web.in_the_room import live, signed_in

TAKES = {"Accept-Encoding": "gzip, br"}


def test_a_meeting_comes_to_carols_telephone_in_a_fraction_of_its_length(town: Town) -> None:
    meeting = a_meeting(town, a_network(town))
    carol = signed_in(town, "Carol")
    plain = carol.get(f"/m/{meeting.pk}/")
    packed = carol.get(f"/m/{meeting.pk}/", headers=TAKES)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    assert gzip.decompress(packed.content).rstrip().endswith(b"</html>")


def test_what_is_asked_again_and_again_keeps_its_stamp(town: Town) -> None:
    """Its stamp is compared to the letter; packed, it would be another."""
    meeting = a_meeting(town, a_network(town))
    carol = signed_in(town, "Carol")
    first = carol.get(live(meeting), headers=TAKES)
    assert "Content-Encoding" not in first
    again = carol.get(live(meeting), headers={**TAKES, "If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
