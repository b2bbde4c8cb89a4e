#!/usr/bin/env bash
# Compile llama.cpp with Vulkan into .venv, in the place of the build for the processor alone. 'make gpu' runs this;
# 'make cpu' goes back. Every graphics card with a Vulkan driver will do: AMD, Intel, NVIDIA.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
stop() { say "gpu: $*"; exit 1; }

LEAST_HEADER=261
# ggml-vulkan.cpp uses VK_EXT_layer_settings, which is in the headers from 1.3.261 on: Debian 13, Ubuntu 24.04.

requirement=$(sed -n '/^llama-cpp-python==/,/^ *#/p' requirements/lock.txt)
[ -n "$requirement" ] || stop "requirements/lock.txt names no llama-cpp-python"
pinned=$(mktemp)
trap 'rm -f "$pinned"' EXIT
printf '%s\n' "$requirement" >"$pinned"
install() {  # compiled anew, and not kept in pip's cache, which 'make setup' takes its build from
    .venv/bin/python -m pip --disable-pip-version-check -q install --no-cache-dir --no-deps --force-reinstall \
        --no-binary llama-cpp-python --require-hashes -r "$pinned"
}

if [ "${1:-vulkan}" = cpu ]; then
    say "gpu: compiling llama.cpp for the processor alone, which takes some minutes"
    install
    exit 0
fi

if [ "$(uname -s)" = Linux ]; then
    missing=()
    command -v glslc >/dev/null || missing+=(glslc)
    [ -e /usr/include/vulkan/vulkan.h ] || [ -n "${VULKAN_SDK:-}" ] || missing+=(libvulkan-dev)
    [ -d /usr/include/spirv ] || [ -n "${VULKAN_SDK:-}" ] || missing+=(spirv-headers)
    [ "${#missing[@]}" = 0 ] || stop "these packages are missing (Debian names): ${missing[*]}
     Install them, for example: sudo apt-get install ${missing[*]}"
    header=$(sed -n 's/^#define VK_HEADER_VERSION \([0-9]*\)$/\1/p' "${VULKAN_SDK:-/usr}/include/vulkan/vulkan_core.h")
    minor=$(sed -n 's/^#define VK_HEADER_VERSION_COMPLETE .*(0, 1, \([0-9]*\), .*/\1/p' \
        "${VULKAN_SDK:-/usr}/include/vulkan/vulkan_core.h")
    if [ "${minor:-0}" -lt 4 ] && [ "${header:-0}" -lt "$LEAST_HEADER" ]; then
        stop "the Vulkan headers are 1.${minor:-?}.${header:-?}, and llama.cpp needs 1.3.$LEAST_HEADER or newer
     Debian 12 has older ones: take libvulkan-dev of Debian 13, or the Vulkan SDK (then set VULKAN_SDK)"
    fi
fi

say "gpu: compiling llama.cpp with Vulkan, which takes 10 to 40 minutes"
CMAKE_ARGS="-DGGML_VULKAN=ON ${CMAKE_ARGS:-}" install
.venv/bin/python - <<'PY'
import llama_cpp

found = llama_cpp.llama_supports_gpu_offload()
print("gpu: a graphics card was found" if found else "gpu: built, but no graphics card with a Vulkan driver was found")
PY
say "gpu: 'citewell doctor' says whether its self-test passed"
