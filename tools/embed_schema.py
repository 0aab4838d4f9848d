#!/usr/bin/env python3
"""embed_schema.py MODULE HEADER SQL...: writes SQL scripts into a C++ header, in the order of their numbers."""
import sys
from pathlib import Path

module, header, *scripts = sys.argv[1:]
scripts = sorted(map(Path, scripts), key=lambda path: path.name)
entries = "".join(f'    {{"{path.stem}", R"sql({path.read_text()})sql"}},\n' for path in scripts)
Path(header).parent.mkdir(parents=True, exist_ok=True)
Path(header).write_text(f"""// Made from src/{module}/schema by tools/embed_schema.py.
#pragma once
#include <array>
#include <string_view>
#include <utility>

namespace bina::{module} {{

/// Name and text of each migration of this module, in order.
inline constexpr std::array<std::pair<std::string_view, std::string_view>, {len(scripts)}> schema{{{{
{entries}}}}};

}}  // namespace bina::{module}
""")
