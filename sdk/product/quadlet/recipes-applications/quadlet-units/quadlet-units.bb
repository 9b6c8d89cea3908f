SUMMARY = "Quadlet files: podman makes systemd units of them at boot"
LICENSE = "CLOSED"

SRC_URI = "file://systemd file://10-preload.conf"

SOURCES = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
S = "${SOURCES}/systemd"
INHIBIT_DEFAULT_DEPS = "1"

require quadlet-units.inc

inherit features_check
REQUIRED_DISTRO_FEATURES = "systemd"

do_configure[noexec] = "1"
do_compile[noexec] = "1"

do_install() {
    install -d ${D}${datadir}/containers/systemd
    install -m 0644 ${SOURCES}/systemd/* ${D}${datadir}/containers/systemd
    for unit in ${UNITS}; do
        install -D -m 0644 ${SOURCES}/10-preload.conf ${D}${systemd_system_unitdir}/$unit.d/10-preload.conf
    done
}

FILES:${PN} += "${datadir}/containers ${systemd_system_unitdir}"
RDEPENDS:${PN} = "container-preload podman"
