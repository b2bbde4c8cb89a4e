#!/usr/bin/env bash
# Build the one-folder program dist/citewell from .venv, then try it where neither this tree nor .venv can help it.
# CITEWELL_PORTABLE=1 compiles llama.cpp for any machine of this kind, not for this one (x86-64: AVX2, since 2013).
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

# --- llama.cpp -----------------------------------------------------------------------------------------------------
# Compiled into a folder of its own, that the spec takes it from; .venv and pip's cache of wheels stay as they are.
portable_llama() {
    local pin version place
    pin=$(sed -n '/^llama-cpp-python==/,/^ *#/p' requirements/lock.txt)
    version=$(sed -n 's/^llama-cpp-python==\([^ ]*\).*/\1/p' <<<"$pin")
    place=build/portable-llama-$version
    if [ ! -f "$place/done" ]; then
        say "bundle: compiling llama-cpp-python $version for other machines, which takes some minutes"
        rm -rf "$place"
        mkdir -p "$place"
        printf '%s\n' "$pin" >"$place/requirement.txt"
        # SOURCE_DATE_EPOCH would turn AVX2 off as well. The library for images is not bundled and takes long.
        env -u SOURCE_DATE_EPOCH CMAKE_ARGS="-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF" .venv/bin/python -m pip \
            --disable-pip-version-check --quiet install --require-hashes --no-deps --no-cache-dir \
            --no-binary llama-cpp-python \
            --target "$place/package" -r "$place/requirement.txt" >&2
        touch "$place/done"
    fi
    printf '%s' "$PWD/$place/package"
}
if [ "${CITEWELL_PORTABLE:-}" = 1 ]; then
    CITEWELL_LLAMA=$(portable_llama)
    export CITEWELL_LLAMA
else
    unset CITEWELL_LLAMA
    say "bundle: NOTE: llama.cpp comes from .venv, where it may be compiled for this machine's processor alone. On an
        older one the program may stop with an illegal instruction. For others: CITEWELL_PORTABLE=1 make bundle"
fi

# --- the program ---------------------------------------------------------------------------------------------------
began=$SECONDS
.venv/bin/python -m PyInstaller --noconfirm --log-level ERROR --workpath build/bundle --distpath dist \
    packaging/citewell.spec
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
citewell() {
    local failed=""
    say "bundle: trying 'citewell $*'"
    (cd "$outside/home" && ${watch[@]+"${watch[@]}"} env -i HOME="$outside/home" PATH=/usr/bin:/bin \
        QT_QPA_PLATFORM=offscreen "$outside/program/citewell" "$@") || failed="failed"
    if grep -F AF_INET "$outside/connects" 2>/dev/null >&2; then failed="connected to the network"; fi
    if [ -n "$failed" ]; then
        find "$outside" -name citewell.log -exec tail -n 40 {} + >&2
        say "bundle: 'citewell $*' $failed in dist/citewell"
        exit 1
    fi
}
citewell demo
citewell doctor
say "bundle: dist/citewell works, $(du -sh dist/citewell | cut -f1)"
