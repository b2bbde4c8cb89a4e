#!/usr/bin/env bash
# Build the one-folder program dist/citewell from .venv with its licences and its bill of materials, then try it where
# neither this tree nor .venv can help it. Runs on Linux, macOS and Windows (in Git's bash).
# CITEWELL_NATIVE=1 takes the llama.cpp of .venv, which may be compiled for this machine's processor alone.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
# shellcheck source=packaging/moment.sh
. packaging/moment.sh

python=$PWD/.venv/bin/python
case "$(uname -s)" in MINGW* | MSYS* | CYGWIN*) python=$PWD/.venv/Scripts/python.exe ;; esac

# --- llama.cpp -----------------------------------------------------------------------------------------------------
if [ "${CITEWELL_NATIVE:-}" = 1 ]; then
    unset CITEWELL_LLAMA
    say "bundle: NOTE: llama.cpp comes from .venv. On a machine with another processor the program may stop with an
        illegal instruction. Without CITEWELL_NATIVE=1 it is compiled for any."
else
    CITEWELL_LLAMA=$(packaging/llama.sh)
    export CITEWELL_LLAMA
fi

# --- the program ---------------------------------------------------------------------------------------------------
began=$SECONDS
"$python" packaging/icon/draw.py build/icons
# an order of sets that is the same each time, or the same modules give an archive of other bytes
PYTHONHASHSEED=1 "$python" -m PyInstaller --noconfirm --log-level ERROR --workpath build/bundle --distpath dist \
    packaging/citewell.spec
"$python" packaging/complete.py build/bundle/citewell/warn-citewell.txt dist/citewell
if [ "$(uname -s)" = Linux ]; then packaging/linux/slim.sh dist/citewell; fi
if [ ! -d build/tools ]; then
    "$python" -m pip --disable-pip-version-check -q install --require-hashes --target build/tools \
        -r requirements/bundle.txt
fi
PYTHONPATH=build/tools "$python" packaging/bill.py build/bundle/citewell/contents.json dist/citewell >&2
say "bundle: built in $((SECONDS - began)) s"

# --- the smoke test ------------------------------------------------------------------------------------------------
# A copy in a temporary folder, without an environment: nothing of this tree, of .venv or of the user's home is near.
outside=$(mktemp -d "${TMPDIR:-/tmp}/citewell-bundle.XXXXXX")
trap 'rm -rf "$outside"' EXIT
cp -R dist/citewell "$outside/program"
mkdir "$outside/home"
watch=()
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
    watch=(strace -f -qq -A -e trace=connect -o "$outside/connects")
else
    say "bundle: without strace it is not watched whether the program connects to the network"
fi
kept=()  # Windows starts nothing without these
for name in SYSTEMROOT TEMP TMP USERPROFILE LOCALAPPDATA; do
    if [ -n "${!name:-}" ] && [ "${OS:-}" = Windows_NT ]; then kept+=("$name=${!name}"); fi
done
citewell() {
    local failed=""
    say "bundle: trying 'citewell $*'"
    (cd "$outside/home" && ${watch[@]+"${watch[@]}"} env -i HOME="$outside/home" PATH=/usr/bin:/bin \
        ${kept[@]+"${kept[@]}"} QT_QPA_PLATFORM=offscreen "$outside/program/citewell" "$@") || failed="failed"
    if grep -F AF_INET "$outside/connects" 2>/dev/null >&2; then failed="connected to the network"; fi
    if [ -n "$failed" ]; then
        find "$outside" -name citewell.log -exec tail -n 40 {} + >&2
        say "bundle: 'citewell $*' $failed in dist/citewell"
        exit 1
    fi
}
citewell demo
citewell doctor
"$python" packaging/room.py dist/citewell
