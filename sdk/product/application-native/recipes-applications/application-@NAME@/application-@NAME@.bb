SUMMARY = "The .NET application @NAME@"
LICENSE = "CLOSED"

require application-@NAME@.inc

SRC_URI = "file://publish file://@NAME@.service file://@NAME@.init file://@NAME@.env"

SOURCES = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
S = "${SOURCES}/publish"
INHIBIT_DEFAULT_DEPS = "1"

inherit update-rc.d useradd
INITSCRIPT_NAME = "@NAME@"
INITSCRIPT_PARAMS = "defaults 95 05"
INHIBIT_UPDATERCD_BBCLASS = "${@'' if d.getVar('START') == '1' else '1'}"

USERADD_PACKAGES = "${PN}"
USERADD_PARAM:${PN} = "--system --user-group --no-create-home --home-dir ${localstatedir}/lib/@NAME@ --shell ${base_sbindir}/nologin @USER@"

do_configure[noexec] = "1"
do_compile[noexec] = "1"

do_install() {
    install -d ${D}${libdir}/@NAME@
    cp -R --no-dereference --preserve=mode ${SOURCES}/publish/. ${D}${libdir}/@NAME@
    chmod 0755 ${D}${libdir}/@NAME@/${EXECUTABLE}
    # traces to LTTng, which no device has
    rm -f ${D}${libdir}/@NAME@/libcoreclrtraceptprovider.so
    install -m 0644 ${SOURCES}/@NAME@.env ${D}${libdir}/@NAME@/@NAME@.env
    if [ "${START}" = "1" ]; then
        if ${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'true', 'false', d)}; then
            install -D -m 0644 ${SOURCES}/@NAME@.service ${D}${systemd_system_unitdir}/@NAME@.service
            sed -i 's:@LIBDIR@:${libdir}:' ${D}${systemd_system_unitdir}/@NAME@.service
            install -d ${D}${systemd_system_unitdir}/multi-user.target.wants
            ln -s ../@NAME@.service ${D}${systemd_system_unitdir}/multi-user.target.wants/@NAME@.service
        fi
        if ${@bb.utils.contains('DISTRO_FEATURES', 'sysvinit', 'true', 'false', d)}; then
            install -D -m 0755 ${SOURCES}/@NAME@.init ${D}${sysconfdir}/init.d/@NAME@
            sed -i 's:@LIBDIR@:${libdir}:' ${D}${sysconfdir}/init.d/@NAME@
        fi
    fi
}

FILES:${PN} += "${libdir}/@NAME@ ${systemd_system_unitdir}"

# The runtime is the application's own, built and stripped by Microsoft; its libraries are no one else's.
INHIBIT_PACKAGE_STRIP = "1"
INHIBIT_SYSROOT_STRIP = "1"
INHIBIT_PACKAGE_DEBUG_SPLIT = "1"
EXCLUDE_FROM_SHLIBS = "1"
SKIP_FILEDEPS = "1"
INSANE_SKIP:${PN} += "already-stripped ldflags file-rdeps dev-so textrel build-deps useless-rpaths"

# what the runtime opens of the system
RDEPENDS:${PN} = "libstdc++ libgcc libssl libcrypto ca-certificates ${GLOBALIZATION}"
