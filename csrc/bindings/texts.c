/* The plain function over the kernel of texts: as those of group.c it stops at a row and hands
 * back as many distinct texts as there are. Buffers are those of Arrow; their sizes are
 * checked, and the kernel checks the offsets themselves. */
#include <hct/text_codes.h>

#include "arrays.h"
#include "texts.h"

/* The buffers of a column, and the rows of it that are numbered. */
typedef struct {
    Py_buffer bytes, offsets, valid; /* valid.buf is NULL where all are there */
    int is_64_bits;
    Py_ssize_t first, from, n; /* row 0 is element `first` of the buffers */
} column;

static void
release(column *c)
{
    PyBuffer_Release(&c->bytes);
    PyBuffer_Release(&c->offsets);
    PyBuffer_Release(&c->valid);
}

static int
read_column(const column *c, hct_texts *texts)
{
    const Py_ssize_t width = c->is_64_bits ? 8 : 4;
    const Py_ssize_t there = c->offsets.len / width; /* one more than elements */

    if (c->first < 0 || c->n < 0 || c->from < 0 || c->from > c->n ||
        c->n > INT32_MAX - 1 || c->n >= there || c->first >= there - c->n ||
        (uintptr_t)c->offsets.buf % (uintptr_t)width != 0 ||
        (c->valid.buf != NULL && c->valid.len < (c->first + c->n + 7) / 8)) {
        PyErr_SetString(PyExc_ValueError, "texts: buffers of another size");
        return -1;
    }
    texts->bytes = c->bytes.buf;
    texts->n_bytes = c->bytes.len;
    texts->offset = (const char *)c->offsets.buf + width * c->first;
    texts->is_64_bits = c->is_64_bits;
    texts->valid = c->valid.buf;
    texts->valid_from = c->first;
    return 0;
}

/* The rows of the distinct texts so far must be there, since they are read again. */
static int
check_distinct(const hct_distinct_texts *d, Py_ssize_t n)
{
    int is_wrong = d->n_distinct < 0 || d->n_distinct > n ||
                   d->n_distinct >= (INT64_C(1) << d->bits) / 2;

    for (int32_t i = 0; !is_wrong && i < d->n_distinct; i++) {
        is_wrong = d->first[i] < 0 || d->first[i] >= n;
    }
    if (is_wrong) {
        PyErr_SetString(PyExc_ValueError, "first: not the rows of distinct texts");
        return -1;
    }
    return 0;
}

static PyObject *
number(const column *c, PyArrayObject *slots, unsigned long long seed,
       PyArrayObject *first, int n_distinct, PyArrayObject *codes)
{
    hct_texts texts;
    hct_distinct_texts distinct = {NULL, 0, seed, NULL, n_distinct};
    ptrdiff_t status;

    if (read_column(c, &texts) < 0 ||
        check_array(slots, "slots", NPY_INT64, 4, 1) < 0 ||
        check_array(first, "first", NPY_INT32, c->n, 1) < 0 ||
        check_array(codes, "codes", NPY_INT32, c->n, 1) < 0) {
        return NULL;
    }
    while (distinct.bits < 31 && (INT64_C(4) << distinct.bits) <= PyArray_SIZE(slots)) {
        distinct.bits++;
    }
    distinct.slot = PyArray_DATA(slots);
    distinct.first = PyArray_DATA(first);
    if (check_distinct(&distinct, c->n) < 0) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS status =
        hct_number_texts(&texts, c->from, c->n, &distinct, PyArray_DATA(codes));
    Py_END_ALLOW_THREADS return Py_BuildValue("ni", (Py_ssize_t)status,
                                              distinct.n_distinct);
}

static PyObject *
number_texts(PyObject *module, PyObject *args)
{
    column c;
    PyArrayObject *slots, *first, *codes;
    unsigned long long seed;
    int n_distinct;

    (void)module;
    if (!PyArg_ParseTuple(args, "y*y*z*pnnnO!KO!iO!", &c.bytes, &c.offsets, &c.valid,
                          &c.is_64_bits, &c.first, &c.from, &c.n, &PyArray_Type, &slots,
                          &seed, &PyArray_Type, &first, &n_distinct, &PyArray_Type,
                          &codes)) {
        return NULL;
    }
    PyObject *result = number(&c, slots, seed, first, n_distinct, codes);
    release(&c);
    return result;
}

_Static_assert(sizeof(hct_text_slot) == 16, "a slot is two numbers of 64 bits");

PyMethodDef hct_text_methods[] = {
    {"number_texts", number_texts, METH_VARARGS,
     "number_texts(bytes, offsets, valid, is_64_bits, first_element, from_row, n_rows, "
     "slots, "
     "seed, first, n_distinct, codes) -> row reached, distinct texts."},
    {NULL, NULL, 0, NULL},
};
