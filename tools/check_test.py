#!/usr/bin/env python3
"""What check.py makes of the closing lines of the test runners."""
import unittest

from check import counted


class Counted(unittest.TestCase):
    def test_runners(self):
        for text, code, expected in [
            ("[  PASSED  ] 12 tests.\n", 0, (12, 0)),
            ("[  PASSED  ] 11 tests.\n[  FAILED  ] 1 test, listed below:\n\n 1 FAILED TEST\n", 1, (11, 1)),
            ("\x1b[2m      Tests \x1b[22m \x1b[1m\x1b[32m40 passed\x1b[39m (40)\n", 0, (40, 0)),
            ("      Tests  2 failed | 38 passed (40)\n", 1, (38, 2)),
            ("# pass 7\n# fail 0\n", 0, (7, 0)),
            ("ℹ pass 6\nℹ fail 1\n", 1, (6, 1)),
            ("Ran 5 tests in 0.1s\n\nOK\n", 0, (5, 0)),
            ("9 passed, 2 failed\n", 1, (9, 2)),
        ]:
            self.assertEqual(counted(text, code), expected, text)

    def test_a_command_without_tests_is_one_check(self):
        self.assertEqual(counted("built\n", 0), (1, 0))
        self.assertEqual(counted("error: no\n", 2), (0, 1))

    def test_a_crash_after_passing_tests_is_a_failure(self):
        self.assertEqual(counted("[  PASSED  ] 3 tests.\nSegmentation fault\n", 139), (3, 1))


unittest.main()
