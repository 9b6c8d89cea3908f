SUMMARY = "The data partition: grown to its medium, checked, mounted"
SRC_URI = "file://data-partition.sh file://data-partition.service file://data-file-system.service file://data-partition.init"
SERVICE = "data-partition"
SERVICE_TARGET = "local-fs.target"

inherit product-service

# after udev, before mountall
INITSCRIPT_PARAMS = "start 30 S ."

do_install() {
    install -d ${D}@MOUNT_POINT@
    install -D -m 0755 ${SOURCES}/data-partition.sh ${D}${libexecdir}/data-partition
    if ${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'true', 'false', d)}; then
        install_unit data-file-system.service multi-user.target
    fi
}

FILES:${PN} += "@MOUNT_POINT@"
