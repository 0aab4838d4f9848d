#!/usr/bin/env python3
"""Memeriksa jejak audit Bina tanpa Bina: hanya Python 3, tanpa jaringan. Lihat docs/jejak-audit.md.

    periksa-jejak.py rantai EKSPOR.ndjson [JANGKAR.txt]   rantai utuh, dan sampai di mana jangkar menjaminnya
    periksa-jejak.py bukti BUKTI.json JANGKAR.txt         satu kejadian termasuk dalam jangkar itu
    periksa-jejak.py jangkar LAMA.txt ... BARU.txt        setiap jangkar menyebut jangkar sebelumnya
"""
import hashlib
import json
import sys


def event_hash(before, event):
    parts = [before, event["regency"], str(event["seq"]), str(event["at"]), event["actor"], event["event"],
             event["subject"], event["detail"]]
    text = b"".join(b"%d:%s" % (len(part.encode()), part.encode()) for part in parts)
    return hashlib.blake2b(text, digest_size=32).hexdigest()


def leaf(event):
    return hashlib.sha256(b"\0" + bytes.fromhex(event["hash"])).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def root(leaves):
    """RFC 6962, 2.1."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node(root(leaves[:split]), root(leaves[split:]))


def led_to(hash_, number, size, path):
    """RFC 9162, 2.1.3.2."""
    last = size - 1
    for sibling in map(bytes.fromhex, path):
        if last == 0:
            fail("jalur bukti terlalu panjang")
        if number % 2 or number == last:
            hash_ = node(sibling, hash_)
            while number % 2 == 0 and number:
                number, last = number // 2, last // 2
        else:
            hash_ = node(hash_, sibling)
        number, last = number // 2, last // 2
    if last:
        fail("jalur bukti terlalu pendek")
    return hash_


def read_anchor(name):
    with open(name, "rb") as file:
        raw = file.read()
    lines = raw.decode().splitlines()
    if lines[0] != "bina-anchor-1":
        fail(f"{name} bukan jangkar")
    head = dict(line.split(" ", 1) for line in lines[1:4])
    chains = {code: (int(size), end, top) for code, size, end, top in (line.split(" ") for line in lines[4:])}
    return hashlib.sha256(raw).hexdigest(), head, chains


def fail(message):
    print("RUSAK:", message)
    sys.exit(1)


def check_chain(name, anchor=None):
    with open(name, encoding="utf-8") as file:
        events = [json.loads(line) for line in file]
    before = ""
    for number, event in enumerate(events, 1):
        if event["seq"] != number:
            fail(f"kejadian {number} tidak ada")
        if event["hash"] != event_hash(before, event):
            fail(f"kejadian {number} telah diubah")
        before = event["hash"]
    print(f"rantai utuh: {len(events)} kejadian, ujungnya {before}")
    if anchor is None:
        return
    digest, head, chains = read_anchor(anchor)
    size, end, top = chains.get(events[0]["regency"], (0, "", ""))
    if size < 1 or size > len(events):
        fail(f"jangkar {head['day']} menjamin {size} kejadian, ekspor memuat {len(events)}")
    if events[size - 1]["hash"] != end or root([leaf(one) for one in events[:size]]).hex() != top:
        fail(f"rantai bukan yang dijamin jangkar {head['day']}")
    print(f"jangkar {head['day']} ({digest}) menjamin kejadian 1 sampai {size}")


def check_proof(name, anchor):
    with open(name, encoding="utf-8") as file:
        proof = json.load(file)
    event = proof["event"]
    if event["hash"] != event_hash(proof["before"], event):
        fail("isi kejadian tidak sesuai hash-nya")
    digest, head, chains = read_anchor(anchor)
    size, _, top = chains.get(event["regency"], (0, "", ""))
    if proof["tree_size"] != size:
        fail("bukti dibuat untuk jangkar lain")
    if led_to(leaf(event), event["seq"] - 1, size, proof["path"]).hex() != top:
        fail(f"kejadian tidak termasuk dalam jangkar {head['day']}")
    print(f"kejadian {event['regency']} nomor {event['seq']} termasuk dalam jangkar {head['day']} ({digest})")


def check_anchors(*names):
    before = None
    for name in names:
        digest, head, _ = read_anchor(name)
        if before is not None and head["before"] != before:
            fail(f"{name} tidak menyebut jangkar sebelumnya")
        before = digest
        print(f"{head['day']} {digest}")


def main():
    commands = {"rantai": check_chain, "bukti": check_proof, "jangkar": check_anchors}
    if len(sys.argv) < 3 or sys.argv[1] not in commands:
        print(__doc__)
        sys.exit(2)
    commands[sys.argv[1]](*sys.argv[2:])


main()
