"""From file to committed and deduplicated, into a new registry: 105,000 messy rows, CSV and XLSX, on both engines, and
1,000,000 rows to see that memory stays as it is.

    ./bench intake [ROWS...]

The floor is what the engine needs to take in the same number of clean rows without looking at them: SQLite's
.import into one table, PostgreSQL's COPY.
"""
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BINA = os.environ["BINA"]
DATABASE = os.environ["BINA_BENCH_DATABASE"]
ROWS = [int(rows) for rows in sys.argv[1:]] or [105_000, 1_000_000]
LARGE = 500_000  # beyond it only CSV on SQLite


def measured(command):
    """Wall and CPU seconds, and peak memory in MB, of one command with its children."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[:3]} failed: {output[-500:]}")
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def say(name, value, unit, **more):
    print(json.dumps({"name": name, "value": value, "unit": unit, **more}), flush=True)


def write_clean(dirty, clean):
    """The rows of `dirty`, all of the same length, for the floor; returns that length."""
    def rows():
        with open(dirty, encoding="utf-8", errors="replace", newline="") as file:
            yield from csv.reader((line.replace("\0", "") for line in file), delimiter=";")

    width = max(map(len, rows()))
    with open(clean, "w", newline="") as out:
        csv.writer(out).writerows(row + [""] * (width - len(row)) for row in rows())
    return width


def sqlite_floor(folder, clean):
    return measured(["sqlite3", folder / "floor.db", "-cmd", ".mode csv", f".import {clean} clean"])[0]


def postgres_floor(clean, columns):
    names = ", ".join(f"c{i} TEXT" for i in range(columns))
    script = f"DROP TABLE IF EXISTS clean; CREATE TABLE clean ({names}); \\copy clean FROM '{clean}' CSV"
    return measured(["psql", "-q", DATABASE, "-c", script.split("\\copy")[0], "-c", "\\copy" + script.split("\\copy")[1]])[0]


def take_in(name, file, store, floor):
    subprocess.run([BINA, "migrate", *store], check=True, stdout=subprocess.DEVNULL)
    wall, cpu, memory, output = measured([BINA, "intake", file, "--source", "Ukur", "--regency", "3316", "--sales-period",
                                          "year", "--json", *store])
    counts = json.loads(output)
    note = f"{counts['new']:,} new, {counts['duplicate_in_file']:,} repeated, {counts['doubtful']:,} doubtful"
    say(f"{name}, wall", round(wall, 2), "s", floor=round(floor, 2), note=note)
    say(f"{name}, CPU", round(cpu, 2), "s")
    say(f"{name}, peak memory", round(memory), "MB")


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    for rows in ROWS:
        endings = ("csv", "xlsx") if rows < LARGE else ("csv",)
        for ending in endings:
            file = folder / f"{rows}.{ending}"
            subprocess.run([BINA, "demo", "--long-list", file, "--rows", str(rows), "--businesses", str(max(rows, 13_652))],
                           check=True)
        clean = folder / "clean.csv"
        width = write_clean(folder / f"{rows}.csv", clean)
        sqlite, postgres = sqlite_floor(folder, clean), postgres_floor(clean, width)
        (folder / "floor.db").unlink()
        for ending in endings:
            file = folder / f"{rows}.{ending}"
            take_in(f"{rows:,} rows {ending.upper()}, SQLite", file, ["--data", folder / f"s{rows}{ending}"], sqlite)
        subprocess.run(["psql", "-q", DATABASE, "-c", "DROP TABLE clean"], check=True)
        if rows >= LARGE:
            continue
        take_in(f"{rows:,} rows CSV, PostgreSQL", folder / f"{rows}.csv",
                ["--data", folder / f"p{rows}", "--database", DATABASE], postgres)
        subprocess.run(["psql", "-q", DATABASE, "-c", "DROP SCHEMA public CASCADE; CREATE SCHEMA public"], check=True)
