/* A fuzz target over long tables, against plain definitions: rows in any order, keys that
 * no series or cell has, columns of any stride. */
#include <hct/long_table.h>

#include "fuzz_draw.h"

enum { ROWS = 200, SERIES = 12, CELLS = 300 };

/* A column of integers, spread out over memory of its own. */
typedef struct {
    int64_t *memory;
    hct_integers as;
} column;

static void
stop(const char *what)
{
    fprintf(stderr, "fuzz_long_table: %s\n", what);
    abort();
}

static column
new_column(draws *d, ptrdiff_t n)
{
    static const ptrdiff_t strides[] = {1, 2, -1, 3};
    const ptrdiff_t stride = strides[draw(d, 4)];
    const ptrdiff_t size = n == 0 ? 0 : (n - 1) * (stride < 0 ? -stride : stride) + 1;
    column c = {calloc((size_t)size + (size == 0), sizeof(int64_t)), {NULL, stride}};

    c.as.at = c.memory + (stride < 0 && n > 0 ? n - 1 : 0);
    return c;
}

static int64_t
get(const column *c, ptrdiff_t i)
{
    return c->as.at[i * c->as.stride];
}

static void
set(const column *c, ptrdiff_t i, int64_t value)
{
    c->memory[c->as.at - c->memory + i * c->as.stride] = value;
}

/* Mostly small numbers of series, sorted in half of the cases; now and then anything. */
static void
fill_keys(draws *d, const column *series, const column *period, ptrdiff_t n, int wild)
{
    const int sorted = (int)draw(d, 2), gaps = (int)draw(d, 3);
    int64_t s = 0, p = (int64_t)draw(d, 60) - 30;

    for (ptrdiff_t i = 0; i < n; i++) {
        if (sorted && draw(d, 16)) {
            if (draw(d, 6) == 0) {
                s++;
                p = (int64_t)draw(d, 3);
            }
            else {
                p += 1 + (gaps == 0 && draw(d, 8) == 0);
            }
        }
        else {
            s = (int64_t)draw(d, SERIES + 2) - 1;
            p = (int64_t)draw(d, 40) - 8;
        }
        set(series, i, wild && draw(d, 8) == 0 ? (int64_t)draw_bytes(d, 8) : s);
        set(period, i, wild && draw(d, 8) == 0 ? (int64_t)draw_bytes(d, 8) : p);
    }
}

static void
check_order(const column *series, const column *period, ptrdiff_t n)
{
    const hct_row_order got = hct_order_of_rows(series->as, period->as, n);
    hct_row_order want = {n > 0, n > 0, n > 0, -1, n > 0 ? get(period, 0) : 0};
    ptrdiff_t length = 0, first_length = -1;
    int alike = n > 0;

    for (ptrdiff_t i = 0; i < n && want.sorted; i++) {
        const int begins = i == 0 || get(series, i) != get(series, i - 1);

        if (i > 0 && begins) {
            want.n_runs++;
            want.sorted &= get(series, i) > get(series, i - 1);
            alike &= get(period, i) == want.first_period;
        }
        if (!begins) {
            want.sorted &= get(period, i) > get(period, i - 1);
            want.consecutive &= get(period, i) - get(period, i - 1) == 1;
        }
        length = begins ? 1 : length + 1;
        if (i + 1 == n || get(series, i + 1) != get(series, i)) {
            first_length = first_length < 0 ? length : first_length;
            alike &= length == first_length;
        }
    }
    if (!want.sorted) {
        want = (hct_row_order){0, 0, 0, -1, 0};
    }
    else if (alike) {
        want.run_length = first_length;
    }
    if (got.sorted != want.sorted || got.consecutive != want.consecutive ||
        got.n_runs != want.n_runs || got.run_length != want.run_length ||
        (want.run_length >= 0 && got.first_period != want.first_period)) {
        stop("order of rows");
    }
}

static void
check_runs(draws *d, const column *series, ptrdiff_t n)
{
    column number = new_column(d, n);
    int64_t run = 0;

    hct_number_runs(series->as, n, number.memory + (number.as.at - number.memory),
                    number.as.stride);
    for (ptrdiff_t i = 0; i < n; i++) {
        run += i > 0 && get(series, i) != get(series, i - 1);
        if (get(&number, i) != run) {
            stop("numbers of runs");
        }
    }
    free(number.memory);
}

static void
check_extents(const column *series, const column *period, ptrdiff_t n)
{
    int64_t first[SERIES], last[SERIES];

    hct_extents_of_series(series->as, period->as, n, SERIES, first, last);
    for (int64_t s = 0; s < SERIES; s++) {
        int64_t least = INT64_MAX, greatest = INT64_MIN;

        for (ptrdiff_t i = 0; i < n; i++) {
            if (get(series, i) == s) {
                least = get(period, i) < least ? get(period, i) : least;
                greatest = get(period, i) > greatest ? get(period, i) : greatest;
            }
        }
        if (first[s] != least || last[s] != greatest) {
            stop("extents of series");
        }
    }
}

/* The cell of a row in arithmetic that does not wrap, or -1. */
__extension__ typedef __int128 wide;

static ptrdiff_t
cell_of(const hct_rows *rows, const column *series, const column *period,
        const column *origin, ptrdiff_t i)
{
    const int64_t s = get(series, i);

    if (s < 0 || s >= rows->n_series) {
        return -1;
    }
    const wide cell = (wide)get(origin, (ptrdiff_t)s) + get(period, i);
    return cell < 0 || cell >= rows->n_cells ? -1 : (ptrdiff_t)cell;
}

static void
check_cells(draws *d, const column *series, const column *period, ptrdiff_t n)
{
    column origin = new_column(d, SERIES);
    double *cells = malloc(CELLS * sizeof(double)), want[CELLS], x[ROWS], out[ROWS];
    int taken[CELLS] = {0};
    ptrdiff_t status = -1;
    hct_rows rows = {series->as, period->as, origin.as, n, SERIES, 0};

    d->values = (uint64_t)draw(d, 32);
    rows.n_cells = draw(d, CELLS + 1);
    for (ptrdiff_t s = 0; s < SERIES; s++) {
        set(&origin, s,
            draw(d, 32) ? 40 * s + 10 - (int64_t)draw(d, 8)
                        : (int64_t)draw_bytes(d, 8));
    }
    for (ptrdiff_t i = 0; i < CELLS; i++) {
        want[i] = NAN;
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        const ptrdiff_t cell = cell_of(&rows, series, period, &origin, i);

        x[i] = draw_value(d);
        if (status < 0 && (cell < 0 || taken[cell])) {
            status = i;
        }
        if (status < 0) {
            taken[cell] = 1;
            want[cell] = x[i];
        }
    }
    if (hct_spread_rows(x + (n > 0 ? n - 1 : 0), 0, &(hct_rows){.n = 0}, cells) != -1) {
        stop("a table without rows");
    }
    if (hct_spread_rows(x, 1, &rows, cells) != status) {
        stop("the first row without a cell of its own");
    }
    for (ptrdiff_t i = 0; status < 0 && i < rows.n_cells; i++) {
        if (!hct_test_same(cells[i], want[i])) {
            stop("cells");
        }
    }
    for (ptrdiff_t i = 0; i < rows.n_cells; i++) {
        cells[i] = (double)i;
    }
    hct_gather_rows(cells, &rows, out + (n > 0 ? n - 1 : 0), -1);
    for (ptrdiff_t i = 0; i < n; i++) {
        const ptrdiff_t cell = cell_of(&rows, series, period, &origin, i);
        if (!hct_test_same(out[n - 1 - i], cell < 0 ? NAN : (double)cell)) {
            stop("values of rows");
        }
    }
    free(origin.memory);
    free(cells);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    draws d = draws_of(data, size);
    const ptrdiff_t n = draw(&d, draw(&d, 4) ? 30 : ROWS);
    column series = new_column(&d, n), period = new_column(&d, n);

    fill_keys(&d, &series, &period, n, 0);
    check_order(&series, &period, n);
    check_runs(&d, &series, n);
    check_extents(&series, &period, n);
    fill_keys(&d, &series, &period, n, (int)draw(&d, 2));
    check_extents(&series, &period, n);
    check_cells(&d, &series, &period, n);
    free(series.memory);
    free(period.memory);
    return 0;
}

FUZZ_MAIN("fuzz_long_table", fuzz_random_bytes)
