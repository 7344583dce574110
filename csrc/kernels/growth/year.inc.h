/* Where a period stands in its year, shared by the kernels of the year to date. */
#ifndef HCT_YEAR_INC_H
#define HCT_YEAR_INC_H

#include <hct/growth.h>

/* The place of the t-th period of the data in its year, from 0. */
static inline ptrdiff_t
place_of(hct_year year, ptrdiff_t t)
{
    return (year.first_period - 1 + t) % year.periods_per_year;
}

/* Periods that lie before the first beginning of a year in the data. */
static inline ptrdiff_t
periods_before_year(hct_year year, ptrdiff_t n_periods)
{
    const ptrdiff_t place = place_of(year, 0);
    const ptrdiff_t before = place == 0 ? 0 : year.periods_per_year - place;
    return before < n_periods ? before : n_periods;
}

#endif
