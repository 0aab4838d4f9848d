"""A PostgreSQL server of one's own: in a temporary folder, on a socket, gone when the block ends."""
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


@contextlib.contextmanager
def server(durable=False):
    """Yields a function that creates a database and gives its URL. Without `durable` nothing is synced to disk."""
    folder = Path(tempfile.mkdtemp(prefix="bina-pg-"))
    try:
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data = folder / "data"
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
        cluster = ["-D", data, "-U", "bina", "-E", "UTF8", "--locale=C", "-N", "-A", "trust"]
        subprocess.run(as_owner(PROGRAMS / "initdb", *cluster), **quiet)
        settings = f"-k {folder} -c listen_addresses='' -c max_connections=200"
        if not durable:
            settings += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        control = as_owner(PROGRAMS / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", folder / "log")
        subprocess.run([*control, "-o", settings, "start"], **quiet)
        try:
            yield lambda name: create(folder, name)
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **(quiet | {"check": False}))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create(folder, name):
    subprocess.run([PROGRAMS / "createdb", "-h", folder, "-U", "bina", name], check=True)
    return f"postgresql://bina@/{name}?host={folder}"
