SUMMARY = "The parts of syslinux that wic puts on a disk"
DEBS = "syslinux-common"
inherit debian-binaries
SYSROOT_DIRS = "${datadir}"

do_install:append() {
    mkdir -p ${D}${datadir}/syslinux
    cp usr/lib/syslinux/mbr/*.bin usr/lib/syslinux/modules/bios/*.c32 ${D}${datadir}/syslinux
    # the host's syslinux writes its own
    : > ${D}${datadir}/syslinux/ldlinux.sys
}
