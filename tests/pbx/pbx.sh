#!/usr/bin/env bash
# A real Asterisk for the tests: Debian's packages in a folder of their own,
# bound to 127.0.0.1. README.md says how to use it.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
home=${ASTERISKAMI_PBX_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/asteriskami-pbx}
first_port=20000 last_port=29999 ports_each=100
boot_seconds=60

usage() {
    cat >&2 <<'TEXT'
usage: pbx.sh install [22|16|all]
       pbx.sh start 22|16 [--dir RUNDIR]
       pbx.sh stop ID|all
       pbx.sh kill ID
       pbx.sh restart ID
       pbx.sh cli ID COMMAND
       pbx.sh list
TEXT
    exit 2
}

say() { printf '%s\n' "$*" >&2; }
fail() { say "pbx.sh: $*"; exit 1; }
unavailable() { say "pbx.sh: $*"; exit 3; }

need_root() { [[ $(id -u) -eq 0 ]] || unavailable "needs root, for chroot"; }

suite_of() {
    case $1 in
        22) echo sid ;;
        16) echo bullseye ;;
        *) usage ;;
    esac
}

packages_of() {
    local packages="asterisk asterisk-modules asterisk-core-sounds-en-gsm openssl"
    case $1 in
        16) packages+=" asterisk-voicemail" ;;
    esac
    echo "$packages"
}

# A command in the chroot of a branch, with nothing of our environment.
inside() {
    local root=$1
    shift
    chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

version_of() {
    [[ -x $1/usr/sbin/asterisk ]] || return 1
    inside "$1" asterisk -V 2>/dev/null | sed -nE 's/^Asterisk ([0-9]+(\.[0-9]+)*).*/\1/p' | grep .
}

# ---- install ---------------------------------------------------------------

unmount_below() {
    local point
    findmnt --raw --noheadings --output TARGET | sort -r | while read -r point; do
        if [[ $point == "$1"/* ]]; then umount --lazy "$point" || true; fi
    done
}

# The mirrors to try: debootstrap's own, then what this machine's apt uses.
mirrors() {
    echo
    if command -v apt-get >/dev/null; then
        apt-get indextargets --format "\$(REPO_URI)" 'Created-By: Packages' \
            'Origin: Debian' 'Label: Debian' 2>/dev/null | sort -u || true
    fi
}

# How this machine's apt fetches holds in the chroot too: a proxy, and whether
# lists past their date are good (they are wherever the mirror is a snapshot).
copy_apt_settings() {
    local name value
    for name in Acquire::http::Proxy Acquire::Check-Valid-Until; do
        value=
        eval "$(apt-config shell value "$name" 2>/dev/null)"
        if [[ -n $value ]]; then printf '%s "%s";\n' "$name" "$value"; fi
    done >"$1/etc/apt/apt.conf.d/10machine"
}

bootstrap() {
    local suite=$1 root=$2 log=$3 mirror
    while read -r mirror; do
        unmount_below "$root"
        rm -rf --one-file-system "$root"
        # shellcheck disable=SC2086 # no mirror means no argument
        if timeout 900 debootstrap --variant=minbase "$suite" "$root" $mirror \
            >>"$log" 2>&1 </dev/null; then
            return 0
        fi
    done < <(mirrors)
    return 1
}

install_branch() (
    local branch=$1 suite root part log version
    suite=$(suite_of "$branch")
    root=$home/$branch
    part=$root.part
    log=$home/install-$branch.log

    if version=$(version_of "$root"); then
        say "Asterisk $version is installed in $root"
        return 0
    fi
    mkdir -p "$home"
    exec 9>"$home/install-$branch.lock"
    flock 9
    if version=$(version_of "$root"); then
        say "Asterisk $version is installed in $root"
        return 0
    fi

    if ! command -v debootstrap >/dev/null; then
        say "installing debootstrap"
        { apt-get update && apt-get install -y --no-install-recommends debootstrap; } \
            >"$log" 2>&1 </dev/null || unavailable "debootstrap is not to be had; see $log"
    fi
    trap 'unmount_below "$part"; rm -rf --one-file-system "$part"' EXIT
    trap 'exit 130' INT TERM

    say "installing suite $suite into $root (one to five minutes; log: $log)"
    bootstrap "$suite" "$part" "$log" \
        || unavailable "suite $suite is not to be had: $(grep '^E:' "$log" | tail -n 1)"
    printf '#!/bin/sh\nexit 101\n' >"$part/usr/sbin/policy-rc.d"
    chmod 755 "$part/usr/sbin/policy-rc.d"
    copy_apt_settings "$part"
    # shellcheck disable=SC2046 # one word a package
    {
        inside "$part" apt-get update &&
            inside "$part" timeout 900 apt-get install -y --no-install-recommends \
                $(packages_of "$branch") &&
            inside "$part" apt-get clean
    } >>"$log" 2>&1 </dev/null \
        || unavailable "suite $suite has no working asterisk: $(grep '^E:' "$log" | tail -n 1)"
    version=$(version_of "$part") || unavailable "asterisk of suite $suite does not run; see $log"
    # From here on nothing in there asks a name server of the outside.
    echo 'nameserver 127.0.0.1' >"$part/etc/resolv.conf"
    echo '127.0.0.1 localhost' >"$part/etc/hosts"
    unmount_below "$part"
    rm -rf --one-file-system "$root"
    mv "$part" "$root"
    say "installed Asterisk $version in $root"
)

cmd_install() {
    need_root
    local branch status=0
    case ${1:-all} in
        all)
            # "Not to be had" (3) must not hide that another branch failed (1).
            for branch in 22 16; do
                "${BASH_SOURCE[0]}" install "$branch" || {
                    result=$?
                    [[ $status -eq 0 || $status -eq 3 ]] && status=$result
                }
            done
            return "$status"
            ;;
        22 | 16) install_branch "$1" ;;
        *) usage ;;
    esac
}

# ---- instances -------------------------------------------------------------
# An instance is the folder srv/pbx-ID in the chroot of its branch: its
# configuration (etc), its files, and instance.env with what was chosen for it.

# Loads the instance's settings: id, branch, base, link, and the paths.
load() {
    [[ ${1:-} =~ ^(22|16)-[0-9]+$ ]] || fail "no such instance: ${1:-(none)}"
    id=$1
    branch=${id%%-*}
    base=${id#*-}
    root=$home/$branch
    run_inside=/srv/pbx-$id
    run=$root$run_inside
    [[ -d $run ]] || fail "no such instance: $id"
    conf=$run_inside/etc/asterisk.conf
}

instances() {
    local folder
    for folder in "$home"/22/srv/pbx-* "$home"/16/srv/pbx-*; do
        if [[ -d $folder ]]; then echo "${folder##*/pbx-}"; fi
    done
}

# The process id, if our process is alive: the pid file alone may be stale.
alive() {
    local pid
    pid=$(cat "$run/pid" 2>/dev/null) && [[ -n $pid ]] || return 1
    { tr '\0' '\n' <"/proc/$pid/cmdline"; } 2>/dev/null | grep -qxF -- "$conf" || return 1
    echo "$pid"
}

describe() {
    local pid=${1:-0}
    printf '{"id":"%s","version":"%s","branch":"%s","host":"127.0.0.1","port":%d,"tlsPort":%d,"httpPort":%d,"httpsPort":%d,"httpPrefix":"","sipPort":%d,"certificate":"%s","run":"%s","pid":%d,"log":"%s"}\n' \
        "$id" "$(cat "$run/version")" "$branch" "$base" $((base + 1)) $((base + 2)) $((base + 4)) $((base + 3)) \
        "$run/keys/cert.pem" "$run" "$pid" "$run/log/full.log"
}

# The local ports in use, read from the kernel: a minimal Debian has no ss.
used_ports() {
    local table address rest
    for table in tcp tcp6 udp udp6; do
        [[ -r /proc/net/$table ]] || continue
        while read -r _ address rest; do
            [[ $address == *:* ]] && echo $((16#${address##*:}))
        done < <(tail -n +2 "/proc/net/$table")
    done | sort -u
}

# A block of ports nobody uses and no instance owns: the first is its id.
pick_ports() {
    local used slots base port try busy
    used=$(used_ports)
    slots=$(((last_port + 1 - first_port) / ports_each))
    for ((try = 0; try < 200; try++)); do
        base=$((first_port + (RANDOM % slots) * ports_each))
        [[ ! -e $home/22/srv/pbx-22-$base && ! -e $home/16/srv/pbx-16-$base ]] || continue
        busy=
        for port in $used; do
            if ((port >= base && port < base + ports_each)); then busy=yes; fi
        done
        [[ -n $busy ]] || { echo "$base"; return 0; }
    done
    fail "no free block of $ports_each ports between $first_port and $last_port"
}

# One configuration for both branches.
write_configuration() {
    local modules file
    modules=$(find "$root/usr/lib" -name app_dial.so -path '*/asterisk/modules/*' -printf '%h\n' -quit)
    modules=${modules#"$root"}
    for file in "$here"/etc/*.conf; do
        sed -e "s|@RUN@|$run_inside|g" -e "s|@MODULES@|$modules|g" \
            -e "s|@AMI_PORT@|$base|g" -e "s|@TLS_PORT@|$((base + 1))|g" \
            -e "s|@HTTP_PORT@|$((base + 2))|g" -e "s|@SIP_PORT@|$((base + 3))|g" \
            -e "s|@HTTPS_PORT@|$((base + 4))|g" -e "s|@IAX_PORT@|$((base + 5))|g" \
            -e "s|@CHAN_SIP_PORT@|$((base + 6))|g" \
            -e "s|@RTP_START@|$((base + 10))|g" -e "s|@RTP_END@|$((base + 79))|g" \
            -e "s|@UDPTL_START@|$((base + 80))|g" -e "s|@UDPTL_END@|$((base + 99))|g" \
            "$file" >"$run/etc/${file##*/}"
    done
}

write_certificate() {
    inside "$root" openssl req -x509 -newkey rsa:2048 -nodes -days 3650 \
        -subj /CN=localhost -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' \
        -keyout "$run_inside/keys/key.pem" -out "$run_inside/keys/cert.pem" 2>/dev/null
}

asterisk_cli() {
    timeout 30 chroot --userspec=asterisk:asterisk "$root" \
        /usr/sbin/asterisk -C "$conf" -rx "$1"
}

banner_there() {
    local line=
    { IFS= read -r -t 2 line <&3; } 3<>"/dev/tcp/127.0.0.1/$base" && [[ -n $line ]]
} 2>/dev/null

end_process() {
    local pid signal=$1 try
    pid=$(alive) || return 0
    kill "-$signal" "$pid" 2>/dev/null || true
    for ((try = 0; try < 50; try++)); do
        alive >/dev/null || return 0
        sleep 0.1
    done
    return 1
}

boot() {
    local pid deadline=$((SECONDS + boot_seconds)) ready=
    # Descriptors above 2 stay here: a lock must not live on in the server.
    setsid env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$run_inside" TERM=dumb LC_ALL=C.UTF-8 \
        /usr/sbin/chroot --userspec=asterisk:asterisk "$root" \
        /usr/sbin/asterisk -f -C "$conf" >>"$run/log/output.log" 2>&1 </dev/null 9>&- &
    echo $! >"$run/pid"
    # Until exec has passed through env and chroot the command line is theirs.
    while ((SECONDS < deadline)); do
        kill -0 "$(cat "$run/pid")" 2>/dev/null || break
        if pid=$(alive) && banner_there &&
            asterisk_cli 'core waitfullybooted' 2>/dev/null | grep -q 'fully booted'; then
            ready=yes
            break
        fi
        sleep 0.2
    done
    if [[ -z $ready ]]; then
        tail -n 20 "$run/log/output.log" "$run/log/full.log" >&2 2>/dev/null || true
        end_process KILL || true
        fail "Asterisk did not come up within $boot_seconds seconds; its log is above"
    fi
    describe "$pid"
}

cmd_start() {
    need_root
    local branch=${1:-} link='' id base root run_inside run conf version folder
    suite_of "$branch" >/dev/null
    shift
    while (($#)); do
        case $1 in
            --dir) link=${2:?--dir wants a folder}; shift 2 ;;
            *) usage ;;
        esac
    done
    [[ -z $link || ! -e $link ]] || fail "$link is there already"
    root=$home/$branch
    version=$(version_of "$root") || unavailable "Asterisk $branch is not installed: pbx.sh install $branch"

    exec 9>"$home/start.lock"
    flock -w 60 9 || fail "another start holds $home/start.lock"
    base=$(pick_ports)
    mkdir -p "$root/srv/pbx-$branch-$base"
    flock -u 9

    load "$branch-$base"
    for folder in etc lib db keys/keys agi spool run log cache; do mkdir -p "$run/$folder"; done
    mkdir -p "$run"/{lib,spool}/{moh,sounds,monitor,voicemail,outgoing} "$run"/log/cdr-csv
    echo "$version" >"$run/version"
    write_configuration
    write_certificate
    if [[ -n $link ]]; then
        ln -s "$run" "$link"
        realpath --no-symlinks "$link" >"$run/link"
    fi
    inside "$root" chown -R asterisk:asterisk "$run_inside"
    boot
}

stop_instance() {
    local id branch base root run_inside run conf link
    load "$1"
    end_process TERM || end_process KILL || fail "$id does not end"
    link=$(cat "$run/link" 2>/dev/null) || link=
    if [[ -n $link && $(readlink -- "$link") == "$run" ]]; then rm -f -- "$link"; fi
    rm -rf --one-file-system "$run"
    say "stopped $id"
}

cmd_stop() {
    need_root
    local each
    if [[ ${1:-} == all ]]; then
        for each in $(instances); do stop_instance "$each"; done
    else
        stop_instance "${1:-}"
    fi
}

# Ends the process without a good-bye; the folder stays for restart.
cmd_kill() {
    need_root
    local id branch base root run_inside run conf
    load "${1:-}"
    end_process KILL || fail "$id does not end"
    say "killed $id"
}

cmd_restart() {
    cmd_kill "$@"
    local id branch base root run_inside run conf
    load "$1"
    rm -f "$run"/run/asterisk.{ctl,pid}
    boot
}

cmd_cli() {
    need_root
    local id branch base root run_inside run conf
    load "${1:-}"
    shift
    (($#)) || usage
    asterisk_cli "$*"
}

cmd_list() {
    local each id branch base root run_inside run conf pid
    for each in $(instances); do
        load "$each"
        if pid=$(alive); then describe "$pid"; fi
    done
}

command=${1:-}
shift || true
case $command in
    install | start | stop | kill | restart | cli | list) "cmd_$command" "$@" ;;
    *) usage ;;
esac
