/* The shape of a panel: how a kernel sees the observations of many series. */
#ifndef HCT_PANEL_H
#define HCT_PANEL_H

#include <stddef.h>

/* n_series x n_periods doubles. Strides count elements, not bytes, and may be
 * zero or negative, so one kernel serves series-major, time-major and strided
 * arrays without a copy. Element (series s, period t) of an array a with panel
 * strides p is a[s * p.series_stride + t * p.period_stride]. */
typedef struct {
    ptrdiff_t series_stride;
    ptrdiff_t period_stride;
} hct_strides;

#endif
