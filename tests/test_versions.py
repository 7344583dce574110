"""What a fault report says, and that it loads nothing for it."""

import subprocess
import sys

import numpy as np

import hanoi_ct


def test_versions_and_machine_are_printed(capsys):
    hanoi_ct.show_versions()
    lines = dict(line.split(None, 1) for line in capsys.readouterr().out.splitlines())
    assert lines["hanoi_ct"] == hanoi_ct.__version__
    assert lines["numpy"] == np.__version__
    assert lines["AVX2"] in ("yes", "no")


def test_nothing_is_imported_for_it():
    code = (
        "import hanoi_ct, sys; hanoi_ct.show_versions();"
        "sys.exit(bool({'pandas', 'polars', 'matplotlib', 'scipy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
