"""How long all indicators take: over generated tables of many meetings, in a process of its own for each size.

`python -m benchmarks.indicators [--meetings 100000] [--engine spark]`. Promised: 100,000 meetings in 3 s, 10 million
in 60 s. What is measured is `count` over Parquet files, all definitions, without and with months.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

import duckdb

from tornio.evaluation.counted import Period
from tornio.evaluation.definitions import chosen
from tornio.evaluation.engine import opened
from tornio.evaluation.figures import count
from tornio.evaluation.files import Engine
from tornio.evaluation.tables import TABLES

PROMISED = {100_000: 3.0, 10_000_000: 60.0}
SIZES = (100_000, 1_000_000, 10_000_000)
A_YEAR = Period(date(2025, 12, 1), date(2026, 12, 1))
AS_OF = datetime(2026, 11, 30, 12, 0)  # noqa: DTZ001 - the tables have moments in UTC, without a zone
OF_A_NETWORK = 20  # meetings
MIB = 1024

# A number from 0 to 999 that follows from the row and a word; a moment of the last two years.
MACROS = """
CREATE MACRO chance(n, word) AS (hash(n, word) % 1000)::INTEGER;
CREATE MACRO began(network) AS TIMESTAMP '2024-12-01' + to_minutes((hash(network, 'began') % 800000)::BIGINT);
CREATE MACRO opened(meeting) AS began(meeting // {per}) + to_hours((20 + 220 * (meeting % {per}))::BIGINT);
CREATE MACRO staff(network, nth) AS (hash(network // 50, nth) >> 2)::BIGINT;
CREATE MACRO stands_in(meeting, nth) AS chance(meeting, 'in' || nth) < 120;
CREATE MACRO who(meeting, nth) AS CASE
    WHEN nth < 2 AND stands_in(meeting, nth) THEN ((hash(meeting, nth) % 2500) * 2)::BIGINT + nth
    WHEN nth < 2 THEN staff(meeting // {per}, nth)
    ELSE 1000000000 + (meeting // {per}) * 10 + nth END;
CREATE MACRO answers(meeting, nth) AS chance(meeting, 'answers' || nth) < 400;
"""
MADE = {
    "contacts": """SELECT n AS contact, n AS network, began(n)::DATE AS contacted_on, began(n) AS contacted_at,
        CASE WHEN chance(n, 'onset') < 300 THEN began(n)::DATE - 40 END AS onset_on,
        CASE WHEN chance(n, 'ref') < 500 THEN began(n) + INTERVAL 1 HOUR END AS referred_at,
        CASE WHEN chance(n, 'ref') < 400 THEN began(n) + INTERVAL 2 HOUR END AS accepted_at,
        began(n) + INTERVAL 3 HOUR AS offered_at, began(n) + INTERVAL 20 HOUR AS offered_for,
        opened(n * {per}) AS agreed_for,
        began(n) + to_hours((12 + chance(n, 'met') // 50)::BIGINT) AS met_at, NULL::TIMESTAMP AS network_met_at,
        NULL::TIMESTAMP AS closed_at, NULL::VARCHAR AS closed_by, 'contact' AS clock, 24.0::DOUBLE AS window_hours,
        began(n) + INTERVAL 24 HOUR AS due_at, staff(n, chance(n, 'a') // 700) AS answered_by
        FROM range({networks}) t(n)""",
    "handovers": """SELECT n AS contact, began(n)::DATE AS passed_on, 'accepted' AS by_way
        FROM range({networks}) t(n) WHERE chance(n, 'over') < 60""",
    "meetings": """SELECT m AS meeting, m // {per} AS network, m // {per} AS episode,
        CASE WHEN m % {per} = 0 THEN m // {per} END AS contact,
        CASE WHEN chance(m, 'not') < 40 THEN 'not_held' ELSE 'held' END AS status, opened(m)::DATE AS meeting_on,
        opened(m) AS planned_from, opened(m) + INTERVAL 90 MINUTE AS planned_until,
        opened(m) + to_minutes((chance(m, 'late') // 100)::BIGINT) AS opened_at,
        opened(m) + INTERVAL 95 MINUTE AS held_at,
        CASE WHEN chance(m, 'place') < 650 THEN 'home' ELSE 'our_rooms' END AS place,
        CASE WHEN chance(m, 'chose') < 20 THEN NULL WHEN chance(m, 'chose') < 700 THEN 'person' ELSE 'team' END
            AS place_chosen_by,
        'together' AS time_chosen_by, NULL::VARCHAR AS not_held_by, who(m, 0) AS proposed_by, 2::BIGINT AS promised,
        false AS peer_promised, m % {per} > 0 AS had_team, chance(m, 'med') < 100 AS medication
        FROM range({meetings}) t(m)""",
    "attendance": """SELECT m AS meeting, m // {per} AS network, who(m, k) AS who,
        CASE WHEN k < 2 THEN 'practitioner' WHEN k = 2 THEN 'centre' ELSE 'member' END AS capacity, k < 2 AS staff,
        k < 2 AND NOT stands_in(m, k) AS of_team,
        CASE k WHEN 0 THEN 'nurse' WHEN 1 THEN 'peer_practitioner' END AS profession, k > 2 AS own_network,
        'room' AS way, 90::BIGINT AS minutes
        FROM range({meetings}) t(m), range(4) u(k) WHERE k < 3 OR chance(m, 'member') < 800""",
    "substitutions": """SELECT m AS meeting, who(m, 0) AS who, chance(m, 'told') < 800 AS told_before
        FROM range({meetings}) t(m) WHERE stands_in(m, 0)""",
    "voices": """SELECT m AS meeting, m // {per} AS network, who(m, k) AS who, k < 2 AS staff,
        CASE WHEN k = 0 THEN 'reflection' ELSE 'voice' END AS kind, 1 + chance(m, 'words' || k) // 8 AS words,
        true AS own_hand, opened(m)::DATE AS said_on
        FROM range({meetings}) t(m), range(4) u(k) WHERE chance(m, 'says' || k) < 780""",
    "decisions": """SELECT d AS decision, d * 3 AS meeting, d * 3 // {per} AS network,
        opened(d * 3)::DATE AS decided_on,
        CASE WHEN chance(d, 'out') < 600 THEN 'decided' ELSE 'not_decided' END AS outcome,
        CASE WHEN chance(d, 'kind') < 250 THEN 'medication' ELSE 'general' END AS kind,
        CASE WHEN chance(d, 'kind') < 250 THEN (chance(d, 'before') // 250)::BIGINT END AS spoken_before
        FROM range({meetings} // 3) t(d)""",
    "positions": """SELECT d AS decision, who(d * 3, k) AS who, k < 2 AS staff,
        ['agree', 'unsure', 'disagree', 'did_not_say'][1 + chance(d, 'stand' || k) // 250] AS stand
        FROM range({meetings} // 3) t(d), range(3) u(k)""",
    "questions": """SELECT q AS question, q * 4 // {per} AS network, opened(q * 4)::DATE AS asked_on,
        1::BIGINT AS turns,
        ['stays_open', 'found_answer', 'melted_away'][1 + chance(q, 'became') // 334] AS became
        FROM range({meetings} // 4) t(q)""",
    "talks": """SELECT m // {per} AS network, opened(m)::DATE AS talked_on, 2::BIGINT AS people, NULL::BIGINT AS minutes
        FROM range({meetings}) t(m) WHERE chance(m, 'talk') < 30""",
    "acts": """SELECT m // {per} AS network, 'emergency' AS kind, opened(m)::DATE AS done_on, opened(m) AS done_at,
        opened(m) + INTERVAL 9 DAY AS told_at, opened(m) + INTERVAL 9 DAY AS met_next_at, 0::BIGINT AS put_off
        FROM range({meetings}) t(m) WHERE chance(m, 'act') < 30""",
    "episodes": """SELECT n AS episode, n AS network, began(n)::DATE AS opened_on, began(n) AS opened_at,
        false AS returned,
        CASE WHEN chance(n, 'end') < 500 THEN opened(n * {per} + {per} - 1)::DATE END AS ended_on,
        CASE WHEN chance(n, 'end') < 450 THEN 'network_decided' WHEN chance(n, 'end') < 500 THEN 'moved' END AS ended_by
        FROM range({networks}) t(n)""",
    "maps": """SELECT n AS network, (began(n) + to_days((40 * k)::INTEGER))::DATE AS kept_on,
        began(n) + to_days((40 * k)::INTEGER) AS kept_at, 5 + k AS people, 4::BIGINT AS ties
        FROM range({networks}) t(n), range(3) u(k)""",
    "life": """SELECT n AS network, 'stay' AS kind,
        CASE WHEN chance(n, 'held' || k) < 300 THEN 'detained' ELSE 'voluntary' END AS sort,
        (began(n) + to_days((30 + 90 * k)::INTEGER))::DATE AS since_on,
        (began(n) + to_days((30 + 90 * k + 5 + chance(n, 'long' || k) // 8)::INTEGER))::DATE AS until_on, true AS exact,
        (began(n) + to_days(400))::DATE AS told_up_to, 'file' AS source
        FROM range({networks}) t(n), range(2) u(k) WHERE chance(n, 'stay' || k) < 300
        UNION ALL SELECT n, 'medication', CASE WHEN chance(n, 'pills') < 400 THEN 'antipsychotic' ELSE 'none' END,
        began(n)::DATE, (began(n) + to_days(chance(n, 'days')))::DATE, true, (began(n) + to_days(400))::DATE, 'said'
        FROM range({networks}) t(n)
        UNION ALL SELECT n, 'occupation', CASE WHEN chance(n, 'work') < 500 THEN 'work' ELSE 'none' END, began(n)::DATE,
        (began(n) + to_days(500))::DATE, false, (began(n) + to_days(500))::DATE, 'said' FROM range({networks}) t(n)""",
    "asked": """SELECT m AS meeting, m // {per} AS network, who(m, k) AS who, false AS staff,
        'after-the-meeting' AS instrument, '1' AS version, opened(m)::DATE AS asked_on, answers(m, k) AS answered
        FROM range({meetings}) t(m), range(2, 4) u(k)""",
    "answers": """SELECT m * 4 + k AS response, m AS meeting, m // {per} AS network, who(m, k) AS who, false AS staff,
        chance(m, 'alone' || k) < 500 AS alone,
        'after-the-meeting' AS instrument, '1' AS version, ['heard', 'mattered', 'room'][i] AS item,
        'question' AS kind,
        CASE WHEN chance(m, 'left' || i) < 950 THEN chance(m, k || 'how' || i) // 100 END::DOUBLE AS value,
        NULL::DOUBLE AS sd, NULL::DOUBLE AS reliability, opened(m)::DATE AS answered_on, opened(m) AS answered_at
        FROM range({meetings}) t(m), range(2, 4) u(k), range(1, 4) v(i) WHERE answers(m, k)
        UNION ALL SELECT m * 4, m, m // {per}, who(m, 2), false, true, 'people', '1', 'whole', 'scale',
        (chance(m, 'scale') // 20)::DOUBLE, 8.0, 0.85, opened(m)::DATE, opened(m)
        FROM range({meetings}) t(m) WHERE m % 4 = 0 AND answers(m, 2)""",
}


def generate(meetings: int, folder: Path) -> None:
    """Write the tables of so many meetings; the same for the same number."""
    numbers = {"meetings": meetings, "networks": meetings // OF_A_NETWORK, "per": OF_A_NETWORK}
    with duckdb.connect() as connection:
        connection.execute(MACROS.format(**numbers))
        for name, said in MADE.items():
            columns = ", ".join(TABLES[name].schema.names)
            wanted = f"SELECT {columns} FROM ({said.format(**numbers)})"
            connection.execute(f"COPY ({wanted}) TO '{folder / f'{name}.parquet'}' (FORMAT parquet)")


def measure(folder: Path, engine: Engine) -> None:
    """Count everything, twice: the whole year, and month by month."""
    began = time.monotonic()
    with opened(folder, engine) as source:
        ready, worked = time.monotonic(), at_work()
        found = count(source, chosen([]), A_YEAR, AS_OF)
        whole, worked = time.monotonic(), at_work() - worked
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
        count(source, chosen([]), A_YEAR, AS_OF, months=True)
        monthly = time.monotonic()
    counted = next(each.figure.denominator for each in found if each.figure.definition.id == "at_home")
    sys.stdout.write(
        f"{len(found)} | {counted} | {ready - began:.1f} | {whole - ready:.1f} | {worked:.1f} | {memory:.0f} "
        f"| {monthly - whole:.1f}\n"
    )


def at_work() -> float:
    """Seconds that the cores have worked for this process: what a machine that does more cannot take from it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """A line for each size; 1 when one took longer than was promised."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--meetings", type=int, action="append", help="How many; repeat it. Usually three sizes.")
    given.add_argument("--engine", type=Engine, default=Engine.DUCKDB)
    given.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = given.parse_args()
    if asked.folder is not None:
        measure(asked.folder, asked.engine)
        return 0
    sys.stdout.write(
        "| meetings | figures | held in the year | opening, s | the year, s | of all cores at work, s "
        "| most memory, MiB | once more with months, s |\n|---|---|---|---|---|---|---|---|\n"
    )
    late = False
    for meetings in asked.meetings or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            generate(meetings, Path(folder))
            here = [sys.executable, "-m", "benchmarks.indicators", "--folder", folder, "--engine", asked.engine.value]
            line = subprocess.run(here, check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
        sys.stdout.write(f"| {meetings} | {line} |\n")
        late |= float(line.split(" | ")[3]) > PROMISED.get(meetings, float("inf"))
    told = ", ".join(f"{meetings:,} meetings in {seconds:.0f} s" for meetings, seconds in PROMISED.items())
    sys.stdout.write(f"\nPromised of the year: {told}. {'One took longer.' if late else 'Kept.'}\n")
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
