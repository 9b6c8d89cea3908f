SUMMARY = "Runs the container @NAME@ from boot on"
LICENSE = "CLOSED"

SRC_URI = "file://@NAME@.service file://@NAME@.init file://@NAME@.env"

SOURCES = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
S = "${SOURCES}"
INHIBIT_DEFAULT_DEPS = "1"

inherit update-rc.d
INITSCRIPT_NAME = "@NAME@"
INITSCRIPT_PARAMS = "defaults 95 05"

do_configure[noexec] = "1"
do_compile[noexec] = "1"

do_install() {
    install -D -m 0644 ${SOURCES}/@NAME@.env ${D}${datadir}/containers/environment/@NAME@.env
    if ${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'true', 'false', d)}; then
        install -D -m 0644 ${SOURCES}/@NAME@.service ${D}${systemd_system_unitdir}/@NAME@.service
        install -d ${D}${systemd_system_unitdir}/multi-user.target.wants
        ln -s ../@NAME@.service ${D}${systemd_system_unitdir}/multi-user.target.wants/@NAME@.service
    fi
    if ${@bb.utils.contains('DISTRO_FEATURES', 'sysvinit', 'true', 'false', d)}; then
        install -D -m 0755 ${SOURCES}/@NAME@.init ${D}${sysconfdir}/init.d/@NAME@
    fi
}

FILES:${PN} += "${datadir}/containers ${systemd_system_unitdir}"
RDEPENDS:${PN} = "container-preload"
