/* How many series a kernel that goes through the periods takes together. */
#ifndef HCT_TOGETHER_INC_H
#define HCT_TOGETHER_INC_H

#include <hct/panel.h>

/* Series side by side in memory are taken together, so that whole lines of the cache
 * are used; others one at a time. */
enum { TOGETHER = 16 };

static inline ptrdiff_t
together(hct_strides xs, ptrdiff_t left)
{
    const ptrdiff_t n = xs.series_stride == 1 ? TOGETHER : 1;
    return n < left ? n : left;
}

#endif
