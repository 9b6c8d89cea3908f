SUMMARY = "The data partition: found on the system's disk, grown to its medium, checked, mounted"
SRC_URI = "file://data-partition.sh file://data-partition.service file://data-file-system.service file://data-partition.init \
    file://system-disk.rules file://docker.conf"
SERVICE = "data-partition"
SERVICE_TARGET = "local-fs.target"

inherit product-service

# after udev, before mountall
INITSCRIPT_PARAMS = "start 30 S ."

do_install() {
    install -d ${D}@MOUNT_POINT@
    install -D -m 0755 ${SOURCES}/data-partition.sh ${D}${libexecdir}/data-partition
    # after the rules that find out what a partition holds
    install -D -m 0644 ${SOURCES}/system-disk.rules ${D}${nonarch_base_libdir}/udev/rules.d/61-system-disk.rules
    if ${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'true', 'false', d)}; then
        install_unit data-file-system.service multi-user.target
        install -D -m 0644 ${SOURCES}/docker.conf ${D}${systemd_system_unitdir}/docker.service.d/data-partition.conf
    fi
}

FILES:${PN} += "@MOUNT_POINT@ ${nonarch_base_libdir}/udev"
