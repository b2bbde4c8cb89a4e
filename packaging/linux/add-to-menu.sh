#!/bin/sh
# Put Citewell, as it lies in this folder, into the menu of programs of the user who calls this; "remove" takes it out.
set -e
here=$(cd "$(dirname "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
if [ "$1" = remove ]; then
    rm -f "$share/applications/citewell.desktop"
    find "$share/icons/hicolor" -path '*/apps/citewell.*' -delete 2>/dev/null || true
    echo "Citewell is out of the menu. Its data stays in $share/citewell."
    exit 0
fi
mkdir -p "$share/applications" "$share/icons"
cp -R "$here/share/icons/." "$share/icons/"
sed "s|^Exec=.*|Exec=\"$here/citewell\"|" "$here/share/applications/citewell.desktop" >"$share/applications/citewell.desktop"
echo "Citewell is in the menu. If you move this folder, run this again."
