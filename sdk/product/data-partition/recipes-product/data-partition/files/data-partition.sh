#!/bin/sh
# Makes the data partition as large as its medium allows. `partition` comes before the file system is mounted;
# `file-system` after, for a mounted file system grows in its own transactions, which a power cut can't harm.
set -u

label=@LABEL@
device=$(blkid | sed -n "s/^\([^:]*\):.* LABEL=\"$label\".*/\1/p" | head -n 1)
[ -n "$device" ] || { echo "data-partition: no file system is labelled $label"; exit 1; }

partition() {
    name=${device##*/}
    folder=$(readlink -f "/sys/class/block/$name")
    disk=/dev/$(basename "$(dirname "$folder")")
    [ -e "$folder/partition" ] || return 0
    start=$(cat "$folder/start")
    end=$((start + $(cat "$folder/size")))
    for other in "$(dirname "$folder")"/*/start; do
        [ "$(cat "$other")" -le "$start" ] || return 0
    done
    # sectors of 512 bytes; what is less than 8 MiB stays for a partition table's copy
    [ $(($(cat "$(dirname "$folder")/size") - end)) -gt 16384 ] || return 0

    echo "data-partition: growing $device to the end of $disk"
    # held open: partx takes a partition that nobody uses away and makes it anew, and systemd cancels the mount that waits for it
    exec 3< "$device"
    # a partition without a size takes all there is; of an MBR, the extended partition around it, too
    sfdisk --dump "$disk" |
        sed -e '/^last-lba/d' -e "\\,^$device ,s/size= *[0-9]*, *//" -e '/type=\(f\|5\|85\)\>/s/size= *[0-9]*, *//' > /run/data-partition.new &&
        sfdisk --no-reread --no-tell-kernel --force --quiet "$disk" < /run/data-partition.new &&
        partx --update --nr "$(cat "$folder/partition")" "$disk"
}

file_system() {
    # shellcheck disable=SC2194 # filled in
    case @FILE_SYSTEM@ in
    ext4) resize2fs "$device" ;;
    btrfs) btrfs filesystem resize max @MOUNT_POINT@ ;;
    esac
}

check() {
    # shellcheck disable=SC2194 # filled in
    case @FILE_SYSTEM@ in
    ext4) e2fsck -p "$device" ;;
    esac
}

case $1 in
partition) partition ;;
check) check ;;
file-system) file_system ;;
esac
