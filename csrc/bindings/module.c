/* hanoi_ct._core: module initialisation, and nothing else. */
#define HCT_IMPORTS_NUMPY
#include "npyapi.h"

#include <hct/platform.h>

#include "group.h"
#include "ufuncs.h"

static int
module_exec(PyObject *module)
{
    if (PyArray_ImportNumPyAPI() < 0 || PyUFunc_ImportUFuncAPI() < 0) {
        return -1;
    }
    if (PyModule_AddIntConstant(module, "HAS_AVX2", hct_cpu_has_avx2()) < 0) {
        return -1;
    }
    return hct_add_ufuncs(module);
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, (void *)module_exec},
#if PY_VERSION_HEX >= 0x030c0000
    {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED},
#endif
#if PY_VERSION_HEX >= 0x030d0000
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};

static struct PyModuleDef module_definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "hanoi_ct._core",
    .m_doc = "The compiled core of hanoi_ct: ufuncs over the C kernels. Private; the\n"
             "public functions of hanoi_ct check their arguments and call these.",
    .m_size = 0,
    .m_methods = hct_group_methods,
    .m_slots = module_slots,
};

PyMODINIT_FUNC
PyInit__core(void)
{
    return PyModuleDef_Init(&module_definition);
}
