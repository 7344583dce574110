"""The numbers of a chart of lines stand clear of fields, lines, markers and one another."""

import pytest

from hanoi_ct.report.formats.chart_labels import Box, Room


def number_at(place, point, text="6,5"):
    wide = 6.6 * len(text) / 2
    x, y = point[0] + place.across, point[1] + place.up
    return Box(x - wide, y - 5.5, x + wide, y + 5.5)


def test_a_number_stands_above_its_point_where_nothing_else_is():
    place = Room(500.0, 200.0).place((250.0, 100.0), "6,5", below=False)
    assert (place.across, place.on_field) == (0.0, False)
    assert place.up > 0.0
    assert Room(500.0, 200.0).place((250.0, 100.0), "6,5", below=True).up < 0.0


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize("height", [70.0, 80.0, 90.0, 110.0, 120.0])
def test_no_edge_of_a_field_runs_through_a_number(height, below):
    room = Room(500.0, 200.0, fields=[Box(200.0, height - 12.0, 300.0, height + 12.0)])
    point = (250.0, 100.0)
    box = number_at(room.place(point, "6,5", below=below), point)
    field = room.fields[0]
    assert box.within(field) or not box.meets(field)


def test_numbers_of_points_side_by_side_do_not_meet():
    points = [(100.0 + 18.0 * step, 100.0 + step) for step in range(6)]
    room = Room(500.0, 200.0, markers=list(points))
    for point in points:
        room.place(point, "12,25", below=False)
    boxes = room.numbers
    assert not [(a, b) for place, a in enumerate(boxes) for b in boxes[place + 1 :] if a.meets(b)]


def test_a_number_at_the_top_of_the_plot_stays_in_it():
    room = Room(500.0, 200.0)
    point = (250.0, 196.0)
    assert number_at(room.place(point, "6,5", below=False), point).high <= 200.0
