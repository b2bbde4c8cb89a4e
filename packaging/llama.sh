#!/usr/bin/env bash
# Compile llama.cpp for machines other than this one and print the folder that holds the package llama_cpp with it.
# Each set of processor instructions (x86-64: from SSE4.2 on) is a library of its own, and llama.cpp takes the best one
# that the machine knows when it starts (GGML_BACKEND_DL, GGML_CPU_ALL_VARIANTS). CITEWELL_VULKAN=1 adds the library
# for graphics cards, for which packaging/gpu.sh says what is needed. What is compiled is ggml, where the instructions
# are; the rest of llama.cpp comes from .venv, where it is of the same source. Stopped, it goes on where it was.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

pin=$(sed -n '/^llama-cpp-python==/,/^ *#/p' requirements/lock.txt)
version=$(sed -n 's/^llama-cpp-python==\([^ ]*\).*/\1/p' <<<"$pin")
[ -n "$version" ] || { say "llama: requirements/lock.txt names no llama-cpp-python"; exit 1; }
place=$PWD/build/llama-$version${CITEWELL_VULKAN:+-vulkan}
python=.venv/bin/python
[ -x "$python" ] || python=.venv/Scripts/python.exe

if [ ! -f "$place/done" ]; then
    say "llama: compiling llama.cpp of llama-cpp-python $version for any machine of this kind: 5 to 20 minutes"
    if [ ! -f "$place/unpacked" ]; then
        rm -rf "$place"
        mkdir -p "$place/source"
        printf '%s\n' "$pin" >"$place/requirement.txt"
        "$python" -m pip --disable-pip-version-check -q download --require-hashes --no-deps \
            --no-binary llama-cpp-python --dest "$place" -r "$place/requirement.txt" >&2
        tar -xzf "$place"/llama_cpp_python-*.tar.gz -C "$place/source" --strip-components=1
        # the AMX kernels end the process on models of this shape; numpy needs SSE4.2, so that plain x86-64 is of no use;
        # and the few processors of the other four are served by the variant before theirs
        variants=$place/source/vendor/llama.cpp/ggml/src/CMakeLists.txt
        sed -E '/ggml_add_cpu_backend_variant\((x64|ivybridge|sapphirerapids|cannonlake|cooperlake|piledriver)[ )]/d' "$variants" \
            >"$place/variants.txt"
        mv "$place/variants.txt" "$variants"
        touch "$place/unpacked"
    fi

    options=(
        -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON -DGGML_NATIVE=OFF
        -DGGML_VULKAN="$([ -n "${CITEWELL_VULKAN:-}" ] && echo ON || echo OFF)"
        # in the bundle the libraries lie in one folder
        -DCMAKE_BUILD_WITH_INSTALL_RPATH=ON
    )
    for part in COMMON TESTS TOOLS EXAMPLES SERVER APP; do options+=("-DLLAMA_BUILD_$part=OFF"); done
    # no path of this machine in the libraries, so that another one builds the same bytes
    quiet="-ffile-prefix-map=$place/source=llama-cpp-python"
    case "$(uname -s)" in
        Darwin)  # every Mac of one kind knows the same instructions but for newer ones, and Metal is linked in
            options+=(-DCMAKE_INSTALL_RPATH=@loader_path -DGGML_METAL_EMBED_LIBRARY=ON "-DCMAKE_C_FLAGS=$quiet" "-DCMAKE_CXX_FLAGS=$quiet") ;;
        Linux)
            options+=(-DCMAKE_INSTALL_RPATH=\$ORIGIN -DGGML_BACKEND_DL=ON -DGGML_CPU_ALL_VARIANTS=ON
                "-DCMAKE_C_FLAGS=$quiet" "-DCMAKE_CXX_FLAGS=$quiet") ;;
        *) options+=(-DGGML_BACKEND_DL=ON -DGGML_CPU_ALL_VARIANTS=ON) ;;
    esac
    # llama.cpp asks git for a commit, and must not get that of Citewell
    export GIT_DIR="$place/no-git"
    cmake -S "$place/source/vendor/llama.cpp" -B "$place/build" "${options[@]}" >"$place/configure.log"
    cmake --build "$place/build" --config Release --target ggml -j "${JOBS:-2}" >"$place/build.log" 2>&1 ||
        { tail -n 40 "$place/build.log" >&2; exit 1; }

    there=$("$python" -c 'import importlib.util; print(*importlib.util.find_spec("llama_cpp").submodule_search_locations)')
    rm -rf "$place/package"
    mkdir -p "$place/package"
    cp -R "$there" "$place/package/llama_cpp"
    rm -f "$place"/package/llama_cpp/lib/*ggml* "$place"/package/llama_cpp/lib/*mtmd*
    # the names that are linked with and opened
    find "$place/build/bin" \( -name '*.so*' -o -name '*.dylib' -o -name '*.dll' \) \
        -exec cp -L {} "$place/package/llama_cpp/lib/" \;
    touch "$place/done"
fi
printf '%s' "$place/package"
