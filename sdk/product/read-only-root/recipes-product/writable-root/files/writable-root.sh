#!/bin/sh
# The first process of a system whose root file system stays as it was built: mounts the data partition, lays what the
# device writes to /etc and /var over the system's own, and becomes the system's init.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH

say() { echo "writable-root: $*" > /dev/kmsg; }

mountpoint -q /dev || mount -t devtmpfs devtmpfs /dev
mountpoint -q /proc || mount -t proc proc /proc
mountpoint -q /sys || mount -t sysfs sysfs /sys
mount -t tmpfs -o mode=0755 tmpfs /run
modprobe -a overlay @FILE_SYSTEM@ 2>/dev/null

tries=0
until blkid | grep -q ' LABEL="@LABEL@"' || [ $tries -ge 30 ]; do
    tries=$((tries + 1))
    sleep 1
done
device=$(blkid | sed -n 's/^\([^:]*\):.* LABEL="@LABEL@".*/\1/p' | head -n 1)

{
    /usr/libexec/data-partition partition
    /usr/libexec/data-partition check
} 2>&1 | while read -r line; do say "$line"; done

if ! mount -t @FILE_SYSTEM@ -o noatime "$device" @MOUNT_POINT@; then
    say "no data partition: what is written is lost at the next boot"
    mount -t tmpfs -o mode=0755 tmpfs @MOUNT_POINT@
fi

for folder in etc var; do
    upper=@MOUNT_POINT@/system/$folder
    mkdir -p $upper/upper $upper/work
    mount -t overlay -o lowerdir=/$folder,upperdir=$upper/upper,workdir=$upper/work overlay /$folder || say "/$folder stays read-only"
done

exec /sbin/init.system "$@"
