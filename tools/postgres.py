"""PostgreSQL servers of one's own: in a temporary folder, on a socket, gone when the block ends."""
import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql/15/bin")


def as_owner(*command):
    """PostgreSQL refuses to run as root: then the user `postgres` of Debian's package does."""
    return [*(["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []), *map(str, command)]


class Cluster:
    """One server: its data and its socket are in `folder`."""

    def __init__(self, folder, settings=""):
        self.folder = folder
        folder.mkdir(mode=0o755, exist_ok=True)
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self.data = folder / "data"
        self.settings = f"-k {folder} -c listen_addresses='' -c max_connections=200 {settings}"
        self.quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}

    def run(self, program, *words, **more):
        subprocess.run(as_owner(PROGRAMS / program, *words), **(self.quiet | more))

    def control(self, *words, **more):
        self.run("pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", self.folder / "log", *words, **more)

    def make(self):
        self.run("initdb", "-D", self.data, "-U", "bina", "-E", "UTF8", "--locale=C", "-N", "-A", "trust")

    def start(self):
        self.control("-o", self.settings, "start")

    def restart(self):
        self.control("-m", "fast", "-o", self.settings, "restart")

    def kill(self):
        self.control("-m", "immediate", "stop", check=False)

    def promote(self):
        self.control("promote")

    def create(self, name):
        subprocess.run([PROGRAMS / "createdb", "-h", self.folder, "-U", "bina", name], check=True)
        return f"postgresql://bina@/{name}?host={self.folder}"


@contextlib.contextmanager
def server(durable=False):
    """Yields a function that creates a database and gives its URL. Without `durable` nothing is synced to disk."""
    folder = Path(tempfile.mkdtemp(prefix="bina-pg-"))
    hasty = "" if durable else "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    cluster = Cluster(folder, hasty)
    try:
        cluster.make()
        cluster.start()
        try:
            yield cluster.create
        finally:
            cluster.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def pair():
    """Yields a URL of two hosts, the server it leads to now, and a standby without which no write is confirmed."""
    folder = Path(tempfile.mkdtemp(prefix="bina-pg-"))
    folder.chmod(0o755)
    primary = Cluster(folder / "a", "-c fsync=off -c wal_keep_size=256MB -c cluster_name=a")
    standby = Cluster(folder / "b", "-c fsync=off -c cluster_name=b")
    try:
        primary.make()
        primary.start()
        try:
            primary.create("bina")
            standby.run("pg_basebackup", "-h", primary.folder, "-U", "bina", "-D", standby.data, "-R", "-c", "fast")
            standby.start()
            for wish in ("ALTER SYSTEM SET synchronous_standby_names = 'b'", "SELECT pg_reload_conf()"):
                subprocess.run(["psql", "-q", "-h", primary.folder, "-U", "bina", "-d", "bina", "-c", wish], check=True,
                               stdout=subprocess.DEVNULL)
            hosts = f"{primary.folder},{standby.folder}"
            yield f"postgresql://bina@/bina?host={hosts}&target_session_attrs=read-write", primary, standby
        finally:
            primary.kill()
            standby.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
