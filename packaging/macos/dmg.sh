#!/usr/bin/env bash
# Make dist/Citewell-<version>-<kind>.dmg of dist/Citewell.app, which packaging/bundle.sh builds on a Mac.
# CODESIGN_IDENTITY ("Developer ID Application: ...") signs it with the hardened runtime; NOTARY_PROFILE, a profile that
# "xcrun notarytool store-credentials" made, has Apple check it. Without them it is signed for this machine alone, and
# others must open it the first time by System Settings > Privacy & Security.
set -euo pipefail
cd "$(dirname "$0")/../.."

say() { printf '%s\n' "$*" >&2; }

app=dist/Citewell.app
[ -d "$app" ] || { say "dmg: there is no $app; run packaging/bundle.sh on a Mac first"; exit 1; }
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' app/citewell/__init__.py)
image=dist/Citewell-$version-$(uname -m).dmg
cp dist/citewell/sbom.cdx.json "$app/Contents/Resources/"

if [ -n "${CODESIGN_IDENTITY:-}" ]; then
    # from the inside out: every library by itself, then the program with what it may do
    find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -perm -u+x \) ! -path '*/MacOS/citewell' -print0 |
        xargs -0 -n 50 codesign --force --timestamp --options runtime --sign "$CODESIGN_IDENTITY"
    codesign --force --timestamp --options runtime --entitlements packaging/macos/entitlements.plist \
        --sign "$CODESIGN_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
else
    say "dmg: without CODESIGN_IDENTITY it is signed for this machine alone"
    codesign --force --deep --sign - "$app"
fi

staged=$(mktemp -d)
trap 'rm -rf "$staged"' EXIT
cp -R "$app" "$staged/"
ln -s /Applications "$staged/Applications"
rm -f "$image"
hdiutil create -volname "Citewell $version" -srcfolder "$staged" -format ULFO -ov "$image"

if [ -n "${CODESIGN_IDENTITY:-}" ] && [ -n "${NOTARY_PROFILE:-}" ]; then
    codesign --force --timestamp --sign "$CODESIGN_IDENTITY" "$image"
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
say "dmg: $image"
