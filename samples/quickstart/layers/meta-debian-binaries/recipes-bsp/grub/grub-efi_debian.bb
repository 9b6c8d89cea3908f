SUMMARY = "GRUB for UEFI, in one file"
DEBS = "grub-efi-amd64-bin"
DEBS_LINKED = ""
inherit debian-binaries deploy
GRUB_BUILDIN ?= "boot linux ext2 fat serial part_msdos part_gpt normal efi_gop iso9660 configfile search loadenv test"

do_install() {
    :
}

do_deploy() {
    grub-mkimage -p /EFI/BOOT -d ${DEBIAN_UNPACKED}/grub-efi-amd64-bin/usr/lib/grub/x86_64-efi -O x86_64-efi \
        -o ${DEPLOYDIR}/grub-efi-bootx64.efi ${GRUB_BUILDIN}
}
addtask deploy after do_install before do_build
