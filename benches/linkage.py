"""Who is who in lists with known answers, from files to files: `bina link`.

    ./bench linkage [--records N] [--large] [FOLDER]

The lists of small businesses are made by lists/umkm.cc: RECORDS SEED PROFILE. --records makes the first two of another
size, --large adds 4.2 million. FOLDER may hold public labelled sets (febrl3.csv, febrl4_a.csv with febrl4_b.csv and
febrl4_pairs.csv, …); each is linked as `bina link --suggest` proposes.

F1 of edges is that of the best threshold; of clusters, that of the entities. The peer is Splink 5 with DuckDB, tuned by
hand, measured on this kind of machine.
"""
import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

BINA = os.environ["BINA"]
BUILD = Path(os.environ["BINA_BUILD"])
LISTS = Path(__file__).resolve().parent / "lists"
ID_NAMES = ("unique_id", "id")
RAW = {"owner_n": "owner", "business_n": "business", '"nik"\nkind': '"nik_raw"\nkind', '"phone"\nkind': '"phone_raw"\nkind',
       "address_n": "address"}
SCAN = '\n[scan]\ntexts = ["owner"]\nnumbers = ["nik", "phone"]\nalike_percent = 55\n'
# wall seconds, CPU seconds, MiB, F1
PEERS = {"1 M easy": (20.7, 37.2, 1207, .9907), "1 M hard": (59.7, 88.6, 2182, .887), "4.2 M hard": (251.6, 268.5, 7408, .826),
         "105 k x 35 k": (10.0, 15.4, 366, .912), "febrl3": (3.6, 4.1, 246, .9972), "febrl4": (10.8, 7.2, 237, .9996),
         "rl10000": (25.1, 13.6, 691, .962), "fake_1000": (2.7, 3.3, 187, .923)}


def say(name, value, unit, **more):
    print(json.dumps({"name": name, "value": round(value, 4), "unit": unit, **more}), flush=True)


# A process inherits the peak memory of whoever starts it, so something small does.
MEASURE = """
import os, sys, time
started = time.monotonic()
_, status, usage = os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ), 0)
print(time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, status)
"""


def measured(command):
    """Wall and CPU seconds, peak memory in MiB, and what a command prints."""
    ran = subprocess.run([sys.executable, "-S", "-c", MEASURE, *map(str, command)], capture_output=True, text=True)
    *output, figures = ran.stdout.splitlines()
    wall, cpu, memory, status = map(float, figures.split())
    if status != 0:
        raise SystemExit(f"{command} failed: {ran.stderr[-500:]}")
    return wall, cpu, memory, "\n".join(output)


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def f1(right, told, true):
    return 2 * right / max(told + true, 1)


def pairs_in(counts):
    return sum(count * (count - 1) // 2 for count in counts)


class Truth:
    """Which records are one, by (source, id): clusters, or pairs across two lists."""

    def __init__(self, lists, pairs=None):
        self.linked = len(lists) == 2
        self.clusters = {}
        for source, path in enumerate(lists):
            for row in rows_of(path):
                key = next(row[name] for name in ID_NAMES if name in row)
                self.clusters[source, key] = row.get("cluster", (source, key))
        if pairs:
            for row in rows_of(pairs):
                self.clusters[1, row["id_b"]] = self.clusters[0, row["id_a"]]
        by_source = [Counter(cluster for (source, _), cluster in self.clusters.items() if source == each) for each in (0, 1)]
        self.true_inside = pairs_in((by_source[0] + by_source[1]).values())
        self.true = (sum(count * by_source[1][cluster] for cluster, count in by_source[0].items()) if self.linked
                     else self.true_inside)

    def edges(self, path):
        """Best F1 over thresholds, with its precision and recall, and the share of true pairs that are told at all."""
        best, right, told, before = (0, 0, 0), 0, 0, None
        second = 1 if self.linked else 0
        with open(path, newline="") as file:
            lines = csv.reader(file)
            next(lines)
            for a, b, _, weight in lines:
                if weight != before and told:
                    best = max(best, (f1(right, told, self.true), right / told, right / self.true))
                before = weight
                told += 1
                right += self.clusters[0, a] == self.clusters[second, b]
        return max(best, (f1(right, told, self.true), right / max(told, 1), right / self.true)), right / self.true

    def entities(self, path):
        sizes, both = Counter(), Counter()
        for row in rows_of(path):
            source = 1 if row.get("source") == "B" else 0
            sizes[row["entity"]] += 1
            both[row["entity"], self.clusters[source, row["id"]]] += 1
        told, right = pairs_in(sizes.values()), pairs_in(both.values())
        return f1(right, told, self.true_inside), right / max(told, 1), right / self.true_inside, max(sizes.values())


def link(name, lists, spec, folder, truth):
    pairs, entities, report = folder / "pairs.csv", folder / "entities.csv", folder / "report.html"
    wall, cpu, memory, output = measured([BINA, "link", *lists, "--spec", spec, "--pairs", pairs, "--entities", entities,
                                          "--report", report])
    compared = int(re.search(r"(\d+) pasangan dibandingkan", output)[1])
    peer = PEERS.get(name, (None,) * 4)
    say(f"{name}: wall", wall, "s", peer=peer[0])
    say(f"{name}: CPU", cpu, "s", peer=peer[1], note=f"{compared:,} pairs compared")
    say(f"{name}: peak memory", memory, "MiB", peer=peer[2])
    (best, precision, recall), found = truth.edges(pairs)
    say(f"{name}: F1 of edges", best, "", note=f"P {precision:.4f} R {recall:.4f}; {found:.4f} of true pairs told")
    if truth.linked and truth.true != truth.true_inside:
        say(f"{name}: F1 against the peer", best, "", peer=peer[3])
        return
    best, precision, recall, largest = truth.entities(entities)
    say(f"{name}: F1 of clusters", best, "", peer=peer[3], note=f"P {precision:.4f} R {recall:.4f}; largest {largest}")


def made(folder, name, *arguments):
    path = folder / f"{name}.csv"
    with open(path, "w") as out:
        subprocess.run([BUILD / "benches" / "umkm_lists", *map(str, arguments)], stdout=out, check=True)
    return path


def in_two(folder, path):
    """Source 0 of a list of both as one file, source 1 as another."""
    parts = [folder / "registry.csv", folder / "grants.csv"]
    with open(path, newline="") as file, open(parts[0], "w", newline="") as a, open(parts[1], "w", newline="") as b:
        lines = csv.reader(file)
        writers = [csv.writer(a), csv.writer(b)]
        heading = next(lines)
        for writer in writers:
            writer.writerow(heading)
        for line in lines:
            writers[int(line[2])].writerow(line)
    return parts


def spec_file(folder, name, text):
    path = folder / f"{name}.toml"
    path.write_text(text)
    return path


def link_made_lists(folder, records, large):
    text = (LISTS / "umkm.toml").read_text()
    few = text.split("# -- rules of a list with many errors")[0]
    raw = text
    for column, written in RAW.items():
        raw = raw.replace(column, written)
    name = "1 M" if records == 1_000_000 else f"{records:,}"
    for profile, specs in (("easy", {"": few}), ("hard", {"": text, " raw": raw})):
        path = made(folder, profile, records, 1, profile)
        truth = Truth([path])
        for suffix, spec in specs.items():
            link(f"{name} {profile}{suffix}", [path], spec_file(folder, profile, spec), folder, truth)
        path.unlink()
    parts = in_two(folder, made(folder, "both", 139_675, 3, "hard", "link"))
    link("105 k x 35 k", parts, spec_file(folder, "scan", text + SCAN), folder, Truth(parts))
    if large:
        path = made(folder, "large", 4_200_000, 7, "hard")
        link("4.2 M hard", [path], spec_file(folder, "large", text), folder, Truth([path]))


def link_labelled_sets(folder, sets):
    for path in sorted(sets.glob("*.csv")):
        if path.stem.endswith(("_b", "_pairs")):
            continue
        name = path.stem.removesuffix("_a")
        lists = [path] if name == path.stem else [path, sets / f"{name}_b.csv"]
        spec = folder / f"{name}.toml"
        suggested = subprocess.run([BINA, "link", "--suggest", *lists], capture_output=True, text=True)
        if suggested.returncode != 0:
            print(f"{name}: {suggested.stderr.strip()}")
            continue
        spec.write_text(suggested.stdout)
        link(name, lists, spec, folder, Truth(lists, sets / f"{name}_pairs.csv" if len(lists) == 2 else None))


parser = argparse.ArgumentParser()
parser.add_argument("--records", type=int, default=1_000_000)
parser.add_argument("--large", action="store_true")
parser.add_argument("sets", nargs="?", type=Path)
chosen = parser.parse_args()
subprocess.run(["ninja", "-C", BUILD, "umkm_lists"], check=True, stdout=subprocess.DEVNULL)
with tempfile.TemporaryDirectory() as name:
    link_made_lists(Path(name), chosen.records, chosen.large)
    if chosen.sets:
        link_labelled_sets(Path(name), chosen.sets)
