"""How long it takes to find the ways to meet: services of many sizes, two days ahead, some meetings of each of us.

`python -m benchmarks.at_once [--days 50]`. Promised: a second, for whatever service; the page's questions come on top.
"""

import argparse
import random
import statistics
import sys
import time
from math import ceil, dist

from tornio.planner.at_once import Ask, Movable, options
from tornio.planner.diary import Always, Engagement, Somebody
from tornio.planner.times import Shift

PROMISED = 1.0
HOUR, MINUTE = 3600, 60
OF_US = (10, 20, 40, 80)
TOWN = 20 * MINUTE  # across it


def a_service(many: int, chance: random.Random) -> tuple[Ask, list[Somebody], list[Movable], list[tuple[float, float]]]:
    """Everybody works two days from nine to seven; meetings of two for 90 minutes, as many as there are of us."""
    places = [(chance.random() * TOWN, chance.random() * TOWN) for _place in range(many + 2)]
    diaries: dict[str, list[Engagement]] = {f"practitioner {number}": [] for number in range(many)}
    movable = []
    for number in range(2 * many):
        begins = chance.choice([0, 24]) * HOUR + chance.randrange(0, 34) * 15 * MINUTE
        who = chance.sample(sorted(diaries), 2)
        if all(each.ends + TOWN * 2 <= begins or begins + 90 * MINUTE + TOWN * 2 <= each.begins
               for name in who for each in diaries[name]):  # fmt: skip
            place, name = 2 + number % many, f"meeting {number}"
            for each in who:
                diaries[each].append(Engagement(begins, begins + 90 * MINUTE, place, name))
            early = max(3 * HOUR, begins - 4 * HOUR)
            if begins >= early:
                movable.append(Movable(name, begins, 90 * MINUTE, place, frozenset(who), early, begins + 4 * HOUR))
    us = [
        Somebody(
            name,
            frozenset({"peer"} if number % 4 == 0 else ()),
            (Shift(0, 10 * HOUR), Shift(24 * HOUR, 34 * HOUR)),
            tuple(diary),
        )
        for number, (name, diary) in enumerate(diaries.items())
    ]
    ask = Ask(
        place=1, duration=90 * MINUTE, early=15 * MINUTE, due=24 * HOUR, until=24 * HOUR, skills=("peer",),
        round_to=(15 * MINUTE, 5 * MINUTE, MINUTE),
    )  # fmt: skip
    return ask, us, movable, places


def main() -> int:
    """A line for each size; 1 when somebody would wait longer than was promised."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--days", type=int, default=50)
    days = given.parse_args().days
    sys.stdout.write(
        "| of us | meetings that could move | ways found | median ms | worst ms |\n|---|---|---|---|---|\n"
    )
    worst = 0.0
    for many in OF_US:
        chance, took, moves, ways = random.Random(many), [], [], []
        for _day in range(days):
            ask, us, movable, places = a_service(many, chance)
            began = time.perf_counter()
            found = options(ask, us, Always(lambda a, b, at=places: ceil(dist(at[a], at[b]))), movable)  # type: ignore[misc]
            took.append(time.perf_counter() - began)
            moves.append(len(movable))
            ways.append(len(found))
        worst = max(worst, *took)
        middle = [statistics.median(each) for each in (moves, ways, took)]
        line = f"| {many} | {middle[0]:.0f} | {middle[1]:.0f} | {1000 * middle[2]:.0f} | {1000 * max(took):.0f} |\n"
        sys.stdout.write(line)
    sys.stdout.write(f"\nThe longest wait: {worst:.2f} s; promised: {PROMISED:.0f}.\n")
    return int(worst > PROMISED)


if __name__ == "__main__":
    sys.exit(main())
