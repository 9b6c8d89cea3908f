# shellcheck shell=sh
# After container-host.sh, for updates; $port is that of the test's server.
# the quickstart asks nobody for an address
for device in /sys/class/net/e*; do
    ip link set "${device##*/}" up
    ip address add 10.0.2.15/24 dev "${device##*/}" || true
done

# fetch NAME: downloads that bundle to /data/update.raucb.
fetch() {
    for _ in $(seq 30); do
        # shellcheck disable=SC2154 # the test sets it
        wget -q -O /data/update.raucb "http://10.0.2.2:$port/$1.raucb" && return
        sleep 1
    done
    return 1
}

# good SLOT: whether the boot from that slot was good.
good() {
    systemctl is-active rauc-mark-good
    grub-editenv /boot/efi/EFI/BOOT/grubenv list | grep "^$1_TRY=0"
}
