#!/usr/bin/env bash
# Make a Debian package ("pack.sh deb") or a portable archive ("pack.sh archive") of the bundle in dist/citewell.
set -euo pipefail
cd "$(dirname "$0")/../.."

say() { printf '%s\n' "$*" >&2; }
stop() { say "pack: $*"; exit 1; }

kind=${1:-deb}
[ -x dist/citewell/citewell ] || stop "there is no dist/citewell; run 'make bundle' first"
# shellcheck source=packaging/moment.sh
. packaging/moment.sh
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' app/citewell/__init__.py)
architecture=$(dpkg --print-architecture 2>/dev/null || uname -m)
date=$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)
work=$(mktemp -d "${TMPDIR:-/tmp}/citewell-pack.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
fill() { sed -e "s/@VERSION@/$version/g" -e "s/@DATE@/$date/g" "$1"; }

# --- what a desktop shows -------------------------------------------------------------------------------------------
# desktop_files FOLDER: applications, icons and metainfo below a "share" folder
desktop_files() {
    local size
    install -Dm644 packaging/linux/citewell.desktop "$1/applications/citewell.desktop"
    install -Dm644 packaging/icon/citewell.svg "$1/icons/hicolor/scalable/apps/citewell.svg"
    for size in 16 24 32 48 64 128 256 512; do
        install -Dm644 "build/icons/citewell-$size.png" "$1/icons/hicolor/${size}x$size/apps/citewell.png"
    done
    mkdir -p "$1/metainfo"
    fill packaging/linux/org.citewell.Citewell.metainfo.xml >"$1/metainfo/org.citewell.Citewell.metainfo.xml"
    if command -v desktop-file-validate >/dev/null; then desktop-file-validate "$1/applications/citewell.desktop"; fi
    if command -v appstreamcli >/dev/null; then
        appstreamcli validate --no-net "$1/metainfo/org.citewell.Citewell.metainfo.xml" >&2
    fi
}

# --- the packages ---------------------------------------------------------------------------------------------------
deb() {
    local root=$work/root depends
    mkdir -p "$root/usr/lib" "$root/usr/bin" "$root/usr/share/doc/citewell" "$root/DEBIAN"
    cp -R dist/citewell "$root/usr/lib/citewell"
    ln -s ../lib/citewell/citewell "$root/usr/bin/citewell"
    desktop_files "$root/usr/share"
    mv "$root/usr/lib/citewell/sbom.cdx.json" "$root/usr/share/doc/citewell/"
    install -m644 LICENSE "$root/usr/share/doc/citewell/copyright"
    find "$root" -type d -exec chmod 755 {} +
    find "$root/usr" -type f ! -perm -u+x -exec chmod 644 {} +
    find "$root/usr" -type f -perm -u+x -exec chmod 755 {} +

    # What the bundle's files are linked with and does not bring itself, by the packages that bring it here.
    mkdir -p "$work/debian"
    printf 'Source: citewell\n\nPackage: citewell\nArchitecture: any\n' >"$work/debian/control"
    local own
    mapfile -t own < <(find "$root/usr/lib/citewell/_internal" -name '*.so*' -printf '-l%h\n' | sort -u)
    depends=$(cd "$work" && find root/usr/lib/citewell -type f \( -name '*.so*' -o -name citewell \) -print0 |
        xargs -0 dpkg-shlibdeps -O --ignore-missing-info "${own[@]}" 2>"$work/shlibdeps.log" |
        sed -n 's/^shlibs:Depends=//p') || {
        grep error "$work/shlibdeps.log" >&2
        stop "install the packages of these libraries, so that their names are known (of Wayland: libwayland-cursor0)"
    }
    cat >"$root/DEBIAN/control" <<CONTROL
Package: citewell
Version: $version
Architecture: $architecture
Maintainer: ${DEB_MAINTAINER:-The Citewell authors <authors@citewell.invalid>}
Installed-Size: $(du -sk --apparent-size "$root/usr" | cut -f1)
Depends: $depends
Recommends: fonts-noto-core | fonts-dejavu-core
Suggests: gnome-keyring | kwalletmanager, libvulkan1
Section: office
Priority: optional
Description: cited customer-support drafts, written on your own machine
 Paste a customer's message and get a reply whose factual sentences are each
 cited to a passage of your own documents. Models, documents and drafts stay on
 this machine, encrypted; no network connection is opened.
CONTROL
    local script
    for script in preinst postinst postrm; do
        fill "packaging/linux/$script" >"$root/DEBIAN/$script"
        chmod 755 "$root/DEBIAN/$script"
    done
    (cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
    dpkg-deb --root-owner-group -Zzstd -z9 --build "$root" "dist/citewell_${version}_$architecture.deb" >&2
    say "pack: dist/citewell_${version}_$architecture.deb, $(stat -c %s "dist/citewell_${version}_$architecture.deb") bytes"
}

archive() {
    local name
    name=citewell-$version-linux-$(uname -m)
    cp -R dist/citewell "$work/$name"
    desktop_files "$work/$name/share"
    install -m755 packaging/linux/add-to-menu.sh "$work/$name/add-to-menu.sh"
    find "$work/$name" -type d -exec chmod 755 {} +
    # two threads always: their number decides how xz cuts the data
    tar -C "$work" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=gnu \
        -cf - "$name" | xz "${XZ_LEVEL:--6}" -T2 >"dist/$name.tar.xz"
    say "pack: dist/$name.tar.xz, $(stat -c %s "dist/$name.tar.xz") bytes"
}

case "$kind" in
    deb) deb ;;
    archive) archive ;;
    *) stop "'$kind' is neither deb nor archive" ;;
esac
