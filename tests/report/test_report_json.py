"""The JSON document: valid under the packaged schema, complete, and without NaN."""

import copy
import dataclasses
import json
from importlib.resources import files

import jsonschema
import pytest
from report_sample import REPORT

from hanoi_ct.report.formats.json_document import SCHEMA_VERSION, json_document

SCHEMA = json.loads(
    files("hanoi_ct.report").joinpath("report.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def read(report=REPORT, language="vi"):
    return json.loads(json_document(report, language))


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_document_is_valid_under_the_schema(language):
    document = read(language=language)
    assert list(VALIDATOR.iter_errors(document)) == []
    assert document["schema_version"] == SCHEMA_VERSION


@pytest.mark.parametrize(
    "path", [("schema_version",), ("figures", 0, "kind"), ("figures", 2, "value"), ("sections", 0)]
)
def test_the_schema_refuses_a_wrong_document(path):
    document = copy.deepcopy(read())
    *way, last = path
    place = document
    for step in way:
        place = place[step]
    place[last] = "wrong"
    assert not VALIDATOR.is_valid(document)


def test_the_schema_demands_a_source_of_each_published_figure():
    document = read()
    document["figures"][0]["sources"] = []
    assert not VALIDATOR.is_valid(document)


def test_every_figure_is_there_unrounded_with_interval_unit_kind_and_sources():
    figures = {figure["key"]: figure for figure in read()["figures"]}
    assert list(figures) == list(REPORT.figures)
    difference = figures["difference"]
    assert (difference["value"], difference["low"], difference["high"]) == (
        0.9000000000000004,
        0.8,
        1.0,
    )
    assert difference["printed"] == "0,9\N{NO-BREAK SPACE}điểm phần trăm"
    assert difference["formula"] == "7,4% − 6,5%"
    assert difference["inputs"] == ["total", "before"]
    assert figures["base"]["value"] is None
    assert figures["exports"]["qualifier"] == "nearly"
    assert figures["later"]["published_later"] is True
    assert figures["total"]["sources"][1] == {
        "page": "https://example.org/iip?a=1&b=2",
        "published": "2018-08-30",
        "dataset": "hanoi_iip_reported",
        "row": 250,
    }


def test_texts_name_the_figures_they_print():
    lead = read(language="en")["sections"][0]["blocks"][0]
    assert lead["text"] == "Up 7.4%, 0.9\N{NO-BREAK SPACE}percentage points."
    assert lead["figures"] == ["total", "difference"]


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_null(bad):
    weight = REPORT.figures["weight"]
    quantity = dataclasses.replace(weight.quantity, low=bad)
    figure = dataclasses.replace(weight, quantity=quantity, note=None)
    report = dataclasses.replace(REPORT, figures={**REPORT.figures, "weight": figure})
    text = json_document(report, "vi")
    assert "NaN" not in text
    assert "Infinity" not in text
    figures = {found["key"]: found for found in json.loads(text)["figures"]}
    assert figures["weight"]["low"] is None


def test_vietnamese_is_written_as_it_is_read():
    assert "Chỉ số sản xuất công nghiệp" in json_document(REPORT, "vi")


def test_the_same_report_gives_the_same_bytes():
    assert json_document(REPORT, "vi") == json_document(REPORT, "vi")
