# A read-only root file system whose /etc and /var are writable: the first process is the script of the recipe
# writable-root, which starts the system's own init.

writable_root_init() {
    mv ${IMAGE_ROOTFS}${base_sbindir}/init ${IMAGE_ROOTFS}${base_sbindir}/init.system
    ln -s ${libexecdir}/writable-root ${IMAGE_ROOTFS}${base_sbindir}/init
    # over a writable /etc the server's keys are kept as on any other system
    rm -f ${IMAGE_ROOTFS}${sysconfdir}/default/ssh
}
ROOTFS_POSTPROCESS_COMMAND += "writable_root_init; "
