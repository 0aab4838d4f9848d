# Sourced by run, test and bench: installs and builds what they need and does nothing where nothing changed.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
BUILD=${BINA_BUILD:-$ROOT/build}
STAMPS=$BUILD/stamps
LOG=${BINA_LOG:-$BUILD/log/$(basename "$0").log}
NODE_WANTED=20.19.0
ASSUME_YES=${ASSUME_YES:-0}
mkdir -p "$STAMPS" "$(dirname "$LOG")"
: >"$LOG"

# say INDONESIAN ENGLISH: one line for people, kept in the log too.
say() { printf '%s  (%s)\n' "$1" "$2" | tee -a "$LOG" >&2; }

die() {
    tail -n 25 "$LOG" | sed 's/^/    /' >&2
    say "GAGAL: $1" "FAILED: $2"
    say "Catatan lengkap: $LOG" "full log"
    exit "${3:-1}"
}

# quietly INDONESIAN ENGLISH COMMAND...: runs it into the log; its failure ends the script.
quietly() {
    local id=$1 en=$2
    shift 2
    say "$id …" "$en"
    "$@" >>"$LOG" 2>&1 </dev/null || die "$id" "$en" 3
}

hash_of() { sha256sum "$@" | sha256sum | cut -c1-16; }

# packages SECTION...: what tools/packages.txt lists in these sections.
packages() {
    local wanted=" $* "
    awk -v wanted="$wanted" '/^\[/ { section = substr($0, 2, length($0) - 2); next }
        /^[^#]/ && index(wanted, " " section " ") { print }' tools/packages.txt
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_packages() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

may_install() {
    [ "$(id -u)" = 0 ] || [ "$ASSUME_YES" = 1 ] && return 0
    command -v sudo >/dev/null || die "perlu root atau sudo untuk memasang: $*" "root or sudo is needed to install them" 2
    say "Paket Debian berikut akan dipasang dengan sudo: $*" "Debian packages to be installed with sudo"
    local answer
    read -r -p "Lanjutkan? [Y/t]  (continue? [Y/n]) " answer || answer=n
    case $answer in [tTnN]*) die "pemasangan dibatalkan" "cancelled" 2 ;; esac
}

# need_packages SECTION...: installs what is missing; apt is asked only when the list changed.
need_packages() {
    local stamp list missing
    stamp=$STAMPS/packages-${*// /-}-$(hash_of tools/packages.txt)
    [ -e "${stamp// /-}" ] && return
    command -v apt-get >/dev/null || die "perlu Debian 12 (apt-get tidak ada)" "Debian 12 is needed" 2
    list=$(packages "$@")
    # shellcheck disable=SC2086
    missing=$(comm -23 <(sort <<<"$list") \
        <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $list 2>/dev/null | sed -n 's/^installed //p' | sort -u))
    have_node && missing=$(grep -vxE 'nodejs|npm' <<<"$missing" || true)
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086
        may_install $missing
        # shellcheck disable=SC2086
        quietly "Memasang paket Debian" "installing Debian packages" install_packages $missing
    fi
    touch "${stamp// /-}"
}

at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

have_node() {
    command -v node >/dev/null && command -v npm >/dev/null && at_least "$NODE_WANTED" "$(node --version | tr -d v)"
}

# need_node: a Node.js that the web client can be built with; Debian 12's own is too old.
need_node() {
    have_node && return
    local home stamp
    home=$BUILD/node
    stamp=$STAMPS/node-$(hash_of tools/node/package-lock.json)
    if [ ! -e "$stamp" ]; then
        mkdir -p "$home"
        cp tools/node/package.json tools/node/package-lock.json "$home"
        quietly "Memasang Node.js" "installing Node.js" npm ci --prefix "$home" --no-audit --no-fund --loglevel=error
        ln -sf "$(ls "$home"/node_modules/node-linux-*/bin/node)" "$home/node_modules/.bin/node"
        touch "$stamp"
    fi
    export PATH=$home/node_modules/.bin:$PATH
    have_node || die "Node.js $NODE_WANTED atau lebih baru tidak tersedia" "no Node.js $NODE_WANTED or newer" 2
}

web_state() {
    find web -name node_modules -prune -o -name dist -prune -o -name contract.ts -prune -o -type f -printf '%p %s %T@\n' | sort | sha256sum | cut -c1-16
}

# need_web_packages: node_modules as package-lock.json says.
need_web_packages() {
    local stamp
    stamp=$STAMPS/web-packages-$(hash_of web/package-lock.json)
    [ -e "$stamp" ] && [ -d web/node_modules ] && return
    need_node
    quietly "Mengambil paket web" "fetching web packages" npm ci --prefix web --no-audit --no-fund --loglevel=error
    touch "$stamp"
}

# need_web: web/dist, built again only when a file of web/ changed.
need_web() {
    local state
    state=$(web_state)
    [ -e web/dist/index.html ] && [ "$(cat "$STAMPS/web" 2>/dev/null)" = "$state" ] && return
    need_node
    need_web_packages
    quietly "Membangun klien web" "building the web client" npm run --prefix web build
    web_state >"$STAMPS/web"
}

# On a terminal the build shows how far it is.
show_progress() {
    if [ -t 2 ]; then
        awk '/^\[[0-9]+\/[0-9]+\]/ { printf "\r  %s ", $1 > "/dev/stderr"; seen = 1 }
            END { if (seen) printf "\r%20s\r", "" > "/dev/stderr" }'
    else
        cat >/dev/null
    fi
}

# need_build FOLDER TARGETS CMAKE-OPTION...
need_build() {
    local folder=$BUILD/$1 targets=$2
    shift 2
    if [ ! -e "$folder/build.ninja" ]; then
        quietly "Menyiapkan pembangunan" "configuring the build" cmake -S . -B "$folder" -G Ninja "$@"
        say "Membangun, beberapa menit pada kali pertama …" "building, some minutes the first time"
    fi
    # shellcheck disable=SC2086
    ninja -C "$folder" $targets 2>&1 </dev/null | tee -a "$LOG" | show_progress ||
        die "pembangunan $targets tidak berhasil" "the build did not succeed" 3
}
