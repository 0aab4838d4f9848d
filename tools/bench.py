#!/usr/bin/env python3
"""bench.py --build FOLDER [NAME [ARG...]]: runs benches/NAME.py, or NAME.cc as a program, and keeps its figures.

A bench prints one JSON object a line: {"name", "value", "unit"} and, where there is one, "floor" (the best that the
machine can do, measured in the same run), "peer" and "note". Any other line is shown as it is.
"""
import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import postgres

root = Path(__file__).resolve().parent.parent
benches = root / "benches"


def machine():
    cpu = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return f"{os.cpu_count()} x {cpu}, {memory} GiB"


def command(name, build):
    if (benches / f"{name}.py").exists():
        return [sys.executable, benches / f"{name}.py"]
    subprocess.run(["ninja", "-C", build, f"bench_{name}"], check=True, stdout=subprocess.DEVNULL)
    return [build / "benches" / f"bench_{name}"]


def number(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"


def show(figures):
    rows = [("", "value", "unit", "floor", "peer", "")]
    rows += [(one["name"], number(one["value"]), one["unit"], number(one.get("floor")), number(one.get("peer")),
              one.get("note", "")) for one in figures]
    widths = [max(len(row[i]) for row in rows) for i in range(6)]
    for row in rows:
        print("  ".join(cell.ljust(width) if i in (0, 2, 5) else cell.rjust(width)
                        for i, (cell, width) in enumerate(zip(row, widths))).rstrip())


def run(name, build, arguments):
    figures = []
    with postgres.server(durable=True) as create:
        env = os.environ | {"BINA": str(build / "bina"), "BINA_BUILD": str(build), "BINA_WEB": str(root / "web/dist"),
                            "BINA_BENCH_DATABASE": create("bench")}
        process = subprocess.Popen([*command(name, build), *arguments], stdout=subprocess.PIPE, text=True, env=env,
                                   cwd=root)
        for line in process.stdout:
            try:
                figures.append(json.loads(line))
            except ValueError:
                print(line, end="", flush=True)
        code = process.wait()
    print(f"== {name} on {machine()}")
    show(figures)
    if code == 0 and figures and not arguments:
        commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=root, capture_output=True, text=True)
        kept = {"bench": name, "machine": machine(), "commit": commit.stdout.strip(),
                "day": time.strftime("%Y-%m-%d"), "figures": figures}
        (benches / "results").mkdir(exist_ok=True)
        (benches / "results" / f"{name}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    return code


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", required=True, type=Path)
    parser.add_argument("name", nargs="?")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    chosen = parser.parse_args()
    known = sorted({path.stem for path in [*benches.glob("*.py"), *benches.glob("*.cc")]})
    if chosen.name and chosen.name not in known:
        parser.error(f"no bench is called {chosen.name}; there are {', '.join(known)}")
    names = [chosen.name] if chosen.name else known
    return max((run(name, chosen.build, chosen.arguments) for name in names), default=0)


sys.exit(main())
