"""What tests that break things share: a store, a server on it, and single writes whose ids are remembered."""
import atexit
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

BINA = os.environ["BINA"]
DATABASE = os.environ.get("BINA_TEST_DATABASE")
PASSWORD = "kata-sandi-uji-1"
ROWS = 400
SYLLABLES = "ba be bi bo bu da di du ga gi gu ja ju ka ke ki ku la li lu ma mi mu na ni nu pa pi pu ra ri ru sa si su ta ti tu wa wi ya yu".split()
chance = random.Random(int(os.environ.get("CHAOS_SEED", "1")))
passed = 0


def good(what):
    global passed
    passed += 1
    print(f"ok: {what}", flush=True)


def must(truth, what):
    if not truth:
        sys.exit(f"FAILED: {what}")


def finish():
    print(f"{passed} passed, 0 failed")


def word(parts=4):
    return "".join(chance.choice(SYLLABLES) for _ in range(parts)).capitalize()


class Store:
    def __init__(self, folder, database=DATABASE):
        self.flags = ["--data", str(folder)] + (["--database", database] if database else [])
        self.folder = Path(folder)
        self.serial = 0

    def bina(self, *words, check=True, **more):
        done = subprocess.run([BINA, *map(str, words), *self.flags], capture_output=True, text=True, **more)
        if check:
            must(done.returncode == 0, f"bina {words[0]}: {done.stdout}{done.stderr}")
        return done

    def counted(self):
        return json.loads(self.bina("count", "--regency", "3316", "--json").stdout)["counts"][0]["count"]

    def must_be_sound(self, where):
        done = self.bina("check", "--json", check=False)
        must(done.returncode == 0, f"{where}: bina check: {done.stdout} {done.stderr}")

    def add_user(self):
        self.bina("user", "add", "penguji", "--role", "operator", "--area", "3316", input=PASSWORD + "\n")

    def list_of_strangers(self):
        """A list of businesses that resemble nothing else."""
        file = self.folder / f"list{self.serial}.csv"
        lines = ["NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN"]
        for _ in range(ROWS):
            self.serial += 1
            day, month, year = self.serial % 28 + 1, self.serial // 28 % 12 + 1, 50 + self.serial // 336 % 49
            nik = f"331609{day:02}{month:02}{year:02}{self.serial % 8999 + 1000:04}"
            lines.append(f"{word()} {word()};{nik};{word(5)} {word(5)};Beran;Blora")
        file.write_text("\n".join(lines) + "\n")
        return file

    def take_in(self):
        self.bina("intake", self.list_of_strangers(), "--source", "Uji", "--regency", "3316")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def new_id():
    name = uuid.uuid4().hex
    return name[:12] + "7" + name[13:16] + "8" + name[17:]


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def problem(self):
        return json.loads(self.body).get("type", "")


class Server:
    """`bina serve`; signed in as soon as it answers."""

    def __init__(self, store, *words, sign_in=True, **more):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}/api/v1"
        self.process = subprocess.Popen([BINA, "serve", "--empty", "--web", "/nonexistent", "--port", str(port), *words,
                                         *store.flags], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **more)
        atexit.register(self.process.kill)
        must(self.process.stdout.readline(), "bina serve ended")  # says where it runs once it takes requests
        self.cookie = ""
        if sign_in:
            reply = self.ask("POST", "/session", {"username": "penguji", "password": PASSWORD})
            must(reply.status == 201, f"sign-in: {reply.status} {reply.body}")
            self.cookie = reply.headers["Set-Cookie"].split(";")[0]

    def ask(self, method, path, body=None, headers=None):
        """The reply, whatever its status; OSError when there is none."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, method=method,
                                         headers={"Content-Type": "application/json", "X-Bina": "1", "Cookie": self.cookie}
                                         | (headers or {}))
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return Reply(reply.status, reply.headers, reply.read())
        except urllib.error.HTTPError as refused:
            return Reply(refused.code, refused.headers, refused.read())

    def put(self, name, length=0):
        fields = [{"field": "business.name", "text": f"Usaha {name}"}]
        if length:
            fields.append({"field": "place.address", "text": "x" * length})
        return self.ask("PUT", f"/businesses/3316/{name}", {"values": fields})

    def has(self, name):
        return self.ask("GET", f"/businesses/3316/{name}").status == 200

    def kill(self, by=signal.SIGKILL):
        self.process.send_signal(by)
        self.process.wait()


class Load:
    """Single writes from several threads; remembers what was acknowledged and how the others were answered."""

    def __init__(self, server, threads=8):
        self.server = server
        self.acknowledged, self.refused = [], []
        self.stopping = False
        self.threads = [threading.Thread(target=self.write, daemon=True) for _ in range(threads)]
        for thread in self.threads:
            thread.start()

    def write(self):
        while not self.stopping:
            name = new_id()
            try:
                reply = self.server.put(name)
            except OSError:
                return  # the server is gone
            if reply.status in (200, 201):
                self.acknowledged.append(name)
            else:
                self.refused.append(reply)
                time.sleep(0.05)

    def until(self, enough, what, seconds=60):
        end = time.monotonic() + seconds
        while not enough():
            must(time.monotonic() < end, f"not within {seconds} s: {what}")
            time.sleep(0.02)

    def more(self, count=20):
        """Waits until so many more writes were acknowledged."""
        wanted = len(self.acknowledged) + count
        self.until(lambda: len(self.acknowledged) >= wanted, "writes go on")

    def stop(self):
        self.stopping = True
        for thread in self.threads:
            thread.join()

    def must_all_be_there(self, server=None):
        lost = [name for name in self.acknowledged if not (server or self.server).has(name)]
        must(not lost, f"{len(lost)} of {len(self.acknowledged)} acknowledged writes are lost")
