#ifndef HCT_TEXT_BINDINGS_H
#define HCT_TEXT_BINDINGS_H

#include "npyapi.h"

/* The function of the module over texts. */
extern PyMethodDef hct_text_methods[];

#endif
