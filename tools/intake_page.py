#!/usr/bin/env python3
"""intake_page.py BINA WEB FOLDER=REGENCY...: what `bina intake` makes of every file of the folders, as a page of Markdown,
in the sentences of the built client WEB.

Each file goes into a store of its own, so that files do not change each other's results.
"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

bina, web, *folders = sys.argv[1:]
SENTENCES = dict(line.rstrip("\n").split("\t", 1) for line in open(Path(web) / "sentences.tsv", encoding="utf-8"))
FILES = (".csv", ".xlsx", ".xls", ".ods", ".txt", ".tsv", ".sql")
KINDS = {"businesses": "daftar usaha", "aggregate": "tabel rekapitulasi", "prices": "daftar harga", "template": "formulir kosong",
         "empty": "kosong", "unknown": "tidak dikenali", "": "bukan lembar kerja"}


def taken_in(file, regency):
    with tempfile.TemporaryDirectory() as store:
        done = subprocess.run([bina, "intake", file, "--source", file.stem, "--regency", regency, "--sales-period", "year",
                               "--data", store, "--json"], capture_output=True, text=True)
        return json.loads(done.stdout) if done.stdout.startswith("{") else {"refusal": done.stderr.strip(), "kind": ""}


def say(key, params=None):
    """The sentence of a key; what is not given stays open, as it differs from row to row."""
    text = SENTENCES.get(key, key)
    for name, value in (params or {}).items():
        text = text.replace("{" + name + "}", str(value))
    return re.sub(r"\{\w+\}", "…", text)


def clerk(found):
    """What a careful clerk would tell the sender, line by line."""
    params = found.get("params") or {}
    lines = []
    if found.get("refusal"):
        kinds = [say(f"rows.{kind}") for kind in params.get("rows", "").split(", ") if kind]
        lines.append(say(found["refusal"]) + (f" {say('refused.rows', {'rows': ', '.join(kinds)})}" if kinds else "")
                     + (f" {say('refused.measures', params)}" if params.get("measures") else ""))
    else:
        taken = found["new"] + found["update"]
        lines.append(f"{taken} dari {found['rows']} baris usaha masuk ke registri.")
        told = (("same", "sudah ada dan tidak mengatakan hal baru"), ("duplicate_in_file", "mengulang usaha di baris lain"),
                ("doubtful", "mungkin usaha yang sudah ada; orang yang memutuskan"),
                ("rejected", "tidak dapat dicatat dan dikembalikan kepada pengirim"),
                ("skipped", "bukan usaha: judul, kecamatan, jumlah, atau catatan"))
        lines += [f"{found[name]} baris {text}." for name, text in told if found[name]]
        if found["quarantined"]:
            lines.append(say("check.quarantined", {"n": found["quarantined"]}))
        aside = [column["heading"] for column in found.get("columns", []) if not column["field"] and column["heading"]]
        if aside:
            lines.append(f"Tidak dipakai: kolom {', '.join(aside)}.")
        sales = any(column["field"] == "measure.sales" for column in found.get("columns", []))
        if sales:
            lines.append("Omzetnya dibaca per tahun; bila kepala kolom tidak mengatakannya, tanyakan kepada pengirim.")
    lines += [say(one["key"], one["params"]) + " " + say("oddities.hint")
              for one in (found.get("detection") or {}).get("oddities", [])]
    return lines


def page(file, found):
    detection = found.get("detection") or {}
    where = f"Judul kolom di baris {found['header_row']}." if found.get("header_row") else "Tanpa baris judul."
    sheets = detection.get("sheets", [])
    if sheets and sheets[0]["name"]:
        where += f" Lembar {', '.join(sheets[i]['name'] for i in detection.get('list_sheets', []) or [detection['sheet']])}"
        where += f" dari {len(sheets)}." if len(sheets) > 1 else "."
    if detection.get("encoding"):
        where += f" Huruf {detection['encoding']}, pemisah `{detection['delimiter']}`.".replace("\t", "tab")
    lines = [f"### {file.name}", "", f"Jenis: **{KINDS.get(found['kind'], found['kind'])}**. {where}", ""]
    if not found.get("refusal"):
        counts = ("rows", "new", "update", "same", "duplicate_in_file", "doubtful", "rejected", "skipped", "quarantined")
        lines += ["| baris usaha | baru | diperbarui | sama | ganda dalam berkas | meragukan | ditolak | dilewati | disisihkan |",
                  "|---|---|---|---|---|---|---|---|---|",
                  "| " + " | ".join(str(found[name]) for name in counts) + " |", ""]
    lines += [f"- {line}" for line in clerk(found)]
    columns = [f"{one['heading'] or '(tanpa judul)'} → {one['field'] or 'tidak dipakai'}" for one in found.get("columns", [])[:16]]
    if columns and not found.get("refusal"):
        lines += ["", "Kolom: " + "; ".join(columns) + "."]
    issues = [f"- {one['count']} × {say(one['key'])} (`{one['field'] or 'baris'}`)" for one in found.get("issues", [])[:8]]
    if issues:
        lines += ["", "Yang ditemukan dalam sel:", "", *issues]
    return lines + [""]


for folder in folders:
    path, regency = folder.split("=")
    for file in sorted(Path(path).iterdir()):
        if file.suffix.lower() in FILES and file.name != "kunci.csv":
            print("\n".join(page(file, taken_in(file, regency))))
