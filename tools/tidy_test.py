#!/usr/bin/env python3
"""Each rule of tidy.py refuses one small repository that breaks it, and lets the sound one pass."""
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TIDY = Path(__file__).with_name("tidy.py")
SOUND = {
    "src/CMakeLists.txt": "module(base)\nmodule(http DEPENDS base)\nmodule(shop DEPENDS base http)\n",
    "src/base/base.h": "#pragma once\n",
    "src/http/http.h": '#pragma once\n#include "base/base.h"\n',
    "src/shop/shop.h": '#pragma once\ninline constexpr base::ErrorKind shut{"shop.shut", 409};\n',
    "src/shop/http.cc": '#include "http/http.h"\n',
    "src/shop/shop.cc": 'auto const sql = "SELECT id FROM basket";\n',
    "src/shop/schema/001_basket.sql": "CREATE TABLE basket (id TEXT);\n",
    "src/base/schema/001_day.sql": "CREATE TABLE day (id TEXT);\nCREATE VIEW base_days AS SELECT id FROM day;\n",
    "run": "#!/bin/sh\n",
    "README.md": "[shop](src/shop/shop.h), `src/shop/shop.cc`, `./run`, `shop.shut`\n",
}
LONG_FUNCTION = "void f() {\n" + "    g();\n" * 71 + "}\n"


def complaints(changes):
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (SOUND | changes).items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        (Path(folder) / "tools").mkdir()
        shutil.copy(TIDY, Path(folder) / "tools")
        subprocess.run(["git", "init", "-q", folder], check=True)
        done = subprocess.run([sys.executable, "tools/tidy.py"], cwd=folder, capture_output=True, text=True)
        return done.stdout + done.stderr


class Tidy(unittest.TestCase):
    def refuses(self, name, content, expected):
        self.assertIn(expected, complaints({name: content}))

    def test_a_sound_repository_passes(self):
        self.assertEqual(complaints({}), "")

    def test_a_module_includes_only_what_stands_above_it(self):
        self.refuses("src/base/base.h", '#pragma once\n#include "shop/shop.h"\n', "base may not include shop")
        self.refuses("src/CMakeLists.txt", "module(shop DEPENDS base)\nmodule(base)\nmodule(http)\n", "stands below it")

    def test_only_http_files_know_http(self):
        self.refuses("src/shop/shop.cc", '#include "http/http.h"\n', "only http.h and http.cc")

    def test_keys_carry_their_module_and_are_unique(self):
        other = '#pragma once\nErrorKind a{"KEY", 409};\n'
        self.refuses("src/base/base.h", other.replace("KEY", "shop.a"), "does not start with base.")
        self.refuses("src/shop/other.h", other.replace("KEY", "shop.shut"), "is also declared")

    def test_lengths(self):
        self.refuses("src/shop/shop.cc", "\n" * 501, "at most 500")
        self.refuses("src/shop/shop.cc", "x" * 111, "at most 110")
        self.refuses("src/shop/shop.cc", LONG_FUNCTION, "function of 72 lines")

    def test_banned_words(self):
        for line in ("auto t = system_clock::now();", "double price;", "int n = rand();", "using namespace std;",
                     "try { f(); } catch (...) {}", "// TODO later", "for (auto x : f(1).value()) g(x);",
                     "co_await f([&] { g(); });"):
            self.refuses("src/shop/shop.cc", line + "\n", "shop.cc:1")
        self.refuses("src/shop/shop_test.cc", "std::this_thread::sleep_for(1s);\n", "shop_test.cc:1")
        self.assertEqual(complaints({"src/shop/shop.cc": 'f("double");  // a double\n// TODO(#12) later\n'}), "")
        self.assertEqual(complaints({"src/shop/shop.cc": "double ratio;  // tidy: shown, never stored\n"}), "")

    def test_sql_stays_at_home(self):
        self.refuses("src/shop/shop.cc", 'f("SELECT id FROM day");\n', "day belongs to base")
        self.assertEqual(complaints({"src/shop/shop.cc": 'f("SELECT id FROM base_days");\n'}), "")
        self.refuses("src/shop/schema/003_more.sql", "CREATE TABLE more (id TEXT);\n", "not 1 to 2")
        self.refuses("src/shop/schema/more.sql", "CREATE TABLE more (id TEXT);\n", "NNN_name.sql")

    def test_documents_name_what_exists(self):
        for text in ("[x](src/gone.h)", "`src/gone.h`", "`./gone`", "`shop.gone`"):
            self.refuses("README.md", text + "\n", "README.md:1")


unittest.main()
