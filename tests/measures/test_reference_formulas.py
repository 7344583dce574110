"""Reference cases of means, bilateral, multilateral and benchmarked series, by public calls.

Every case of the files is run, and every figure that it holds; one of an operation or under a
name that is not known here fails.
"""

import json
from pathlib import Path

import numpy as np
import pytest

import hanoi_ct as h

NAN = float("nan")
FILES = (
    "a_generalised_mean",
    "b_bilateral",
    "e_published_tables",
    "g_benchmarking",
    "i_multilateral",
    "j_bilateral_second_source",
)
PACKAGED = Path(__file__).parent.parent / "reference"

# The names of the sources, where they are others.
NAMES = {
    "walsh2": "walsh_geometric",
    "geary_khamis_bilateral": "geary_khamis",
    "vartia1": "montgomery_vartia",
    "vartia": "montgomery_vartia",
    "geolaspeyres": "geometric_laspeyres",
    "geopaasche": "geometric_paasche",
    "geomlaspeyres": "geometric_laspeyres",
    "geompaasche": "geometric_paasche",
    "geowalsh": "walsh_geometric",
    "geoyoung": "geometric_young",
    "geolowe": "geometric_lowe",
    "geohybrid": "geometric_hybrid",
    "theil1": "walsh_vartia",
    "theil2": "theil_values",
    "banajree": "banerjee",
    "bmw": "balk_walsh",
    "dikhanov": "balk_walsh",
    "satovartia": "sato_vartia",
    "drobish": "drobisch",
    "marshalledgeworth": "marshall_edgeworth",
    "stuvel_2_2": "stuvel",
    "geks": "geks_fisher",
    "ccdi": "geks_tornqvist",
    "geksw": "geks_walsh",
    "geksj": "geks_jevons",
    "gk": "geary_khamis",
    "tpd": "weighted_tpd",
}
SPLICES = {
    "wisp": "window_published",
    "hasp": "half_published",
    "mean_pub": "mean_published",
    "fbew": "fixed_base_expanding",
    "fbmw": "fixed_base_moving",
}
ELASTIC = {
    "lloyd_moulton_": "lloyd_moulton",
    "ag_mean_arithmetic_": "arithmetic_agmean",
    "ag_mean_geometric_": "geometric_agmean",
}


def numbers(x):
    """A list of the case as an array, with its missing values as NaN."""
    if isinstance(x, list):
        return np.array([numbers(each) for each in x], dtype=np.float64)
    return NAN if x in (None, "NaN") else float(x)


def formula_of(name):
    """The formula that a source calls by a name, and what it needs."""
    for prefix, formula in ELASTIC.items():
        if name.startswith(prefix):
            return formula, {"elasticity": float(name.removeprefix(prefix))}
    return NAMES.get(name, name), {}


def mean_arguments(inputs):
    missing = "omit" if inputs.get("skip_missing") else "propagate"
    weights = None if inputs["w"] is None else numbers(inputs["w"])
    return (numbers(inputs["x"]), weights, inputs["r"]), missing


def generalised_mean(i):
    arguments, missing = mean_arguments(i)
    return {"value": h.generalized_mean(*arguments, missing=missing)}


def mean_contributions(i):
    arguments, missing = mean_arguments(i)
    found = h.mean_contributions(*arguments, missing=missing)
    return {"contributions": found, "total": np.nansum(found)}


def transmute_weights(i):
    (x, w, r), missing = mean_arguments(i)
    return {"weights": h.transmute_weights(x, w, r, i["s"], missing=missing)}


def factor_weights(i):
    arguments, missing = mean_arguments(i)
    return {"weights": h.factor_weights(*arguments, missing=missing)}


def lehmer_mean(i):
    arguments, missing = mean_arguments(i)
    return {"value": h.generalized_mean(*arguments, kind="lehmer", missing=missing)}


def extended_mean(i):
    return {"value": h.extended_mean(numbers(i["a"]), numbers(i["b"]), i["r"], i["s"])}


def fisher_of_relatives(i):
    x, w1, w2 = (numbers(i[k]) for k in ("x", "w1", "w2"))
    return np.ones_like(x), x, w1, w2 / x  # prices of 1 and x, values w1 and w2


def fisher_mean(i):
    x, w1, w2 = (numbers(i[k]) for k in ("x", "w1", "w2"))
    value = float(h.index_of_relatives(x, w1, w2, formula="fisher"))
    assert h.bilateral_index(*fisher_of_relatives(i), "fisher") == pytest.approx(value, rel=1e-13)
    return {"value": value}


def fisher_contributions(i):
    return {"contributions": h.bilateral_contributions(*fisher_of_relatives(i), "fisher")}


def bilateral(call, names, i, **options):
    given = [numbers(i[k]) if k in i else None for k in ("p0", "p1", "q0", "q1")]
    base = {k: numbers(i[k]) for k in ("pb", "qb") if k in i}
    found = {}
    for name in names:
        formula, needed = formula_of(name)
        if "young" in formula or "lowe" in formula:
            needed |= base
        found[name] = call(*given, formula, **needed, **options)
    return found


def series(names, i, comparison, **options):
    p, q = numbers(i["prices"]), numbers(i["quantities"]) if "quantities" in i else None
    words = {"pop": "period_on_period", "fixedbase": "fixed_base", "chained": "chained"}
    options["comparison"] = words[comparison]
    found = {}
    for name in names:
        formula, needed = formula_of(name)
        found[name] = h.bilateral_series(p, q, formula, **needed, **options)
    return found


def weighted_series(formula, i):
    options = {"weight_period": i["weight_period"] - 1}
    return {"values": series([formula], i, i["output"], **options)[formula]}


def last(found):
    return {name: values[-1] for name, values in found.items()}


def multilateral(names, i, splice="mean"):
    p, q = numbers(i["prices"]), numbers(i["quantities"])
    return {
        name: h.multilateral_index(
            p, q, NAMES.get(name, name), window=i["window"], splice=SPLICES.get(splice, splice)
        )
        for name in names
    }


def laspeyres_aggregate(i):
    w, index = numbers(i["weights"]), numbers(i["index"])
    members = {"Total": i["elements"], **i["groups"]}
    rows = {name: [i["elements"].index(e) for e in each] for name, each in members.items()}
    return {
        name: 100 * h.bilateral_series(index[at], formula="young", comparison="fixed_base",
                                       pb=w[at], qb=np.ones(len(at)))
        for name, at in rows.items()
    }  # fmt: skip


def chain_link_overlap(i):
    old, new = i["old"], i["new"]
    parts = {"elements": i["elements"], "groups": i["groups"]}
    first = laspeyres_aggregate({**parts, **old})
    second = laspeyres_aggregate({**parts, **new})
    periods = list(dict.fromkeys([*old["periods"], *new["periods"]]))
    found = {"periods": periods}
    for name in first:
        levels = np.full((2, len(periods)), np.nan)
        levels[0, [periods.index(p) for p in old["periods"]]] = first[name]
        levels[1, [periods.index(p) for p in new["periods"]]] = second[name]
        overlap = np.flatnonzero(~np.isnan(levels).any(axis=0))
        linked = h.splice(*levels, int(overlap[0]))
        found[name] = h.rebase(linked, 0)
    return found


def elementary_chain(i):
    links = h.elementary_index(numbers(i["prices"]), formula=i["formula"])
    direct = h.elementary_index(numbers(i["prices"]), formula=i["formula"], base="first")
    return {
        "month_to_month": 100 * links,
        "chained": h.chain(links),
        "direct": 100 * direct,
    }


def denton(i):
    method = i["method"].removeprefix("denton-")
    options = {
        "aggregate": {"average": "mean"}.get(i["aggregate"], i["aggregate"]),
        "criterion": i["criterion"],
        "order": i["order"],
        "method": method,
    }
    x, years = numbers(i["indicator"]), numbers(i["benchmark"])
    return {"values": h.denton(x, years, i["per_year"], **options)}


def temporal_disaggregation(i):
    method = i["method"].removesuffix("-fixed").removesuffix("-maxlog").replace("-", "_")
    found = h.temporal_disaggregate(
        numbers(i["indicator"]),
        numbers(i["benchmark"]),
        i["per_year"],
        method=method,
        rho=i.get("rho") if i["method"].endswith("fixed") else None,
        aggregate={"average": "mean"}.get(i["aggregate"], i["aggregate"]),
    )
    return {"values": found.values, "coefficients": found.coefficients, "rho": found.rho}


OPERATIONS = {
    "generalized_mean": lambda i, names: generalised_mean(i),
    "mean_contributions": lambda i, names: mean_contributions(i),
    "transmute_weights": lambda i, names: transmute_weights(i),
    "factor_weights": lambda i, names: factor_weights(i),
    "lehmer_mean": lambda i, names: lehmer_mean(i),
    "extended_mean": lambda i, names: extended_mean(i),
    "fisher_mean": lambda i, names: fisher_mean(i),
    "fisher_contributions": lambda i, names: fisher_contributions(i),
    "bilateral_indices": lambda i, names: bilateral(h.bilateral_index, names, i),
    "elementary_indices": lambda i, names: bilateral(h.bilateral_index, names, i),
    "bilateral_quantity_indices": lambda i, names: bilateral(
        h.bilateral_index, names, i, of="quantities"
    ),
    "bilateral_contributions": lambda i, names: bilateral(h.bilateral_contributions, names, i),
    "bilateral_indices_matched": lambda i, names: bilateral(
        h.bilateral_index, names, i, missing="omit"
    ),
    "index_series": lambda i, names: series(names, i, i["output"]),
    "quantity_index_series": lambda i, names: series(names, i, i["output"], of="quantities"),
    "lowe_series": lambda i, names: weighted_series("lowe", i),
    "young_series": lambda i, names: weighted_series("young", i),
    "index_series_matched": lambda i, names: series(names, i, i["output"], missing="omit"),
    "index_series_fixed_base": lambda i, names: series(names, i, "fixedbase"),
    "index_series_chained": lambda i, names: series(names, i, "chained"),
    "bilateral_first_to_last": lambda i, names: last(series(names, i, "fixedbase")),
    "chained_first_to_last": lambda i, names: last(series(names, i, "chained")),
    "multilateral_spliced": lambda i, names: multilateral(names, i, i["splice"]),
    "multilateral_full_window": lambda i, names: last(multilateral(names, i)),
    "laspeyres_aggregate": lambda i, names: laspeyres_aggregate(i),
    "chain_link_overlap": lambda i, names: chain_link_overlap(i),
    "elementary_chain": lambda i, names: elementary_chain(i),
    "chain_links": lambda i, names: {
        "values": h.chain(numbers(i["links"]) / 100, start=i["start"])
    },
    "annual_average": lambda i, names: {
        "values": h.annual_mean(
            numbers(i["quarterly"]),
            [f"{2000 + k // 4}-Q{k % 4 + 1}" for k in range(len(i["quarterly"]))],
        )
    },
    "benchmark_proportional_denton": lambda i, names: {
        "values": h.denton(
            numbers(i["indicator"]), numbers(i["annual"]), i["per_year"], aggregate=i["aggregate"]
        )
    },
    "denton": lambda i, names: denton(i),
    "temporal_disaggregation": lambda i, names: temporal_disaggregation(i),
}


def run(path):
    """Run every case of a file; return how many figures were compared."""
    absolute = path.name.startswith("e_")
    compared = 0
    for case in json.loads(path.read_text(encoding="utf-8")):
        found = OPERATIONS[case["operation"]](case["inputs"], list(case["expected"]))
        for name, value in case["expected"].items():
            where = f"{path.name}: {case['name']}: {name}"
            if isinstance(value, list) and value and isinstance(value[0], str):
                assert list(found[name]) == value, where
                continue
            expected, got = numbers(value), np.asarray(found[name], dtype=np.float64)
            size = 1.0 if absolute else np.maximum(1.0, np.abs(expected))
            assert got.shape == np.shape(expected), where
            assert (np.isnan(got) == np.isnan(expected)).all(), where
            close = np.isnan(expected) | (np.abs(got - expected) <= case["tolerance"] * size)
            assert close.all(), (where, got, expected)
            compared += np.size(expected)
    return compared


@pytest.mark.parametrize("file", FILES)
def test_packaged_cases(file):
    assert run(PACKAGED / f"{file}.json") > 30


@pytest.mark.parametrize("file", FILES)
def test_shared_cases(shared, file):
    assert run(shared / "reference" / f"{file}.json") > 30
