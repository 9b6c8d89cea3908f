SUMMARY = "What reads and writes GRUB's environment block"
DEBS = "grub-common"
DEBS_LINKED = ""
inherit debian-binaries
RDEPENDS:${PN} = "libc6 libdevmapper1.02.1 liblzma5 libselinux1 libudev1"

do_install() {
    install -D -m 0755 ${DEBIAN_UNPACKED}/grub-common/usr/bin/grub-editenv ${D}/usr/bin/grub-editenv
}
