#!/usr/bin/env python3
"""check.py --build FOLDER [STAGE...]: the stages of ./test, in order: those that are named, or every one."""
import argparse
import functools
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import postgres

root = Path(__file__).resolve().parent.parent
CORES = os.cpu_count() or 2
SECONDS_MAX = 1800  # of any one command
FUZZ_SECONDS = 20  # of each fuzzer
LINT_FILES_MAX = 8
STORELESS = ("base_test", "http_test", "linkage_test")
COUNTS = [  # what test runners say: (pattern of passed, pattern of failed)
    (r"\[  PASSED  \] (\d+) test", r"^ ?(\d+) FAILED TEST"),
    (r"Tests .*?(\d+) passed", r"Tests .*?(\d+) failed"),
    (r"^[#ℹ] pass (\d+)", r"^[#ℹ] fail (\d+)"),
    (r"^Ran (\d+) tests?", r"(?:failures|errors)=(\d+)"),
    (r"^(\d+) passed, \d+ failed", r"^\d+ passed, (\d+) failed"),
]


class Run:
    """One run of ./test: where things are, and what came of each command."""

    def __init__(self, build):
        self.build = Path(build)
        self.release = self.build / "release"
        self.logs = self.build / "log/test"
        self.logs.mkdir(parents=True, exist_ok=True)
        self.passed = self.failed = 0

    def do(self, name, command, env=None, cwd=root, seconds=SECONDS_MAX):
        """Runs one command, counts its tests, and shows the end of its output if it fails."""
        started = time.monotonic()
        log = self.logs / (re.sub(r"\W+", "-", name) + ".log")
        with open(log, "wb") as out:
            process = subprocess.Popen([str(word) for word in command], stdout=out, stderr=subprocess.STDOUT, cwd=cwd,
                                       stdin=subprocess.DEVNULL, env=os.environ | (env or {}), start_new_session=True)
            try:
                code = process.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                code = process.wait()
                out.write(f"\nstopped after {seconds} s\n".encode())
        text = log.read_text(errors="replace")
        passed, failed = counted(text, code)
        self.passed += passed
        self.failed += failed
        took = time.monotonic() - started
        print(f"{'FAILED' if failed else 'ok':6} {name:44} {passed:5} passed {failed:3} failed {took:7.1f} s", flush=True)
        if failed:
            print("".join(f"    {line}\n" for line in text.splitlines()[-40:]) + f"    {log}", flush=True)
        return not failed

    def configure(self, folder, *options):
        if (folder / "build.ninja").exists():
            return True
        return self.do(f"configure {folder.name}", ["cmake", "-S", root, "-B", folder, "-G", "Ninja", *options])

    def each(self, jobs):
        with ThreadPoolExecutor(CORES) as pool:
            return all(list(pool.map(lambda job: self.do(*job[0], **job[1]), jobs)))


def counted(text, code):
    passed = failed = 0
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    for good, bad in COUNTS:
        passed += sum(map(int, re.findall(good, text, re.M)))
        failed += sum(map(int, re.findall(bad, text, re.M)))
    if code and not failed:
        failed = 1
    if not code and not passed:
        passed = 1
    return passed, failed


def tracked(*patterns):
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    return sorted(set(subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.split()))


def stage_format(run):
    names = [name for name in tracked("src", "fuzz", "benches", "tests") if name.endswith((".h", ".cc"))]
    return run.do("clang-format", ["clang-format-19", "--dry-run", "-Werror", *names])


def stage_tidy(run):
    return all([run.do(name, [sys.executable, f"tools/{name}"]) for name in ("tidy.py", "tidy_test.py", "check_test.py")])


@functools.cache
def stage_build(run):
    """Other stages need it too: it is done once a run."""
    return (run.configure(run.release, "-DCMAKE_BUILD_TYPE=Release")
            and run.do("build", ["ninja", "-C", run.release]))


def tests_of(folder):
    return sorted(path for path in folder.glob("src/*_test") if os.access(path, os.X_OK))


def stage_unit(run):
    """Every test program on both engines; each has a PostgreSQL database to itself."""
    if not stage_build(run):
        return False
    programs = tests_of(run.release)
    fine = run.each([((f"{path.name} on SQLite", [path]), {}) for path in programs])
    with postgres.server() as create:
        jobs = [((f"{path.name} on PostgreSQL", [path]), {"env": {"BINA_TEST_DATABASE": create(path.name)}})
                for path in programs if path.name not in STORELESS]
        return run.each(jobs) and fine


def sanitized(run):
    """Where the second compiler builds: with ASan and UBSan, ready for libFuzzer."""
    folder = run.build / "sanitize"
    fine = run.configure(folder, "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_COMPILER=clang++-19",
                         "-DBINA_FUZZ=ON", "-DCMAKE_CXX_FLAGS_DEBUG=-O1")
    return folder if fine else None


def stage_sanitize(run):
    folder = sanitized(run)
    return (folder and run.do("build with sanitizers", ["ninja", "-C", folder])
            and run.each([((f"{path.name} with sanitizers", [path]), {}) for path in tests_of(folder)]))


def stage_lint(run):
    """clang-tidy on the C++ files changed last, each by itself: it takes some ten seconds a file."""
    folder = run.build / "lint"
    if not run.configure(folder, "-DCMAKE_CXX_COMPILER=clang++-19", "-DBINA_UNITY=OFF", "-DBINA_PCH=OFF"):
        return False
    log = ["git", "log", "-30", "--name-only", "--pretty=format:", "--", "src"]
    changed = [*tracked_changes(), *subprocess.run(log, cwd=root, capture_output=True, text=True).stdout.split()]
    files = [name for name in dict.fromkeys(changed) if name.endswith(".cc") and not name.endswith("_test.cc")]
    files = [name for name in files if (root / name).exists()][:LINT_FILES_MAX]
    return run.each([((f"clang-tidy {name}", ["clang-tidy-19", "--quiet", "-p", folder, name]), {})
                     for name in files])


def tracked_changes():
    command = ["git", "diff", "--name-only", "HEAD", "--", "src"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True).stdout.split()


def stage_web(run):
    web = root / "web"
    if not run.do("npm ci", ["bash", "-c", ". tools/setup.sh; need_node; need_web_packages"],
                  env={"BINA_BUILD": str(run.build), "BINA_LOG": str(run.logs / "setup.log")}):
        return False
    return all([run.do("svelte-check", ["npm", "run", "check"], cwd=web),
                run.do("vitest", ["npm", "test"], cwd=web),
                run.do("web build", ["npm", "run", "build"], cwd=web),
                run.do("web size budget", ["npm", "run", "budget"], cwd=web)])


def product(run):
    """What a test of the whole program needs to know."""
    return {"BINA": str(run.release / "bina"), "BINA_WEB": str(root / "web/dist"), "CHROMIUM": "/usr/bin/chromium"}


def whole_program(run, name):
    """Every program in tests/NAME, once for each engine."""
    folder = root / "tests" / name
    fine = True
    for script in sorted(path for path in folder.glob("*") if path.is_file() and os.access(path, os.X_OK)):
        title = f"{name}/{script.name}"
        fine = run.do(f"{title} on SQLite", [script], env=product(run)) and fine
        with postgres.server(durable=name == "chaos") as create:
            databases = {"BINA_TEST_DATABASE": create(name), "BINA_SCRATCH_DATABASE": create("scratch")}
            fine = run.do(f"{title} on PostgreSQL", [script], env=product(run) | databases) and fine
    return fine


def stage_scenarios(run):
    return stage_build(run) and whole_program(run, "scenarios")


def stage_migrations(run):
    return stage_build(run) and whole_program(run, "migrations")


def stage_leaks(run):
    """Nothing personal in clear in anything that a real server writes."""
    return stage_build(run) and whole_program(run, "leaks")


def stage_chaos(run):
    return stage_build(run) and whole_program(run, "chaos")


def stage_e2e(run):
    if not (root / "web/e2e").is_dir() or not stage_build(run):
        return not (root / "web/e2e").is_dir()
    web = root / "web"
    fine = True
    for file in sorted((web / "e2e").glob("*.test.mjs")):
        fine = run.do(f"e2e/{file.name} in Chromium", ["node", "--test", file], cwd=web, env=product(run)) and fine
    with postgres.server() as create:
        return run.do("e2e/product.test.mjs in Chromium on PostgreSQL", ["node", "--test", "e2e/product.test.mjs"], cwd=web,
                      env=product(run) | {"BINA_TEST_DATABASE": create("e2e")}) and fine


def stage_fuzz(run):
    folder = sanitized(run)
    if not folder or not run.do("build fuzzers", ["ninja", "-C", folder, "fuzzers"]):
        return False
    jobs = []
    for path in sorted(folder.glob("fuzz/fuzz_*")):
        if not os.access(path, os.X_OK) or path.is_dir():
            continue
        name = path.name.removeprefix("fuzz_")
        found = folder / "found" / name
        found.mkdir(parents=True, exist_ok=True)
        seeds = root / "fuzz/corpus" / name
        command = [path, f"-max_total_time={FUZZ_SECONDS}", "-timeout=10", "-rss_limit_mb=2048",
                   f"-artifact_prefix={found}/", found, *([seeds] if seeds.is_dir() else [])]
        jobs.append(((f"fuzz {name}", command), {}))
    return run.each(jobs)


STAGES = {name.removeprefix("stage_"): function for name, function in list(globals().items()) if name.startswith("stage_")}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("--list", action="store_true", help="name the stages")
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=" ".join(STAGES))
    chosen = parser.parse_args()
    if chosen.list:
        print(*STAGES, sep="\n")
        return 0
    if unknown := [name for name in chosen.stages if name not in STAGES]:
        parser.error(f"no stage is called {unknown[0]}; there are {', '.join(STAGES)}")
    run = Run(chosen.build)
    for name, stage in STAGES.items():
        if name in chosen.stages or not chosen.stages:
            print(f"-- {name}", flush=True)
            stage(run)
    print(f"{run.passed} passed, {run.failed} failed")
    return 1 if run.failed else 0


if __name__ == "__main__":
    sys.exit(main())
