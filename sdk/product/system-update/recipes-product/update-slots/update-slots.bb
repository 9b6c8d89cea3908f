SUMMARY = "What chooses between the two slots of the system, and what a slot says of its boot"
SRC_URI = "file://grub.cfg file://slot.cfg file://rauc-mark-good.conf file://container-preload.conf"

inherit product-files deploy

PACKAGE_ARCH = "${MACHINE_ARCH}"

# the first one: of a driver's ports the kernel takes one console
CONSOLE = "${@'console=' + ','.join(reversed(d.getVar('SERIAL_CONSOLES').split()[0].split(';')[:2])) if d.getVar('SERIAL_CONSOLES') else ''}"
APPEND ?= ""

def for_grub(text):
    """Words of a kernel's command line as words of GRUB's script: in double quotes both take them alike, but for $ and backslashes."""
    import re
    outside = lambda part: re.sub(r"([|&;<>{}$#'\\])", r"\\\1", part)
    inside = lambda part: re.sub(r"([$\\])", r"\\\1", part)
    return '"'.join((inside if number % 2 else outside)(part) for number, part in enumerate(text.split('"')))

python fill_slot_cfg() {
    with open(d.expand("${SOURCES}/slot.cfg")) as f:
        text = f.read()
    for name, value in (("kernel", d.getVar("KERNEL_IMAGETYPE")), ("console", d.getVar("CONSOLE")), ("append", d.getVar("APPEND"))):
        text = text.replace("@%s@" % name, for_grub(value))
    with open(d.expand("${WORKDIR}/slot.cfg"), "w") as f:
        f.write(text)
}
do_install[prefuncs] += "fill_slot_cfg"

do_install() {
    install -d ${D}/boot/efi
    install -m 0644 ${WORKDIR}/slot.cfg ${D}/boot/slot.cfg
    if ${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'true', 'false', d)}; then
        install -D -m 0644 ${SOURCES}/rauc-mark-good.conf ${D}${systemd_system_unitdir}/rauc-mark-good.service.d/product.conf
        install -D -m 0644 ${SOURCES}/container-preload.conf ${D}${systemd_system_unitdir}/container-preload.service.d/boot-limit.conf
    fi
}

do_deploy() {
    install -m 0644 ${SOURCES}/grub.cfg ${DEPLOYDIR}/slots-grub.cfg
    # a block of 1024 bytes: GRUB and grub-editenv write into it, and never make it larger
    {
        printf '%s\n' '# GRUB Environment Block' 'ORDER=A B' A_OK=1 A_TRY=0 B_OK=0 B_TRY=0
        printf '%1024s' '' | tr ' ' '#'
    } | head -c 1024 > ${DEPLOYDIR}/slots-grubenv
}
addtask deploy after do_compile before do_build

FILES:${PN} = "/boot ${systemd_system_unitdir}"
RDEPENDS:${PN} = "kernel-image grub-editenv rauc rauc-conf rauc-mark-good"
# what a kernel has as modules
RRECOMMENDS:${PN} = "kernel-module-vfat kernel-module-nls-cp437 kernel-module-nls-iso8859-1 kernel-module-loop \
    kernel-module-squashfs kernel-module-dm-verity"
