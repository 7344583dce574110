#ifndef HCT_GROUP_BINDINGS_H
#define HCT_GROUP_BINDINGS_H

#include "npyapi.h"

/* The functions of the module that are not ufuncs. */
extern PyMethodDef hct_group_methods[];

#endif
