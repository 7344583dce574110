/* Plain functions over the group kernels.
 *
 * These are no gufuncs: a kernel brings tables of its caller up to date in place, hands
 * back rows and spills of variable number, and stops at a row whose code is wrong. A
 * gufunc has only outputs it need not read, of sizes known beforehand. Arrays are
 * checked, since a wrong size would be written past; then the GIL is released.
 */
#include <hct/group_sum.h>
#include <hct/platform.h>

#include "arrays.h"
#include "group.h"
#include "loops.h"

static int
read_codes(PyArrayObject *array, long long n_groups, hct_codes *codes)
{
    const int is_64_bits = PyArray_ITEMSIZE(array) == 8;

    if (n_groups < 0 || n_groups > HCT_MOST_GROUPS) {
        PyErr_SetString(PyExc_ValueError, "n_groups: out of range");
        return -1;
    }
    codes->code = PyArray_DATA(array);
    codes->is_64_bits = is_64_bits;
    codes->n_groups = n_groups;
    return check_array(array, "codes", is_64_bits ? NPY_INT64 : NPY_INT32, 0, 0);
}

/* The tables of an addition, in the order of its last arguments. */
typedef struct {
    PyArrayObject *codes, *limbs, *rows, *spills;
    long long n_groups;
    int window;
} addition;

static int
prepare_addition(addition *a, hct_codes *codes, hct_group_rest *rest)
{
    const npy_intp n = PyArray_SIZE(a->codes);

    if (a->window < HCT_LEAST_WINDOW || a->window > HCT_GREATEST_WINDOW) {
        PyErr_SetString(PyExc_ValueError, "window: out of range");
        return -1;
    }
    if (read_codes(a->codes, a->n_groups, codes) < 0 ||
        check_array(a->limbs, "limbs", NPY_INT64, 2 * (npy_intp)(a->n_groups + 1), 1) <
            0 ||
        check_array(a->rows, "rows", NPY_INT64, n, 1) < 0 ||
        check_array(a->spills, "spills", NPY_INT64, 2 * n, 1) < 0) {
        return -1;
    }
    rest->row = PyArray_DATA(a->rows);
    rest->spill = PyArray_DATA(a->spills);
    return 0;
}

static PyObject *
added(ptrdiff_t wrong_row, const hct_group_rest *rest)
{
    hct_clear_fp_flags();
    return Py_BuildValue("nnn", (Py_ssize_t)wrong_row, (Py_ssize_t)rest->n_rows,
                         (Py_ssize_t)rest->n_spills);
}

static PyObject *
add_doubles(hct_group_add_kernel *kernel, PyObject *args)
{
    PyArrayObject *x;
    addition a;
    hct_codes codes;
    hct_group_rest rest;
    ptrdiff_t wrong_row;

    if (!PyArg_ParseTuple(args, "O!O!LiO!O!O!", &PyArray_Type, &x, &PyArray_Type,
                          &a.codes, &a.n_groups, &a.window, &PyArray_Type, &a.limbs,
                          &PyArray_Type, &a.rows, &PyArray_Type, &a.spills) ||
        prepare_addition(&a, &codes, &rest) < 0 ||
        check_array(x, "values", NPY_DOUBLE, PyArray_SIZE(a.codes), 0) < 0) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS wrong_row =
        kernel(PyArray_DATA(x), codes, PyArray_SIZE(a.codes), a.window,
               PyArray_DATA(a.limbs), &rest);
    Py_END_ALLOW_THREADS return added(wrong_row, &rest);
}

static PyObject *
group_add_portable(PyObject *module, PyObject *args)
{
    (void)module;
    return add_doubles(hct_group_add, args);
}

static PyObject *
group_add(PyObject *module, PyObject *args)
{
    (void)module;
    return add_doubles(hct_cpu_has_avx2() ? hct_group_add_avx2 : hct_group_add, args);
}

static PyObject *
group_add_integers(PyObject *module, PyObject *args)
{
    PyArrayObject *m, *exponent;
    addition a;
    hct_codes codes;
    hct_group_rest rest;
    ptrdiff_t wrong_row;

    (void)module;
    if (!PyArg_ParseTuple(args, "O!O!O!LiO!O!O!", &PyArray_Type, &m, &PyArray_Type,
                          &exponent, &PyArray_Type, &a.codes, &a.n_groups, &a.window,
                          &PyArray_Type, &a.limbs, &PyArray_Type, &a.rows,
                          &PyArray_Type, &a.spills) ||
        prepare_addition(&a, &codes, &rest) < 0 ||
        check_array(m, "values", NPY_INT64, PyArray_SIZE(a.codes), 0) < 0) {
        return NULL;
    }
    /* No exponents: an empty array; then every one is zero. */
    const int is_scaled = PyArray_SIZE(exponent) > 0;
    if (is_scaled &&
        check_array(exponent, "exponents", NPY_INT64, PyArray_SIZE(a.codes), 0) < 0) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS wrong_row = hct_group_add_integers(
        PyArray_DATA(m), is_scaled ? PyArray_DATA(exponent) : NULL, codes,
        PyArray_SIZE(a.codes), a.window, PyArray_DATA(a.limbs), &rest);
    Py_END_ALLOW_THREADS return added(wrong_row, &rest);
}

static PyObject *
group_add_spills(PyObject *module, PyObject *args)
{
    PyArrayObject *limbs, *spills;
    Py_ssize_t n_spills;

    (void)module;
    if (!PyArg_ParseTuple(args, "O!O!n", &PyArray_Type, &limbs, &PyArray_Type, &spills,
                          &n_spills) ||
        check_array(limbs, "limbs", NPY_INT64, 2, 1) < 0 ||
        check_array(spills, "spills", NPY_INT64, 2 * n_spills, 0) < 0) {
        return NULL;
    }
    const int64_t *spill = PyArray_DATA(spills);
    for (Py_ssize_t i = 0; i < n_spills; i++) {
        if (spill[2 * i] < 0 || spill[2 * i] >= PyArray_SIZE(limbs) / 2) {
            PyErr_SetString(PyExc_ValueError, "spills: slot out of range");
            return NULL;
        }
    }
    hct_group_add_spills(PyArray_DATA(limbs), spill, n_spills);
    Py_RETURN_NONE;
}

static PyObject *
group_merge(PyObject *module, PyObject *args)
{
    PyArrayObject *limbs, *other, *spills;
    hct_group_rest rest = {NULL, 0, NULL, 0};

    (void)module;
    if (!PyArg_ParseTuple(args, "O!O!O!", &PyArray_Type, &limbs, &PyArray_Type, &other,
                          &PyArray_Type, &spills)) {
        return NULL;
    }
    const npy_intp n_slots = PyArray_SIZE(limbs) / 2;
    if (check_array(limbs, "limbs", NPY_INT64, 0, 1) < 0 ||
        check_array(other, "other", NPY_INT64, 2 * n_slots, 0) < 0 ||
        check_array(spills, "spills", NPY_INT64, 4 * n_slots, 1) < 0) {
        return NULL;
    }
    rest.spill = PyArray_DATA(spills);
    Py_BEGIN_ALLOW_THREADS hct_group_merge(PyArray_DATA(limbs), PyArray_DATA(other),
                                           n_slots, &rest);
    Py_END_ALLOW_THREADS return PyLong_FromSsize_t(rest.n_spills);
}

static PyObject *
group_merge_at(PyObject *module, PyObject *args)
{
    PyArrayObject *limbs, *other, *slots, *spills;
    hct_group_rest rest = {NULL, 0, NULL, 0};

    (void)module;
    if (!PyArg_ParseTuple(args, "O!O!O!O!", &PyArray_Type, &limbs, &PyArray_Type,
                          &other, &PyArray_Type, &slots, &PyArray_Type, &spills)) {
        return NULL;
    }
    const npy_intp n_other = PyArray_SIZE(slots);
    if (check_array(limbs, "limbs", NPY_INT64, 0, 1) < 0 ||
        check_array(other, "other", NPY_INT64, 2 * n_other, 0) < 0 ||
        check_array(slots, "slots", NPY_INT64, 0, 0) < 0 ||
        check_array(spills, "spills", NPY_INT64, 4 * n_other, 1) < 0) {
        return NULL;
    }
    const int64_t *slot = PyArray_DATA(slots);
    for (npy_intp i = 0; i < n_other; i++) {
        if (slot[i] >= PyArray_SIZE(limbs) / 2) {
            PyErr_SetString(PyExc_ValueError, "slots: out of range");
            return NULL;
        }
    }
    rest.spill = PyArray_DATA(spills);
    Py_BEGIN_ALLOW_THREADS hct_group_merge_at(PyArray_DATA(limbs), PyArray_DATA(other),
                                              slot, n_other, &rest);
    Py_END_ALLOW_THREADS return PyLong_FromSsize_t(rest.n_spills);
}

static PyObject *
group_count(PyObject *module, PyObject *args)
{
    PyArrayObject *x, *code_array, *count;
    long long n_groups;
    hct_codes codes;
    ptrdiff_t wrong_row;

    (void)module;
    if (!PyArg_ParseTuple(args, "O!O!LO!", &PyArray_Type, &x, &PyArray_Type,
                          &code_array, &n_groups, &PyArray_Type, &count) ||
        read_codes(code_array, n_groups, &codes) < 0 ||
        check_array(count, "count", NPY_INT64, (npy_intp)n_groups + 1, 1) < 0) {
        return NULL;
    }
    /* Integers are never missing. */
    const int has_nan = PyArray_TYPE(x) == NPY_DOUBLE;
    if (has_nan &&
        check_array(x, "values", NPY_DOUBLE, PyArray_SIZE(code_array), 0) < 0) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS wrong_row =
        hct_group_count(has_nan ? PyArray_DATA(x) : NULL, codes,
                        PyArray_SIZE(code_array), PyArray_DATA(count));
    Py_END_ALLOW_THREADS return PyLong_FromSsize_t(wrong_row);
}

static PyObject *
group_extremes(PyObject *module, PyObject *args)
{
    PyArrayObject *x, *code_array, *least, *greatest;
    long long n_groups;
    hct_codes codes;
    ptrdiff_t wrong_row;

    (void)module;
    if (!PyArg_ParseTuple(args, "O!O!LO!O!", &PyArray_Type, &x, &PyArray_Type,
                          &code_array, &n_groups, &PyArray_Type, &least, &PyArray_Type,
                          &greatest) ||
        read_codes(code_array, n_groups, &codes) < 0 ||
        check_array(least, "least", NPY_INT64, (npy_intp)n_groups + 1, 1) < 0 ||
        check_array(greatest, "greatest", NPY_INT64, (npy_intp)n_groups + 1, 1) < 0) {
        return NULL;
    }
    const npy_intp n = PyArray_SIZE(code_array);
    const int is_double = PyArray_TYPE(x) == NPY_DOUBLE;
    if (check_array(x, "values", is_double ? NPY_DOUBLE : NPY_INT64, n, 0) < 0) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS wrong_row =
        is_double
            ? hct_group_extremes(PyArray_DATA(x), codes, n, PyArray_DATA(least),
                                 PyArray_DATA(greatest))
            : hct_group_integer_extremes(PyArray_DATA(x), codes, n, PyArray_DATA(least),
                                         PyArray_DATA(greatest));
    Py_END_ALLOW_THREADS return PyLong_FromSsize_t(wrong_row);
}

static PyObject *
group_check(PyObject *module, PyObject *args)
{
    PyArrayObject *code_array;
    long long n_groups;
    hct_codes codes;
    ptrdiff_t wrong_row;

    (void)module;
    if (!PyArg_ParseTuple(args, "O!L", &PyArray_Type, &code_array, &n_groups) ||
        read_codes(code_array, n_groups, &codes) < 0) {
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS wrong_row = hct_group_check(codes, PyArray_SIZE(code_array));
    Py_END_ALLOW_THREADS return PyLong_FromSsize_t(wrong_row);
}

#define ADDED "-> row of a wrong code or -1, rows handed back, spills."

PyMethodDef hct_group_methods[] = {
    {"group_add", group_add, METH_VARARGS,
     "group_add(values, codes, n_groups, window, limbs, rows, spills) " ADDED},
    {"group_add_portable", group_add_portable, METH_VARARGS,
     "group_add without AVX2, for tests and benchmarks."},
    {"group_add_integers", group_add_integers, METH_VARARGS,
     "group_add_integers(values, exponents, codes, n_groups, window, limbs, rows, "
     "spills) " ADDED},
    {"group_add_spills", group_add_spills, METH_VARARGS,
     "group_add_spills(limbs, spills, n_spills): into the window 52 above."},
    {"group_merge", group_merge, METH_VARARGS,
     "group_merge(limbs, other, spills) -> spills."},
    {"group_merge_at", group_merge_at, METH_VARARGS,
     "group_merge_at(limbs, other, slots, spills) -> spills: each to its slot."},
    {"group_count", group_count, METH_VARARGS,
     "group_count(values, codes, n_groups, count) -> row of a wrong code or -1."},
    {"group_extremes", group_extremes, METH_VARARGS,
     "group_extremes(values, codes, n_groups, least, greatest) -> row of a wrong code "
     "or -1."},
    {"group_check", group_check, METH_VARARGS,
     "group_check(codes, n_groups) -> row of a wrong code or -1."},
    {NULL, NULL, 0, NULL},
};
