SUMMARY = "The container image @NAME@"
SRC_URI = "file://@SLUG@.oci.tar;unpack=0 file://@SLUG@.image"

inherit product-files

do_install() {
    install -d ${D}${datadir}/containers/preload
    install -m 0644 ${SOURCES}/@SLUG@.oci.tar ${SOURCES}/@SLUG@.image ${D}${datadir}/containers/preload
}

RDEPENDS:${PN} = "container-preload"
