SUMMARY = "The system programs of util-linux"
DEBS = "util-linux util-linux-extra"
RPROVIDES:${PN} = "${@' '.join('util-linux-' + p for p in 'agetty blkid findfs flock fsck fstrim hwclock lsblk mkfs mountpoint nsenter partx setpriv unshare wipefs'.split())}"
RDEPENDS:${PN} = "util-linux-mount"
inherit debian-binaries
