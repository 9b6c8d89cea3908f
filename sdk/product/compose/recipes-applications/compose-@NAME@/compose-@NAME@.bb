SUMMARY = "The compose application @NAME@, started at boot"
LICENSE = "CLOSED"

SRC_URI = "file://compose file://compose-@NAME@.service file://compose-@NAME@.init"

SOURCES = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
S = "${SOURCES}/compose"
INHIBIT_DEFAULT_DEPS = "1"

inherit update-rc.d
INITSCRIPT_NAME = "compose-@NAME@"
INITSCRIPT_PARAMS = "defaults 95 05"

do_configure[noexec] = "1"
do_compile[noexec] = "1"

do_install() {
    install -d ${D}${datadir}/compose/@NAME@
    cp -R --no-dereference --preserve=mode ${SOURCES}/compose/. ${D}${datadir}/compose/@NAME@
    if ${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'true', 'false', d)}; then
        install -D -m 0644 ${SOURCES}/compose-@NAME@.service ${D}${systemd_system_unitdir}/compose-@NAME@.service
        install -d ${D}${systemd_system_unitdir}/multi-user.target.wants
        ln -s ../compose-@NAME@.service ${D}${systemd_system_unitdir}/multi-user.target.wants/compose-@NAME@.service
    fi
    if ${@bb.utils.contains('DISTRO_FEATURES', 'sysvinit', 'true', 'false', d)}; then
        install -D -m 0755 ${SOURCES}/compose-@NAME@.init ${D}${sysconfdir}/init.d/compose-@NAME@
    fi
}

FILES:${PN} += "${datadir}/compose ${systemd_system_unitdir}"
RDEPENDS:${PN} = "container-preload @PACKAGE@"
