SUMMARY = "The container image @NAME@"
LICENSE = "CLOSED"

SRC_URI = "file://@SLUG@.oci.tar;unpack=0 file://@SLUG@.image"

SOURCES = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
S = "${SOURCES}"
INHIBIT_DEFAULT_DEPS = "1"

do_configure[noexec] = "1"
do_compile[noexec] = "1"

do_install() {
    install -d ${D}${datadir}/containers/preload
    install -m 0644 ${SOURCES}/@SLUG@.oci.tar ${SOURCES}/@SLUG@.image ${D}${datadir}/containers/preload
}

FILES:${PN} += "${datadir}/containers"
RDEPENDS:${PN} = "container-preload"
