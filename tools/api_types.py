#!/usr/bin/env python3
"""api_types.py [--check]: the TypeScript types of docs/api/openapi.json, into web/src/base/contract.ts."""
import json
import subprocess
import sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
target = root / "web/src/base/contract.ts"
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def type_of(schema):
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1]
    if "anyOf" in schema:
        return " | ".join(type_of(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(json.dumps(one) for one in schema["enum"])
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return " | ".join(kind_text(kind, schema) for kind in kinds) or "unknown"


def kind_text(kind, schema):
    if kind == "array":
        item = type_of(schema["items"])
        return f"({item})[]" if "|" in item else f"{item}[]"
    if kind == "object":
        return members(schema) if "properties" in schema else f"Record<string, {rest_of(schema)}>"
    return PLAIN[kind]


def rest_of(schema):
    rest = schema.get("additionalProperties", True)
    return type_of(rest) if isinstance(rest, dict) else "unknown"


def members(schema):
    required = schema.get("required", [])
    lines = []
    for name, member in schema["properties"].items():
        if "description" in member:
            lines.append(f"/** {member['description']} */")
        lines.append(f"{name}{'' if name in required else '?'}: {type_of(member)};")
    return "{\n" + "\n".join(lines) + "\n}"


def source(document):
    parts = ["/** Made by tools/api_types.py from docs/api/openapi.json: change that, not this. */\n"]
    for name, schema in document["components"]["schemas"].items():
        if "description" in schema:
            parts.append(f"/** {schema['description']} */")
        body = type_of(schema)
        parts.append(f"export interface {name} {body}\n" if body.startswith("{") else f"export type {name} = {body};\n")
    return "\n".join(parts)


def main():
    text = source(json.loads((root / "docs/api/openapi.json").read_text()))
    formatted = subprocess.run([root / "web/node_modules/.bin/prettier", "--stdin-filepath", target], input=text,
                               cwd=root / "web", capture_output=True, text=True, check=True).stdout
    if "--check" not in sys.argv:
        target.write_text(formatted)
    elif target.read_text() != formatted:
        sys.exit("web/src/base/contract.ts is not what docs/api/openapi.json says: run tools/api_types.py")


main()
