#!/bin/sh
# The data partition is the one labelled @LABEL@ on the disk that the system runs from. A medium that bears the same label
# is none of this system's, wherever it comes in the order of disks: what is on the partition is in force over /etc.
#
#   of-system NAME   whether that partition (vda3) is on the disk of the system
#   prepare          makes the data partition as large as its medium allows and checks its file system
#   mount            prepares it and mounts it
#   file-system      makes the mounted file system as large as its partition, in its own transactions, which a power cut can't harm
set -u
PATH=$PATH:/usr/sbin:/usr/bin:/sbin:/bin

failed=/run/data-partition.failed

say() { echo "data-partition: $*"; }

# In force until the next boot: nobody writes to the partition, and the product's services don't start.
fail() {
    say "$*"
    echo "$*" > $failed
    exit 1
}

mounted() { # type
    grep -q " @MOUNT_POINT@ $1 " /proc/mounts
}

# What dm-verity and the like make lies on a partition.
disk_of() { # folder of a block device in /sys
    for below in "$1"/slaves/*; do
        [ ! -e "$below" ] || { disk_of "$(readlink -f "$below")"; return; }
    done
    if [ -e "$1/partition" ]; then dirname "$1"; else echo "$1"; fi
}

# The folder in /sys of the disk that the root file system is on, by the number that the kernel mounted it from.
system_disk() {
    while read -r _ _ number _ point _; do
        [ "$point" != / ] || root=$number
    done < /proc/self/mountinfo
    if [ ! -e "/sys/dev/block/$root" ]; then
        # btrfs and overlays have a number of their own
        read -r words < /proc/cmdline
        for word in $words; do
            case $word in
            root=/dev/*) set -- "${word#root=}" ;;
            root=*=*) # shellcheck disable=SC2046 # each a word
                set -- $(blkid -c /dev/null -t "${word#root=}" -o device) ;;
            esac
        done
        [ $# = 1 ] && device=$(readlink -f "$1") && root=$(cat "/sys/class/block/${device##*/}/dev") || return
    fi
    disk_of "$(readlink -f "/sys/dev/block/$root")"
}

# Sets disk and device.
find_device() {
    device=
    disk=$(system_disk) || return
    for partition in "$disk"/*/partition; do
        folder=${partition%/*}
        blkid -c /dev/null "/dev/${folder##*/}" | grep -qF ' LABEL="@LABEL@"' || continue
        [ -z "$device" ] || fail "$device and /dev/${folder##*/} are both labelled @LABEL@: give one of them another label"
        device=/dev/${folder##*/}
    done
    [ -n "$device" ]
}

grow() {
    folder=$disk/${device##*/}
    start=$(cat "$folder/start")
    end=$((start + $(cat "$folder/size")))
    for other in "$disk"/*/start; do
        [ "$(cat "$other")" -le "$start" ] || return 0
    done
    # sectors of 512 bytes; what is less than 8 MiB stays for a partition table's copy
    [ $(($(cat "$disk/size") - end)) -gt 16384 ] || return 0

    say "growing $device to the end of its medium"
    # held open: partx takes a partition that nobody uses away and makes it anew, and systemd cancels the mount that waits for it
    exec 3< "$device"
    # a partition without a size takes all there is; of an MBR, the extended partition around it, too
    sfdisk --dump "/dev/${disk##*/}" |
        sed -e '/^last-lba/d' -e "\\,^$device ,s/size= *[0-9]*, *//" -e '/type=\(f\|5\|85\)\>/s/size= *[0-9]*, *//' > /run/data-partition.new &&
        sfdisk --no-reread --no-tell-kernel --force --quiet "/dev/${disk##*/}" < /run/data-partition.new &&
        partx --update --nr "$(cat "$folder/partition")" "/dev/${disk##*/}"
}

prepare() {
    [ ! -e $failed ] || exit 1
    # the first process had no partition to mount
    ! mounted tmpfs || fail "memory is in the place of the data partition"
    tries=0
    # the kernel may still be reading the partition table
    until find_device; do
        tries=$((tries + 1))
        [ $tries -lt 10 ] || fail "no partition of the system's disk is labelled @LABEL@"
        sleep 1
    done
    grow || say "$device stays as large as it is"
    # shellcheck disable=SC2194 # filled in
    case @FILE_SYSTEM@ in
    ext4)
        e2fsck -p "$device"
        verdict=$?
        # from 4 on: what it found, it does not mend by itself, or it could not look
        [ $verdict -lt 4 ] || fail "the file system of $device is damaged (e2fsck: $verdict) and stays as it is; e2fsck -f $device repairs it"
        ;;
    esac
}

mount_device() {
    prepare
    mount -t @FILE_SYSTEM@ -o @OPTIONS@ "$device" @MOUNT_POINT@ || fail "$device can't be mounted"
}

file_system() {
    mounted @FILE_SYSTEM@ || return 0
    # shellcheck disable=SC2194 # filled in
    case @FILE_SYSTEM@ in
    ext4) resize2fs "$(sed -n 's,^\([^ ]*\) @MOUNT_POINT@ ext4 .*,\1,p' /proc/mounts)" ;;
    btrfs) btrfs filesystem resize max @MOUNT_POINT@ ;;
    esac
}

case $1 in
of-system) disk=$(system_disk) && [ -e "$disk/$2/partition" ] ;;
prepare) prepare ;;
mount) mount_device ;;
file-system) file_system ;;
esac
