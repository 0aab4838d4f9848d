# Sourced by tests/fresh-machine and tests/package/run: a Debian 12 of one's own in $machine, by debootstrap.
# $work holds its logs.
# shellcheck shell=bash

inside() { chroot "$machine" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin "${carried[@]}" "$@"; }

# The network is the host's: what it needs to reach mirrors and registries is carried over, and nothing else.
carried=()
carry_network() {
    cp /etc/resolv.conf "$machine/etc/resolv.conf" 2>/dev/null || true
    grep -l '^Acquire' /etc/apt/apt.conf.d/* 2>/dev/null | xargs -r cp -t "$machine/etc/apt/apt.conf.d"
    if [ -e /etc/apt/sources.list.d/debian.sources ]; then
        cp /etc/apt/sources.list.d/debian.sources "$machine/etc/apt/sources.list.d/"
        : >"$machine/etc/apt/sources.list"
    fi
    cp /etc/ssl/certs/ca-certificates.crt "$machine/etc/host-certificates.crt"
    carried+=(npm_config_cafile=/etc/host-certificates.crt)
    local name
    for name in http_proxy https_proxy no_proxy npm_config_registry; do
        [ -n "${!name:-}" ] && carried+=("$name=${!name}")
    done
    return 0
}

make_machine() {
    local mirror=${MIRROR:-}
    [ -n "$mirror" ] || mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list* | head -n 1 | tr -d ' ')
    debootstrap --variant=minbase bookworm "$machine" ${mirror:+"$mirror"} >"$work/debootstrap.log" 2>&1 ||
        { tail "$work/debootstrap.log" >&2; exit 1; }
    mkdir -p "$machine"/{proc,sys,dev}
    mount -t proc proc "$machine/proc"
    mount -t sysfs sys "$machine/sys"
    mount --rbind /dev "$machine/dev"
    mount --make-rslave "$machine/dev"
    carry_network
    quietly inside apt-get update
}

# quietly COMMAND...: its output is shown only if it fails.
quietly() { "$@" >"$work/command.log" 2>&1 </dev/null || { tail -n 25 "$work/command.log" >&2; echo "FAILED: $*" >&2; exit 1; }; }

# healthy PORT
healthy() { inside bash -c "exec 3<>/dev/tcp/127.0.0.1/$1 && printf 'GET /health HTTP/1.0\r\n\r\n' >&3 && head -n 1 <&3" 2>/dev/null | grep -q ' 200'; }

leave_machine() {
    local folder
    for folder in dev sys proc; do umount -R -l "$machine/$folder" 2>/dev/null || true; done
}
