/* The one way binding files reach the NumPy C API: module.c imports it, the other
 * files share its table of functions. */
#ifndef HCT_NPYAPI_H
#define HCT_NPYAPI_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#define NPY_NO_DEPRECATED_API NPY_2_0_API_VERSION
#define NPY_TARGET_VERSION NPY_2_0_API_VERSION
#define PY_ARRAY_UNIQUE_SYMBOL hct_array_api
#define PY_UFUNC_UNIQUE_SYMBOL hct_ufunc_api
#ifndef HCT_IMPORTS_NUMPY
#define NO_IMPORT_ARRAY
#define NO_IMPORT_UFUNC
#endif
#include <numpy/ndarrayobject.h>
#include <numpy/ufuncobject.h>

#endif
