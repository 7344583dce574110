#ifndef HCT_UFUNCS_H
#define HCT_UFUNCS_H

#include "npyapi.h"

/* Adds every ufunc of the table to the module; -1 with an exception on failure. */
int hct_add_ufuncs(PyObject *module);

#endif
