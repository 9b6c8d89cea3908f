SUMMARY = "What chooses between the two slots of the system, and what a slot says of its boot"
LICENSE = "CLOSED"

SRC_URI = "file://grub.cfg file://slot.cfg file://rauc-mark-good.conf"

SOURCES = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
S = "${SOURCES}"
INHIBIT_DEFAULT_DEPS = "1"
PACKAGE_ARCH = "${MACHINE_ARCH}"

inherit deploy

# the first one: of a driver's ports the kernel takes one console
CONSOLE = "${@'console=' + ','.join(reversed(d.getVar('SERIAL_CONSOLES').split()[0].split(';')[:2])) if d.getVar('SERIAL_CONSOLES') else ''}"
APPEND ?= ""

do_configure[noexec] = "1"

# GRUB and grub-editenv write into the block, and never make it larger
python do_compile() {
    block = "# GRUB Environment Block\nORDER=A B\nA_OK=1\nA_TRY=0\nB_OK=0\nB_TRY=0\n"
    with open(d.expand("${WORKDIR}/grubenv"), "w") as f:
        f.write(block.ljust(1024, "#"))
}

do_install() {
    install -d ${D}/boot/efi
    sed -e 's,@KERNEL@,${KERNEL_IMAGETYPE},' -e 's|@CONSOLE@|${CONSOLE}|' -e 's|@APPEND@|${APPEND}|' ${SOURCES}/slot.cfg > ${D}/boot/slot.cfg
    if ${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'true', 'false', d)}; then
        install -D -m 0644 ${SOURCES}/rauc-mark-good.conf ${D}${systemd_system_unitdir}/rauc-mark-good.service.d/product.conf
    fi
}

do_deploy() {
    install -m 0644 ${SOURCES}/grub.cfg ${DEPLOYDIR}/slots-grub.cfg
    install -m 0644 ${WORKDIR}/grubenv ${DEPLOYDIR}/slots-grubenv
}
addtask deploy after do_compile before do_build

FILES:${PN} = "/boot ${systemd_system_unitdir}"
RDEPENDS:${PN} = "kernel-image grub-editenv rauc rauc-conf rauc-mark-good"
# what a kernel has as modules
RRECOMMENDS:${PN} = "kernel-module-vfat kernel-module-nls-cp437 kernel-module-nls-iso8859-1 kernel-module-loop \
    kernel-module-squashfs kernel-module-dm-verity"
