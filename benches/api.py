"""What people wait for, at 15,000 and at 1,000,000 businesses: search, first page, business page, overview, and writes.

One client asks, one request after the other, for what nobody asked before; then wrk asks with many connections. The
floor of a rate is the same request count against epoll alone, without HTTP (see http_floor).

    ./bench api [BUSINESSES...]

BINA_BENCH_STORES names a folder in which the stores are kept for the next run: making a million takes minutes.
"""
import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

BINA = os.environ["BINA"]
BUILD = os.environ["BINA_BUILD"]
SIZES = [int(size) for size in sys.argv[1:]] or [15_000, 1_000_000]
SECONDS = 10
REQUESTS = 400
WRITERS = 400
SIGN_IN = {"username": "penguji", "password": "kata-sandi-ukur-1"}
PEERS = {"search": 109, "business page": 203}  # ms: Tryton at 36,000 rows; ODK Central at 60,000
chance = random.Random(7)

WRITE_LUA = """
local serial = 0
local thread_number = 0
function setup(thread)
  thread:set("id", thread_number)
  thread_number = thread_number + 1
end
function request()
  serial = serial + 1
  local business = string.format("%%012x7%%03x8%%03x%%012x", %d, id or 0, serial %% 4096, serial)
  local body = '{"day":"2026-01-02","values":[{"field":"business.name","text":"Warung Uji ' .. serial .. '"},' ..
    '{"field":"owner.name","text":"Penguji ' .. serial .. '"},{"field":"place.village","text":"%s"}]}'
  return wrk.format("PUT", "/api/v1/businesses/3316/" .. business, {
    ["Cookie"] = "%s", ["X-Bina"] = "1", ["Content-Type"] = "application/json", ["Idempotency-Key"] = business }, body)
end
"""
READ_LUA = """
local paths = { %s }
local at = 0
function request()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], { ["Cookie"] = "%s" })
end
"""
LATENCIES = """
function done(summary, latency, requests)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.timeout
  io.write(string.format("FIGURES %f %f %d %d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(99) / 1000, failed, summary.requests))
end
"""


def say(name, value, unit, **more):
    print(json.dumps({"name": name, "value": round(value, 2), "unit": unit, **more}), flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server over a store, and a signed-in client."""

    def __init__(self, folder):
        self.port = free_port()
        self.process = subprocess.Popen([BINA, "serve", "--data", folder, "--port", str(self.port), "--log", "/dev/null"],
                                        stdout=subprocess.PIPE, text=True)
        self.process.stdout.readline()
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port)
        self.cookie = ""
        reply = self.ask("POST", "/session", SIGN_IN)
        self.cookie = reply.headers["Set-Cookie"].split(";")[0]

    def ask(self, method, path, body=None):
        self.connection.request(method, "/api/v1" + path, json.dumps(body) if body else None,
                                {"Content-Type": "application/json", "X-Bina": "1", "Cookie": self.cookie})
        reply = self.connection.getresponse()
        reply.content = reply.read()
        if reply.status >= 400:
            sys.exit(f"{method} {path}: {reply.status} {reply.content[:300]}")
        return reply

    def timed(self, paths):
        """Milliseconds of each request, sorted."""
        took = []
        for path in paths:
            started = time.perf_counter()
            self.ask("GET", path)
            took.append((time.perf_counter() - started) * 1000)
        return sorted(took)

    def memory_mb(self):
        return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())[1]) / 1024

    def stop(self):
        self.connection.close()
        self.process.terminate()
        self.process.wait()


def wrk(server, connections, script):
    """(requests a second, p99 in ms, failures, requests)"""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script + LATENCIES)
        file.flush()
        output = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--timeout", "10s", "-s", file.name,
                                 f"http://127.0.0.1:{server.port}"], check=True, capture_output=True, text=True).stdout
    rate, p99, failed, requests = re.search(r"FIGURES (\S+) (\S+) (\d+) (\d+)", output).groups()
    return float(rate), float(p99), int(failed), int(requests)


def bare_rate(mode):
    """Replies a second of a server that does nothing, under the same client."""
    server = subprocess.Popen([f"{BUILD}/benches/bench_http_floor", mode, "0"], stdout=subprocess.PIPE, text=True)
    port = server.stdout.readline().split()[-1]
    output = subprocess.run(["wrk", "-t1", "-c64", f"-d{SECONDS // 2}s", f"http://127.0.0.1:{port}/api/v1/constant"],
                            check=True, capture_output=True, text=True).stdout
    server.terminate()
    server.wait()
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def sample(server):
    """Businesses from all over the list."""
    rows = []
    for district in [None] + [f"3316{number:02}" for number in range(1, 17)]:
        where = f"&district={district}" if district else ""
        reply = json.loads(server.ask("GET", f"/businesses?regency=3316&limit=50{where}").content)
        rows += reply["items"]
    return rows


def searches(rows):
    """What people type: the beginning of a name, a whole name, two words of it, name and owner, an identifier."""
    queries = set()
    while len(queries) < REQUESTS:
        row = chance.choice(rows)
        words = row["name"].split()
        owner = row["owner"].split() or words
        word = chance.choice(words + owner)
        queries.add(chance.choice([word[:2], word[:3], word[:4], word, word, " ".join(words), " ".join(words[:2]),
                                   f"{words[0]} {owner[0]}", f"{words[0]} {owner[-1][:3]}", row["nib"] or word]))
    return [f"/businesses?regency=3316&limit=50&q={quote(query)}" for query in sorted(queries)]


def p(values, share):
    return values[min(len(values) - 1, int(len(values) * share))]


def measure(size, folder):
    if not (folder / "bina.db").exists():
        started = time.monotonic()
        subprocess.run([BINA, "demo", "--data", folder, "--businesses", str(size)], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([BINA, "user", "add", SIGN_IN["username"], "--role", "administrator", "--area", "3316", "--data", folder],
                       input=SIGN_IN["password"] + "\n", text=True, check=True, stdout=subprocess.DEVNULL)
        say(f"{size:,}: demonstration made", time.monotonic() - started, "s")
    server = Server(folder)
    rows = sample(server)
    paths = searches(rows)
    chance.shuffle(paths)
    took = server.timed(paths)
    say(f"{size:,}: search with count, p50", p(took, .5), "ms")
    say(f"{size:,}: search with count, p95", p(took, .95), "ms", peer=PEERS["search"], note="target 10")
    say(f"{size:,}: search with count, slowest", took[-1], "ms")
    firsts = [f"/businesses?regency=3316&limit=50{where}" for where in
              ["", "&district=331609", "&trade=food", "&class=small", "&status=closed", "&district=331609&trade=retail"]]
    took = server.timed(firsts * 20)
    say(f"{size:,}: first page with count, p95", p(took, .95), "ms", note="target 10; filters too")
    pages = [f"/businesses/3316/{row['id']}" for row in rows]
    took = server.timed(pages)
    say(f"{size:,}: business page, p95", p(took, .95), "ms", peer=PEERS["business page"], note="target 5")
    took = server.timed(["/overview?area=3316", "/overview?area=331609",
                         "/overview?area=3316&as_of=2022-06-30"] * 20)
    say(f"{size:,}: overview, p95", p(took, .95), "ms", note="target 10")

    lua = ", ".join(f'"/api/v1{path}"' for path in pages)
    rate, p99, failed, _ = wrk(server, 64, READ_LUA % (lua, server.cookie))
    say(f"{size:,}: business pages", rate, "/s", floor=round(bare_rate("raw")), note=f"p99 {p99:.1f} ms, {failed} failed")
    lua = ", ".join(f'"/api/v1{path}"' for path in paths)
    rate, p99, failed, _ = wrk(server, 64, READ_LUA % (lua, server.cookie))
    say(f"{size:,}: searches", rate, "/s", note=f"p99 {p99:.1f} ms, {failed} failed")
    script = WRITE_LUA % (int(time.time() * 1000), next(row["village"] for row in rows if row["village"]), server.cookie)
    rate, p99, failed, requests = wrk(server, WRITERS, script)
    say(f"{size:,}: durable single writes, {WRITERS} at a time", rate, "/s", peer=121, note=f"target 2,000; {failed} of {requests} failed")
    say(f"{size:,}: durable single writes, p99", p99, "ms", note="target 250")
    say(f"{size:,}: server's memory, peak", server.memory_mb(), "MB")
    server.stop()


subprocess.run(["ninja", "-C", BUILD, "bench_http_floor"], check=True, stdout=subprocess.DEVNULL)
with tempfile.TemporaryDirectory() as name:
    for size in SIZES:
        measure(size, Path(os.environ.get("BINA_BENCH_STORES", name)) / str(size))
