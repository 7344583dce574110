/* Makes one chosen allocation fail, so that a test can try every one in turn. Loaded before
 * the C library (LD_PRELOAD) into a Python of its own. Three kinds are told apart:
 *
 *   - what code of one library asks of malloc, calloc and realloc itself;
 *   - the data of NumPy's arrays, by NumPy's own hook for them;
 *   - what Python asks for its objects, by Python's own hook.
 *
 * Other allocations inside NumPy are left alone: NumPy 2 does not survive all of them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

enum { NONE, OF_LIBRARY, OF_ARRAYS, OF_PYTHON };

static int kind = NONE;
static long left, seen; /* the allocation that brings `left` to 0 fails */
static const char *library;
static __thread int is_looking_up;

/* Given:    which kind of allocations; for the first, a part of the library's file name, which
 *           stays the caller's; and which of them fails, from 1, or 0 for none. */
void
fail_allocation(int which, const char *name, long n)
{
    library = name;
    left = n;
    seen = 0;
    kind = which;
}

/* Returned: how many were seen; from now on none fails. */
long
end_of_failing(void)
{
    kind = NONE;
    return seen;
}

static int
fails(int of_kind)
{
    if (kind != of_kind) {
        return 0;
    }
    seen++;
    return --left == 0;
}

/* ---- malloc of one library ---- */

static int
is_called_by(void *code)
{
    Dl_info from;
    int is_found = 0;

    if (kind != OF_LIBRARY || is_looking_up) {
        return 0;
    }
    is_looking_up = 1; /* dladdr may allocate */
    is_found = dladdr(code, &from) && from.dli_fname && strstr(from.dli_fname, library);
    is_looking_up = 0;
    return is_found;
}

#define CALLED_AND_FAILS                                                               \
    (is_called_by(__builtin_return_address(0)) && fails(OF_LIBRARY))

void *
malloc(size_t n)
{
    return CALLED_AND_FAILS ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
    return CALLED_AND_FAILS ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *old, size_t n)
{
    return CALLED_AND_FAILS ? NULL : __libc_realloc(old, n);
}

/* ---- data of arrays: PyDataMem_Handler of NumPy's C API ---- */

static void *
array_malloc(void *context, size_t n)
{
    (void)context;
    return fails(OF_ARRAYS) ? NULL : __libc_malloc(n);
}

static void *
array_calloc(void *context, size_t n, size_t size)
{
    (void)context;
    return fails(OF_ARRAYS) ? NULL : __libc_calloc(n, size);
}

static void *
array_realloc(void *context, void *old, size_t n)
{
    (void)context;
    return fails(OF_ARRAYS) ? NULL : __libc_realloc(old, n);
}

static void
array_free(void *context, void *data, size_t n)
{
    (void)context;
    (void)n;
    free(data);
}

/* For PyDataMem_SetHandler, in a capsule named "mem_handler". */
struct {
    char name[127];
    unsigned char version;
    void *context;
    void *(*malloc)(void *, size_t);
    void *(*calloc)(void *, size_t, size_t);
    void *(*realloc)(void *, void *, size_t);
    void (*free)(void *, void *, size_t);
} array_handler = {"failing",     1,         NULL, array_malloc, array_calloc,
                   array_realloc, array_free};

/* ---- objects of Python: PyMemAllocatorEx ---- */

typedef struct {
    void *context;
    void *(*malloc)(void *, size_t);
    void *(*calloc)(void *, size_t, size_t);
    void *(*realloc)(void *, void *, size_t);
    void (*free)(void *, void *);
} python_allocator;

static python_allocator python_own[3];

static void *
python_malloc(void *own, size_t n)
{
    python_allocator *a = own;
    return fails(OF_PYTHON) ? NULL : a->malloc(a->context, n);
}

static void *
python_calloc(void *own, size_t n, size_t size)
{
    python_allocator *a = own;
    return fails(OF_PYTHON) ? NULL : a->calloc(a->context, n, size);
}

static void *
python_realloc(void *own, void *old, size_t n)
{
    python_allocator *a = own;
    return fails(OF_PYTHON) ? NULL : a->realloc(a->context, old, n);
}

static void
python_free(void *own, void *data)
{
    python_allocator *a = own;
    a->free(a->context, data);
}

/* Given: PyMem_GetAllocator and PyMem_SetAllocator; called once. The two domains for objects
 * and for memory of Python; the raw one is also used without the lock. */
void
hook_python(void (*get)(int, python_allocator *), void (*set)(int, python_allocator *))
{
    for (int domain = 1; domain < 3; domain++) {
        get(domain, &python_own[domain]);
        python_allocator hooked = {&python_own[domain], python_malloc, python_calloc,
                                   python_realloc, python_free};
        set(domain, &hooked);
    }
}
