SUMMARY = "Quadlet files: podman makes systemd units of them at boot"
SRC_URI = "file://systemd file://10-preload.conf"

require quadlet-units.inc
inherit product-files features_check

S = "${SOURCES}/systemd"
REQUIRED_DISTRO_FEATURES = "systemd"

do_install() {
    install -d ${D}${datadir}/containers/systemd
    install -m 0644 ${SOURCES}/systemd/* ${D}${datadir}/containers/systemd
    for unit in ${UNITS}; do
        install -D -m 0644 ${SOURCES}/10-preload.conf ${D}${systemd_system_unitdir}/$unit.d/10-preload.conf
    done
}

RDEPENDS:${PN} = "container-preload podman"
