SUMMARY = "fdisk and sfdisk"
DEBS = "fdisk"
RPROVIDES:${PN} = "util-linux-sfdisk util-linux-cfdisk"
inherit debian-binaries
