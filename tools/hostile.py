#!/usr/bin/env python3
"""hostile.py BINA WEB: makes files that are damaged or meant to do harm, gives each to `bina intake` and writes a page of
Markdown that says what it answered, how much processor time it took and how much memory it needed at most.

Exit: 1 if any took longer than SECONDS_MAX or more than MEMORY_MAX, wrote outside its store or was taken in as a list.
"""
import io
import multiprocessing
import os
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

SECONDS_MAX = 10
MEMORY_MAX = 500  # MB
bina, web = sys.argv[1], sys.argv[2]
made = []  # (name, what it is, path)
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TYPES = b"<Types/>"
BOOK = b'<workbook><sheets><sheet name="A" r:id="r1" xmlns:r="x"/></sheets></workbook>'
LINKS = (b'<Relationships><Relationship Id="r1" Type="x/worksheet" Target="sheet1.xml"/>'
         b'<Relationship Id="r2" Type="x/sharedStrings" Target="strings.xml"/>'
         b'<Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>')
TRADES = ("Warung Soto", "Batik", "Bengkel", "Toko Kelontong", "Penjahit")
VILLAGES = ("Beran", "Jetis", "Kedungjenar", "Tempelan")
SYLLABLES = "sur kar ti wi yo no les ma di ru".split()


def made_up(number):
    """A word of three syllables, another for each number below 1,000."""
    return "".join(SYLLABLES[number // power % 10] for power in (1, 10, 100)).capitalize()


LIST = "NAMA PEMILIK;NAMA USAHA;DESA;KECAMATAN\n" + "".join(
    f"{made_up(i * 7 + 3)} {made_up(i * 371 + 5)};{TRADES[i % 5]} {made_up(i * 613 + 9)};{VILLAGES[i // 5 % 4]};Blora\n"
    for i in range(400))


def workbook(sheet, book=BOOK, links=LINKS, more=()):
    parts = [("[Content_Types].xml", TYPES), ("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", links),
             ("xl/sheet1.xml", sheet), *more]
    return zipped(parts)


def zipped(parts, level=6):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def rows(lines):
    cells = "".join("<row>" + "".join(f'<c t="str"><v>{cell}</v></c>' for cell in line.split(";")) + "</row>"
                    for line in lines)
    return f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()


def spreadsheet(table, manifest=b""):
    content = (f'<d xmlns:table="{TABLE}" xmlns:text="x" xmlns:office="o"><table:table table:name="A">{table}'
               "</table:table></d>").encode()
    return zipped([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content),
                   ("META-INF/manifest.xml", manifest or b"<m/>")])


def compound(names, chain=None):
    """A compound file of Office 97 whose streams have these names; `chain` is the first stream's chain of sectors."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<10I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    head += b"\xff" * (512 - len(head))
    table = [0xFFFFFFFD, 0xFFFFFFFE, *(chain or [3, 4, 5, 6, 7, 8, 9, 0xFFFFFFFE])]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    entries = b""
    for i, name in enumerate(["Root Entry", *names]):
        wide = name.encode("utf-16-le").ljust(64, b"\0")
        entries += wide + struct.pack("<HBBIII", 2 * len(name) + 2, 5 if i == 0 else 2, 1, 0xFFFFFFFF,
                                      i + 1 if 0 < i < len(names) else 0xFFFFFFFF, 1 if i == 0 else 0xFFFFFFFF)
        entries += bytes(36) + struct.pack("<IQ", 2 if i else 0xFFFFFFFE, 4096 if i else 0)
    sector = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(504)
    return head[:76] + struct.pack("<I", 0) + head[80:] + fat + entries.ljust(512, b"\0") + sector * 8


def overlapping(count):
    """Entries of one zip that all unpack the same bytes (D. Fifield, A better zip bomb, 2019)."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    size = 8 << 20
    packed = body.compress(bytes(size)) + body.flush()
    check = zlib.crc32(bytes(size))
    name = b"xl/sheet1.xml"
    fields = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0x21, check, len(packed), size)
    local = b"PK\3\4" + fields + struct.pack("<HH", len(name), 0) + name + packed
    directory = b""
    for i in range(count):
        other = b"xl/sheet%d.xml" % i if i else name
        directory += b"PK\1\2\x14\0" + fields + struct.pack("<HHHHHII", len(other), 0, 0, 0, 0, 0, 0) + other
    return local + directory + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(directory), len(local), 0)


def lying(data, claimed):
    """The directory and the header of the sheet claim another size than it has."""
    data = bytearray(data)
    for mark, place, name_at in ((b"PK\3\4", 22, 30), (b"PK\1\2", 24, 46)):
        at = data.find(mark)
        while at >= 0:
            if data[at + name_at:at + name_at + 13] == b"xl/sheet1.xml":
                data[at + place:at + place + 4] = struct.pack("<I", claimed)
            at = data.find(mark, at + 4)
    return bytes(data)


def protected(data):
    """The same zip with the flag of a password on each entry."""
    data = bytearray(data)
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def add(folder, name, what, content):
    path = folder / name
    if callable(content):
        content(path)
    else:
        path.write_bytes(content)
    made.append((name, what, path))


def sparse(size):
    def write(path):
        with open(path, "wb") as file:
            file.truncate(size)
    return write


def broken(folder):
    whole = workbook(rows(LIST.splitlines()))
    add(folder, "kosong.csv", "0 byte", b"")
    add(folder, "spasi.csv", "hanya spasi dan baris kosong", b" \r\n" * 1000)
    add(folder, "terpotong.xlsx", "buku kerja terpotong separuh", whole[:len(whole) // 2])
    add(folder, "terpotong.ods", "OpenDocument terpotong", spreadsheet("<table:table-row/>")[:-40])
    add(folder, "terpotong.xls", "Excel 97 terpotong", compound(["Workbook"])[:1600])
    damaged = bytearray(whole)
    for at in range(len(whole) // 4, len(whole) // 2):
        damaged[at] ^= 0x55
    add(folder, "rusak.xlsx", "seperempat isinya diubah", bytes(damaged))
    add(folder, "rusak-xml.xlsx", "XML lembarnya tidak ditutup", workbook(b"<worksheet><sheetData><row><c>"))
    add(folder, "putaran.xls", "rantai sektor Excel 97 berputar tanpa akhir",
        compound(["Workbook"], [2, 3, 4, 5, 6, 7, 8, 2]))
    add(folder, "sandi.xlsx", "bersandi (Agile, wadah OLE2)", compound(["EncryptionInfo", "EncryptedPackage"]))
    add(folder, "sandi-zip.xlsx", "zip berisi bagian bersandi", protected(whole))
    add(folder, "sandi.ods", "OpenDocument bersandi", spreadsheet("", b"<m><encryption-data/></m>"))


def bombs(folder):
    add(folder, "bom-1-nisbah.xlsx", "bom zip: satu bagian 1 GB dari 1 MB",
        zipped([("[Content_Types].xml", TYPES), ("xl/sheet1.xml", bytes(1 << 30))], 9))
    add(folder, "bom-2-banyak.xlsx", "bom zip: 65.000 bagian",
        zipped([(f"x{i}", b"") for i in range(65_000)]))
    add(folder, "bom-3-tumpang.xlsx", "bom zip: 3.000 bagian menunjuk byte yang sama", overlapping(3_000))
    nested = LIST.encode()
    for i in range(8):
        nested = zipped([(f"{j}.zip", nested) for j in range(4)])
    add(folder, "bom-4-sarang.zip", "bom zip: zip di dalam zip, delapan tingkat", nested)
    big = b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * 2_000_000
    add(folder, "bom-5-bohong.xlsx", "bom zip: ukuran yang tercatat bohong", lying(workbook(big), 900))
    words = b"<sst>" + b"".join(b"<si><t>%d%s</t></si>" % (i, os.urandom(8).hex().encode() * 60) for i in range(350_000))
    add(folder, "bom-6-teks.xlsx", "bom zip: 340 MB teks bersama",
        workbook(b"<worksheet/>", more=[("xl/strings.xml", words)]))
    add(folder, "bom-7-baris.xlsx", "bom zip: daftar yang berlanjut di baris ke-4 miliar",
        workbook(rows(LIST.splitlines()).replace(
            b"</sheetData>", b'<row r="4000000000"><c t="str"><v>Siti</v></c></row></sheetData>')))
    add(folder, "bom-gaya.xlsx", "daftar gaya 20 MB",
        workbook(b"<worksheet/>", more=[("xl/styles.xml", b"<styleSheet><cellXfs>" + os.urandom(10 << 20).hex().encode())]))
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
    add(folder, "bom-ulang.ods", "OpenDocument: satu sel mewakili 16 miliar sel",
        spreadsheet(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'))


def xml_tricks(folder):
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    add(folder, "entitas.xlsx", "bom entitas XML (billion laughs)", workbook(
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><worksheet><sheetData><row><c><v>&l9;</v></c></row>'.encode()))
    add(folder, "entitas-luar.xlsx", "entitas XML yang membaca /etc/passwd", workbook(
        b'<!DOCTYPE x [<!ENTITY p SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c><v>&p;</v></c></row>'))
    add(folder, "entitas.ods", "bom entitas di OpenDocument",
        zipped([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><d>&l9;</d>'.encode())]))
    add(folder, "dalam.xlsx", "XML bertingkat 100.000", workbook(b"<worksheet>" + b"<a>" * 100_000))
    add(folder, "atribut.xlsx", "satu atribut 40 MB",
        workbook(b'<worksheet><sheetData><row a="' + os.urandom(20 << 20).hex().encode() + b'"/></sheetData></worksheet>'))
    good = rows(LIST.splitlines())
    add(folder, "jalur.xlsx", "nama bagian ../../ dan /etc/…",
        workbook(good, more=[("../../../../../../tmp/bina-jalur", b"x"), ("/etc/bina-jalur", b"x")]))
    add(folder, "jalur-lembar.xlsx", "lembar menunjuk ../../../../etc/passwd",
        workbook(good, links=LINKS.replace(b"sheet1.xml", b"../../../../etc/passwd")))


def large(folder):
    add(folder, "2gb.csv", "2 GB, kosong di dalamnya", sparse(2 << 30))
    add(folder, "500mb.csv", "500 MB byte NUL", sparse(500 << 20))
    wide = ",".join(f"k{i}" for i in range(1_000_000))
    add(folder, "sejuta-kolom.csv", "sejuta kolom", (wide + "\n" + wide + "\n").encode())
    add(folder, "sejuta-kolom.xlsx", "sejuta kolom",
        workbook(b"<worksheet><sheetData><row>" + b"<c><v>1</v></c>" * 1_000_000 + b"</row></sheetData></worksheet>"))
    add(folder, "sejuta-kolom.sql", "sejuta nilai dalam satu baris",
        b"INSERT INTO a VALUES (" + b"1," * 1_000_000 + b"1);\n")
    add(folder, "sel-10mb.csv", "satu sel 10 MB", (LIST + '"' + "x" * (10 << 20) + '";b;c;d\n').encode())
    add(folder, "sel-10mb.xlsx", "satu sel 10 MB",
        workbook(rows(LIST.splitlines()).replace(b"</sheetData>", b'<row><c t="str"><v>' + b"x y" * (3 << 20)
                                                 + b"</v></c></row></sheetData>")))
    add(folder, "kutip.csv", "kutip tidak ditutup, lalu 20 MB tanpa ganti baris", b'a,"b\n"' + b"x" * (20 << 20))
    add(folder, "rumus.csv", "nama usaha yang menjadi rumus", (
        "NAMA PEMILIK;NAMA USAHA;DESA;KECAMATAN\nSiti Aminah;=HYPERLINK(\"http://x\");Beran;Blora\n"
        "Darmi;@SUM(1+1)*cmd|' /C calc'!A0;Jetis;Blora\nSumarni;-2+3|cmd;Beran;Blora\n").encode())


def played(path, folder):
    """Seconds of processor time, megabytes at most, exit code and answer of `bina intake`."""
    store = folder / "simpanan"
    with open(folder / "jawaban", "wb") as answer:
        child = subprocess.Popen([bina, "intake", path, "--source", "uji", "--regency", "3316", "--data", store, "--web", web],
                                 stdout=answer, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    seconds = usage.ru_utime + usage.ru_stime
    text = (folder / "jawaban").read_text(errors="replace").strip().split("\n")
    return seconds, usage.ru_maxrss / 1024, child.returncode, " ".join(line for line in text if "\r" not in line)


def measured(path):
    with tempfile.TemporaryDirectory() as folder:
        return played(path, Path(folder))


def export_is_safe(path):
    with tempfile.TemporaryDirectory() as folder:
        played(path, Path(folder))
        out = Path(folder) / "ekspor.csv"
        subprocess.run([bina, "export", out, "--regency", "3316", "--reason", "pemeriksaan ekspor",
                        "--data", Path(folder) / "simpanan"], check=True, capture_output=True)
        cells = out.read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\n", ";").split(";")
        return not any(cell.strip('"')[:1] in tuple("=+-@\t\r") for cell in cells if cell.strip('"'))


def size_of(path):
    size = path.stat().st_size
    for unit in ("byte", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB".replace(".", ",")


def all_made(folder):
    for make in (broken, bombs, xml_tricks, large):
        make(folder)
    add(folder, "baik.xlsx", "pembanding: 400 usaha, tidak ada yang salah", workbook(rows(LIST.splitlines())))
    return made


def main():
    bad = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Elsewhere, because a program's peak of memory counts that of whoever started it.
        with multiprocessing.Pool(1) as maker:
            files = maker.apply(all_made, (folder,))
        print((Path(__file__).parent / "hostile_page.md").read_text(encoding="utf-8"))
        print("| berkas | apa | ukuran | detik prosesor | MB | jawaban |\n|---|---|---|---|---|---|")
        for name, what, path in files:
            seconds, megabytes, code, answer = measured(path)
            harmless = name in ("baik.xlsx", "rumus.csv", "jalur.xlsx") or name.startswith("sel-")
            if seconds > SECONDS_MAX or megabytes > MEMORY_MAX or (code == 0) != harmless or code < 0:
                bad.append(f"{name}: {seconds:.1f} s, {megabytes:.0f} MB, exit {code}")
            told = answer.replace("|", "\\|").replace("\n", " ")
            print(f"| {name} | {what} | {size_of(path)} | {seconds:.1f} | {megabytes:.0f} | {told} |")
            sys.stdout.flush()
        if not export_is_safe(folder / "rumus.csv"):
            bad.append("rumus.csv: the export holds a formula")
        if Path("/tmp/bina-jalur").exists() or Path("/etc/bina-jalur").exists():
            bad.append("jalur.xlsx: written outside the store")
    print("\n".join(bad), file=sys.stderr)
    return 1 if bad else 0


sys.exit(main())
