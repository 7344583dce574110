/* Registers the ufuncs of _core, which each loops_<subject>.c lists at its end.
 *
 * A ufunc whose kernel has an AVX2 copy is registered twice: under its own name with
 * the copy this processor runs, and as <name>_portable with the portable one, so that
 * tests and benchmarks reach both in one process.
 */
#include <hct/platform.h>

#include "loops.h"
#include "ufuncs.h"

static const hct_ufunc *const tables[] = {
    hct_comparison_ufuncs, hct_exact_ufuncs,     hct_group_ufuncs, hct_growth_ufuncs,
    hct_long_table_ufuncs, hct_pair_sums_ufuncs, hct_parts_ufuncs, hct_printed_ufuncs,
    hct_rounding_ufuncs,   hct_tree_ufuncs,
};
static void *const no_data[1] = {NULL};

/* The table is const; NumPy's signature is not, but it only reads. */
static int
add_ufunc(PyObject *module, const hct_ufunc *d, const char *name, int which)
{
    PyObject *ufunc = PyUFunc_FromFuncAndDataAndSignature(
        (PyUFuncGenericFunction *)&d->loops[which], (void **)no_data, (char *)d->types,
        1, d->n_inputs, d->n_outputs, PyUFunc_None, name, d->doc, 0, d->signature);
    if (ufunc == NULL) {
        return -1;
    }
    int status = PyModule_AddObjectRef(module, name, ufunc);
    Py_DECREF(ufunc);
    return status;
}

int
hct_add_ufuncs(PyObject *module)
{
    const int avx2 = hct_cpu_has_avx2();

    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        for (const hct_ufunc *d = tables[i]; d->name != NULL; d++) {
            const int which = avx2 && d->portable_name != NULL;

            if (add_ufunc(module, d, d->name, which) < 0) {
                return -1;
            }
            if (d->portable_name != NULL &&
                add_ufunc(module, d, d->portable_name, 0) < 0) {
                return -1;
            }
        }
    }
    return 0;
}
