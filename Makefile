# One entry for every task; `make help` lists them. Everything is installed into .venv.

PYTHON ?= python3
CC     ?= cc
VENV   := .venv
JOBS   := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
BIN    := $(VENV)/bin
DIST_VENV := build/dist-venv

CORE     := $(wildcard csrc/include/hct/*.h csrc/kernels/*/*.c csrc/kernels/*/*.h)
BINDINGS := $(wildcard csrc/bindings/*.c csrc/bindings/*.h)
BUILD    := setup.py pyproject.toml $(CORE) $(BINDINGS)

.DEFAULT_GOAL := help

.PHONY: help report test check bench bench-before fuzz fuzz-c coverage test-sanitized test-threads test-valgrind versions dist format clean prerequisites compiler test-c test-python test-notebooks

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

report: $(VENV)/installed-report  ## set up, compute the 8-month 2018 report, say where the page is
	$(BIN)/hanoi-ct report --period 2018-08

test: $(VENV)/installed-test test-c test-python test-notebooks  ## set up and run every test

check: $(VENV)/installed-dev  ## formatting, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/clang-format --dry-run --Werror $(CORE) $(BINDINGS) $(wildcard csrc/tests/*.[ch])
	$(BIN)/mypy

format: $(VENV)/installed-dev  ## rewrite the sources in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/clang-format -i $(CORE) $(BINDINGS) $(wildcard csrc/tests/*.[ch])

# precon wants a pandas before 3, so it has an environment of its own.
PRECON := build/precon-venv

$(PRECON)/installed: | prerequisites
	$(PYTHON) -m venv $(PRECON)
	-$(PRECON)/bin/python -m pip install --quiet "pandas==2.2.*" precon==0.6.2
	@touch $@

bench: $(VENV)/installed-bench $(PRECON)/installed  ## measure the speed of the core
	@for script in $(wildcard benchmarks/bench_*.py); do $(BIN)/python $$script || exit 1; done

BEFORE ?= HEAD~1
bench-before: $(VENV)/installed-bench  ## speed beside another commit, in pairs (BEFORE=HEAD~1)
	$(BIN)/python benchmarks/compare_commits.py --before $(BEFORE)

dist: $(VENV)/installed-dev  ## build sdist and wheel, test them outside the checkout
	rm -rf dist build/sdist $(DIST_VENV)
	$(BIN)/python -m build --sdist --outdir dist .
	mkdir -p build/sdist && tar -xzf dist/*.tar.gz -C build/sdist --strip-components 1
	$(BIN)/python -m build --wheel --outdir dist build/sdist
	$(BIN)/python -c "import sys, zipfile; names = zipfile.ZipFile(sys.argv[1]).namelist(); bad = [n for n in names if n.endswith(('.c', '.h')) or n.startswith(('tests', 'csrc', 'notebooks'))]; sys.exit(f'the wheel holds {bad}' if bad else 0)" dist/*.whl
	$(PYTHON) -m venv $(DIST_VENV)
	$(DIST_VENV)/bin/python -m pip install --quiet "$$(echo dist/*.whl)[test]"
	rm -r build/sdist/hanoi_ct
	cd build/sdist && ../../$(DIST_VENV)/bin/python -m pytest tests

clean:  ## remove everything that was built
	rm -rf build dist *.egg-info $(VENV) report hanoi_ct/*.so
	find . -name __pycache__ -prune -exec rm -rf {} +

# ---- the virtual environment -------------------------------------------------------

# Names what is missing before pip fails halfway through.
prerequisites: compiler
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or later is needed as $(PYTHON) (set PYTHON=...; Debian: apt install python3)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) lacks venv (Debian: apt install python3-venv)"; exit 1; }
	@$(PYTHON) -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' || \
	  { echo "$(PYTHON) lacks its C headers (Debian: apt install python3-dev)"; exit 1; }

compiler:
	@command -v $(firstword $(CC)) >/dev/null || \
	  { echo "no C compiler called $(CC) (Debian: apt install build-essential)"; exit 1; }

$(BIN)/python: | prerequisites
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip "setuptools>=77"

# An editable install: edits to Python take effect at once, edits to C reinstall.
$(VENV)/installed-report: $(BUILD) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[report]"
	@touch $@

$(VENV)/installed-test: $(BUILD) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[test,notebook]"
	@touch $@

$(VENV)/installed-bench: $(BUILD) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[bench]"
	@touch $@

$(VENV)/installed-dev: $(BUILD) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	@touch $@ $(VENV)/installed-test

# ---- tests -------------------------------------------------------------------------

# The kernels know nothing of Python, and neither do their tests. Each is compiled twice:
# as it ships, and under the address and undefined-behaviour sanitizers.
C_TESTS   := $(patsubst csrc/tests/%.c,%,$(wildcard csrc/tests/test_*.c))
KERNELS   := $(patsubst csrc/kernels/%.c,%.o,$(wildcard csrc/kernels/*/*.c))
C_HEADERS := $(wildcard csrc/include/hct/*.h csrc/kernels/*/*.h)
TEST_HEADERS := $(wildcard csrc/tests/*.h)
C_FLAGS   := -std=c11 -g -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Werror -Icsrc/include -Icsrc

build/plain/%:     C_FLAGS += -O3
build/sanitized/%: C_FLAGS += -O1 -fsanitize=address,undefined -fno-sanitize-recover=all

# Compiled and run side by side, in a make of its own so that `make test` needs no -j.
test-c:
	@$(MAKE) --no-print-directory --jobs $(JOBS) $(C_TESTS:%=run/plain/%) $(C_TESTS:%=run/sanitized/%)

run/%: build/%
	@./$<

.SECONDARY:  # keep the objects
define COMPILE
@mkdir -p $(@D)
@echo "compiling $@"
@$(CC) $(C_FLAGS) -c $< -o $@
endef

build/plain/kernels/%.o: csrc/kernels/%.c $(C_HEADERS) | compiler
	$(COMPILE)

build/sanitized/kernels/%.o: csrc/kernels/%.c $(C_HEADERS) | compiler
	$(COMPILE)

build/plain/test_%: csrc/tests/test_%.c $(C_HEADERS) $(TEST_HEADERS) $(KERNELS:%=build/plain/kernels/%)
	@$(CC) $(C_FLAGS) $< $(KERNELS:%=build/plain/kernels/%) -lm -o $@

build/sanitized/test_%: csrc/tests/test_%.c $(C_HEADERS) $(TEST_HEADERS) $(KERNELS:%=build/sanitized/kernels/%)
	@$(CC) $(C_FLAGS) $< $(KERNELS:%=build/sanitized/kernels/%) -lm -o $@

# libFuzzer comes with clang; without it the same checks run on random inputs, over the
# kernels that the C tests use, from a seed that is printed (FUZZ_SEED=... repeats it).
# Targets run side by side, one a core. Either begins with the inputs in csrc/tests/corpus.
# Then the public functions, against their definitions.
CLANG        ?= clang
FUZZ_SECONDS ?= 60
FUZZ_SEED    ?= 0
FUZZERS      := $(patsubst csrc/tests/%.c,%,$(wildcard csrc/tests/fuzz_*.c))
LIBFUZZER    := $(shell command -v $(CLANG) 2>/dev/null)

fuzz: $(VENV)/installed-test fuzz-c  ## look for inputs on which results err, FUZZ_SECONDS for each target
	$(BIN)/python tests/fuzz_public.py $(FUZZ_SECONDS)

fuzz-c:
	@$(MAKE) --no-print-directory --jobs $(JOBS) $(FUZZERS:%=run/%)

ifdef LIBFUZZER
build/libfuzzer/%: CC = $(CLANG)
build/libfuzzer/%: C_FLAGS += -O1 -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all

build/libfuzzer/kernels/%.o: csrc/kernels/%.c $(C_HEADERS)
	$(COMPILE)

build/fuzz/fuzz_%: csrc/tests/fuzz_%.c $(C_HEADERS) $(TEST_HEADERS) $(KERNELS:%=build/libfuzzer/kernels/%)
	@mkdir -p $@-inputs
	@$(CLANG) $(C_FLAGS) -O1 -fsanitize=address,undefined,fuzzer -fno-sanitize-recover=all \
	  $< $(KERNELS:%=build/libfuzzer/kernels/%) -lm -o $@

run/fuzz_%: build/fuzz/fuzz_%
	$< -max_len=4096 -max_total_time=$(FUZZ_SECONDS) -verbosity=0 -print_final_stats=1 \
	  -artifact_prefix=$<- $<-inputs $(wildcard csrc/tests/corpus/fuzz_$*)
else
build/fuzz/fuzz_%: C_FLAGS += -O1 -fsanitize=address,undefined -fno-sanitize-recover=all

build/fuzz/fuzz_%: csrc/tests/fuzz_%.c $(C_HEADERS) $(TEST_HEADERS) $(KERNELS:%=build/sanitized/kernels/%)
	@mkdir -p $(@D)
	@$(CC) $(C_FLAGS) -DHCT_FUZZ_WITHOUT_LIBFUZZER $< $(KERNELS:%=build/sanitized/kernels/%) -lm -o $@

run/fuzz_%: build/fuzz/fuzz_%
	@$< $(FUZZ_SECONDS) $(FUZZ_SEED) $(wildcard csrc/tests/corpus/fuzz_$*/*)
endif

# Lines and branches of the kernels that their C tests reach. Loops that are written once and
# inlined for every rule and processor are compiled once here: their branches count once.
coverage: $(VENV)/installed-dev  ## measure which lines of the kernels the C tests reach
	@$(MAKE) --no-print-directory --jobs $(JOBS) $(C_TESTS:%=run/covered/%)
	$(BIN)/gcovr --root . --filter csrc/kernels build/covered --txt-metric branch
	$(BIN)/gcovr --root . --filter csrc/kernels build/covered

build/covered/%: C_FLAGS += -O0 --coverage -Dalways_inline=unused

build/covered/kernels/%.o: csrc/kernels/%.c $(C_HEADERS) | compiler
	$(COMPILE)

build/covered/test_%: csrc/tests/test_%.c $(C_HEADERS) $(TEST_HEADERS) $(KERNELS:%=build/covered/kernels/%)
	@$(CC) $(C_FLAGS) $< $(KERNELS:%=build/covered/kernels/%) -lm -o $@

# The Python tests over a core that is checked as it runs, in one process a core. Leaks are
# left to Python, which frees little at its end. A report goes to a file, since pytest would
# swallow it with the process; a process that it ends is counted as a failed test. The package
# stands beside its pyproject.toml, as in a checkout. Before the tests faults are made on
# purpose: a sanitizer that reports none of them would see nothing.
SANITIZED_TESTS ?= tests
SANITIZE := -O1 -g -fno-omit-frame-pointer
CHECKED = LD_PRELOAD="$(foreach library,$(1),$$($(CC) -print-file-name=lib$(library).so))" $(2) $(BIN)/python

# $(call ON_A_CHECKED_CORE,NAME,FLAGS OF THE COMPILER,LIBRARIES,OPTIONS,FAULTS,ARGUMENTS OF PYTEST)
define ON_A_CHECKED_CORE
rm -rf build/$(1)-reports && mkdir -p build/$(1)-reports
$(CC) $(SANITIZE) $(2) -shared -fPIC csrc/tests/control.c -o build/$(1)-control.so
@for fault in $(5); do \
  $(call CHECKED,$(3),$(4)) tests/faults/control.py build/$(1)-control.so hct_control_$$fault \
    >build/$(1)-reports/control 2>&1; \
  grep -qr -e Sanitizer -e "runtime error" build/$(1)-reports || \
    { echo "a fault of $$fault made on purpose was not reported"; exit 1; }; \
  rm build/$(1)-reports/*; \
done
CFLAGS="$(SANITIZE) $(2)" $(BIN)/python setup.py -q build \
  --build-lib build/$(1)-python --build-temp build/$(1)-objects
cp pyproject.toml build/$(1)-python
PYTHONSAFEPATH=1 PYTHONPATH=build/$(1)-python $(call CHECKED,$(3),$(4)) -m pytest -p no:cacheprovider $(6) || \
  { cat build/$(1)-reports/* 2>/dev/null; exit 1; }
@cat build/$(1)-reports/* 2>/dev/null && exit 1 || echo "no report of a sanitizer"
endef

test-sanitized: $(VENV)/installed-test  ## run the Python tests on a core built with sanitizers
	$(call ON_A_CHECKED_CORE,sanitized,-fsanitize=address$(,)undefined -fno-sanitize-recover=undefined,\
	  asan ubsan,ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1:log_path=$(CURDIR)/build/sanitized-reports/report \
	  UBSAN_OPTIONS=print_stacktrace=1:log_path=$(CURDIR)/build/sanitized-reports/report,\
	  memory arithmetic,-n $(JOBS) $(SANITIZED_TESTS) --deselect tests/faults/test_failing_allocations.py)

# Python and NumPy are not built for it: races are found in the core alone. polars does not
# load beside it: tests that need it are left out.
THREAD_TESTS = $(shell grep -Ls "import polars" $$(grep -ls "def test.*thread" tests/*/test_*.py))

test-threads: $(VENV)/installed-test  ## run the tests of threads on a core built to find races
	$(call ON_A_CHECKED_CORE,threads,-fsanitize=thread,tsan,\
	  TSAN_OPTIONS=ignore_noninstrumented_modules=1:log_path=$(CURDIR)/build/threads-reports/report,\
	  race,$(THREAD_TESTS) -k thread)

, := ,

# valgrind computes under no direction of rounding but the nearest, and flushes no subnormals:
# programs that set these modes are named here.
SET_MODES := test_exact_products test_exact_sum test_group_sum

test-valgrind: compiler  ## run the C tests under valgrind
	@$(MAKE) --no-print-directory --jobs $(JOBS) $(patsubst %,valgrind/%,$(filter-out $(SET_MODES),$(C_TESTS)))
	@echo "not run, since they set modes of the processor: $(SET_MODES)"

valgrind/%: build/plain/%
	@valgrind -q --error-exitcode=1 --leak-check=full ./$<

versions:  ## run the tests by every compiler, Python and NumPy of this machine
	tests/versions.sh

# Tests are independent of each other: one process a core.
test-python: $(VENV)/installed-test
	$(BIN)/python -m pytest -n auto

test-notebooks: $(VENV)/installed-test
	$(BIN)/python -m pytest -n auto --nbmake notebooks
