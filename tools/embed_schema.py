#!/usr/bin/env python3
"""Writes the C++ source that holds every schema file: embed_schema.py OUTPUT SCHEMA_FILE...

A file is src/<module>/schema/NNN_name.sql, or NNN_name.<engine>.sql for what only one engine has.
"""
import sys
from pathlib import Path

LITERAL_MAX = 60_000  # what compilers take as one string literal
output = Path(sys.argv[1])
entries = []
for name in sys.argv[2:]:
    path = Path(name)
    stem, _, engine = path.name.removesuffix(".sql").partition(".")
    text = path.read_text()
    if len(text.encode()) > LITERAL_MAX or ')sql"' in text:
        sys.exit(f"{path}: too long for one literal, or holds its delimiter")
    entries.append(f'    {{"{path.parent.parent.name}", "{stem}", "{engine}", R"sql({text})sql"}},\n')
source = (
    '#include "storage/migrate.h"\n\nnamespace bina::storage {\n\n'
    "std::span<Migration const> embedded_migrations() {\n"
    "    static constexpr Migration all[] = {\n" + "".join(entries) + "    };\n"
    "    return all;\n}\n\n}  // namespace bina::storage\n"
)
output.parent.mkdir(parents=True, exist_ok=True)
if not output.exists() or output.read_text() != source:
    output.write_text(source)
output.touch()
