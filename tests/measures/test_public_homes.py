"""Public classes name the package that hands them on: a move changes neither repr nor pickle."""

import importlib
import pickle

import pytest

import hanoi_ct

CLASSES = [
    (home, name)
    for home in ("hanoi_ct", "hanoi_ct.hierarchy")
    for name in importlib.import_module(home).__all__
    if isinstance(getattr(importlib.import_module(home), name), type)
]


@pytest.mark.parametrize(("home", "name"), CLASSES)
def test_a_public_class_names_its_public_home(home, name):
    public = getattr(importlib.import_module(home), name)
    assert public.__module__ == home
    assert public.__qualname__ == name
    assert pickle.loads(pickle.dumps(public)) is public


@pytest.mark.parametrize(
    "value",
    [
        hanoi_ct.ExactSum([0.1, 0.2]),
        hanoi_ct.GroupSum(2),
        hanoi_ct.group_sum([1.0, 2.0], ["a", "b"]),
        hanoi_ct.round_to_add_up([3.4, 3.4, 3.2]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_pickles_name_no_private_module_and_come_back(value):
    data = pickle.dumps(value, protocol=0)
    own = [word for word in data.split() if b"hanoi_ct" in word and b"._" in word]
    assert own == []
    assert type(pickle.loads(data)) is type(value)
