# An image of two slots for the system: its root file system lies in the first, as it lies in the bundle, and the second
# waits for an update.

IMAGE_FSTYPES:append = " ext4"
IMAGE_TYPEDEP:wic = "ext4"
# what has to fit into a slot for life
IMAGE_ROOTFS_MAXSIZE = "${@int(d.getVar('UPDATE_SLOT_SIZE')) * 1024}"

IMAGE_BOOT_FILES = "grub-efi-bootx64.efi;EFI/BOOT/bootx64.efi slots-grub.cfg;EFI/BOOT/grub.cfg slots-grubenv;EFI/BOOT/grubenv"
do_image_wic[depends] += "grub-efi:do_deploy update-slots:do_deploy"

# a system that is to be written to makes its machine-id before it mounts anything anew
UPDATE_SLOTS_MODE = "${@bb.utils.contains('IMAGE_FEATURES', 'read-only-rootfs', 'ro', 'rw', d)}"

update_slots_fstab() {
    echo "${UPDATE_SLOTS_FSTAB}" >> ${IMAGE_ROOTFS}${sysconfdir}/fstab
    sed -i 's/@mode@/${UPDATE_SLOTS_MODE}/' ${IMAGE_ROOTFS}/boot/slot.cfg
}
ROOTFS_POSTPROCESS_COMMAND += "update_slots_fstab; "

# QEMU boots it as a PC does, by UEFI firmware, which keeps nothing
QB_DEFAULT_KERNEL = "none"
QB_OPT_APPEND:append = " -drive if=pflash,format=qcow2,snapshot=on,file=@DEPLOY_DIR_IMAGE@/ovmf.qcow2"
do_image_complete[depends] += "${@bb.utils.contains('IMAGE_CLASSES', 'qemuboot', 'ovmf:do_deploy', '', d)}"
