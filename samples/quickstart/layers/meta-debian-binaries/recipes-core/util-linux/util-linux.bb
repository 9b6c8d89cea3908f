SUMMARY = "The system programs of util-linux"
RPROVIDES:${PN} = "util-linux-agetty"
RDEPENDS:${PN} = "util-linux-mount"
inherit debian-binaries
