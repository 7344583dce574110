"""round_half_up: against the decimal module, in every layout, and its refusals."""

import math
import os
import re
import shutil
import subprocess
import sys
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path

import numpy as np
import pytest
from arrays import layouts, same_bits
from hypothesis import example, given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct import _core
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

RNG = np.random.default_rng(20180831)
WIDE = Context(prec=800)
PANEL = RNG.normal(0.0, 50.0, (7, 400))


def oracle(x: float, decimals: int) -> float:
    """Round the decimal that Python prints, and take the double nearest to the result."""
    if not math.isfinite(x):
        return x
    printed = Decimal(repr(float(x)))
    if printed.as_tuple().exponent >= -decimals:
        return x + 0.0
    unit = Decimal(1).scaleb(-int(decimals))
    return float(printed.quantize(unit, ROUND_HALF_UP, WIDE)) + 0.0


def check(x, decimals):
    got = _core.round_half_up(x, decimals)
    expected = np.array([oracle(*pair) for pair in zip(x.tolist(), decimals.tolist(), strict=True)])
    differs = np.flatnonzero((got.view(np.int64) != expected.view(np.int64)) & ~np.isnan(x))
    if differs.size:
        i = differs[0]
        pytest.fail(
            f"{float(x[i])!r} to {decimals[i]} gives {float(got[i])!r}, not "
            f"{float(expected[i])!r}: the first of {differs.size}"
        )
    assert np.isnan(got[np.isnan(x)]).all()


def neighbours(x, ulps):
    """Move each double by up to `ulps` steps."""
    steps = RNG.integers(-ulps, ulps + 1, x.shape)
    return (x.view(np.int64) + steps).view(np.float64)


@pytest.mark.parametrize(
    ("x", "decimals", "expected"),
    [
        (1.005, 2, 1.01),
        (2.675, 2, 2.68),
        (7.35, 1, 7.4),
        (-0.5, 0, -1.0),
        (0.5, 0, 1.0),
        (2.5, 0, 3.0),
        (0.285, 2, 0.29),
        (1.4949999999999999, 2, 1.49),
        (1250.0, -2, 1300.0),
        (-1249.9999999999998, -2, -1200.0),
        (1e15, -15, 1e15),
        (5e14, -15, 1e15),
        (4.9e14, -15, 0.0),
        # 17 digits: the half lies in the last one.
        (4503599627370495.5, 0, 4503599627370496.0),
        (1125899906842624.25, 1, 1125899906842624.2),
        # The double is 1152921504606846976, the decimal it denotes has only 16 digits.
        (2.0**60, -3, 1152921504606847000.0),
        (1.7976931348623157e308, -15, 1.7976931348623157e308),
        (5e-324, 15, 0.0),
        (0.1, 15, 0.1),
        (0.10000000000000005, 15, 0.1),
        (0.10000000000000045, 15, 0.1),
        (0.1000000000000005, 15, 0.100000000000001),
    ],
)
def test_known_values(loops, x, decimals, expected):
    assert oracle(x, decimals) == expected
    assert hanoi_ct.round_half_up(x, decimals) == expected
    assert hanoi_ct.round_half_up(-x, decimals) == -expected


@pytest.mark.parametrize("decimals", range(-15, 16))
def test_a_zero_result_has_no_sign(loops, decimals):
    for x in (-0.0, 0.0, -1e-300, -5e-324, -0.4 * 10.0**-decimals):
        result = hanoi_ct.round_half_up(x, decimals)
        assert result == 0.0
        assert math.copysign(1.0, result) == 1.0


def test_missing_and_infinite_figures_stay(loops):
    x = np.array([np.nan, np.inf, -np.inf, -np.nan, 2.5])
    for decimals in range(-15, 16):
        assert same_bits(hanoi_ct.round_half_up(x, decimals)[:3], x[:3])
        assert np.isnan(hanoi_ct.round_half_up(x, decimals)[3])
    assert hanoi_ct.round_half_up(x)[4] == 3.0


def test_every_bit_pattern(loops):
    x = RNG.integers(0, 2**64, 20_000, dtype=np.uint64).view(np.float64)
    check(x, RNG.integers(-15, 16, x.size))


def test_figures_of_every_size_with_all_their_digits(loops):
    x = np.ldexp(RNG.integers(2**52, 2**53, 20_000).astype(float), RNG.integers(-75, 60, 20_000))
    check(x, RNG.integers(-15, 16, x.size))


def test_ties_and_their_neighbours(loops):
    count = 20_000
    digits = RNG.integers(0, 10 ** RNG.integers(1, 18, count))
    places = RNG.integers(-15, 16, count)
    ties = [float(f"{d}5e{-p - 1}") for d, p in zip(digits, places, strict=True)]
    check(neighbours(np.array(ties), 2), places)


def test_powers_of_two_and_ten_and_their_neighbours(loops):
    powers = np.concatenate([np.ldexp(1.0, np.arange(-80, 120)), 10.0 ** np.arange(-16, 34)])
    x = neighbours(np.tile(powers, 31), 3)
    check(x, np.repeat(np.arange(-15, 16), powers.size))


def test_figures_around_the_limits_of_the_quick_path(loops):
    count = 10_000
    places = RNG.integers(-15, 16, count)
    limits = np.where(places > 0, 10.0 ** (14 - places), 2.0**52)
    x = limits * RNG.uniform(0.999999, 1.000001, count)
    check(x, places)
    check(neighbours(limits, 40), places)


@given(st.floats(), st.integers(-15, 15))
@example(9007199254740993.0, -1)
@example(-99999999999999.95, 1)
def test_any_double(x, decimals):
    check(np.array([x]), np.array([decimals]))


@given(st.decimals(-(10**6), 10**6, places=4), st.integers(-3, 4))
def test_figures_as_printed(figure, decimals):
    rounded = figure.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE)
    assert hanoi_ct.round_half_up(float(figure), decimals) == float(rounded)


@given(st.floats(-1e12, 1e12), st.integers(-10, 3))
def test_rounding_again_changes_nothing(x, decimals):
    once = hanoi_ct.round_half_up(x, decimals)
    assert hanoi_ct.round_half_up(once, decimals) == once
    assert hanoi_ct.round_half_up(once, decimals + 5) == once


def test_portable_and_selected_loops_differ_in_no_bit():
    x = np.concatenate(
        [
            RNG.integers(0, 2**64, 100_000, dtype=np.uint64).view(np.float64),
            RNG.lognormal(3.0, 4.0, 100_000),
        ]
    )
    for decimals in range(-15, 16):
        selected = _core.round_half_up(x, decimals)
        assert same_bits(selected, _core.round_half_up_portable(x, decimals))


def test_every_layout_gives_the_same_bits(loops):
    for decimals in (-1, 0, 2, 14):
        expected = np.array([[oracle(x, decimals) for x in row] for row in PANEL.tolist()])
        for name, x in layouts(PANEL):
            if name == "broadcast":
                wanted = np.broadcast_to(expected[:1], expected.shape)
            else:
                wanted = expected
            assert same_bits(hanoi_ct.round_half_up(x, decimals), wanted), name


def test_each_figure_may_have_its_own_decimals(loops):
    decimals = RNG.integers(-2, 15, PANEL.shape)
    expected = np.vectorize(oracle)(PANEL, decimals)
    assert same_bits(hanoi_ct.round_half_up(PANEL, decimals), expected)
    by_column = hanoi_ct.round_half_up(PANEL, decimals[0])
    assert same_bits(by_column[1], np.vectorize(oracle)(PANEL[1], decimals[0]))
    by_row = hanoi_ct.round_half_up(PANEL, decimals[:, :1].astype(np.int8))
    assert same_bits(by_row[:, 3], np.vectorize(oracle)(PANEL[:, 3], decimals[:, 0]))
    assert hanoi_ct.round_half_up(1.25, [0, 1, 2]).tolist() == [1.0, 1.3, 1.25]


def test_numbers_integers_booleans_and_empty_arrays(loops):
    assert np.shape(hanoi_ct.round_half_up(2.5)) == ()
    assert hanoi_ct.round_half_up(np.array(2.5)) == 3.0
    assert hanoi_ct.round_half_up([True, False]).tolist() == [1.0, 0.0]
    assert hanoi_ct.round_half_up(np.array([125], dtype=np.uint8), -1)[0] == 130.0
    assert hanoi_ct.round_half_up(np.float32(0.5)) == 1.0
    assert hanoi_ct.round_half_up(np.empty((0, 4)), 2).shape == (0, 4)
    assert hanoi_ct.round_half_up(np.empty(0), np.empty(0, dtype=int)).shape == (0,)


def test_out_takes_the_result_even_over_the_figures(loops):
    expected = hanoi_ct.round_half_up(PANEL, 13)
    figures = PANEL.copy()
    assert hanoi_ct.round_half_up(figures, 13, out=figures) is figures
    assert same_bits(figures, expected)
    reversed_in_place = PANEL.copy()
    hanoi_ct.round_half_up(reversed_in_place, 13, out=reversed_in_place[:, ::-1])
    assert same_bits(reversed_in_place[:, ::-1], expected)
    shifted = np.zeros((8, 400))
    shifted[:7] = PANEL
    hanoi_ct.round_half_up(shifted[:7], 13, out=shifted[1:])
    assert same_bits(shifted[1:], expected)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (
            {"x": 1.0, "decimals": 16},
            ArgumentValueError,
            "`decimals` of round_half_up must be between -15 and 15; got 16",
        ),
        (
            {"x": [1.0, 2.0], "decimals": [3, -16]},
            ArgumentValueError,
            "`decimals` of round_half_up must be between -15 and 15; got -16 at index 1",
        ),
        (
            {"x": 1.0, "decimals": np.uint64(2**64 - 1)},
            ArgumentValueError,
            "`decimals` of round_half_up must be between -15 and 15; got 18446744073709551615",
        ),
        (
            {"x": 1.0, "decimals": 1.5},
            ArgumentTypeError,
            "`decimals` of round_half_up must be integers between -15 and 15; got 1.5",
        ),
        (
            {"x": 1.0, "decimals": True},
            ArgumentTypeError,
            "`decimals` of round_half_up must be integers between -15 and 15; got True",
        ),
        (
            {"x": [1.0, 2.0], "decimals": [0.0, 1.0]},
            ArgumentTypeError,
            "`decimals` of round_half_up must be integers between -15 and 15; got dtype float64",
        ),
        (
            {"x": [1.0, 2.0], "decimals": [[1], [2, 3]]},
            ArgumentTypeError,
            "`decimals` of round_half_up must be integers between -15 and 15; "
            "got rows of different lengths",
        ),
        (
            {"x": [1.0, 2.0], "decimals": np.ma.array([1, 2], mask=[True, False])},
            ArgumentTypeError,
            "`decimals` of round_half_up must be integers between -15 and 15; got a masked array",
        ),
        (
            {"x": 1.0, "decimals": "2"},
            ArgumentTypeError,
            "`decimals` of round_half_up must be integers between -15 and 15; got '2'",
        ),
        (
            {"x": [1.0, 2.0, 3.0], "decimals": [1, 2]},
            ArgumentValueError,
            "arguments of round_half_up must have shapes that broadcast together; "
            "got `x` (3,), `decimals` (2,)",
        ),
        (
            {"x": "1.5"},
            ArgumentTypeError,
            "`x` of round_half_up must be real numbers in a NumPy array or a sequence; "
            "got dtype <U3: convert text to numbers first",
        ),
        (
            {"x": [1.0, 2.0], "out": np.empty(3)},
            ArgumentValueError,
            "`out` of round_half_up must be a writeable float64 array of shape (2,); "
            "got shape (3,)",
        ),
    ],
)
def test_what_is_refused(arguments, error, message):
    with pytest.raises(error) as caught:
        hanoi_ct.round_half_up(**arguments)
    assert str(caught.value) == message


def test_the_core_gives_nan_for_decimals_out_of_range(loops):
    for decimals in (-16, 16, 2**40, -(2**63)):
        assert np.isnan(_core.round_half_up([1.0, np.inf, 1e300], decimals)).all()


def test_no_kernel_can_ask_the_locale():
    csrc = Path(__file__).resolve().parents[2] / "csrc"
    sources = [*(csrc / "kernels").glob("*/*.[ch]"), *(csrc / "include" / "hct").glob("*.h")]
    assert len(sources) > 10
    allowed = {"fenv.h", "float.h", "limits.h", "math.h", "stddef.h", "stdint.h", "string.h"}
    allowed |= {"emmintrin.h"}  # instructions of the processor
    for source in sources:
        included = set(re.findall(r"#\s*include <([^>]+)>", source.read_text(encoding="utf-8")))
        foreign = {name for name in included if not name.startswith("hct/")} - allowed
        # Neither stdio.h (printf) nor stdlib.h (strtod) nor locale.h, errno.h, Python.h.
        assert not foreign, f"{source.name} includes {foreign}"


def comma_locale(folder):
    """Return the environment of a locale with a decimal comma: installed, or made here."""
    for name in ("vi_VN.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8"):
        for environment in ({}, {"LOCPATH": str(folder)}):
            if environment and shutil.which("localedef"):
                source, charset = name.split(".")
                command = ["localedef", "-i", source, "-f", charset, str(folder / name)]
                subprocess.run(command, capture_output=True, check=False)
            environment = {**os.environ, **environment, "LC_ALL": name}
            program = (
                "import locale; locale.setlocale(locale.LC_ALL, '');"
                "print(locale.localeconv()['decimal_point'])"
            )
            run = subprocess.run(
                [sys.executable, "-c", program], env=environment, capture_output=True, text=True
            )
            if run.stdout.strip() == ",":
                return environment
    return None


def test_a_decimal_comma_changes_nothing(tmp_path):
    environment = comma_locale(tmp_path)
    if environment is None:
        pytest.skip("this machine has no locale with a decimal comma and cannot make one")
    program = (
        "import locale, hanoi_ct\n"
        "locale.setlocale(locale.LC_ALL, '')\n"
        "x = [1.005, 2.675, 4503599627370495.5, 2.0**60]\n"
        "print(locale.str(0.5), *hanoi_ct.round_half_up(x, [2, 2, 0, -3]).tolist())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    rounded = ["1.01", "2.68", "4503599627370496.0", "1.152921504606847e+18"]
    assert run.stdout.split() == ["0,5", *rounded]
