/* Where buffers stand to each other, so that loads do not wait for stores in vain. */
#ifndef HCT_PLACE_INC_H
#define HCT_PLACE_INC_H

#include <stddef.h>
#include <stdint.h>

/* What finding a place may cost, in doubles. */
enum { PAGE = 4096, BEHIND = 512, PLACE = PAGE / sizeof(double) };

/* A place for a buffer so many bytes before `other`, modulo a page. A load waits for an
 * earlier store whose address agrees with its own in the last twelve bits, as if it were
 * the same: three times as much time where every load does, more where the store goes past
 * the caches. So what is written begins BEHIND what it is made of, and stores never run
 * just ahead of loads. */
static inline double *
place_before(const double *other, ptrdiff_t bytes, double *room)
{
    const uintptr_t wanted = ((uintptr_t)other - (uintptr_t)bytes) / 64 * 64;
    const uintptr_t off = (wanted - (uintptr_t)room) % PAGE / sizeof(double);

    return room + off;
}

#endif
