"""Time as people tell it in Finnish."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tornio.core import told

HELSINKI = ZoneInfo("Europe/Helsinki")


def at(text: str, zone: ZoneInfo = HELSINKI) -> datetime:
    """A moment written as a clock on the wall shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def length(text: str) -> timedelta:
    """“18:50” is eighteen hours and fifty minutes."""
    hours, minutes = text.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


def test_the_same_in_finnish() -> None:
    now = at("2026-11-12 14:20", HELSINKI)

    def tell(moment: str) -> str:
        return told.when(at(moment, HELSINKI), now, HELSINKI, "fi")

    assert tell("2026-11-12 16:10") == "tänään klo 16.10"
    assert tell("2026-11-13 14:30") == "huomenna klo 14.30"
    assert tell("2026-11-11 09:05") == "eilen klo 9.05"
    assert tell("2026-11-14 10:00") == "lauantaina klo 10.00"
    assert tell("2026-11-19 17:30") == "ensi torstaina klo 17.30"
    assert tell("2026-11-23 17:30") == "maanantaina 23.11. klo 17.30"
    assert tell("2027-01-04 09:00") == "maanantaina 4.1.2027 klo 9.00"
    start, end = at("2026-11-12 17:30", HELSINKI), at("2026-11-12 18:45", HELSINKI)
    assert told.exact(start, HELSINKI, end, "fi") == "torstai 12.11.2026 klo 17.30–18.45"
    assert told.exact(start, HELSINKI, lang="fi") == "torstai 12.11.2026 klo 17.30"
    assert told.beside(start, now, HELSINKI, "fi") == "tänään klo 17.30"
    assert told.beside(at("2026-11-14 10:00", HELSINKI), now, HELSINKI, "fi") == "14.11. klo 10.00"
    assert told.headline(start, now, HELSINKI, "fi") == "Tänään klo 17.30"
    assert told.left(at("2026-11-13 09:10", HELSINKI), now, HELSINKI, "fi") == "huomenna klo 9.00 mennessä"
    assert told.left(at("2026-11-12 17:05", HELSINKI), now, HELSINKI, "fi") == "2 h 45 min jäljellä"
    assert told.by(start, now, HELSINKI, "fi") == "tänään klo 17.30 mennessä"


def test_lengths_and_presence_in_finnish() -> None:
    began = at("2026-11-12 17:00", HELSINKI)
    later, gone = began + timedelta(minutes=5), began + timedelta(minutes=45)
    assert told.in_part(began, None, began, HELSINKI, "fi") == ""
    assert told.in_part(began, gone, began, HELSINKI, "fi") == "paikalla klo 17.45 asti"
    assert told.in_part(later, None, began, HELSINKI, "fi") == "paikalla klo 17.05 alkaen"
    assert told.in_part(later, gone, began, HELSINKI, "fi") == "17.05–17.45"
    assert told.length(length("18:50"), "fi") == "18 h 50 min"
    assert told.length_words(length("1:30"), "fi") == "puolitoista tuntia"
    assert told.length_words(length("1:15"), "fi") == "1 h 15 min"
    assert told.late(length("2:30"), "fi") == "2 h 30 min myöhässä"
    assert told.to_spare(length("0:55"), "fi") == "aikaa jää 55 min"
    assert told.met(began, gone, HELSINKI, "fi") == "tavattu samana päivänä"
    assert told.met(began, began + length("18:50"), HELSINKI, "fi") == "tavattu, 18 h 50 min yhteydenotosta"
    assert told.clock(began, HELSINKI, "fi") == "klo 17.00"
    assert [told.number(5, "fi"), told.ordinal(5, "fi"), told.times(5, "fi"), told.times(1, "fi")] == [
        "5", "5.", "5 kertaa", "kerran",
    ]  # fmt: skip
    assert told.several(["Aino", "Eero", "Liisa"], "fi") == "Aino, Eero ja Liisa"
    assert told.long_day(date(2026, 11, 12), began, HELSINKI, "fi-FI") == "torstai 12.11."
