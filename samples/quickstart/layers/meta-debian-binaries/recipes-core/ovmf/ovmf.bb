SUMMARY = "UEFI firmware for QEMU"
DEBS = "ovmf"
DEBS_LINKED = ""
inherit debian-binaries deploy

do_install() {
    :
}

do_deploy() {
    qemu-img convert -f raw -O qcow2 ${DEBIAN_UNPACKED}/ovmf/usr/share/ovmf/OVMF.fd ${DEPLOYDIR}/ovmf.qcow2
}
addtask deploy after do_install before do_build
