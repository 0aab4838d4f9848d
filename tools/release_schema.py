#!/usr/bin/env python3
"""release_schema.py BINA VERSION: keeps a small store of this program's schema in tests/migrations, for both engines.

Run once for each release, and never again for the same one: from then on ./test migrates it to whatever the program
has become, and runs `bina check`. Codes of areas are left out: they come with the program.
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import postgres

root = Path(__file__).resolve().parent.parent
kept = root / "tests/migrations"
KEY = kept / "bina.key"  # of invented people
REFERENCE = ["area", "area_former_name", "area_table"]
LIST = """NO;NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN;OMZET
1;SITI AMINAH;3316095203879001;Warung Bu Aminah;Beran;Blora;12000000
2;BAMBANG SUTRISNO;3316051203709002;Bengkel Sumber Jaya;Balun;Cepu;48 juta
3;DARMI;;Batik Mustika;Banjarejo;Banjarejo;
"""


def fill(bina, flags, folder):
    def run(*words, **more):
        subprocess.run([bina, *words, *flags], check=True, text=True, stdout=subprocess.DEVNULL, **more)
    run("demo", "--businesses", "30", "--seed", "7")
    run("user", "add", "penguji", "--role", "operator", "--area", "3316", input="kata-sandi-uji-1\n")
    for name, source in (("a.csv", "BPUM 2021"), ("b.csv", "Dinas")):
        (folder / name).write_text(LIST)
        run("intake", folder / name, "--source", source, "--regency", "3316", "--as-of", "2024-06-30")
    run("export", folder / "out.csv", "--regency", "3316", "--reason", "rapat koordinasi")
    counted = subprocess.run([bina, "count", "--regency", "3316", "--by", "class", "--as-of", "2025-12-31", "--json", *flags],
                             check=True, text=True, capture_output=True)
    return counted.stdout.strip()


def dump(name, counted, command):
    text = subprocess.run(command, check=True, text=True, capture_output=True).stdout
    (kept / name).write_text(f"-- {counted}\n{text}")
    print(f"{kept / name}: {len(text)} bytes")


def main(bina, version):
    if list(kept.glob(f"{version}.*")):
        sys.exit(f"{version} is kept already: a released schema is never written anew")
    kept.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, postgres.server() as create:
        folder = Path(name)
        os.environ.pop("BINA_TEST_DATABASE", None)
        if not KEY.exists():
            subprocess.run([bina, "migrate", "--data", folder / "first", "--key", KEY], check=True, stdout=subprocess.DEVNULL)
        flags = ["--data", str(folder / "lite"), "--key", str(KEY)]
        counted = fill(bina, flags, folder)
        store = folder / "lite/bina.db"
        forget = "".join(f"DELETE FROM {table};" for table in REFERENCE)
        subprocess.run(["sqlite3", store, forget], check=True)
        dump(f"{version}.sqlite.dump", counted, ["sqlite3", store, ".dump"])
        url = create("release")
        flags = ["--data", str(folder / "heavy"), "--database", url, "--key", str(KEY)]
        counted = fill(bina, flags, folder)
        dump(f"{version}.postgresql.dump", counted,
             ["pg_dump", "--no-owner", "--no-privileges", *(f"--exclude-table-data={table}" for table in REFERENCE), url])


main(*sys.argv[1:])
