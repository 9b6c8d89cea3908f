SUMMARY = "U-Boot for Allwinner boards"
DEBS = "u-boot-sunxi"
PROVIDES += "virtual/bootloader"
inherit debian-binaries deploy

do_install() {
    :
}

do_deploy() {
    install -m 644 ${DEBIAN_UNPACKED}/u-boot-sunxi/usr/lib/u-boot/${DEBIAN_UBOOT_BOARD}/u-boot-sunxi-with-spl.bin ${DEPLOYDIR}
}
addtask deploy after do_install before do_build
