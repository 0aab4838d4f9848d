#!/usr/bin/env python3
"""areas.py OUT: writes the table of Kemendagri area codes that the build embeds.

One line an area, `code,name`: the code without dots (2, 4, 6 or 10 digits), sorted; the name is the rest of the
line. The data comes from the npm package pinned in tools/areas; the finished table is kept under build/areas,
so npm is asked once for each version of the package.
"""
import csv
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

root = Path(__file__).resolve().parent.parent
package = root / "tools/areas"
kept = root / "build/areas"
COUNTS = {2: 38, 4: 514, 6: 7285, 10: 83762}
LEVELS = ["provinces", "regencies", "districts", "villages"]


def fetch(folder):
    """The package's data folder, installed from the npm registry into `folder`, or None and why not."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(package / name, folder)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        return None, done.stderr
    return Path(folder) / "node_modules/idn-area-data/data", ""


def rows(data):
    for level in LEVELS:
        with open(data / f"{level}.csv", newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield row["code"].replace(".", ""), " ".join(row["name"].split())


def check(table):
    counts = {length: sum(len(code) == length for code, _ in table) for length in COUNTS}
    if counts != COUNTS:
        sys.exit(f"areas.py: the package holds {counts} areas by length of code, expected {COUNTS}")
    codes = {code for code, _ in table}
    parent = {4: 2, 6: 4, 10: 6}
    orphans = [code for code in codes if len(code) > 2 and code[: parent[len(code)]] not in codes]
    if orphans:
        sys.exit(f"areas.py: {len(orphans)} areas lie in no other, {orphans[0]} among them")


def reuse(out, why_not):
    """Without the registry an earlier table is better than none."""
    earlier = max(kept.glob("areas-*.csv"), key=os.path.getmtime, default=None)
    if not earlier:
        sys.exit(f"areas.py: npm ci failed, and no finished table is kept in {kept}:\n{why_not}")
    print(f"areas.py: npm ci failed; {earlier.name} is used again", file=sys.stderr)
    shutil.copyfile(earlier, out)


def make(out):
    with tempfile.TemporaryDirectory() as folder:
        data, why_not = fetch(folder)
        if not data:
            return reuse(out, why_not)
        table = sorted(rows(data))
    check(table)
    part = out.with_suffix(f".{os.getpid()}")
    part.write_text("".join(f"{code},{name}\n" for code, name in table), encoding="utf-8")
    part.rename(out)


def main():
    version = hashlib.sha256((package / "package-lock.json").read_bytes() + Path(__file__).read_bytes())
    table = kept / f"areas-{version.hexdigest()[:16]}.csv"
    kept.mkdir(parents=True, exist_ok=True)
    with open(kept / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not table.exists():
            make(table)
    shutil.copyfile(table, sys.argv[1])


main()
