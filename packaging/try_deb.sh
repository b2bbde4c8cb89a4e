#!/usr/bin/env bash
# Try the Debian package as a user gets it: in a clean Debian (debootstrap), as an unprivileged user, without network, on
# a virtual screen. It is installed with what it depends on alone; indexes a sample, drafts, passes 'doctor' and shows
# its window; is updated by installing over with the data kept; refuses an older version; is removed with the data left.
# Needs root, debootstrap and a Debian mirror (MIRROR=...). The clean Debian is kept in build/try-deb for the next time.
# What stands in single quotes is for another program.
# shellcheck disable=SC2016
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
stop() { say "try-deb: FAILED: $*"; exit 1; }

[ "$(id -u)" = 0 ] || stop "root is needed, for debootstrap and chroot"
deb=${1:-$(find dist -maxdepth 1 -name 'citewell_*.deb' | sort | tail -n 1)}
[ -f "$deb" ] || stop "there is no package; run 'make deb' first"
if [ -z "${CITEWELL_TRY_INSIDE:-}" ]; then  # mounts that end with this program
    CITEWELL_TRY_INSIDE=1 exec unshare --mount --pid --fork --kill-child "$0" "$deb"
fi
base=$PWD/build/try-deb/base-${SUITE:=bookworm}
root=$PWD/build/try-deb/root
shots=$PWD/build/try-deb

# --- a clean Debian -------------------------------------------------------------------------------------------------
if [ ! -f "$base.done" ]; then
    say "try-deb: making a clean Debian $SUITE"
    rm -rf "$base"
    mkdir -p "$shots"
    debootstrap --variant=minbase "$SUITE" "$base" "${MIRROR:-http://deb.debian.org/debian}" >"$base.log"
    touch "$base.done"
fi
rm -rf "$root"
cp -a "$base" "$root"
trap 'umount -l "$root/dev" "$root/proc"; rm -rf "$root"' EXIT
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
agent() {  # as a user who may do nothing, in a network namespace that has no device but a loopback that is down
    unshare --net chroot --userspec=agent:agent "$root" /usr/bin/env -i HOME=/home/agent USER=agent LC_ALL=C.UTF-8 \
        PATH=/usr/bin:/bin "$@"
}
step() { say "try-deb: $*"; }

# --- installed ------------------------------------------------------------------------------------------------------
step "installing $(basename "$deb") and what it depends on"
cp "$deb" "$root/tmp/citewell.deb"
inside apt-get -qq update
inside apt-get -qq install -y --no-install-recommends /tmp/citewell.deb >"$shots/install.log" 2>&1 ||
    { tail -n 30 "$shots/install.log" >&2; stop "it does not install"; }
version=$(inside dpkg-query -W -f '${Version}' citewell)
inside useradd --create-home agent
[ "$(agent citewell --version)" = "citewell $version" ] || stop "the program does not say version $version"
devices=$(agent cat /proc/net/dev | sed -n 's/^ *\([^ :]*\):.*/\1/p')
[ "$devices" = lo ] || stop "there is a network ($devices), so that nothing here proves that none is needed"

# --- used -----------------------------------------------------------------------------------------------------------
step "indexing, drafting and examining as an unprivileged user without network"
agent cp -r /usr/lib/citewell/_internal/sample_kb/software /home/agent/documents
agent citewell index /home/agent/documents --access public >"$shots/index.log" 2>&1 || { cat "$shots/index.log" >&2; stop "it does not index"; }
sed -n '/^    ticket: |/,/^    region:/p' sample_kb/software/golden.yaml | sed -n '2,/^    region:/s/^      //p' >"$root/home/agent/ticket.txt"
agent citewell draft /home/agent/ticket.txt --region DE --as-of 2026-11-20 --json >"$shots/draft.json" 2>"$shots/draft.log" || { cat "$shots/draft.log" >&2; stop "it does not draft"; }
grep -q '"decision": *"answer"' "$shots/draft.json" || stop "the draft is no answer: $(head -c 600 "$shots/draft.json")"
grep -q '"quote": *"' "$shots/draft.json" || stop "the draft cites nothing"
agent citewell doctor >"$shots/doctor.log" 2>&1 || { cat "$shots/doctor.log" >&2; stop "doctor is not content"; }

# A mail with two files: the one is read, and what only it says is cited; that the other is not is said.
agent mkdir /home/agent/arriving
packaging/try/letter.sh sample_kb/orders/services/assembly-price-list.pdf >"$root/home/agent/arriving/letter.eml"
touch -d "1 minute ago" "$root/home/agent/arriving/letter.eml"
agent citewell inbox /home/agent/arriving --once >"$shots/inbox.log" 2>&1 || { cat "$shots/inbox.log" >&2; stop "it drafts no mail"; }
agent sh -c 'cat /home/agent/arriving/*.draft.txt' >"$shots/letter.txt" || { cat "$shots/inbox.log" >&2; stop "there is no draft of the mail"; }
for said in "689" "assembly-price-list.pdf came with the ticket" "plan.drawing was not read"; do
    grep -qF "$said" "$shots/letter.txt" || { cat "$shots/letter.txt" >&2; stop "the draft of the mail does not say '$said'"; }
done

step "showing the window on a virtual screen, in both languages"
# only now, so that nothing of a screen was there when the program had to find what it depends on
inside apt-get -qq install -y --no-install-recommends xvfb xdotool x11-apps netpbm fonts-dejavu-core >>"$shots/install.log" 2>&1
for language in en de; do
    agent sh -c '
        Xvfb :7 -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 & screen=$!
        export DISPLAY=:7
        sleep 3
        echo "{\"language\": \"$0\"}" >/home/agent/.local/share/citewell/settings.json
        citewell 2>/tmp/window.err & program=$!
        found=
        for _ in $(seq 120); do
            found=$(xdotool search --onlyvisible --name Citewell 2>/dev/null | head -n 1)
            [ -n "$found" ] && break
            sleep 1
        done
        sleep 20
        xwd -root -silent | xwdtopnm 2>/dev/null | pnmtopng >/tmp/window.png
        kill -TERM $program
        wait $program; code=$?
        kill $screen; wait $screen
        [ -n "$found" ] || { cat /tmp/window.err >&2; exit 1; }
        [ $code = 0 ] || { echo "the window ended with $code" >&2; cat /tmp/window.err >&2; exit 1; }
    ' "$language" || stop "the window does not show"
    cp "$root/tmp/window.png" "$shots/window-$language.png"
done
cmp -s "$shots/window-en.png" "$shots/window-de.png" && stop "the window is the same in both languages"
# the log is one line, so that what stands in it is counted, not lines
drafts() { agent citewell log --json | { grep -o '"decision": *"' || true; } | wc -l; }
before=$(drafts)
[ "$before" -ge 2 ] || stop "the drafts are not in the log"

# --- updated, and not put back --------------------------------------------------------------------------------------
step "updating by installing over"
newer=$version.1
inside dpkg-deb -R /tmp/citewell.deb /tmp/newer
inside sed -i "s/^Version: .*/Version: $newer/" /tmp/newer/DEBIAN/control
inside sed -i "s/^new=.*/new=\"$newer\"/" /tmp/newer/DEBIAN/preinst
inside dpkg-deb -Znone --build /tmp/newer /tmp/newer.deb >/dev/null
inside rm -rf /tmp/newer
inside dpkg -i /tmp/newer.deb >"$shots/update.log" 2>&1 || { cat "$shots/update.log" >&2; stop "it does not update"; }
[ "$(drafts)" = "$before" ] || stop "drafts are gone after the update"
step "refusing an older version"
if inside dpkg -i /tmp/citewell.deb >"$shots/downgrade.log" 2>&1; then stop "an older version went over a newer one"; fi
grep -q "version $newer is installed, and $version is older. Nothing was changed" "$shots/downgrade.log" ||
    { cat "$shots/downgrade.log" >&2; stop "the refusal does not say why"; }
[ "$(inside dpkg-query -W -f '${Status} ${Version}' citewell)" = "install ok installed $newer" ] || stop "the refusal left the package broken"
agent citewell --version >/dev/null || stop "the program does not run after the refusal"

# --- removed --------------------------------------------------------------------------------------------------------
step "removing it"
inside apt-get -qq purge -y citewell >"$shots/remove.log" 2>&1
left=$(cd "$root" && find usr etc var -iname '*citewell*' ! -path 'var/log/*' ! -path 'var/cache/apt/*')
[ -z "$left" ] || stop "this is left behind: $left"
[ -s "$root/home/agent/.local/share/citewell/citewell.db" ] || stop "the user's data is gone"
step "PASSED: $(basename "$deb") on Debian $SUITE, $(du -sk --apparent-size "$root/home/agent/.local/share/citewell" | cut -f1) kB of data left"
