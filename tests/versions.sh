#!/usr/bin/env bash
# The C tests by every compiler and on every processor, and the Python tests by every Python
# and NumPy, that this machine has; what it could not run is said at the end.
#
# usage: tests/versions.sh [PART ...], a part being the beginning of a line's name: "C", "Python".
#
# On Debian the compilers and machines come by
#   apt install gcc clang gcc-aarch64-linux-gnu gcc-s390x-linux-gnu qemu-user-static \
#     gcc-mingw-w64-x86-64 wine64
# PYTHONS names more interpreters; PYTHON_TESTS, the tests that each runs; LIBRARY_TESTS, those that
# run with every library at the lower bound that pyproject.toml gives it.
set -uo pipefail
cd "$(dirname "$0")/.."
PARTS=("$@")
PYTHON_TESTS=${PYTHON_TESTS:-tests/measures tests/hierarchy tests/test_layout_matrix.py}
LIBRARY_TESTS=${LIBRARY_TESTS:-tests/inputs tests/tables tests/records tests/report tests/seasonal
  tests/hierarchy tests/indicators tests/measures tests/datasets tests/test_layout_matrix.py tests/test_cli.py}
JOBS=${JOBS:-2}
ROOM=$PWD/build/versions
FLAGS="-std=c11 -O2 -ffp-contract=off -Wall -Wextra -Werror -Icsrc/include -Icsrc"
mkdir -p "$ROOM"
ran=() missing=() failed=()

is_wanted() {
  [ "${#PARTS[@]}" -eq 0 ] && return 0
  local part
  for part in "${PARTS[@]}"; do [[ $1 == "$part"* ]] && return 0; done
  return 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# c_tests NAME COMPILER RUNNER [FLAG ...]: every C test, compiled and run.
c_tests() {
  local name=$1 compiler=$2 runner=$3 room passed=0 wrong=""
  shift 3
  is_wanted "$name" || return 0
  has "${compiler%% *}" || { missing+=("$name: no ${compiler%% *}"); return 0; }
  [ -z "$runner" ] || has "${runner%% *}" || { missing+=("$name: no ${runner%% *}"); return 0; }
  room=$ROOM/${name//[^A-Za-z0-9]/-}
  mkdir -p "$room"
  if ! find csrc/kernels -name '*.c' | xargs -P "$JOBS" -I{} bash -c \
    "$compiler $FLAGS $* -c {} -o $room/\$(echo {} | tr / _).o" >"$room/log" 2>&1; then
    failed+=("$name: does not compile, see $room/log")
    return 0
  fi
  local source program
  for source in csrc/tests/test_*.c; do
    program=$room/$(basename "$source" .c).exe
    if $compiler $FLAGS "$@" "$source" "$room"/*.o -lm -o "$program" >>"$room/log" 2>&1 &&
      WINEDEBUG=-all timeout 900 $runner "$program" >>"$room/log" 2>&1; then
      passed=$((passed + 1))
    else
      wrong="$wrong $(basename "$source" .c)"
    fi
  done
  if [ -n "$wrong" ]; then
    failed+=("$name:$wrong, see $room/log")
  else
    ran+=("$name: $passed programs, $(tr -d '\r' <"$room/log" |
      awk '/ passed, 0 failed$/ { n += $(NF - 3) } END { print n }') checks")
  fi
}

# A 32-bit machine must be refused, in a line that says why.
refused_on_32_bits() {
  local name="C, 32-bit x86"
  is_wanted "$name" || return 0
  has gcc || { missing+=("$name: no gcc"); return 0; }
  local said
  said=$(echo '#include <hct/platform.h>' | gcc -m32 -ffreestanding -std=c11 -msse2 -mfpmath=sse \
    -Icsrc/include -fsyntax-only -xc - 2>&1)
  if [[ $said == *error*64-bit* ]]; then
    ran+=("$name: refused in one line")
  else
    failed+=("$name: not refused in a line that says why")
  fi
}

# python_tests NAME INTERPRETER TESTS REQUIREMENT ...: the core built and tests run in an
# environment.
python_tests() {
  local name=$1 python=$2 tests=$3 room line
  shift 3
  is_wanted "$name" || return 0
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    { missing+=("$name: no $python"); return 0; }
  room=$ROOM/${name//[^A-Za-z0-9]/-}
  [ -x "$room/bin/python" ] || "$python" -m venv "$room" >/dev/null 2>&1 ||
    { missing+=("$name: no venv"); return 0; }
  if ! "$room/bin/python" -m pip install -q "setuptools>=77" "$@" >"$room/log" 2>&1; then
    missing+=("$name: $(grep -v WARNING "$room/log" | tail -1 | cut -c1-90)")
    return 0
  fi
  if ! "$room/bin/python" setup.py -q build --build-base "$room/objects" --build-lib "$room/built" \
    >>"$room/log" 2>&1; then
    failed+=("$name: does not build, see $room/log")
    return 0
  fi
  # From a folder without the package of the checkout, which holds another core.
  mkdir -p "$room/tests"
  rm -rf "$room/tests/"*
  cp -r tests docs ./*.md pyproject.toml "$room/tests/"
  (cd "$room/tests" && PYTHONPATH=$room/built "$room/bin/python" -m pytest -q -p no:cacheprovider \
    --ignore-glob '*/test_layout.py' $tests) >>"$room/log" 2>&1
  local status=$?
  line=$(grep -E '(passed|failed|error)' "$room/log" | tail -1)
  line="$name, NumPy $("$room/bin/python" -c 'import numpy; print(numpy.__version__)'): $line"
  if [ $status -eq 0 ]; then ran+=("$line"); else failed+=("$line, see $room/log"); fi
}

c_tests "C, gcc" gcc ""
c_tests "C, clang" "$(command -v clang clang-19 clang-16 clang-14 | head -1)" ""
c_tests "C, 64-bit Arm" aarch64-linux-gnu-gcc "qemu-aarch64 -L /usr/aarch64-linux-gnu"
c_tests "C, s390x, big-endian" s390x-linux-gnu-gcc "qemu-s390x -L /usr/s390x-linux-gnu"
c_tests "C, Windows by mingw" x86_64-w64-mingw32-gcc wine -D__USE_MINGW_ANSI_STDIO=1
refused_on_32_bits

TESTING="pytest hypothesis scipy pandas"
for version in 3.11 3.12 3.13 3.14 3.13t 3.14t; do
  python=python$version
  has pyenv && python=$(pyenv root)/versions/$(pyenv versions --bare | grep "^$version" | tail -1)/bin/python
  [ -x "$python" ] || python=python$version
  case $version in
    3.11)
      python_tests "Python $version, least NumPy" "$python" "$PYTHON_TESTS" "numpy==2.0.0" $TESTING
      # Libraries of other years warn of each other, which tests take for errors.
      python_tests "Python $version, lower bounds" "$python" "-W default -n $JOBS $LIBRARY_TESTS" \
        $("$python" tests/lower_bounds.py test)
      ;;
  esac
  python_tests "Python $version" "$python" "$PYTHON_TESTS" "numpy>=2.0" $TESTING
done
for python in ${PYTHONS:-}; do
  python_tests "Python $python" "$python" "$PYTHON_TESTS" "numpy>=2.0" $TESTING
done

# "${x[@]+...}": bash before 4.4 takes an empty array for an unset one.
echo "Ran:"; printf '  %s\n' "${ran[@]+"${ran[@]}"}"
echo "Could not be run:"; printf '  %s\n' "${missing[@]+"${missing[@]}"}"
[ "${#failed[@]}" -eq 0 ] || { echo "Failed:"; printf '  %s\n' "${failed[@]}"; exit 1; }
