#!/usr/bin/env python3
"""Checks what the compiler cannot: include direction, lengths, banned words, error keys, SQL, and what docs name.

Prints one `path:line: message` for each fault and exits 1 if there is any. A C++ line that ends in
`// tidy: reason` may use a banned word.
"""
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

FILE_LINES_MAX = 500
FUNCTION_LINES_MAX = 70
COLUMNS_MAX = 110
BYTES_MAX = 1_000_000

root = Path(__file__).resolve().parent.parent
src = root / "src"
faults = []

# (pattern, where it is allowed, what to use instead); each entry was once a defect
BANNED = [
    (r"\bsystem_clock::now\b", r"^src/base/types\.cc$", "the Clock passed in, or tx.now()"),
    (r"\b(?:float|double)\b", r"^(src/linkage/|src/sweep/|src/cli/demo/draw\.|benches/)",
     "Money or an integer with its unit in the name"),
    (r"\b(?:rand|srand)\(", r"^$", "a generator with a seed, passed in"),
    (r"\busing namespace std;", r"^$", "the names one by one"),
    (r"\b(?:sleep_for|sleep_until|usleep|nanosleep)\(|[^_\w.]sleep\(", r"^(?!.*_test\.cc$|tests/)",
     "a condition that is waited for, or the Clock passed in"),
    (r"\bcatch ?\([^)]*\) ?\{ ?\}", r"^$", "the error handled, logged or passed on"),
    (r"\b(?:GTEST_SKIP|DISABLED_)", r"^$", "a test that runs"),
    (r"\bfor ?\([^;]*[^:]:[^:;]*\)\.value\(\)\)", r"^$", "a name for the result: it dies before the loop begins"),
    (r"co_await[^;]*\[[^\]]+\]\s*[({]", r"^$", "a named function: GCC 12 miscompiles a capture in co_await"),
]
ANY_BANNED = re.compile("|".join(f"(?:{pattern})" for pattern, _, _ in BANNED))
UNNUMBERED = re.compile(r"\b(?:FIXME|TODO|XXX)\b(?!\(#\d+\))")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
SPEAKS_SQL = re.compile(r"\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b")
NAMES_TABLE = re.compile(r"\b(?:FROM|JOIN|INSERT INTO|UPDATE(?! SET\b)|DELETE FROM)\s+([a-z_][a-z0-9_]*)")
CREATES = re.compile(r"\bCREATE\s+(?:VIRTUAL\s+|TEMP(?:ORARY)?\s+|UNLOGGED\s+)?(TABLE|VIEW)\s+(?:IF NOT EXISTS\s+)?([a-z0-9_]+)")
OPENS_FUNCTION = re.compile(r"^( {0,8})(?!.*\b(?:namespace|struct|class|enum|union|else)\b)"
                            r"(?! *(?:if|for|while|switch|do|catch|return|case|default)\b)(?:\S.*)?"
                            r"[)\]}](?: (?:const|noexcept|override|final|mutable|try|-> [^{]+))* \{$")


def fault(path, line, message):
    faults.append(f"{path}:{line}: {message}")


def tracked():
    """Paths known to git, or about to be: what a commit can hold."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted(name for name in set(names) if (root / name).is_file())


@cache
def text(name):
    return (root / name).read_text(encoding="utf-8", errors="replace")


def modules():
    """{module: modules it may include}, closed over DEPENDS, from src/CMakeLists.txt."""
    may = {}
    declared = re.findall(r"^module\((\w+)(?:\s+DEPENDS ([^)]*))?\)", text("src/CMakeLists.txt"), re.M)
    names = {name for name, _ in declared}
    for name, depends in declared:
        direct = {word for word in depends.split() if word in names}
        for unknown in direct - may.keys():
            fault("src/CMakeLists.txt", 1, f"{name} depends on {unknown}, which stands below it")
        may[name] = direct.union(*(may.get(word, set()) for word in direct)) | {name}
    return may


def check_includes(name, lines, may):
    module = name.split("/")[1]
    if module not in may:
        return fault(name, 1, f"{module} is not a module of src/CMakeLists.txt")
    for number, line in enumerate(lines, 1):
        include = re.match(r'#include "(\w+)/', line)
        if not include:
            continue
        if include[1] in may and include[1] not in may[module]:
            fault(name, number, f"{module} may not include {include[1]}")
        knows_http = module in ("http", "cli") or re.search(r"/(?:\w+_)?http(?:_\w+)?\.(?:cc|h)$", name)
        if include[1] == "http" and not knows_http:
            fault(name, number, "only http.h and http.cc of a module may know HTTP")


def check_lines(name, lines, columns_max):
    if len(lines) > FILE_LINES_MAX:
        fault(name, FILE_LINES_MAX, f"{len(lines)} lines, at most {FILE_LINES_MAX}")
    for number, line in enumerate(lines, 1):
        if columns_max and len(line) > columns_max:
            fault(name, number, f"{len(line)} columns, at most {columns_max}")
        if UNNUMBERED.search(line) and not name.startswith("tools/tidy"):
            fault(name, number, "finish it, or name the issue: TODO(#12)")


def check_banned(name, lines):
    for number, line in enumerate(lines, 1):
        if "// tidy: " in line:
            continue
        code = STRING.sub('""', line).split("//")[0]
        if not ANY_BANNED.search(code):
            continue
        for pattern, allowed, instead in BANNED:
            if (found := re.search(pattern, code)) and not re.search(allowed, name):
                fault(name, number, f"{found[0].strip()} is banned, use {instead}")


def check_functions(name, lines):
    start = None
    for number, line in enumerate(lines, 1):
        if start is None and (opened := OPENS_FUNCTION.match(line)):
            start, indent = number, opened[1]
        elif start is not None and line.startswith(indent + "}"):
            if number - start > FUNCTION_LINES_MAX:
                fault(name, start, f"function of {number - start} lines, at most {FUNCTION_LINES_MAX}")
            start = None


def check_keys(name, keys):
    module = name.split("/")[1]
    for found in re.finditer(r'ErrorKind\s+\w+\s*\{\s*"([\w.]+)"', text(name)):
        where = f"{name}:{text(name).count(chr(10), 0, found.start()) + 1}"
        if not found[1].startswith(module + "."):
            faults.append(f"{where}: key {found[1]} does not start with {module}.")
        if found[1] in keys:
            faults.append(f"{where}: key {found[1]} is also declared at {keys[found[1]]}")
        keys[found[1]] = where


def check_cpp(names):
    may = modules()
    keys = {}
    for name in names:
        if not name.endswith((".h", ".cc")):
            continue
        lines = text(name).splitlines()
        check_lines(name, lines, COLUMNS_MAX)
        check_banned(name, lines)
        check_functions(name, lines)
        if name.endswith(".h") and lines[:1] != ["#pragma once"]:
            fault(name, 1, "a header starts with #pragma once")
        if name.startswith("src/"):
            check_includes(name, lines, may)
            if not name.endswith("_test.cc"):
                check_keys(name, keys)


def check_sql(names):
    """A module's SQL names its own tables, or the views that another module publishes as <module>_…"""
    owner, published = {}, set()
    for name in names:
        parts = name.split("/")
        if len(parts) != 4 or parts[0] != "src" or parts[2] != "schema":
            continue
        if not re.fullmatch(r"\d{3}_[a-z0-9_]+(?:\.[a-z]+)?\.sql", parts[3]):
            fault(name, 1, "a migration is named NNN_name.sql")
        for kind, table in CREATES.findall(text(name)):
            if owner.setdefault(table, parts[1]) != parts[1]:
                fault(name, 1, f"{table} is also created by {owner[table]}")
            if kind == "VIEW" and table.startswith(parts[1] + "_"):
                published.add(table)
    check_numbers(names)
    for name in names:
        if name.startswith("src/") and name.endswith(".cc"):
            check_statements(name, owner, published)


def check_numbers(names):
    numbers = {}
    for name in names:
        if found := re.fullmatch(r"src/(\w+)/schema/(\d{3})_\w+(?:\.\w+)?\.sql", name):
            numbers.setdefault(found[1], set()).add(int(found[2]))
    for module, used in numbers.items():
        if used != set(range(1, len(used) + 1)):
            fault(f"src/{module}/schema", 1, f"migrations are numbered {sorted(used)}, not 1 to {len(used)}")


def check_statements(name, owner, published):
    module = name.split("/")[1]
    local = {table for _, table in CREATES.findall(text(name))} if name.endswith("_test.cc") else set()
    for number, line in enumerate(text(name).splitlines(), 1):
        if not SPEAKS_SQL.search(line) and "JOIN" not in line and "FROM" not in line:
            continue
        for table in NAMES_TABLE.findall(line):
            if owner.get(table, module) != module and table not in published | local:
                fault(name, number, f"{table} belongs to {owner[table]}: call it, or read a view it publishes")


def check_docs(names):
    known = set(names)
    folders = {str(parent) for name in names for parent in Path(name).parents}
    verbs = {verb for name in names if name.startswith("src/cli/") and name.endswith(".cc")
             for verb in re.findall(r'"([a-z][a-z-]*)"', text(name))}
    sources = [name for name in names if name.startswith("src/") and name.endswith((".h", ".cc"))]
    strings = {key for name in sources for key in re.findall(r'"([a-z_]+\.[a-z_.0-9]+)"', text(name))}
    # Findings are listed by macros: X(name, severity) stands for "module.name".
    strings |= {f"{Path(name).parts[1]}.{key}" for name in sources
                for key in re.findall(r"^\s+X\((\w+), (?:ok|info|warning|error)\)", text(name), re.M)}
    for name in names:
        if not name.endswith(".md"):
            continue
        here = (root / name).parent
        for number, line in enumerate(text(name).splitlines(), 1):
            for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", line):
                if not re.match(r"\w+:", target) and not (here / target).exists():
                    fault(name, number, f"{target} is linked and does not exist")
            for code in re.findall(r"`([^`]+)`", line):
                check_named(name, number, code, known, folders, strings)
            check_commands(name, number, line, verbs)


def check_named(name, number, code, known, folders, strings):
    """A path of this repository, or an error key, that a document names in backticks."""
    path = re.fullmatch(r"((?:src|web|tools|tests|docs|benches|fuzz|cmake|\.ci)/[\w./-]*\w)/?(?::\d+)?", code)
    if path and path[1] not in known and path[1] not in folders:
        if not re.search(r"NNN|NAME|build/|dist/|node_modules", path[1]):
            fault(name, number, f"{path[1]} is named and does not exist")
    key = re.fullmatch(r"([a-z]+)\.([a-z_]+)", code)
    if key and (src / key[1]).is_dir() and key[2] not in ("h", "cc", "sql", "md", "ts") and code not in strings:
        fault(name, number, f"key {code} is named and nothing in src says it")


def check_commands(name, number, line, verbs):
    for command in re.findall(r"(?:^|[`$\s])\./([\w.-]+)", line):
        if not (root / command).exists() and command not in ("build", "data"):
            fault(name, number, f"./{command} is named and does not exist")
    if not (src / "cli/main.cc").exists():
        return
    for verb in re.findall(r"(?:`|^\s*|\$ |&& |/)bina ([a-z][a-z-]*)", line):
        if verb not in verbs:
            fault(name, number, f"bina {verb} is named and src/cli has no such command")


def check_rest(names):
    for name in names:
        if name.endswith((".py", ".sh", ".mjs", ".ts", ".svelte", ".sql", ".cmake")) or "." not in Path(name).name:
            check_lines(name, text(name).splitlines(), None)
        size = (root / name).stat().st_size
        if size > BYTES_MAX:
            fault(name, 1, f"{size} bytes, at most {BYTES_MAX}")


def main():
    names = tracked()
    check_cpp(names)
    check_sql(names)
    check_docs(names)
    check_rest(names)
    print(*faults, sep="\n", end="\n" if faults else "")
    sys.exit(bool(faults))


main()
