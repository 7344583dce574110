/* Inner loops of the ufuncs, one file a subject, and the helpers they share.
 *
 * A loop is called by NumPy without the GIL. It turns byte strides into element
 * strides, calls a kernel, and never calls the Python API. NumPy has checked and
 * aligned the operands, so byte strides are multiples of sizeof(double).
 */
#ifndef HCT_LOOPS_H
#define HCT_LOOPS_H

#include <fenv.h>

#include "npyapi.h"

_Static_assert(_Alignof(double) == sizeof(double) &&
                   _Alignof(npy_int64) == sizeof(npy_int64),
               "strides of aligned arrays must be whole elements");

#define HCT_ELEMENTS(byte_stride) ((ptrdiff_t)(byte_stride) / (ptrdiff_t)sizeof(double))

/* NumPy turns floating-point flags left by a loop into warnings. What a kernel
 * does with infinities and NaN is its contract, not an accident to warn of. */
static inline void
hct_clear_fp_flags(void)
{
    feclearexcept(FE_ALL_EXCEPT);
}

/* One ufunc of the core. */
typedef struct {
    const char *name;
    const char *portable_name; /* NULL: no AVX2 copy */
    const char *signature;     /* NULL: elementwise */
    const char *doc;
    int n_inputs, n_outputs;
    const char *types;               /* of inputs and outputs, kept by NumPy */
    PyUFuncGenericFunction loops[2]; /* portable, AVX2 */
} hct_ufunc;

enum { HCT_D = NPY_DOUBLE, HCT_L = NPY_INT64, HCT_B = NPY_BOOL };
#define HCT_TYPES(...) ((const char[]){__VA_ARGS__})

/* What each file offers, ended by an entry without a name. */
extern const hct_ufunc hct_comparison_ufuncs[], hct_exact_ufuncs[], hct_group_ufuncs[],
    hct_growth_ufuncs[], hct_long_table_ufuncs[], hct_pair_sums_ufuncs[],
    hct_parts_ufuncs[], hct_printed_ufuncs[], hct_rounding_ufuncs[], hct_tree_ufuncs[];

#endif
