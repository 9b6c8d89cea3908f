SUMMARY = "Loads the container images that come with the system into the engine's storage"
LICENSE = "CLOSED"

SRC_URI = "file://container-preload.sh file://container-preload.service file://container-preload.init file://policy.json"

SOURCES = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
S = "${SOURCES}"
INHIBIT_DEFAULT_DEPS = "1"

inherit update-rc.d
INITSCRIPT_NAME = "container-preload"
# after docker's 60, before the applications
INITSCRIPT_PARAMS = "defaults 90 10"

do_configure[noexec] = "1"
do_compile[noexec] = "1"

do_install() {
    install -D -m 0755 ${SOURCES}/container-preload.sh ${D}${libexecdir}/container-preload
    install -D -m 0644 ${SOURCES}/policy.json ${D}${datadir}/containers/preload/policy.json
    if ${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'true', 'false', d)}; then
        install -D -m 0644 ${SOURCES}/container-preload.service ${D}${systemd_system_unitdir}/container-preload.service
        # a link of the system's own: it is there on a read-only root and whatever /etc holds
        install -d ${D}${systemd_system_unitdir}/multi-user.target.wants
        ln -s ../container-preload.service ${D}${systemd_system_unitdir}/multi-user.target.wants/container-preload.service
    fi
    if ${@bb.utils.contains('DISTRO_FEATURES', 'sysvinit', 'true', 'false', d)}; then
        install -D -m 0755 ${SOURCES}/container-preload.init ${D}${sysconfdir}/init.d/container-preload
    fi
}

FILES:${PN} += "${libexecdir} ${datadir}/containers ${systemd_system_unitdir}"
