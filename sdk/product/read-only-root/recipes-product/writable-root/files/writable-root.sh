#!/bin/sh
# The first process of a system whose root file system stays as it was built: mounts the data partition, lays what the
# device writes to /etc and /var over the system's own, and becomes the system's init.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH

say() { echo "writable-root: $*" > /dev/kmsg; }

mountpoint -q /dev || mount -t devtmpfs devtmpfs /dev
mountpoint -q /proc || mount -t proc proc /proc
mountpoint -q /sys || mount -t sysfs sysfs /sys
mount -t tmpfs -o mode=0755,nosuid,nodev tmpfs /run
modprobe -a overlay @FILE_SYSTEM@ 2>/dev/null

/usr/libexec/data-partition mount 2>&1 | while read -r line; do say "$line"; done

if ! grep -q ' @MOUNT_POINT@ @FILE_SYSTEM@ ' /proc/mounts; then
    say "what is written is lost at the next boot"
    # the sign by which the product's services know it
    : >> /run/data-partition.failed
    mount -t tmpfs -o mode=0755,nosuid,nodev,size=10% tmpfs @MOUNT_POINT@
fi

for folder in etc var; do
    upper=@MOUNT_POINT@/system/$folder
    mkdir -p $upper/upper $upper/work
    mount -t overlay -o lowerdir=/$folder,upperdir=$upper/upper,workdir=$upper/work overlay /$folder || say "/$folder stays read-only"
done

exec /sbin/init.system "$@"
