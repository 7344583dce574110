"""Records taken by several threads. Without polars, which does not load beside the sanitizer that
looks for races."""

import numpy as np
import pandas as pd
import pytest

from hanoi_ct.records import _sources as sources
from hanoi_ct.records import tabulate


@pytest.mark.parametrize("threads", [2, 5])
def test_threads_do_not_change_a_bit(monkeypatch, threads):
    rng = np.random.default_rng(5)
    frame = pd.DataFrame(
        {
            "code": rng.choice(["0101", "0102", "85", "x"], 3000),
            "month": rng.integers(201801, 201813, 3000),
            "usd": rng.lognormal(5, 9, 3000),
        }
    )
    options = {"rows": "code", "columns": "month", "value": "usd", "largest": 3}
    expected = tabulate(frame, **options, threads=1)
    monkeypatch.setattr("hanoi_ct._inputs.threads.LEAST_SIZE", 1)
    monkeypatch.setattr(sources, "BATCH_ROWS", 50)
    table = tabulate(frame, **options, threads=threads)
    assert table.equals(expected)
    assert table.largest.tobytes() == expected.largest.tobytes()
