/* hanoi_ct._core: module initialisation and the constants of the headers, nothing else. */
#define HCT_IMPORTS_NUMPY
#include "npyapi.h"

#include <hct/exact_running.h>
#include <hct/group_sum.h>
#include <hct/platform.h>
#include <hct/printed.h>
#include <hct/rounding.h>

#include "group.h"
#include "texts.h"
#include "ufuncs.h"

/* What Python has to know of the headers: it has no copy of these numbers. */
static const struct {
    const char *name;
    long long value;
} constants[] = {
    {"SUM_WORDS", HCT_SUM_WORDS},
    {"DOT_WORDS", HCT_DOT_WORDS},
    {"DOT_BASE", HCT_DOT_BASE},
    {"EXACT_SUM", HCT_EXACT_SUM},
    {"EXACT_DOT", HCT_EXACT_DOT},
    {"PLUS_INFINITY_WORD", HCT_WORD_PLUS_INFINITY},
    {"NAN_WORD", HCT_WORD_NAN},
    {"ZERO_WORD", HCT_WORD_SIGN_OF_ZERO},
    {"CHUNKS_WORD", HCT_WORD_CHUNKS},
    {"OTHER_TERMS", HCT_OTHER_TERMS},
    {"CHUNK_BITS", HCT_CHUNK_BITS},
    {"LEAST_EXPONENT", HCT_LEAST_EXPONENT},
    {"PRODUCT_BITS", HCT_PRODUCT_BITS},
    {"LIMB_BITS", HCT_LIMB_BITS},
    {"WINDOW_BITS", HCT_WINDOW_BITS},
    {"WINDOW_ROOM", HCT_WINDOW_ROOM},
    {"WINDOW_DIGITS", HCT_WINDOW_DIGITS},
    {"LEAST_WINDOW", HCT_LEAST_WINDOW},
    {"LEAST_LEVEL_WINDOW", HCT_LEAST_LEVEL_WINDOW},
    {"GREATEST_LEVEL_WINDOW", HCT_GREATEST_LEVEL_WINDOW},
    {"MOST_GROUPS", HCT_MOST_GROUPS},
    {"PRINTED_PLACES_MAX", HCT_PRINTED_PLACES_MAX},
    {"ROUNDING_DECIMALS_MIN", HCT_ROUNDING_DECIMALS_MIN},
    {"ROUNDING_DECIMALS_MAX", HCT_ROUNDING_DECIMALS_MAX},
};

/* Takes the reference to the value. */
static int
add_object(PyObject *module, const char *name, PyObject *value)
{
    if (value == NULL) {
        return -1;
    }
    int status = PyModule_AddObjectRef(module, name, value);
    Py_DECREF(value);
    return status;
}

static int
add_constants(PyObject *module)
{
    for (size_t i = 0; i < sizeof constants / sizeof constants[0]; i++) {
        if (add_object(module, constants[i].name,
                       PyLong_FromLongLong(constants[i].value)) < 0) {
            return -1;
        }
    }
    return add_object(module, "NO_EXTENT", Py_BuildValue("(iii)", HCT_NO_EXTENT));
}

/* The tables of NumPy's functions are kept once in a process, as NumPy keeps them. */
static int
refuse_subinterpreter(void)
{
    if (PyInterpreterState_Get() == PyInterpreterState_Main()) {
        return 0;
    }
    PyErr_SetString(
        PyExc_ImportError,
        "hanoi_ct works in the main interpreter of a process alone, as NumPy "
        "does; use threads or processes in place of subinterpreters");
    return -1;
}

static int
module_exec(PyObject *module)
{
    if (refuse_subinterpreter() < 0) {
        return -1;
    }
    if (PyArray_ImportNumPyAPI() < 0 || PyUFunc_ImportUFuncAPI() < 0) {
        return -1;
    }
    if (PyModule_AddIntConstant(module, "HAS_AVX2", hct_cpu_has_avx2()) < 0 ||
        PyModule_AddFunctions(module, hct_text_methods) < 0 ||
        add_constants(module) < 0) {
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
