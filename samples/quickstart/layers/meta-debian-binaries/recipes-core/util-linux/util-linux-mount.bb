SUMMARY = "mount and umount"
DEBS = "mount"
RPROVIDES:${PN} = "util-linux-umount util-linux-losetup util-linux-swaponoff util-linux-findmnt"
inherit debian-binaries
