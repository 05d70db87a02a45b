"""How a route finder is named, asked and believed."""

import json

import pytest

from tornio.core.errors import Refused
from tornio.core.roads import Dialect, Drives, Finder, NotAskedYet, NotBelieved, Question, answer, finder, questions
from tornio.core.travel import Point

HARBOUR, HILL, FAR = Point(51.5, -0.12), Point(51.52, -0.1), Point(55.95, -3.2)
OSRM = Finder(Dialect.OSRM, is_https=False, host="127.0.0.1", port=5000)
VALHALLA = Finder(Dialect.VALHALLA, is_https=True, host="roads.example", port=443, path="/v1")


def test_a_route_finder_is_named_with_its_address() -> None:
    assert finder("osrm:http://127.0.0.1:5000") == OSRM
    assert finder(" valhalla:https://roads.example/v1/ ") == VALHALLA
    assert finder("osrm:http://[::1]") == Finder(Dialect.OSRM, is_https=False, host="::1", port=80)
    assert finder("") is None
    assert finder("  ") is None


@pytest.mark.parametrize(
    "wrong",
    [
        "osrm", "http://127.0.0.1:5000", "google:https://roads.example", "osrm:ftp://roads.example", "osrm:http://",
        "osrm:file:///etc/passwd", "osrm:http://me:secret@roads.example", "osrm:http://roads.example?key=1",
        "osrm:http://roads.example#1", "osrm:http://roads.example:harbour", "osrm:http://[::1",
    ],
)  # fmt: skip
def test_what_names_no_route_finder_is_refused(wrong: str) -> None:
    with pytest.raises(Refused, match="osrm:http"):
        finder(wrong)


def test_osrm_is_asked_for_a_table_and_valhalla_for_a_matrix() -> None:
    """Coordinates to five places, longitude first for the one and by name for the other; nothing else is said."""
    (table,) = questions(OSRM, [HARBOUR, HILL])
    assert (table.method, table.path, table.body) == (
        "GET", "/table/v1/driving/-0.12000,51.50000;-0.10000,51.52000", None,
    )  # fmt: skip
    (matrix,) = questions(VALHALLA, [HARBOUR, HILL])
    assert (matrix.method, matrix.path) == ("POST", "/v1/sources_to_targets")
    places = [{"lat": 51.5, "lon": -0.12}, {"lat": 51.52, "lon": -0.1}]
    assert json.loads(matrix.body or "") == {"sources": places, "targets": places, "costing": "auto"}


def test_many_points_are_asked_about_in_parts() -> None:
    """Sixty points are fifty and ten: four questions, of a hundred coordinates at most, with every pair in one."""
    points = [Point(50 + number / 100, 0) for number in range(60)]
    asked = questions(OSRM, points)
    assert [(len(each.sources), len(each.targets)) for each in asked] == [(50, 50), (50, 10), (10, 50), (10, 10)]
    assert {(a, b) for each in asked for a in each.sources for b in each.targets} == {
        (a, b) for a in points for b in points
    }
    across = asked[1].path
    assert across.count(";") == 59 + 49 + 9
    assert across.endswith("&destinations=" + ";".join(str(number) for number in range(50, 60)))


def believed(told: object, who: Finder = OSRM, status: int = 200) -> Drives:
    """What is taken from an answer about two places."""
    asked = Question("GET", "/", None, (HARBOUR,), (HARBOUR, HILL))
    return answer(who, asked, status, told if isinstance(told, bytes) else json.dumps(told).encode())


def test_seconds_are_taken_as_they_are_told_and_none_where_there_is_no_way() -> None:
    """A drive of no time is one to the next corner; OSRM writes null where no road leads."""
    assert believed({"code": "Ok", "durations": [[0, 321.5]]}) == {(HARBOUR, HARBOUR): 0.0, (HARBOUR, HILL): 321.5}
    assert believed({"code": "Ok", "durations": [[0, None]]})[HARBOUR, HILL] is None
    cells = [[{"time": 0, "distance": 0}, {"time": 321, "distance": 3.1}]]
    assert believed({"sources_to_targets": cells}, VALHALLA)[HARBOUR, HILL] == 321
    short = {"sources_to_targets": {"durations": [[0, 321]], "distances": [[0, 3.1]]}}
    assert believed(short, VALHALLA)[HARBOUR, HILL] == 321


@pytest.mark.parametrize(
    "cell", ["-1", "1e9", "86401", "NaN", "Infinity", '"321"', "true", "[]", "{}", "1" + "0" * 400, "0"]
)
def test_a_lie_in_one_place_makes_the_whole_answer_one(cell: str) -> None:
    """Below nothing, more than a day, no number; and two kilometres beyond the next road at a bird's double speed."""
    asked = Question("GET", "/", None, (HARBOUR,), (HARBOUR, FAR))
    with pytest.raises(NotBelieved):
        answer(OSRM, asked, 200, f'{{"code": "Ok", "durations": [[0, {cell}]]}}'.encode())


@pytest.mark.parametrize(
    "told",
    [
        b"", b"<html>", b"\xff", b"null", b"[]", b"[" * 100_000, {"code": "Ok"}, {"durations": [[0, 1]]},
        {"code": "NoTable", "durations": [[0, 1]]}, {"code": "Ok", "durations": [[0]]},
        {"code": "Ok", "durations": [[0, 1], [0, 1]]}, {"code": "Ok", "durations": 7}, {"code": "Ok", "durations": []},
    ],
)  # fmt: skip
def test_what_is_no_answer_is_not_believed(told: object) -> None:
    with pytest.raises(NotBelieved):
        believed(told)


def test_nor_is_what_comes_with_an_error_or_in_the_other_s_words() -> None:
    whole = {"code": "Ok", "durations": [[0, 321]]}
    for status in (302, 400, 500):
        with pytest.raises(NotBelieved):
            believed(whole, status=status)
    with pytest.raises(NotBelieved):
        believed(whole, VALHALLA)
    with pytest.raises(NotBelieved):
        believed({"sources_to_targets": [[{"time": 0}, {"distance": 3}]]}, VALHALLA)


def test_who_must_ask_first_is_told_about_which_points() -> None:
    """The points come with it, and its words name none of them."""
    first = NotAskedYet((HARBOUR, HILL))
    assert (first.points, str(first)) == ((HARBOUR, HILL), "2 points")
