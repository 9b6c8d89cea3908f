SUMMARY = "The data partition: grown to its medium, checked, mounted"
LICENSE = "CLOSED"

SRC_URI = "file://data-partition.sh file://data-partition.service file://data-file-system.service file://data-partition.init"

SOURCES = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
S = "${SOURCES}"
INHIBIT_DEFAULT_DEPS = "1"

inherit update-rc.d
INITSCRIPT_NAME = "data-partition"
# after udev, before mountall
INITSCRIPT_PARAMS = "start 30 S ."

do_configure[noexec] = "1"
do_compile[noexec] = "1"

do_install() {
    install -d ${D}@MOUNT_POINT@
    install -D -m 0755 ${SOURCES}/data-partition.sh ${D}${libexecdir}/data-partition
    if ${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'true', 'false', d)}; then
        # links of the system's own: they are there on a read-only root and whatever /etc holds
        install -d ${D}${systemd_system_unitdir}/local-fs.target.wants ${D}${systemd_system_unitdir}/multi-user.target.wants
        install -m 0644 ${SOURCES}/data-partition.service ${SOURCES}/data-file-system.service ${D}${systemd_system_unitdir}
        ln -s ../data-partition.service ${D}${systemd_system_unitdir}/local-fs.target.wants/data-partition.service
        ln -s ../data-file-system.service ${D}${systemd_system_unitdir}/multi-user.target.wants/data-file-system.service
    fi
    if ${@bb.utils.contains('DISTRO_FEATURES', 'sysvinit', 'true', 'false', d)}; then
        install -D -m 0755 ${SOURCES}/data-partition.init ${D}${sysconfdir}/init.d/data-partition
    fi
}

FILES:${PN} += "@MOUNT_POINT@ ${libexecdir} ${systemd_system_unitdir}"
