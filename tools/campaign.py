"""A campaign played through the API, for tests that break things and for benches.

`ask(method, path, body, headers)` sends as a planner and gives (status, headers, bytes).
"""
import hashlib
import json
import random
import time
import uuid

REGENCY = "3316"
OUTCOMES = ["found"] * 6 + ["closed", "refused", "temporarily_closed", "moved_away"]


def new_id():
    """A version 7 id in 32 hexadecimal digits, as a phone makes one."""
    name = uuid.uuid4().hex
    return f"{time.time_ns() // 1_000_000:012x}7{name[13:16]}8{name[17:]}"


def photo(seed, size):
    """(bytes, SHA-256) of what passes for a small WebP."""
    body = random.Random(seed).randbytes(size)
    data = b"RIFF" + (size + 12).to_bytes(4, "little") + b"WEBPVP8 " + size.to_bytes(4, "little") + body
    return data, hashlib.sha256(data).hexdigest()


class Campaign:
    """A running one over all businesses of the regency, made by a planner."""

    def __init__(self, ask, per_enumerator, statuses):
        self.ask = ask
        self.id = new_id()
        self.path = f"/campaigns/{REGENCY}/{self.id}"
        questionnaire = self.must("POST", f"/questionnaires/{REGENCY}/default")
        self.version = questionnaire["version"]
        self.must("PUT", self.path, {
            "name": "Pendataan uji", "target": 1_000, "from": "2026-01-01", "until": "2026-12-31", "areas": [],
            "statuses": statuses, "honorarium": 15_000, "per_enumerator": per_enumerator,
            "questionnaire": questionnaire["id"], "questionnaire_version": self.version})
        self.must("POST", self.path + "/prelist")
        while (plan := self.must("GET", self.path))["prelist"] == "making":
            time.sleep(0.1)
        self.listed = plan["listed"]
        self.must("PUT", self.path + "/state", {"state": "running"}, {"If-Match": f'"{plan["version"]}"'})
        self.packs = self.must("GET", self.path + "/packs")["items"]

    def must(self, method, path, body=None, headers=None):
        status, _, reply = self.ask(method, path, body, headers)
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {reply[:400]}")
        return json.loads(reply) if reply else {}

    def assign(self, packs, account):
        for at in range(0, len(packs), 200):
            self.must("POST", self.path + "/assignments", {"packs": [one["id"] for one in packs[at:at + 200]], "to": account})

    def figures(self):
        return self.must("GET", self.path + "/figures")

    def visit(self, pack, target, chance, photos=(), note=None):
        """What a phone sends of one visit; the questionnaire's required questions are answered."""
        outcome = chance.choice(OUTCOMES)
        body = {"id": new_id(), "campaign": self.id, "pack": pack, "target": target, "outcome": outcome,
                "questionnaire_version": self.version, "note": note or f"kunjungan {chance.randrange(10**9)}",
                "photos": list(photos), "gps": {"latitude_e6": -6_970_000 - chance.randrange(9_000),
                                                "longitude_e6": 111_410_000 + chance.randrange(9_000), "accuracy_m": 12}}
        if outcome == "found":
            body |= {"consent": True, "answers": answers(chance)}
        return body


def answers(chance):
    """To the default questionnaire's required questions, and some more."""
    men, women = chance.randrange(1, 5), chance.randrange(4)
    values = {"owner_name": f"Pemilik {chance.randrange(10**6)}", "sex": chance.choice(["male", "female"]),
              "education": chance.choice(["primary", "junior", "senior", "degree"]),
              "business_name": f"Usaha {chance.randrange(10**6)}", "activity": "membuat keripik",
              "trade": chance.choice(["food", "drink"]), "legal_form": "individual", "produces": "yes", "seen": "making",
              "product_group": chance.choice(["food", "drink"]), "address": f"Jl. Mawar {chance.randrange(200)}",
              "rt": str(chance.randrange(1, 9)), "workers_male": str(men), "workers_female": str(women),
              "workers": str(men + women), "sales_month": str(chance.randrange(1, 400) * 100_000)}
    rows = [{"name": f"Keripik {chance.randrange(50)}", "unit": "kg", "capacity": chance.randrange(500), "kbli": "10794"}]
    return [{"question": name, "values": [value]} for name, value in values.items()] + [{"question": "products", "rows": rows}]
