"""New moons and the sun's longitude, from which a test computes the first day of Tết.

Jean Meeus (1998), *Astronomical Algorithms*, chapters 25 and 49, the terms above a tenth of a
minute. A month begins on the day of a new moon at UTC+7. The eleventh holds the winter
solstice; where thirteen months begin from one to the next, the first without a major term of
the sun (a multiple of 30 degrees) is a leap month.
"""

import math
from datetime import date, timedelta

_HANOI = 7 / 24
_DELTA_T = 65 / 86400  # dynamical less universal time, 45 to 95 seconds from 1976 to 2050


def _sin(degrees):
    return math.sin(math.radians(degrees))


def _day(julian):
    """The date in Hanoi of a Julian day."""
    return date(2000, 1, 1) + timedelta(days=math.floor(julian + _HANOI + 0.5) - 2451545)


def _midnight(day):
    """The Julian day of the beginning of a date in Hanoi."""
    return 2451544.5 + (day - date(2000, 1, 1)).days - _HANOI


def new_moon(k):
    """The Julian day of new moon k, from the first of 2000."""
    t = k / 1236.85
    sun = 2.5534 + 29.1053567 * k
    moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t
    far = 160.7108 + 390.67050284 * k
    node = 124.7746 - 1.56375588 * k
    e = 1 - 0.002516 * t
    terms = (
        (-0.40720, moon),
        (0.17241 * e, sun),
        (0.01608, 2 * moon),
        (0.01039, 2 * far),
        (0.00739 * e, moon - sun),
        (-0.00514 * e, moon + sun),
        (0.00208 * e * e, 2 * sun),
        (-0.00111, moon - 2 * far),
        (-0.00057, moon + 2 * far),
        (0.00056 * e, 2 * moon + sun),
        (-0.00042, 3 * moon),
        (0.00042 * e, sun + 2 * far),
        (0.00038 * e, sun - 2 * far),
        (-0.00024 * e, 2 * moon - sun),
        (-0.00017, node),
    )
    mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    return mean + sum(size * _sin(angle) for size, angle in terms) - _DELTA_T


def sun_longitude(julian):
    """The apparent longitude of the sun in degrees."""
    t = (julian - 2451545) / 36525
    m = 357.52911 + 35999.05029 * t
    centre = 1.914602 * _sin(m) + 0.019993 * _sin(2 * m) + 0.000289 * _sin(3 * m)
    bent = -0.00569 - 0.00478 * _sin(125.04 - 1934.136 * t)
    return (280.46646 + 36000.76983 * t + centre + bent) % 360


def _eleventh(year):
    """The new moon that begins the month of the winter solstice of a year."""
    k = round((year - 2000) * 12.3685) + 14
    while sun_longitude(_midnight(_day(new_moon(k)))) > 270 or _day(new_moon(k)) > date(
        year, 12, 31
    ):
        k -= 1
    return k


def first_day_of_tet(year):
    """The first day of the first month."""
    start, end = _eleventh(year - 1), _eleventh(year)
    if end - start == 12:
        return _day(new_moon(start + 2))
    for k in range(start + 1, end):
        first, next_first = (_midnight(_day(new_moon(i))) for i in (k, k + 1))
        if sun_longitude(first) // 30 == sun_longitude(next_first) // 30:  # no term in between
            return _day(new_moon(start + 2 + (k <= start + 2)))
    raise AssertionError("thirteen months, and a term in each")
