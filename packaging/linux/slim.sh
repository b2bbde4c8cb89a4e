#!/usr/bin/env bash
# Take from a built bundle what nothing in it uses: "slim.sh dist/citewell". Symbols that only a debugger reads (30 MB,
# most of Python's own library), files that are there twice (1.4 MB), Pillow's own X11 (2.3 MB), and of the data of ICU
# what Qt never asks for (29 of 32 MB).
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

# --- symbols --------------------------------------------------------------------------------------------------------
# Libraries that were moved into *.libs by auditwheel are left: rewritten ones do not survive it, which the alignment of
# their parts shows.
is_aligned() {
    local kind offset address rest
    while read -r kind offset address rest; do
        if [ "$kind" = LOAD ] && (((address - offset) % ${rest##* } != 0)); then return 1; fi
    done < <(readelf -lW "$1")
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
while IFS= read -r -d '' file; do
    strip --strip-unneeded -o "$work/stripped" "$file" 2>/dev/null || continue
    if is_aligned "$work/stripped"; then cat "$work/stripped" >"$file"; else say "slim: $file keeps its symbols"; fi
done < <(find "$1/_internal" -name '*.so*' -type f ! -path '*.libs/*' -print0)

# --- the same file twice --------------------------------------------------------------------------------------------
# The models of one family have one tokenizer. The first by name stays, the others become links to it.
declare -A first
while read -r sum file; do
    if [ -n "${first[$sum]:-}" ]; then ln -sfr "${first[$sum]}" "$file"; else first[$sum]=$file; fi
done < <(find "$1/_internal/resources/models" -type f -size +64k -exec sha256sum {} + | LC_ALL=C sort -k2)

# --- Pillow's X11 ---------------------------------------------------------------------------------------------------
# Pillow would take pictures of the screen with it, and is never asked to. It is linked with it all the same: the system's,
# which the window needs anyway, is named in its place. The shorter name is written over the longer and filled with zeros.
pillow=$(find "$1/_internal/PIL" -name '_imaging.cpython-*.so')
bundled=$(readelf -dW "$pillow" | sed -n 's/.*NEEDED.*\[\(libxcb-[0-9a-f]*\.so[.0-9]*\)\]/\1/p')
if [ -n "$bundled" ]; then
    zeros=$(printf '\\x00%.0s' $(seq $((${#bundled} - 11))))
    LC_ALL=C sed -i "s/${bundled//./\\.}\x00/libxcb.so.1\x00$zeros/" "$pillow"
    readelf -dW "$pillow" | grep -q 'NEEDED.*\[libxcb\.so\.1\]' || { say "slim: $pillow keeps its X11"; exit 1; }
    find "$1/_internal" \( -name "$bundled" -o -name 'libXau-*.so*' \) -delete
fi

# --- the data of ICU ------------------------------------------------------------------------------------------------
# Qt's core calls it for converters, collation, upper and lower case, and names of time zones, and nothing else of Qt
# does (nm -D --undefined-only). Names of currencies, languages, regions, units and zones, transliteration, numbers in
# words, rules for breaking lines and formats of dates and numbers are for others. So are names of characters, profiles for
# names in networks, and tables of old encodings: Qt itself knows the Unicode ones and Latin-1, and documents are decoded
# by Python. Chinese, Japanese and Korean are sorted as Unicode does without their tables (1.1 MB). Where icupkg is
# missing, all stays.
folder=$1/_internal/PySide6/Qt/lib
library=$(find "$folder" -name 'libicudata.so.*' -type f)
icupkg=$(PATH=$PATH:/usr/sbin command -v icupkg || true)
if [ -z "$library" ] || [ -z "$icupkg" ] || ! command -v cc >/dev/null; then
    say "slim: the data of ICU stays as it is (29 MB could go; Debian's packages icu-devtools and gcc are needed)"
    exit 0
fi
strangers=$(find "$1/_internal" -name '*.so*' -type f ! -name 'libicu*' ! -name 'libQt6Core.so*' -print0 |
    xargs -0 nm -D --undefined-only 2>/dev/null | grep -E ' u(cal|cnv|col|brk|num|dat|loc|trans|_)\w*_[0-9]+$' || true)
[ -z "$strangers" ] || { say "slim: another library than Qt's core calls ICU: $strangers"; exit 1; }

read -r address size symbol < <(nm -D --defined-only -S "$library" | awk '$4 ~ /^icudt[0-9]+_dat$/ {print $1, $2, $4; exit}')
# The section of the symbol begins where the symbol does, so that its place in the file is the section's.
read -r begin place < <(readelf -SW "$library" | sed 's/^ *\[ *[0-9]*\]//' | awk '$1 == ".rodata" {print $3, $4}')
[ "$address" = "$begin" ] || { say "slim: the data of $library is not where it is looked for"; exit 1; }
version=${symbol//[!0-9]/}
# head first: as the second of the two it would end before tail does, which then ends this by a broken pipe now and then
head -c "$((16#$place + 16#$size))" "$library" | tail -c "$((16#$size))" >"$work/icudt${version}l.dat"
unused='^(curr|lang|region|unit|zone|translit|rbnf|brkitr)/|^[a-z]{2,3}(_[A-Za-z0-9_]+)?\.res$|\.(cnv|spp)$'
unused+='|^(unames\.icu|confusables\.cfu)$|^coll/(zh|yue|ja|ko)(_[A-Za-z0-9_]+)?\.res$'
"$icupkg" -l "$work/icudt${version}l.dat" | grep -E "$unused" >"$work/unused.txt"
# icupkg writes the name of the file before each item's, by which ICU looks for it
mkdir "$work/less"
"$icupkg" -r "$work/unused.txt" "$work/icudt${version}l.dat" "$work/less/icudt${version}l.dat"
grep -aq "icudt${version}l/coll/root.res" "$work/less/icudt${version}l.dat" || { say "slim: ICU would not find its data"; exit 1; }
cat >"$work/data.s" <<ASSEMBLY
.section .rodata
.balign 16
.globl $symbol
.type $symbol, %object
$symbol:
.incbin "$work/less/icudt${version}l.dat"
.size $symbol, . - $symbol
.section .note.GNU-stack, "", %progbits
ASSEMBLY
cc -shared -nostdlib -Wl,--build-id=none -Wl,-soname,"$(basename "$library")" -o "$work/library" "$work/data.s"
strip "$work/library"
say "slim: $(basename "$library") $(stat -c %s "$library") bytes, now $(stat -c %s "$work/library")"
install -m "$(stat -c %a "$library")" "$work/library" "$library"
