#!/usr/bin/env python3
"""intake_page.py BINA FOLDER=REGENCY...: what `bina intake` makes of every file of the folders, as a page of Markdown.

Each file goes into a store of its own, so that files do not change each other's results.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

bina, *folders = sys.argv[1:]
KINDS = {"businesses": "daftar usaha", "aggregate": "tabel rekapitulasi", "prices": "daftar harga", "template": "formulir kosong",
         "empty": "kosong", "unknown": "tidak dikenali", "": "bukan lembar kerja"}


def taken_in(file, regency):
    with tempfile.TemporaryDirectory() as store:
        done = subprocess.run([bina, "intake", file, "--source", file.stem, "--regency", regency, "--sales-period", "year",
                               "--data", store, "--json"], capture_output=True, text=True)
        return json.loads(done.stdout) if done.stdout.startswith("{") else {"refusal": done.stderr.strip(), "kind": ""}


def page(file, found):
    lines = [f"### {file.name}", ""]
    lines.append(f"Jenis: **{KINDS.get(found['kind'], found['kind'])}**. "
                 + (f"Judul kolom di baris {found['header_row']}." if found.get("header_row") else "Tanpa baris judul."))
    if found.get("refusal"):
        params = ", ".join(f"{name}: {text}" for name, text in (found.get("params") or {}).items() if text)
        lines += ["", f"Ditolak sebagai daftar usaha: `{found['refusal']}`" + (f" ({params})." if params else ".")]
    else:
        lines += ["", "| baris usaha | baru | diperbarui | sama | ganda dalam berkas | meragukan | ditolak | dilewati | disisihkan |",
                  "|---|---|---|---|---|---|---|---|---|",
                  "| " + " | ".join(str(found[name]) for name in ("rows", "new", "update", "same", "duplicate_in_file", "doubtful",
                                                                "rejected", "skipped", "quarantined")) + " |"]
    columns = [f"{one['heading'] or '(tanpa judul)'} → {one['field'] or 'tidak dipakai'}" for one in found.get("columns", [])[:16]]
    if columns and not found.get("refusal"):
        lines += ["", "Kolom: " + "; ".join(columns) + "."]
    issues = [f"`{one['key']}` {one['count']}" for one in found.get("issues", [])[:8]]
    if issues:
        lines += ["", "Yang ditemukan dalam sel: " + ", ".join(issues) + "."]
    return lines + [""]


for folder in folders:
    path, regency = folder.split("=")
    for file in sorted(Path(path).iterdir()):
        if file.suffix.lower() in (".csv", ".xlsx", ".txt", ".tsv", ".sql") and file.name != "kunci.csv":
            print("\n".join(page(file, taken_in(file, regency))))
