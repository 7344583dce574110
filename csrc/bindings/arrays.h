/* What the plain functions ask of arrays before a kernel reads and writes them. */
#ifndef HCT_ARRAYS_H
#define HCT_ARRAYS_H

#include "npyapi.h"

/* A contiguous array of a native type with at least `least` elements, or -1. */
static inline int
check_array(PyArrayObject *array, const char *name, int type, npy_intp least,
            int is_written)
{
    const int wanted = NPY_ARRAY_C_CONTIGUOUS | NPY_ARRAY_ALIGNED |
                       (is_written ? NPY_ARRAY_WRITEABLE : 0);

    if (PyArray_TYPE(array) != type || !PyArray_ISNOTSWAPPED(array) ||
        !PyArray_CHKFLAGS(array, wanted) || PyArray_SIZE(array) < least) {
        PyErr_Format(PyExc_ValueError,
                     "%s: not a contiguous array of its type and size", name);
        return -1;
    }
    return 0;
}

#endif
