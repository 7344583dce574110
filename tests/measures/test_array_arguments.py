"""What every function from panels to panels does with `x`, `axis` and `out`."""

import decimal
import functools
import inspect

import numpy as np
import pytest
from arrays import layouts, same_bits

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, HanoiCTError

PANEL = np.random.default_rng(12).lognormal(4.6, 0.3, (5, 4, 30))

FUNCTIONS = {
    "growth": hanoi_ct.growth,
    "ytd": hanoi_ct.ytd,
    "ytd_growth": hanoi_ct.ytd_growth,
    "decumulate": hanoi_ct.decumulate,
    "moving_sum": hanoi_ct.moving_sum,
    "moving_mean": hanoi_ct.moving_mean,
    "moving_growth": hanoi_ct.moving_growth,
    "acceleration": hanoi_ct.acceleration,
}

# The same functions with options that lead to other loops.
OPTIONS = [
    ("growth", {"kind": "difference"}),
    ("growth", {"kind": "difference", "differences": 3}),
    ("growth", {"kind": "log"}),
    ("growth", {"kind": "annualised"}),
    ("ytd", {"missing": "omit"}),
    ("ytd_growth", {"missing": "omit"}),
    ("moving_sum", {"missing": "omit", "window": 5}),
    ("moving_mean", {"window": 40}),
    ("moving_growth", {"missing": "omit"}),
    ("moving_growth", {"lag": 1}),
]

# Rule one of every message on `x`.
RULE = "`x` of {} must be real numbers in a NumPy array or a sequence; got "


def with_options(name, options):
    function = functools.partial(FUNCTIONS[name], **options)
    function.__name__ = name
    return function


@pytest.fixture(params=[*((name, {}) for name in FUNCTIONS), *OPTIONS], ids=str)
def function(request):
    return with_options(*request.param)


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3, np.int8(1)])
def test_any_axis_of_any_order(function, axis):
    expected = np.empty_like(PANEL)
    for i in np.ndindex(*np.delete(PANEL.shape, axis)):
        at = list(i)
        at.insert(axis % 3, slice(None))
        expected[tuple(at)] = function(PANEL[tuple(at)])
    for order in "CF":
        x = np.asarray(PANEL, order=order)
        got = function(x, axis=axis)
        assert same_bits(got, expected)
        assert got.flags[f"{order}_CONTIGUOUS"]
    swapped = PANEL.transpose(1, 2, 0)
    assert same_bits(function(swapped, axis=[2, 0, 1][axis]), expected.transpose(1, 2, 0))


@pytest.mark.parametrize("axis", [3, -4, 2**40])
def test_an_axis_out_of_range_is_refused(function, axis):
    with pytest.raises(ArgumentValueError) as caught:
        function(PANEL, axis=axis)
    bounds = "between -3 and 2"
    assert str(caught.value) == f"`axis` of {function.__name__} must be {bounds}; got {axis}"
    with pytest.raises(ArgumentTypeError, match=r"must be an integer"):
        function(PANEL, axis=0.0)


@pytest.mark.parametrize(
    ("axis", "got"),
    [
        ((0, 1), "(0, 1)"),
        (None, "None"),
        (True, "True"),
        (np.arange(6).reshape(2, 3), "array([[0, 1, 2], [3, 4, 5]])"),
        (np.zeros(40), "a ndarray"),
    ],
    ids=str,
)
def test_a_wrong_value_is_shown_on_one_line(function, axis, got):
    with pytest.raises(ArgumentTypeError) as caught:
        function(PANEL, axis=axis)
    rule = f"`axis` of {function.__name__} must be an integer, between -3 and 2"
    assert str(caught.value) == f"{rule}; got {got}"


@pytest.mark.parametrize(
    ("name", "option"),
    [
        (name, option)
        for name, function in FUNCTIONS.items()
        for option in ("missing", "min_count", "kind", "differences", "negative_base", "window")
        if option in inspect.signature(function).parameters
    ],
)
def test_an_array_in_the_place_of_a_word_or_a_number_is_refused(name, option):
    function = FUNCTIONS[name]
    with pytest.raises(HanoiCTError, match=rf"^`{option}` of {name} must be .*; got array\("):
        function(PANEL, **{option: np.array([1, 1])})


@pytest.mark.parametrize(
    "dtype", ["bool", "int8", "uint8", "int16", "int32", "uint64", "int64", "float16", "float32"]
)
def test_numbers_of_other_types_are_converted(function, dtype):
    x = (PANEL[0] / 10).astype(dtype)
    assert same_bits(function(x), function(x.astype(float)))
    assert function(x).dtype == np.float64


def test_sequences_of_numbers_are_taken(function):
    x = PANEL[0, 0, :].tolist()
    assert same_bits(function(x), function(PANEL[0, 0]))
    assert same_bits(function(tuple(x)), function(PANEL[0, 0]))


def test_input_is_left_as_it_was(function):
    for name, x in layouts(PANEL[0]):
        before = x.copy()
        function(x)
        assert same_bits(x.astype(float), before.astype(float)), name


@pytest.mark.parametrize("shape", [(0,), (3, 0), (0, 12), (0, 0), (2, 0, 5)])
@pytest.mark.parametrize("axis", [0, -1])
def test_no_series_or_no_periods_give_an_empty_result(function, shape, axis):
    got = function(np.ones(shape), axis=axis)
    assert got.shape == shape
    assert got.dtype == np.float64


@pytest.mark.parametrize("x", [3.5, np.float64(3.5), np.array(3.5)])
def test_a_single_number_is_refused(function, x):
    with pytest.raises(ArgumentValueError) as caught:
        function(x)
    name = function.__name__
    assert str(caught.value) == (
        f"`x` of {name} must have at least 1 dimension; got 0 (the number 3.5)"
    )


@pytest.mark.parametrize(
    ("x", "got"),
    [
        (np.array([1 + 2j, 3]), "dtype complex128: pass its real part"),
        (np.array(["1", "2"]), "dtype <U1: convert text to numbers first"),
        (np.array([b"1", b"2"]), "dtype |S1: convert text to numbers first"),
        (
            np.array([1.0, None]),
            "dtype object, None at index 1: pass np.array(..., dtype=float), with np.nan for what "
            "is missing",
        ),
        (
            [decimal.Decimal("1.5"), "2"],
            "dtype object, '2' at index 1: pass np.array(..., dtype=float), with np.nan for what "
            "is missing",
        ),
        (
            np.ma.masked_array([1.0, 2.0], [True, False]),
            "a masked array: pass its .astype(float).filled(np.nan), missing is NaN",
        ),
        (np.array(["2018-08"], dtype="datetime64[M]"), "dtype datetime64[M]"),
        (np.array([1], dtype="timedelta64[D]"), "dtype timedelta64[D]"),
        (np.zeros(2, dtype=[("a", float)]), "dtype [('a', '<f8')]"),
        (
            None,
            "dtype object, None: pass np.array(..., dtype=float), with np.nan for what is missing",
        ),
    ],
    ids=repr,
)
def test_what_is_not_a_real_number_is_refused(function, x, got):
    with pytest.raises(ArgumentTypeError) as caught:
        function(x)
    assert str(caught.value) == RULE.format(function.__name__) + got


@pytest.mark.skipif(np.dtype(np.longdouble).itemsize == 8, reason="long double is double here")
def test_long_double_is_refused_rather_than_cut(function):
    with pytest.raises(ArgumentTypeError, match=r"float128: convert it with \.astype\(float\) if"):
        function(np.ones(3, dtype=np.longdouble))


def test_rows_of_different_lengths_are_refused(function):
    with pytest.raises(ArgumentTypeError, match="got rows of different lengths"):
        function([[1.0, 2.0], [3.0]])


def test_an_index_alone_is_refused(function):
    pandas = pytest.importorskip("pandas")
    with pytest.raises(ArgumentTypeError) as caught:
        function(pandas.Index([1.0, 2.0]))
    assert str(caught.value) == (
        RULE.format(function.__name__)
        + "a pandas Index: pass its .to_numpy(dtype=float), labels are not kept"
    )


def test_a_subclass_of_an_array_is_an_array(function):
    class Tagged(np.ndarray):
        pass

    x = PANEL[0].view(Tagged)
    got = function(x)
    assert type(got) is np.ndarray
    assert same_bits(got, function(PANEL[0]))


def test_out_receives_the_result_in_any_layout(function):
    expected = function(PANEL[0])
    outs = {
        "C order": np.empty((4, 30)),
        "Fortran order": np.empty((30, 4)).T,
        "strided": np.empty((8, 90))[::2, ::3],
        "reversed": np.empty((4, 30))[::-1, ::-1],
        "byte-swapped": np.empty((4, 30), dtype=">f8"),
        "unaligned": np.zeros(4 * 30 * 8 + 1, dtype=np.uint8)[1:].view(float).reshape(4, 30),
    }
    for name, out in outs.items():
        if name == "byte-swapped":
            with pytest.raises(ArgumentTypeError, match=r"got dtype >f8$"):
                function(PANEL[0], out=out)
            continue
        assert function(PANEL[0], out=out) is out, name
        assert same_bits(np.ascontiguousarray(out), expected), name


def test_out_may_overlap_the_input(function):
    expected = function(PANEL[0])
    x = PANEL[0].copy()
    assert same_bits(function(x, out=x), expected)
    for shift in (1, 3, 12, 30):
        room = np.zeros(4 * 30 + 30)
        x, out = room[shift : shift + 120].reshape(4, 30), room[:120].reshape(4, 30)
        x[...] = PANEL[0]
        assert same_bits(function(x, out=out), expected), shift
        x, out = room[:120].reshape(4, 30), room[shift : shift + 120].reshape(4, 30)
        x[...] = PANEL[0]
        assert same_bits(function(x, out=out), expected), -shift
    x = PANEL[0].copy()
    function(x, out=x[::-1])
    assert same_bits(x[::-1], expected)
    square = PANEL[0, :, :4].copy()
    assert same_bits(function(square, out=square.T), function(PANEL[0, :, :4]))


def test_out_of_another_kind_is_refused_and_left_alone(function):
    name = function.__name__
    rule = f"`out` of {name} must be a writeable float64 array of shape (4, 30)"
    read_only = np.full((4, 30), 9.0)
    read_only.flags.writeable = False
    for out, error, got in [
        (np.full((4, 31), 9.0), ArgumentValueError, "got shape (4, 31)"),
        (np.full((1, 4, 30), 9.0), ArgumentValueError, "got shape (1, 4, 30)"),
        (np.full((4, 30), 9.0, dtype=np.float32), ArgumentTypeError, "got dtype <f4"),
        (read_only, ArgumentValueError, "got a read-only array"),
        ([[0.0] * 30] * 4, ArgumentTypeError, "got a list"),
        ((np.empty((4, 30)),), ArgumentTypeError, "got a tuple"),
    ]:
        with pytest.raises(error) as caught:
            function(PANEL[0], out=out)
        assert str(caught.value) == f"{rule}; {got}"
        if isinstance(out, np.ndarray):
            assert (out == 9.0).all()


def test_no_floating_point_warning_escapes(function):
    x = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 1e308, -1e308, 5e-324] * 4)
    with np.errstate(all="raise"):
        function(x)
