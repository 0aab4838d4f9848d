"""Six in the evening: 350 enumerators come back to a signal within half a minute and send 50 visits with two photos each.

The clients run on the same cores as the server, so every figure is an upper bound. Peers: CommCare's published 25 forms
a second; ODK's 40 to 60 s for 100,000 entities to a phone.

    ./bench sync [PHONES [BUSINESSES]]
"""
import atexit
import gzip
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
from campaign import REGENCY, Campaign, photo

BINA = os.environ["BINA"]
PHONES = int(sys.argv[1]) if len(sys.argv) > 1 else 350
BUSINESSES = int(sys.argv[2]) if len(sys.argv) > 2 else 105_000
ACCOUNTS = 10  # a password takes long to hash; phones share accounts, never packs
VISITS = 50
PHOTOS = 2
PHOTO_BYTES = 90_000
PIECE = 25
PASSWORD = "kata-sandi-ukur-1"
SECONDS = 8
SPREAD = 30  # seconds in which all phones begin


def say(name, value, unit, **more):
    print(json.dumps({"name": name, "value": round(value, 2), "unit": unit, **more}), flush=True)


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


class Server:
    def __init__(self, folder):
        self.process = subprocess.Popen([BINA, "serve", "--data", folder, "--port", "0", "--log", "/dev/null"],
                                        stdout=subprocess.PIPE, text=True)
        atexit.register(self.process.kill)
        self.port = int(re.search(r":(\d+)", self.process.stdout.readline())[1])

    def memory_mb(self):
        return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())[1]) / 1024


class Client:
    def __init__(self, server, username, field):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        self.cookie = ""
        status, headers, body = self.ask("POST", "/session", {"username": username, "password": PASSWORD, "field": field})
        if status != 201:
            sys.exit(f"sign-in of {username}: {status} {body[:200]}")
        self.cookie = headers["Set-Cookie"].split(";")[0]

    def twin(self, server):
        other = object.__new__(Client)
        other.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        other.cookie = self.cookie
        return other

    def ask(self, method, path, body=None, headers=None):
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        self.connection.request(method, "/api/v1" + path, data,
                                {"Content-Type": "application/json", "X-Bina": "1", "Cookie": self.cookie} | (headers or {}))
        reply = self.connection.getresponse()
        return reply.status, reply.headers, reply.read()


class Phone:
    def __init__(self, client, campaign, pack, chance):
        self.client = client
        self.pack = pack
        self.chance = chance
        self.took, self.photo_took = [], []
        self.failed = self.sent_bytes = self.photo_bytes = self.told_later = 0
        targets = [row[0] for row in json.loads(client.ask("GET", f"/packs/{REGENCY}/{pack}")[2])["targets"]][:VISITS]
        seeds = [[f"{target}{number}" for number in range(PHOTOS)] for target in targets]
        self.seeds = [seed for one in seeds for seed in one]
        self.visits = [campaign.visit(pack, target, chance, [photo(seed, PHOTO_BYTES)[1] for seed in names])
                       for target, names in zip(targets, seeds)]

    def send_visits(self):
        for at in range(0, len(self.visits), PIECE):
            body = "".join(json.dumps(one) + "\n" for one in self.visits[at:at + PIECE]).encode()
            started = time.perf_counter()
            status, reply = self.send("POST", f"/visits/{REGENCY}", body, "application/x-ndjson")
            self.took.append(time.perf_counter() - started)
            self.sent_bytes += len(body)
            lines = [json.loads(line) for line in reply.decode().splitlines()] if status == 200 else []
            self.failed += PIECE - sum(line["status"] == 201 for line in lines) if len(lines) == PIECE else PIECE

    def send(self, method, path, data, kind):
        """As a phone does: told that the server is busy, it comes again a little later."""
        wait = 0.2
        while True:
            status, _, reply = self.client.ask(method, path, data, {"Content-Type": kind})
            if status != 503 or wait > 60:
                return status, reply
            self.told_later += 1
            time.sleep(wait * self.chance.uniform(0.7, 1.3))
            wait *= 1.5

    def send_photos(self):
        for seed in self.seeds:
            data, name = photo(seed, PHOTO_BYTES)
            started = time.perf_counter()
            status, _ = self.send("PUT", f"/visits/{REGENCY}/photos/{name}", data, "image/webp")
            self.photo_took.append(time.perf_counter() - started)
            self.photo_bytes += len(data)
            self.failed += status not in (200, 204)


def together(work, spread):
    """Seconds until all threads are done, that begin within `spread` seconds."""
    chance = random.Random(6)

    def begin(one, wait):
        time.sleep(wait)
        one()

    threads = [threading.Thread(target=begin, args=(one, chance.uniform(0, spread))) for one in work]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started


def no_change(server, client, packs):
    """Syncs a second in which nothing changed, and the bytes of each."""
    paths = []
    for pack in packs[:50]:
        version = json.loads(client.ask("GET", f"/packs/{REGENCY}/{pack}")[2])["version"]
        paths.append(f"/api/v1/packs/{REGENCY}/{pack}?after={version}")
    size = len(client.ask("GET", paths[0].removeprefix("/api/v1"))[2])
    listed = ",".join(json.dumps(path) for path in paths)
    script = f"""
local paths = {{ {listed} }}
local at = 0
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {{ ["Cookie"] = "{client.cookie}" }})
end
"""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        output = subprocess.run(["wrk", "-t1", "-c64", f"-d{SECONDS}s", "-s", file.name, f"http://127.0.0.1:{server.port}"],
                                check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output:
        sys.exit(output)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]), size


def first_pack(client, pack):
    took = []
    for _ in range(20):
        started = time.perf_counter()
        _, _, body = client.ask("GET", f"/packs/{REGENCY}/{pack['id']}")
        took.append((time.perf_counter() - started) * 1000)
    say("first pack, median", statistics.median(took), "ms", note=f"{pack['targets']} names; target 300")
    say("first pack, gzip", len(gzip.compress(body, 6)) / 1000 * 300 / pack["targets"], "kB of 300 names", note="target 50")


def people(admin):
    for number in range(ACCOUNTS):
        body = {"username": f"petugas{number}", "name": f"Petugas {number}", "password": PASSWORD, "disabled": False,
                "grants": [{"role": "enumerator", "area": REGENCY}]}
        status, _, reply = admin.ask("PUT", f"/users/{number + 1:012x}70008000{number:012x}", body)
        if status >= 300:
            sys.exit(f"account: {status} {reply[:300]}")
    return {one["username"]: one["id"] for one in json.loads(admin.ask("GET", "/users")[2])["items"]}


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([BINA, "demo", "--businesses", str(BUSINESSES), "--data", folder], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([BINA, "user", "add", "penguji", "--role", "administrator", "--data", folder], check=True,
                   input=PASSWORD + "\n", text=True, stdout=subprocess.DEVNULL)
    server = Server(folder)
    admin = Client(server, "penguji", False)
    accounts = people(admin)
    started = time.perf_counter()
    campaign = Campaign(admin.ask, per_enumerator=300, statuses=["claimed", "found", "verified"])
    say("prelist", time.perf_counter() - started, "s", note=f"{campaign.listed:,} names, {len(campaign.packs)} packs")
    packs = [one for one in sorted(campaign.packs, key=lambda one: -one["targets"]) if one["targets"] >= VISITS][:PHONES]
    if len(packs) < PHONES:
        sys.exit(f"only {len(packs)} packs of {VISITS} names")
    for number in range(ACCOUNTS):
        campaign.assign(packs[number::ACCOUNTS], accounts[f"petugas{number}"])
    clients = [Client(server, f"petugas{number}", True) for number in range(ACCOUNTS)]
    first_pack(clients[0], packs[0])
    rate, size = no_change(server, clients[0], [one["id"] for one in packs[0::ACCOUNTS]])
    say("syncs without a change", rate, "/s", peer=25, note=f"{size} bytes each, target 2,000/s and 1,000 bytes")
    phones = [Phone(clients[number % ACCOUNTS].twin(server), campaign, pack["id"], random.Random(number))
              for number, pack in enumerate(packs)]
    together([phone.send_visits for phone in phones], SPREAD)
    visits = sum(len(phone.visits) for phone in phones)
    took = [one for phone in phones for one in phone.took]
    say("visits", visits, "", note=f"of {PHONES} phones within {SPREAD} s, in pieces of {PIECE}")
    say("piece of visits, median", percentile(took, 0.5), "s")
    say("piece of visits, p99", percentile(took, 0.99), "s", note="target 1")
    say("bytes of a visit", sum(phone.sent_bytes for phone in phones) / visits, "bytes")
    seconds = together([phone.send_photos for phone in phones], SPREAD)
    megabytes = sum(phone.photo_bytes for phone in phones) / 1e6
    say("photos", megabytes / seconds, "MB/s", note=f"{visits * PHOTOS:,} of {PHOTO_BYTES / 1000:.0f} kB")
    say("told to come later", sum(phone.told_later for phone in phones), "", note="64 at a time are written")
    say("photo, p99", percentile([one for phone in phones for one in phone.photo_took], 0.99), "s")
    say("failures", sum(phone.failed for phone in phones), "", note="target 0")
    say("server memory", server.memory_mb(), "MB")
    admin.connection.close()  # it was idle for too long
    figures = campaign.figures()
    if campaign.listed - figures["unvisited"] != visits:
        sys.exit(f"{visits} visits were sent, the figures say {figures}")
    server.process.terminate()
    server.process.wait()
