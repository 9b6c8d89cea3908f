SUMMARY = "The .NET application @NAME@"
SRC_URI = "file://publish file://@NAME@.service file://@NAME@.init"

require application-@NAME@.inc
inherit product-service useradd

S = "${SOURCES}/publish"

USERADD_PACKAGES = "${PN}"
USERADD_PARAM:${PN} = "--system --user-group --no-create-home --home-dir ${localstatedir}/lib/@NAME@ --shell ${base_sbindir}/nologin @USER@"

do_install() {
    install -d ${D}${libdir}/@NAME@
    cp -R --no-dereference --preserve=mode ${SOURCES}/publish/. ${D}${libdir}/@NAME@
    chmod 0755 ${D}${libdir}/@NAME@/${EXECUTABLE}
    # traces to LTTng, which no device has
    rm -f ${D}${libdir}/@NAME@/libcoreclrtraceptprovider.so
}

do_install:append() {
    for file in ${D}${systemd_system_unitdir}/@NAME@.service ${D}${sysconfdir}/init.d/@NAME@; do
        [ ! -e $file ] || sed -i 's:^\([A-Za-z]*="\{0,1\}\)@libdir@/:\1${libdir}/:' $file
    done
}

FILES:${PN} += "${libdir}/@NAME@"

# The runtime is the application's own, built and stripped by Microsoft; its libraries are no one else's.
INHIBIT_PACKAGE_STRIP = "1"
INHIBIT_SYSROOT_STRIP = "1"
INHIBIT_PACKAGE_DEBUG_SPLIT = "1"
EXCLUDE_FROM_SHLIBS = "1"
SKIP_FILEDEPS = "1"
INSANE_SKIP:${PN} += "already-stripped ldflags file-rdeps dev-so textrel build-deps useless-rpaths"

# what the runtime opens of the system
RDEPENDS:${PN} = "libstdc++ libgcc libssl libcrypto ca-certificates ${GLOBALIZATION}"
